package org.vigie.bench.live;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.vigie.bench.hl7.Ack;
import org.vigie.bench.hl7.Beds;
import org.vigie.bench.hl7.Monitor;
import org.vigie.bench.hl7.Pcd01;

/** A full unit: one connection a bed, one message a second each, evenly spread over the second. Closing ends it. */
final class Feed implements AutoCloseable {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final List<Monitor> monitors = new ArrayList<>();
    private final List<Pcd01> messages = new ArrayList<>();
    private final AtomicLong ids = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicReference<@Nullable IOException> failure = new AtomicReference<>();
    private final Thread sender;
    private volatile boolean running = true;

    Feed(int port, int beds) throws IOException {
        for (int i = 1; i <= beds; i++) {
            Monitor monitor = new Monitor(i, port);
            monitors.add(monitor);
            messages.add(new Pcd01(Beds.name(i)));
            Thread.ofVirtual().name("acks-" + i).start(() -> read(monitor));
        }
        sender = Thread.ofPlatform().daemon().name("feed").start(this::send);
    }

    /** Number for a message of this feed's monitors. */
    long nextId() {
        return ids.incrementAndGet();
    }

    /**
     * Sends one more frame on a bed's connection.
     *
     * @param bed from 1
     * @return {@link System#nanoTime} before the write
     */
    long send(int bed, byte[] frame) throws IOException {
        Monitor monitor = monitors.get(bed - 1);
        synchronized (monitor) {
            long before = System.nanoTime();
            monitor.send(frame);
            return before;
        }
    }

    /** Messages answered with anything but AA or CA. */
    long refused() {
        return refused.get();
    }

    /** Why the feed broke; null while it runs. */
    @Nullable IOException failure() {
        return failure.get();
    }

    private void send() {
        long gap = 1_000_000_000L / monitors.size();
        long start = System.nanoTime();
        try {
            for (long i = 0; running; i++) {
                long due = start + i * gap;
                for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                int bed = (int) (i % monitors.size());
                int rate = Pcd01.LOWEST_RATE + (int) (i / monitors.size() % 40);
                send(bed + 1, messages.get(bed).frame(nextId(), rate));
            }
        } catch (IOException e) {
            failed(e);
        }
    }

    private void read(Monitor monitor) {
        try {
            while (running) {
                Ack ack = monitor.ack(LONGEST_WAIT);
                if (!ack.isAccepted()) {
                    refused.incrementAndGet();
                }
            }
        } catch (IOException e) {
            failed(e);
        }
    }

    private void failed(IOException e) {
        if (running) {
            failure.compareAndSet(null, e);
        }
    }

    @Override
    public void close() throws IOException {
        running = false;
        for (Monitor monitor : monitors) {
            monitor.close();
        }
        try {
            sender.join(2_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
