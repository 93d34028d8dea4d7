package org.vigie.gateway.journal;

import java.time.Instant;

/**
 * The journal of one running gateway: append, force, and only then acknowledge. All calls on one thread, the journal
 * thread, except {@link #health}, which any thread may call.
 */
public interface Journal extends AutoCloseable {
    /** What {@link #append} returns instead of a number when the class is not written at the present level. */
    long SHED = 0;

    /**
     * The epoch of the record appended last, or of the next one. It grows by one when a queue breaks under a running
     * process (full disk, I/O error): numbers then start at 1 again.
     */
    long epoch();

    /**
     * Appends a record; it is durable after {@link #force} of its class.
     *
     * @param source at most 255 bytes of UTF-8; empty for the gateway itself
     * @param at engine time; also decides the hourly file, so that a step of the wall clock does not matter
     * @return the record's number, from 1 without gaps within the epoch over all classes; {@link #SHED} when the class
     *     is not written at the present {@link JournalHealth#level}: WAVES from WAVES_SHED on, DATA from LIFE_ONLY on.
     *     A shed record is counted and must not be acknowledged as stored
     * @throws JournalUnavailableException when the record could not be written; never an {@link InternalError}
     * @throws IllegalArgumentException when payload or source are too long
     */
    long append(RecordClass cls, RecordKind kind, String source, Instant at, Instant wall, byte[] payload)
            throws JournalUnavailableException;

    /**
     * Makes everything appended to the class durable (on Linux: survives a power cut). Returns at once when nothing is
     * unforced.
     *
     * @throws JournalUnavailableException when that is not sure: no record of any class appended since its last
     *     successful force may be acknowledged
     */
    void force(RecordClass cls) throws JournalUnavailableException;

    /**
     * What is due: forces data and waves nobody waits for, looks at the disk once a second, deletes what is old. To be
     * called about every 200 ms. A failure shows in {@link #health}, and the next {@link #force} of the class that was
     * hit is refused.
     *
     * @param at engine time
     */
    void maintain(Instant at);

    /** The present state; any thread. */
    JournalHealth health();

    /** Forces everything, marks the epoch as complete and releases the folder. Idempotent. */
    @Override
    void close();
}
