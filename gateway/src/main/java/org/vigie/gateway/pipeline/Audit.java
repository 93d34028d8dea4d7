package org.vigie.gateway.pipeline;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.vigie.gateway.journal.RecordClass;
import org.vigie.gateway.journal.RecordKind;

/**
 * What the ward thread wants to see written: transitions, problems, checkpoints. It never waits for the journal (the
 * journal waits for it): when the queue is full the record is dropped and counted. Nothing is lost by that, since
 * replay computes transitions again. Thread-safe.
 */
final class Audit {
    private static final int CAPACITY = 16_384;

    private final BlockingQueue<Entry> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final LongAdder dropped = new LongAdder();

    /** A record without an input behind it. */
    @SuppressWarnings("ArrayRecordComponent") // handed to the journal, never written to
    record Entry(RecordClass cls, RecordKind kind, String source, byte[] payload) {}

    void offer(Entry entry) {
        if (!queue.offer(entry)) {
            dropped.increment();
        }
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
