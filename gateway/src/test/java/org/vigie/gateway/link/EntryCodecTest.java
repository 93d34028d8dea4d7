package org.vigie.gateway.link;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class EntryCodecTest {
    private static final byte[] PAYLOAD = {7, 8, 9};

    private static Entry entry(long number) {
        return new Entry(3, Lane.DATA, 17, number, 1, "hl7:10.0.0.1", 5, 6, PAYLOAD);
    }

    @Test
    void aRecordKeepsItsPlaceInItsLaneAndAmongAll() {
        for (long number : List.of(0L, 17L, 940L)) {
            Entry back = EntryCodec.readEntry(EntryCodec.entry(entry(number))).orElseThrow();
            assertEquals(number, back.number());
            assertEquals(17, back.seq());
            assertEquals("hl7:10.0.0.1", back.source());
            assertArrayEquals(PAYLOAD, back.payload());
        }
    }

    /**
     * The first byte is the version, then epoch, lane, place in the lane; the number is behind them since version 2.
     */
    @Test
    void whatAnEarlierVersionStoredIsReadWithoutItsNumberAndWhatALaterOneStoredIsNot() {
        byte[] bytes = EntryCodec.entry(entry(0));
        byte[] older = new byte[bytes.length - 1];
        System.arraycopy(bytes, 0, older, 0, 4);
        System.arraycopy(bytes, 5, older, 4, bytes.length - 5);
        older[0] = 1;
        Entry back = EntryCodec.readEntry(older).orElseThrow();
        assertEquals(0, back.number());
        assertEquals(17, back.seq());
        assertArrayEquals(PAYLOAD, back.payload());
        byte[] later = Arrays.copyOf(bytes, bytes.length);
        later[0] = 3;
        assertTrue(EntryCodec.readEntry(later).isEmpty());
    }
}
