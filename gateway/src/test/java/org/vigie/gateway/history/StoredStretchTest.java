package org.vigie.gateway.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vigie.gateway.journal.JournalRecord;
import org.vigie.gateway.journal.RecordClass;
import org.vigie.gateway.journal.RecordKind;
import org.vigie.gateway.link.Entry;
import org.vigie.gateway.link.EntryCodec;
import org.vigie.gateway.link.HubEffect;
import org.vigie.gateway.link.Lane;
import org.vigie.gateway.link.Packet;

/** A stretch of time of a box, whose message number n was written in second n, out of what a hub stored. */
class StoredStretchTest {
    private static final Instant BEGIN = Instant.parse("2026-03-01T08:00:00Z");
    private static final Duration SHIFT = Duration.ofSeconds(40);

    /** Seconds 10 to 20. */
    private final StoredStretch stretch = new StoredStretch(BEGIN.plusSeconds(10), BEGIN.plusSeconds(20), SHIFT);

    private void message(long number) {
        long nanos = BEGIN.plusSeconds(number).plus(SHIFT).getEpochSecond() * 1_000_000_000L;
        Entry entry = new Entry(
                3, Lane.DATA, number, RecordKind.RAW_MESSAGE.number(), "hl7:1", nanos - 7, nanos, new byte[] {1});
        take(RecordKind.REMOTE, EntryCodec.entry(entry));
    }

    private void take(RecordKind kind, byte[] payload) {
        stretch.take(new JournalRecord(1, 1, RecordClass.WAVES, kind, "box-1", BEGIN, BEGIN, payload));
    }

    private void messages(long from, long to) {
        for (long number = from; number <= to; number++) {
            message(number);
        }
    }

    private List<Long> seconds() {
        return stretch.records().stream()
                .map(record -> Duration.between(BEGIN, record.at()).toSeconds())
                .toList();
    }

    @Test
    void whatCameInOrderIsWholeWithTheFirstMessageBehindIt() {
        messages(5, 20);
        assertFalse(stretch.isOver(), "more of that time may come");
        messages(21, 21);
        assertTrue(stretch.isOver());
        assertTrue(stretch.isWhole());
        assertEquals(
                List.of(10L, 11L, 12L, 13L, 14L, 15L, 16L, 17L, 18L, 19L, 20L), seconds(), "by the time of this box");
    }

    @Test
    void whatIsFetchedLaterIsWaitedForAndCountedOnce() {
        messages(5, 12);
        messages(18, 30);
        assertFalse(stretch.isOver());
        assertFalse(stretch.isWhole());
        messages(12, 17);
        assertFalse(stretch.isOver(), "seen with the next one that comes behind");
        messages(31, 31);
        assertTrue(stretch.isOver());
        assertTrue(stretch.isWhole());
        assertEquals(11, stretch.records().size());
    }

    @Test
    void whatIsLostForGoodIsNotWaitedForAndTheStretchIsNotWhole() {
        messages(5, 12);
        take(RecordKind.REMOTE_LOST, EntryCodec.lost(new HubEffect.Lost(3, Lane.DATA, 13, 17, Packet.Loss.RETENTION)));
        messages(18, 21);
        assertTrue(stretch.isOver());
        assertFalse(stretch.isWhole());
    }

    @Test
    void withoutAMessageBeforeItNobodyKnowsItsBegin() {
        messages(12, 30);
        assertTrue(stretch.isHeard());
        assertFalse(stretch.isOver());
        assertFalse(stretch.isWhole());
    }
}
