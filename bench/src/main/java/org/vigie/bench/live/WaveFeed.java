package org.vigie.bench.live;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.vigie.bench.hl7.Beds;
import org.vigie.bench.hl7.WaveNa;

/**
 * Waves of every bed beside the values of a {@link Feed}: a block of each bed every 256 ms, sent at the moment at which
 * its last sample would have been taken, the beds spread evenly. Closing ends it.
 */
final class WaveFeed implements AutoCloseable {
    private final Feed feed;
    private final List<WaveNa> messages = new ArrayList<>();
    private final AtomicReference<@Nullable IOException> failure = new AtomicReference<>();
    private final Thread sender;
    private final long startNanos = System.nanoTime();
    private final double startMillis = System.currentTimeMillis();
    private volatile boolean running = true;

    /** @param waves of each bed: none, the ECG, or the pleth as well */
    WaveFeed(Feed feed, int beds, int waves) {
        this.feed = feed;
        for (int i = 1; i <= beds && waves > 0; i++) {
            messages.add(new WaveNa(Beds.name(i), waves > 1));
        }
        sender = Thread.ofPlatform().daemon().name("waves").start(this::send);
    }

    /** Wall clock in milliseconds at which the first sample of a bed was taken; {@code bed} from 1. */
    double begin(int bed) {
        return startMillis + (bed - 1) * (double) WaveNa.BLOCK_MILLIS / messages.size();
    }

    /** Why it broke; null while it runs. */
    @Nullable IOException failure() {
        return failure.get();
    }

    private void send() {
        try {
            for (long i = 0; running && !messages.isEmpty(); i++) {
                int bed = (int) (i % messages.size());
                long block = i / messages.size();
                long due = startNanos
                        + (block + 1) * WaveNa.BLOCK_MILLIS * 1_000_000L
                        + (long) bed * WaveNa.BLOCK_MILLIS * 1_000_000L / messages.size();
                for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                feed.send(bed + 1, messages.get(bed).frame(feed.nextId(), block));
            }
        } catch (IOException e) {
            if (running) {
                failure.compareAndSet(null, e);
            }
        }
    }

    @Override
    public void close() {
        running = false;
        try {
            sender.join(2_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
