package org.vigie.adapter.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.vigie.adapter.testing.Golden.framed;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.vigie.adapter.hl7.codec.AckMode;
import org.vigie.adapter.hl7.session.ProfileMatch;
import org.vigie.adapter.hl7.session.SourceRules;
import org.vigie.adapter.testing.Golden;
import org.vigie.adapter.testing.RawClient;
import org.vigie.adapter.testing.RecordingSink;
import org.vigie.adapter.testing.TestClock;
import org.vigie.adapter.transport.EventLoop;
import org.vigie.model.limits.Limits;

/** Many who send next to nothing, and one on which our own code breaks: neither costs another monitor its place. */
final class HostileSendersTest {
    private static final int CONNECTIONS = 500;
    private static final byte[] VALUES = framed(Golden.message("pcd01-twenty-values"));
    private static final SourceRules LISTED = new SourceRules(SourceRules.AUTO, AckMode.AUTO, true, 1);

    private final Vertx vertx = Vertx.vertx();
    private final TestClock clock = new TestClock();
    private final RecordingSink sink = new RecordingSink();
    private final List<Hl7Listener> started = new ArrayList<>();

    @AfterEach
    void close() {
        started.forEach(
                listener -> listener.stop().orTimeout(10, TimeUnit.SECONDS).join());
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    private Hl7Listener start(Map<String, SourceRules> listed, ProfileMatch match) {
        Hl7Listener listener = new Hl7Listener(
                EventLoop.of(vertx),
                new Hl7ListenerConfig(
                        "hl7", "127.0.0.1", 0, listed, SourceRules.unknown(), match, Limits.DEFAULT.hl7()),
                sink,
                clock);
        listener.start().orTimeout(10, TimeUnit.SECONDS).join();
        started.add(listener);
        return listener;
    }

    private static long count(Hl7Listener listener, String word) {
        return listener.status().counts().getOrDefault(word, 0L);
    }

    /** Fault row 11: 500 connections from 125 addresses, one byte a second. */
    @Test
    void fiveHundredConnectionsOfAByteASecondCostAMonitorOfTheSiteNothing() throws IOException {
        Hl7Listener listener = start(Map.of("127.0.0.1", LISTED), ProfileMatch.NONE);
        int most = Limits.DEFAULT.hl7().connections();
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < CONNECTIONS; i++) {
                slow.add(from("127.66.0." + (1 + i / 4), listener.port()));
            }
            RecordingSink.eventually(() ->
                    count(listener, "connections-opened") + count(listener, "connections-refused") == CONNECTIONS);
            assertEquals(most - 1, listener.status().connections().size(), "one place is kept for the monitor");
            List<Socket> taken =
                    slow.stream().filter(socket -> !isEnded(socket)).toList();
            assertEquals(most - 1, taken.size());
            try (RawClient monitor = new RawClient(listener.port())) {
                for (int second = 0; second <= 120; second++) {
                    long before = count(listener, "bytes-in");
                    for (Socket socket : taken) {
                        socket.getOutputStream().write(second == 0 ? 0x0B : 'x');
                    }
                    RecordingSink.eventually(() -> count(listener, "bytes-in") == before + taken.size());
                    clock.pass(Duration.ofSeconds(1));
                    if (second % 40 == 0) {
                        monitor.send(VALUES);
                        assertEquals(List.of("CA|PCD01-1"), monitor.acks(1), "answered in second " + second);
                    }
                }
                RecordingSink.eventually(() -> listener.status().rejected().values().stream()
                                .mapToLong(Long::longValue)
                                .sum()
                        >= most - 1);
                monitor.send(VALUES);
                assertEquals(List.of("CA|PCD01-1"), monitor.acks(1));
            }
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    private static Socket from(String address, int port) throws IOException {
        Socket socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.bind(new InetSocketAddress(address, 0));
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 20_000);
        return socket;
    }

    private static boolean isEnded(Socket socket) {
        try {
            socket.setSoTimeout(1);
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException open) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    /** Fault row 35: our own code breaks on each message of one sender. */
    @Test
    void aFaultOfOursAtEveryFrameEndsThatConnectionOnlyAndTheListenerGoesOn() throws IOException {
        ProfileMatch breaks = message -> {
            throw new IllegalStateException("a bug in the adapter");
        };
        Hl7Listener listener = start(Map.of("127.0.0.1", LISTED), breaks);
        Hl7Listener well = start(Map.of("127.0.0.1", LISTED), ProfileMatch.NONE);
        try (RawClient other = new RawClient(well.port())) {
            for (int round = 1; round <= 5; round++) {
                try (RawClient broken = new RawClient(listener.port())) {
                    broken.send(VALUES);
                    assertTrue(broken.isEnded(), "closed, so that the monitor and the ward know");
                }
                other.send(VALUES);
                assertEquals(List.of("CA|PCD01-1"), other.acks(1));
            }
        }
        assertEquals(5, count(listener, "faults"));
        RecordingSink.eventually(() -> listener.status().connections().isEmpty());
        assertTrue(sink.awaitLinks(all -> all.stream()
                                        .filter("closed hl7/127.0.0.1 connection-error"::equals)
                                        .count()
                                == 5)
                        .size()
                > 5);
    }
}
