package org.vigie.simulator.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.vigie.simulator.monitor.Outgoing;
import org.vigie.simulator.monitor.Tally;

@Timeout(60)
final class PdsMonitorTest {
    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();

    private record Started(PdsMonitor monitor, int port) {}

    private Started start(Duration patience) throws Exception {
        CompletableFuture<Started> started = new CompletableFuture<>();
        context.runOnContext(ignored -> {
            PdsMonitor monitor = new PdsMonitor(vertx, new Tally(), patience);
            monitor.start("127.0.0.1", 0).onSuccess(port -> started.complete(new Started(monitor, port)));
        });
        return started.get(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static Outgoing message(String kind) {
        return Outgoing.framed(
                Outgoing.Kind.STATE,
                ("MSH|^~\\&|||||||ORU^R01|" + kind + "|P|2.3.1|\r").getBytes(StandardCharsets.US_ASCII),
                null);
    }

    /** MSH-10 of the next message, echoes left out. */
    private static String next(InputStream in) throws IOException {
        while (true) {
            StringBuilder text = new StringBuilder();
            for (int b = in.read(); b != 0x1C; b = in.read()) {
                if (b < 0) {
                    return "end";
                }
                text.append((char) b);
            }
            String kind = text.toString().split("\\|", -1)[9];
            if (!kind.equals("106")) {
                return kind;
            }
        }
    }

    @Test
    void greetsEachClientAndThenTellsAllTheSame() throws Exception {
        Started started = start(Duration.ofSeconds(10));
        context.runOnContext(ignored -> started.monitor().greetWith(() -> List.of(message("103"), message("54"))));
        try (Socket one = new Socket(InetAddress.getLoopbackAddress(), started.port());
                Socket two = new Socket(InetAddress.getLoopbackAddress(), started.port())) {
            assertEquals("103", next(one.getInputStream()));
            assertEquals("54", next(one.getInputStream()));
            assertEquals("103", next(two.getInputStream()));
            assertEquals("54", next(two.getInputStream()));
            context.runOnContext(ignored -> started.monitor().offer(message("204")));
            assertEquals("204", next(one.getInputStream()));
            assertEquals("204", next(two.getInputStream()));
        }
    }

    @Test
    void aClientThatNeverEchoesIsDropped() throws Exception {
        Started started = start(Duration.ofMillis(500));
        try (Socket silent = new Socket(InetAddress.getLoopbackAddress(), started.port())) {
            silent.setSoTimeout(10_000);
            assertEquals("end", next(silent.getInputStream()));
        }
    }

    @Test
    void cutItClosesAndTurnsNewClientsAway() throws Exception {
        Started started = start(Duration.ofSeconds(10));
        context.runOnContext(ignored -> started.monitor().greetWith(() -> List.of(message("103"))));
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), started.port())) {
            assertEquals("103", next(client.getInputStream()));
            context.runOnContext(ignored -> started.monitor().cut(true));
            assertEquals("end", next(client.getInputStream()));
        }
        try (Socket turnedAway = new Socket(InetAddress.getLoopbackAddress(), started.port())) {
            assertEquals("end", next(turnedAway.getInputStream()));
        }
        assertTrue(started.port() > 0);
    }
}
