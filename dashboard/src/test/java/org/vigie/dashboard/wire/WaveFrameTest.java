package org.vigie.dashboard.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaveFrameTest {
    private static final WaveFrame FRAME = new WaveFrame(
            true,
            0x0102_0304L,
            List.of(
                    new WaveFrame.Block(7, 0x1_0000_0002L, new short[] {1, -2, WaveFrame.MISSING}),
                    new WaveFrame.Block(0xfffe, 5, new short[] {})));

    @Test
    void bytesAreAsDocumented() {
        assertEquals(
                "01010200" + "04030201" + "07000300" + "02000000" + "0100feff0080" + "feff0000" + "05000000",
                HexFormat.of().formatHex(FRAME.encode()));
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        WaveFrame read = WaveFrame.decode(FRAME.encode());
        assertTrue(read.leftOut());
        assertEquals(0x0102_0304L, read.tick());
        assertEquals(2, read.blocks().get(0).first());
        assertArrayEquals(
                new short[] {1, -2, WaveFrame.MISSING}, read.blocks().get(0).samples());
        assertEquals(0xfffe, read.blocks().get(1).lane());
    }

    @Test
    void whatIsNoFrameIsRefused() {
        byte[] whole = FRAME.encode();
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThrows(IllegalArgumentException.class, () -> WaveFrame.decode(cut));
        }
        byte[] more = Arrays.copyOf(whole, whole.length + 1);
        assertThrows(IllegalArgumentException.class, () -> WaveFrame.decode(more));
        byte[] version = whole.clone();
        version[0] = 2;
        assertThrows(IllegalArgumentException.class, () -> WaveFrame.decode(version));
    }
}
