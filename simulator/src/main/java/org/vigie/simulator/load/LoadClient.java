package org.vigie.simulator.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends precomputed messages over many connections from one thread and measures the acknowledgements. Two ways:
 * synchronous (each connection sends its next message when the last is acknowledged; measures throughput) and open loop
 * (messages leave by the clock, whatever comes back; latency counts from the time at which a message was due, so a
 * receiver that stalls cannot hide it).
 */
public final class LoadClient {
    /**
     * What to send.
     *
     * @param target the receiver
     * @param connections 1 to 1024
     * @param messagesPerSecond of all connections together, open loop; 0 for synchronous
     * @param warmUp sent the same way before anything is counted
     * @param lasting how long is counted
     * @param perConnection messages of one connection after which it stops; 0 for no such end
     * @param bedPrefix beds are named by this and the number of the connection, from 01
     * @param localAddresses own addresses, one per connection in turn; empty lets the system choose
     */
    public record Plan(
            InetSocketAddress target,
            int connections,
            int messagesPerSecond,
            Duration warmUp,
            Duration lasting,
            long perConnection,
            String bedPrefix,
            List<String> localAddresses) {
        public Plan {
            if (connections < 1 || connections > 1_024 || messagesPerSecond < 0 || perConnection < 0) {
                throw new IllegalArgumentException("load plan: 1 to 1024 connections, nothing below 0");
            }
            localAddresses = List.copyOf(localAddresses);
        }

        /** Synchronous, for this long. */
        public static Plan synchronous(InetSocketAddress target, int connections, Duration warmUp, Duration lasting) {
            return new Plan(target, connections, 0, warmUp, lasting, 0, "L", List.of());
        }

        /** Open loop at this rate. */
        public static Plan openLoop(
                InetSocketAddress target, int connections, int messagesPerSecond, Duration warmUp, Duration lasting) {
            return new Plan(target, connections, messagesPerSecond, warmUp, lasting, 0, "L", List.of());
        }
    }

    /**
     * What came of it, warm-up not counted.
     *
     * @param sent messages
     * @param accepted AA or CA
     * @param refused any other answer
     * @param misordered answers to another message than the oldest unanswered of their connection
     * @param unanswered sent and not answered within the grace time at the end
     * @param brokenConnections connections that failed or were closed by the receiver
     * @param elapsed from the first to the last counted acknowledgement or end
     * @param latency of the answered ones
     */
    public record Result(
            long sent,
            long accepted,
            long refused,
            long misordered,
            long unanswered,
            int brokenConnections,
            Duration elapsed,
            LatencyHistogram latency) {
        /** Accepted messages per second. */
        public double perSecond() {
            return accepted / Math.max(1e-9, elapsed.toNanos() / 1e9);
        }

        /** One line for people. */
        public String summary() {
            return String.format(
                    Locale.ROOT,
                    "sent=%d accepted=%d refused=%d misordered=%d unanswered=%d broken=%d rate=%.0f/s p50=%.2fms p99=%.2fms max=%.2fms",
                    sent,
                    accepted,
                    refused,
                    misordered,
                    unanswered,
                    brokenConnections,
                    perSecond(),
                    latency.percentileMillis(50),
                    latency.percentileMillis(99),
                    latency.maxMillis());
        }
    }

    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final long NEVER = Long.MAX_VALUE;

    private final Plan plan;
    private final List<LoadConnection> connections = new ArrayList<>();
    private final LoadConnection.Counters counters = new LoadConnection.Counters();
    private long countFrom;
    private long countUntil;

    private LoadClient(Plan plan) {
        this.plan = plan;
    }

    /**
     * Runs the plan in the calling thread.
     *
     * @throws IOException when a connection cannot be made at the beginning
     */
    public static Result run(Plan plan) throws IOException {
        return new LoadClient(plan).run();
    }

