package org.vigie.gateway.pipeline;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigie.gateway.journal.RecordClass;
import org.vigie.gateway.journal.RecordKind;

/**
 * What the ward thread wants to see written: transitions, problems, checkpoints. It never waits for the journal (the
 * journal waits for it): when the queue is full the record is dropped and counted. Nothing is lost by that, since
 * replay computes transitions again. Thread-safe.
 */
final class Audit {
    private static final Logger LOG = LoggerFactory.getLogger(Audit.class);
    private static final int CAPACITY = 16_384;

    private final BlockingQueue<Entry> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final LongAdder dropped = new LongAdder();
    private final LongAdder tooLarge = new LongAdder();
    private final int recordBytes;
    private volatile int largeBytes;

    /** @param recordBytes longest payload that the journal takes */
    Audit(int recordBytes) {
        this.recordBytes = recordBytes;
    }

    /** A record without an input behind it. */
    @SuppressWarnings("ArrayRecordComponent") // handed to the journal, never written to
    record Entry(RecordClass cls, RecordKind kind, String source, byte[] payload) {}

    void offer(Entry entry) {
        if (!queue.offer(entry)) {
            dropped.increment();
        }
    }

    /**
     * Wants a checkpoint to be written. One that is too large for a record is left out: the one before it stays the
     * newest, and a restart replays what came after it. Said once, until one fits again.
     */
    void checkpoint(byte[] payload) {
        int before = largeBytes;
        if (payload.length <= recordBytes) {
            largeBytes = 0;
            offer(new Entry(RecordClass.LIFE, RecordKind.CHECKPOINT, "", payload));
            return;
        }
        tooLarge.increment();
        largeBytes = payload.length;
        if (before == 0) {
            LOG.warn(
                    "event=checkpoint-too-large bytes={} limit={} action=\"the older one is kept, a restart takes longer\"",
                    payload.length,
                    recordBytes);
        }
    }

    /** Checkpoints that were left out since the start. */
    long checkpointsTooLarge() {
        return tooLarge.sum();
    }

    /** Bytes of the last checkpoint when it was left out; 0 when it was not. */
    int checkpointTooLarge() {
        return largeBytes;
    }

    void drain(Consumer<Entry> sink) {
        for (Entry entry = queue.poll(); entry != null; entry = queue.poll()) {
            sink.accept(entry);
        }
    }

    long dropped() {
        return dropped.sum();
    }
}
