package org.vigie.simulator.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.vigie.simulator.transport.MllpTestServer;

@Timeout(60)
final class LoadClientTest {
    private static InetSocketAddress address(MllpTestServer server) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
    }

    @Test
    void theMessageHasTwentyObxAndTwoKilobytesAndNoTwoAreTheSame() {
        LoadMessage message = new LoadMessage("L01", Instant.parse("2026-11-21T21:30:00Z"));
        Set<String> different = new HashSet<>();
        for (int i = 1; i <= 3; i++) {
            String text = new String(message.numbered(i), StandardCharsets.US_ASCII);
            assertTrue(different.add(text));
            assertEquals(20, text.lines().filter(line -> line.startsWith("OBX")).count());
            assertTrue(text.contains("|00000000000" + i + "|P|2.6|"), text);
            assertTrue(text.contains("1.1.1.1|06" + i + "|264864"), text);
        }
        assertTrue(message.length() > 1_800 && message.length() < 2_400, "bytes " + message.length());
    }

    @Test
    void synchronousSendsTheNextAfterEachAnswer() throws IOException {
        try (MllpTestServer server = new MllpTestServer()) {
            LoadClient.Plan plan = new LoadClient.Plan(
                    address(server), 4, 0, Duration.ZERO, Duration.ofSeconds(20), 50, "L", List.of());
            LoadClient.Result result = LoadClient.run(plan);
            assertEquals(200, result.sent());
            assertEquals(200, result.accepted());
            assertEquals(0, result.misordered());
            assertEquals(0, result.unanswered());
            assertEquals(200, result.latency().count());
        }
    }

    @Test
    void openLoopKeepsItsRateAndLosesNothing() throws IOException {
        try (MllpTestServer server = new MllpTestServer()) {
            LoadClient.Result result = LoadClient.run(
                    LoadClient.Plan.openLoop(address(server), 8, 200, Duration.ofMillis(200), Duration.ofSeconds(1)));
            assertTrue(Math.abs(result.sent() - 200) <= 2, result.summary());
            assertEquals(result.sent(), result.accepted());
            assertEquals(0, result.misordered());
        }
    }

    @Test
    void refusalsAndBrokenConnectionsAreCounted() throws IOException {
        try (MllpTestServer server = new MllpTestServer()) {
            AtomicInteger seen = new AtomicInteger();
            server.answerWith(message -> {
                int number = seen.incrementAndGet();
                if (number == 20) {
                    try {
                        server.cut();
                    } catch (IOException broken) {
                        return null;
                    }
                    return null;
                }
                return number % 2 == 0 ? "AE" : "AA";
            });
            LoadClient.Result result = LoadClient.run(
                    LoadClient.Plan.synchronous(address(server), 1, Duration.ZERO, Duration.ofSeconds(5)));
            assertEquals(20, result.sent());
            assertEquals(10, result.accepted());
            assertEquals(9, result.refused());
            assertEquals(1, result.unanswered());
            assertEquals(1, result.brokenConnections());
        }
    }

    @Test
    void percentilesAreAtMostTwoPercentTooHigh() {
        LatencyHistogram histogram = new LatencyHistogram();
        for (int i = 1; i <= 10_000; i++) {
            histogram.record(i * 1_000L);
        }
        assertEquals(5.0, histogram.percentileMillis(50), 0.1);
        assertEquals(9.9, histogram.percentileMillis(99), 0.2);
        assertEquals(10.0, histogram.percentileMillis(100), 0.001);
        assertEquals(10_000, histogram.count());
        LatencyHistogram sum = new LatencyHistogram();
        sum.add(histogram);
        sum.record(Duration.ofHours(40).toNanos());
        assertEquals(10_001, sum.count());
        assertEquals(5.0, sum.percentileMillis(50), 0.1);
        assertEquals(0, new LatencyHistogram().percentileMillis(99));
    }
}