    private Result run() throws IOException {
        try (Selector selector = Selector.open()) {
            open(selector);
            long start = System.nanoTime();
            countFrom = start + plan.warmUp().toNanos();
            countUntil = countFrom + plan.lasting().toNanos();
            long last = plan.messagesPerSecond() == 0 ? synchronous(selector) : openLoop(selector, start);
            Duration elapsed = Duration.ofNanos(Math.max(1, Math.min(last, countUntil) - countFrom));
            return new Result(
                    counters.sent,
                    counters.accepted,
                    counters.refused,
                    counters.misordered,
                    connections.stream()
                            .mapToLong(LoadConnection::unansweredCounted)
                            .sum(),
                    (int) connections.stream().filter(LoadConnection::isBroken).count(),
                    elapsed,
                    counters.latency);
        } finally {
            connections.forEach(LoadConnection::close);
        }
    }

    private void open(Selector selector) throws IOException {
        Instant now = Instant.now();
        for (int i = 0; i < plan.connections(); i++) {
            String bed = String.format(Locale.ROOT, "%s%02d", plan.bedPrefix(), i + 1);
            List<String> own = plan.localAddresses();
            String local = own.isEmpty() ? null : own.get(i % own.size());
            LoadConnection.Own mine = new LoadConnection.Own(i, local);
            connections.add(LoadConnection.open(selector, plan.target(), mine, new LoadMessage(bed, now), counters));
        }
    }

    /** Returns when it ended, nanoseconds. */
    private long synchronous(Selector selector) throws IOException {
        for (LoadConnection connection : connections) {
            send(connection, System.nanoTime());
        }
        long now = System.nanoTime();
        long giveUp = countUntil + GRACE.toNanos();
        while (now < giveUp && isAnythingOpen()) {
            boolean sending = now < countUntil;
            select(selector, Math.min(giveUp, sending ? countUntil : giveUp) - now, sending);
            now = System.nanoTime();
        }
        return now;
    }

    private boolean isAnythingOpen() {
        return connections.stream().anyMatch(connection -> !connection.isBroken() && connection.isWaiting());
    }

    private void select(Selector selector, long nanos, boolean sendOnAnswer) throws IOException {
        if (nanos < 200_000) {
            selector.selectNow();
        } else {
            selector.select(Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos)));
        }
        for (SelectionKey key : selector.selectedKeys()) {
            LoadConnection connection = connectionOf(key);
            if (key.isValid() && key.isWritable()) {
                connection.flush();
            }
            if (key.isValid() && key.isReadable() && connection.read() > 0 && sendOnAnswer && !connection.isWaiting()) {
                send(connection, System.nanoTime());
            }
        }
        selector.selectedKeys().clear();
    }

    private static LoadConnection connectionOf(SelectionKey key) {
        @Nullable Object attachment = key.attachment();
        if (attachment instanceof LoadConnection connection) {
            return connection;
        }
        throw new IllegalStateException("a key without its connection");
    }

    private void send(LoadConnection connection, long due) throws IOException {
        if (plan.perConnection() == 0 || connection.numbered() < plan.perConnection()) {
            connection.send(due, due >= countFrom && due < countUntil);
        }
    }

    /** Returns when the last answer came, nanoseconds. */
    private long openLoop(Selector selector, long start) throws IOException {
        double gap = 1e9 / plan.messagesPerSecond();
        long sent = 0;
        long giveUp = NEVER;
        long now = System.nanoTime();
        while (now < giveUp) {
            long due = start + (long) (sent * gap);
            if (due >= countUntil) {
                giveUp = Math.min(giveUp, now + GRACE.toNanos());
                if (!isAnythingOpen()) {
                    return now;
                }
                select(selector, giveUp - now, false);
            } else if (due <= now) {
                LoadConnection connection = connections.get((int) (sent % connections.size()));
                if (!connection.isBroken()) {
                    send(connection, due);
                }
                sent++;
                select(selector, 0, false);
            } else {
                select(selector, due - now, false);
            }
            now = System.nanoTime();
        }
        return now;
    }
}
