package org.vigie.bench.hl7;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.vigie.bench.Latencies;

/** Every connection sends, waits for its acknowledgement and sends again, as fast as the server lets it. */
public final class Saturated {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

    private Saturated() {}

    /**
     * What came of it.
     *
     * @param messages acknowledged with AA
     * @param wrong acknowledged otherwise, or with another message's id
     * @param elapsed measured time
     * @param latencies from before the write to after the last byte of the answer
     */
    public record Result(long messages, long wrong, Duration elapsed, Latencies latencies) {
        /** Messages per second. */
        public double rate() {
            return messages / (elapsed.toNanos() / 1e9);
        }
    }

    /**
     * Loads the server on {@code port}.
     *
     * @param ids where message numbers come from; never the same twice for one server
     * @param connections at once, one thread each
     */
    public static Result run(int port, int connections, Duration time, AtomicLong ids)
            throws IOException, InterruptedException {
        List<Monitor> monitors = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            for (int i = 1; i <= connections; i++) {
                monitors.add(new Monitor(i, port));
            }
            long start = System.nanoTime();
            long end = start + time.toNanos();
            List<Future<Result>> parts = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                Monitor monitor = monitors.get(i);
                Pcd01 messages = new Pcd01(Beds.name(i + 1));
                parts.add(threads.submit(() -> one(monitor, messages, end, ids)));
            }
            Latencies all = new Latencies();
            long messages = 0;
            long wrong = 0;
            for (Future<Result> part : parts) {
                Result result = part.get();
                messages += result.messages();
                wrong += result.wrong();
                all.addAll(result.latencies());
            }
            return new Result(messages, wrong, Duration.ofNanos(System.nanoTime() - start), all);
        } catch (ExecutionException e) {
            throw new IOException("a connection failed", e.getCause());
        } finally {
            for (Monitor monitor : monitors) {
                monitor.close();
            }
        }
    }

    private static Result one(Monitor monitor, Pcd01 messages, long end, AtomicLong ids) throws IOException {
        Latencies latencies = new Latencies();
        long right = 0;
        long wrong = 0;
        long start = System.nanoTime();
        int rate = Pcd01.LOWEST_RATE;
        while (System.nanoTime() < end) {
            long id = ids.incrementAndGet();
            rate = rate == Pcd01.HIGHEST_RATE ? Pcd01.LOWEST_RATE : rate + 1;
            byte[] frame = messages.frame(id, rate);
            long before = System.nanoTime();
            monitor.send(frame);
            Ack ack = monitor.ack(LONGEST_WAIT);
            if (ack.isAccepted() && ack.id() == id) {
                right++;
                latencies.add(ack.at() - before);
            } else {
                wrong++;
            }
        }
        return new Result(right, wrong, Duration.ofNanos(System.nanoTime() - start), latencies);
    }
}
