package org.vigie.gateway.journal;

import org.jspecify.annotations.Nullable;

/** What a reader of the journal meets: a record whose checksum is right, or the knowledge that something is missing. */
public sealed interface Entry {
    /** A record as it was written. */
    record Intact(JournalRecord entry) implements Entry {}

    /**
     * Something was lost or damaged between two intact records.
     *
     * @param epoch where
     * @param cls the queue that was hit; null when it is one of several of which the end is missing
     * @param afterSeq the last intact record before it, 0 for the beginning of the epoch
     * @param lost records that are missing; {@link #UNKNOWN} when only the end of the queue is known to be damaged; 0
     *     when bytes were damaged that held no record
     * @param reason for people, with file and offset
     */
    record Damage(long epoch, @Nullable RecordClass cls, long afterSeq, long lost, String reason) implements Entry {
        /** The number of lost records cannot be told. */
        public static final long UNKNOWN = -1;
    }
}
