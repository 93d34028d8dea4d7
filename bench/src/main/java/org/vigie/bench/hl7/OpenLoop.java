package org.vigie.bench.hl7;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.vigie.bench.Latencies;

/**
 * Messages leave at fixed times whether the server has answered or not, spread evenly over the connections. The latency
 * counts from the time at which a message should have left, so a server that stalls cannot hide the messages behind it.
 */
public final class OpenLoop {
    private static final Duration QUIET = Duration.ofSeconds(3);

    private OpenLoop() {}

    /**
     * What came of it.
     *
     * @param sent messages
     * @param lost messages without an acknowledgement 3 s after the last one
     * @param latencies of the others
     */
    public record Result(int sent, int lost, Latencies latencies) {}

    /**
     * Sends for {@code time}.
     *
     * @param connections at once
     * @param perSecond messages a second over all connections
     */
    public static Result run(int port, int connections, int perSecond, Duration time, AtomicLong ids)
            throws IOException, InterruptedException {
        int total = (int) (perSecond * time.toSeconds());
        long first = ids.getAndAdd(total) + 1;
        List<Monitor> monitors = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            List<Pcd01> messages = new ArrayList<>();
            for (int i = 1; i <= connections; i++) {
                monitors.add(new Monitor(i, port));
                messages.add(new Pcd01(Beds.name(i)));
            }
            long gap = 1_000_000_000L / perSecond;
            // The readers are ready before the first message leaves.
            long start = System.nanoTime() + 100_000_000L;
            List<Future<Latencies>> readers = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                Monitor monitor = monitors.get(i);
                int expected = total / connections + (i < total % connections ? 1 : 0);
                readers.add(threads.submit(() -> read(monitor, expected, first, start, gap)));
            }
            for (int i = 0; i < total; i++) {
                byte[] frame = messages.get(i % connections).frame(first + i, Pcd01.LOWEST_RATE + i % 100);
                long due = start + i * gap;
                for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                monitors.get(i % connections).send(frame);
            }
            Latencies all = new Latencies();
            for (Future<Latencies> reader : readers) {
                all.addAll(reader.get());
            }
            return new Result(total, total - all.count(), all);
        } catch (ExecutionException e) {
            throw new IOException("a connection failed", e.getCause());
        } finally {
            for (Monitor monitor : monitors) {
                monitor.close();
            }
        }
    }

    private static Latencies read(Monitor monitor, int expected, long first, long start, long gap) throws IOException {
        Latencies latencies = new Latencies();
        try {
            while (latencies.count() < expected) {
                Ack ack = monitor.ack(QUIET);
                if (ack.isAccepted() && ack.id() >= first) {
                    latencies.add(ack.at() - (start + (ack.id() - first) * gap));
                }
            }
        } catch (SocketTimeoutException | EOFException e) {
            // What is missing now is lost: the caller counts.
        }
        return latencies;
    }
}
