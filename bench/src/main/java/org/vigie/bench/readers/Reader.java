package org.vigie.bench.readers;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.vigie.bench.Latencies;

/** Takes everything that is public at one node; an alarm begins with the nanoseconds at which it was published. */
final class Reader {
    private final LongAdder states = new LongAdder();
    private final Latencies same = new Latencies();
    private final Latencies other = new Latencies();
    private final int node;
    private final Set<Integer> probed = new HashSet<>();

    /** @param node the one it reads at */
    Reader(int node) {
        this.node = node;
    }

    /** An alarm as it is published: 400 bytes. */
    static byte[] alarm(int publishedAt) {
        return ByteBuffer.allocate(400)
                .putLong(System.nanoTime())
                .putInt(publishedAt)
                .array();
    }

    synchronized void heard(String topic, byte[] payload) {
        if (topic.endsWith("/state")) {
            states.increment();
            return;
        }
        ByteBuffer alarm = ByteBuffer.wrap(payload);
        long took = System.nanoTime() - alarm.getLong();
        int from = alarm.getInt();
        if (from < 0) {
            probed.add(-1 - from);
        } else {
            (from == node ? same : other).add(took);
        }
    }

    /** Whether what was published before the measure at each of so many nodes was heard. */
    synchronized boolean isReached(int nodes) {
        return probed.size() == nodes;
    }

    /** An alarm before the measure. */
    static byte[] probe(int publishedAt) {
        return alarm(-1 - publishedAt);
    }

    /** States and alarms of the measure. */
    synchronized long heard() {
        return states.sum() + same.count() + other.count();
    }

    long states() {
        return states.sum();
    }

    /** Alarms published at its own node. */
    synchronized Latencies same() {
        return copy(same);
    }

    /** Alarms published at the other node. */
    synchronized Latencies other() {
        return copy(other);
    }

    private static Latencies copy(Latencies some) {
        Latencies copy = new Latencies();
        copy.addAll(some);
        return copy;
    }
}
