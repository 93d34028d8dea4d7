package org.vigie.simulator.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.vigie.simulator.monitor.Outgoing;
import org.vigie.simulator.monitor.Tally;

@Timeout(60)
final class VirtualMonitorTest {
    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final MllpTestServer server;
    private final Tally tally = new Tally();
    private final AtomicInteger greetings = new AtomicInteger();

    VirtualMonitorTest() throws IOException {
        server = new MllpTestServer();
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        server.close();
    }

    private VirtualMonitor monitor(Duration ackTimeout) throws Exception {
        VirtualMonitor.Terms terms = new VirtualMonitor.Terms(
                "127.0.0.1", server.port(), null, 1, ackTimeout, Duration.ofMillis(20), Duration.ofMillis(100));
        CompletableFuture<VirtualMonitor> made = new CompletableFuture<>();
        context.runOnContext(ignored -> {
            VirtualMonitor monitor = new VirtualMonitor(
                    vertx,
                    terms,
                    () -> List.of(message(Outgoing.Kind.ALARM, "hello" + greetings.incrementAndGet())),
                    tally);
            monitor.start();
            made.complete(monitor);
        });
        return made.get(10, TimeUnit.SECONDS);
    }

    private static Outgoing message(Outgoing.Kind kind, String id) {
        String text = "MSH|^~\\&|S|S|||20260101||ORU^R01^ORU_R01|" + id + "|P|2.6|||AL|NE\r";
        return Outgoing.framed(kind, text.getBytes(StandardCharsets.US_ASCII), id);
    }

    private void offer(VirtualMonitor monitor, Outgoing message) {
        context.runOnContext(ignored -> monitor.offer(message));
    }

    private String nextId() throws InterruptedException {
        return server.next().split("\\|", -1)[9];
    }

    /** Waits on the event loop's own work, not on a guess of its time. */
    private void until(BooleanSupplier condition) throws Exception {
        for (int i = 0; i < 2_000 && !condition.getAsBoolean(); i++) {
            CompletableFuture<Boolean> turn = new CompletableFuture<>();
            vertx.setTimer(5, ignored -> turn.complete(true));
            turn.get(10, TimeUnit.SECONDS);
        }
        assertTrue(condition.getAsBoolean());
    }

    @Test
    void sendsTheGreetingFirstThenOneMessageAtATimeInOrder() throws Exception {
        VirtualMonitor monitor = monitor(Duration.ofSeconds(10));
        assertEquals("hello1", nextId());
        for (int i = 1; i <= 20; i++) {
            offer(monitor, message(Outgoing.Kind.ALARM, "a" + i));
        }
        for (int i = 1; i <= 20; i++) {
            assertEquals("a" + i, nextId());
        }
        until(() -> tally.of(Tally.Count.ACKED) == 21);
        assertEquals(21, tally.of(Tally.Count.SENT));
        assertEquals(21, tally.latency().count());
    }

    @Test
    void whileItWaitsOnlyTheNewestValuesAreKeptAndAlarmsGoFirst() throws Exception {
        CompletableFuture<Boolean> release = new CompletableFuture<>();
        server.answerWith(message -> {
            if (message.contains("|hello1|")) {
                release.orTimeout(10, TimeUnit.SECONDS).join();
            }
            return "AA";
        });
        VirtualMonitor monitor = monitor(Duration.ofSeconds(10));
        assertEquals("hello1", nextId());
        for (int i = 1; i <= 5; i++) {
            offer(monitor, message(Outgoing.Kind.STATE, "s" + i));
        }
        offer(monitor, message(Outgoing.Kind.ALARM, "a1"));
        until(() -> tally.of(Tally.Count.SUPERSEDED) == 4);
        release.complete(true);
        assertEquals("a1", nextId());
        assertEquals("s5", nextId());
    }

    @Test
    void comesBackAfterALossAndSaysAgainWhatIsOn() throws Exception {
        monitor(Duration.ofSeconds(10));
        assertEquals("hello1", nextId());
        until(() -> tally.of(Tally.Count.ACKED) == 1);
        server.cut();
        assertEquals("hello2", nextId());
        assertEquals(1, tally.of(Tally.Count.BROKEN));
    }

    @Test
    void anAlarmThatWasNotAnsweredIsSentAgainOnTheNextConnection() throws Exception {
        server.answerWith(message -> message.contains("|a1|") ? null : "CA");
        VirtualMonitor monitor = monitor(Duration.ofSeconds(2)); // also enough for the answer to the greeting
        assertEquals("hello1", nextId());
        offer(monitor, message(Outgoing.Kind.ALARM, "a1"));
        assertEquals("a1", nextId());
        assertEquals("a1", nextId(), "first on the new connection");
        server.answerWith(message -> "CA");
        until(() -> tally.of(Tally.Count.ACKED) >= 2);
        assertTrue(tally.of(Tally.Count.UNANSWERED) >= 1);
    }

    @Test
    void countsRefusalsAndTriesAgainOnlyWhenAskedTo() throws Exception {
        server.answerWith(message -> message.contains("|a1|") ? "AR" : message.contains("|a2|") ? "AE" : "AA");
        VirtualMonitor monitor = monitor(Duration.ofSeconds(10));
        assertEquals("hello1", nextId());
        offer(monitor, message(Outgoing.Kind.ALARM, "a1"));
        assertEquals("a1", nextId());
        offer(monitor, message(Outgoing.Kind.ALARM, "a2"));
        assertEquals("a2", nextId());
        assertEquals("a2", nextId(), "tried again");
        assertEquals("a2", nextId(), "and once more");
        offer(monitor, message(Outgoing.Kind.ALARM, "a3"));
        assertEquals("a3", nextId());
        until(() -> tally.of(Tally.Count.ACKED) == 2);
        assertEquals(1, tally.of(Tally.Count.REFUSED));
        assertEquals(3, tally.of(Tally.Count.TRY_AGAIN));
    }

    @Test
    void splitMessagesArriveWhole() throws Exception {
        VirtualMonitor monitor = monitor(Duration.ofSeconds(10));
        assertEquals("hello1", nextId());
        offer(monitor, message(Outgoing.Kind.STATE, "split").inSingleBytes());
        assertEquals("split", nextId());
    }

    @Test
    void staysAwayWhileCutAndComesBack() throws Exception {
        VirtualMonitor monitor = monitor(Duration.ofSeconds(10));
        assertEquals("hello1", nextId());
        until(() -> tally.of(Tally.Count.ACKED) == 1);
        context.runOnContext(ignored -> monitor.cut(true));
        offer(monitor, message(Outgoing.Kind.STATE, "lost"));
        context.runOnContext(ignored -> monitor.cut(false));
        assertEquals("hello2", nextId());
    }

    @Test
    void frozenItSendsNothingAndGoesOnAfterwards() throws Exception {
        VirtualMonitor monitor = monitor(Duration.ofSeconds(10));
        assertEquals("hello1", nextId());
        until(() -> tally.of(Tally.Count.ACKED) == 1);
        context.runOnContext(ignored -> monitor.freeze(true));
        offer(monitor, message(Outgoing.Kind.STATE, "s1"));
        offer(monitor, message(Outgoing.Kind.STATE, "s2"));
        until(() -> tally.of(Tally.Count.SUPERSEDED) == 1);
        assertEquals(1, tally.of(Tally.Count.SENT));
        context.runOnContext(ignored -> monitor.freeze(false));
        assertEquals("s2", nextId());
        assertEquals(1, greetings.get(), "the connection was never lost");
    }
}
