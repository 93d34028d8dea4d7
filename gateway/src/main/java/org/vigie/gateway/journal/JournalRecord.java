package org.vigie.gateway.journal;

import java.time.Instant;

/**
 * One record of the journal.
 *
 * @param epoch the run of the process that wrote it; grows with every start
 * @param seq its number within the epoch, over all classes, from 1
 * @param cls the queue it lies in
 * @param kind what it is about
 * @param source the sender ({@link org.vigie.model.SourceId} text), or empty for the gateway itself
 * @param at engine time, which only goes forward within an epoch
 * @param wall what the wall clock said, for people
 * @param payload the caller's bytes; not copied, never changed after the record was made
 */
// The payload is handed through unchanged, thousands of times a second: a copy per step would be the cost of the
// journal.
@SuppressWarnings("ArrayRecordComponent")
public record JournalRecord(
        long epoch,
        long seq,
        RecordClass cls,
        RecordKind kind,
        String source,
        Instant at,
        Instant wall,
        byte[] payload) {

    JournalRecord numbered(long epochNow, long seqNow) {
        return new JournalRecord(epochNow, seqNow, cls, kind, source, at, wall, payload);
    }

    /** Masks the payload: it may name a patient. */
    @Override
    public String toString() {
        return "JournalRecord[" + epoch + "/" + seq + " " + cls + " " + kind + " " + source + " " + at + " "
                + payload.length + " bytes]";
    }
}
