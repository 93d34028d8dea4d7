package org.vigie.gateway.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.gateway.pki.ClientTls;
import org.vigie.gateway.pki.SiteCa;
import org.vigie.gateway.testing.Await;
import org.vigie.model.limits.Limits;

/** Fault row 28, over a real Mosquitto whose queue for one reader is bounded to 1,000 messages. */
class SlowReaderTest {
    private static final int MESSAGES = 2_000;
    private static final String TOPIC = "vigie/v1/Test/edge-a/R01/alarm";

    @TempDir
    private Path folder = Path.of("unset");

    /** Takes one message and then no other until it is told to. */
    private static final class Slow implements LaneListener {
        private final CountDownLatch goOn = new CountDownLatch(1);
        private final Set<Integer> heard = new TreeSet<>();

        @Override
        public void up() {}

        @Override
        public void down(String reason) {}

        @Override
        public void answered(long ticket, boolean accepted) {}

        @Override
        public void arrived(String topic, byte[] payload, boolean retained) {
            synchronized (this) {
                heard.add(number(new String(payload, StandardCharsets.US_ASCII)));
            }
            try {
                goOn.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }

        synchronized Set<Integer> heard() {
            return new TreeSet<>(heard);
        }
    }

    private static int number(String text) {
        return Integer.parseInt(text.strip());
    }

    @Test
    void aReaderThatDoesNotReadLosesItsOwnMessagesOnlyAndItsNumbersTellIt() throws Exception {
        try (TestBroker broker = broker()) {
            broker.start();
            Slow slow = new Slow();
            MqttLane stuck = new MqttLane(options(broker, "reader-slow", List.of("vigie/v1/+/+/+/alarm")), slow);
            stuck.start();
            try (Party good = Party.start(options(broker, "reader", List.of("vigie/v1/+/+/+/alarm")));
                    Party edge = Party.start(options(broker, "edge-a", List.of()))) {
                Await.until(
                        "all up",
                        () -> good.isUp() && edge.isUp() && stuck.status().up());
                Resender sender = new Resender(edge, TOPIC, 0, edge::isUp);
                sender.offer(MESSAGES);
                Await.until("the edge has every answer", () -> sender.answered() == MESSAGES);
                Await.until(
                        "and the other reader every message",
                        () -> numbers(good).size() == MESSAGES);
                assertEquals(1, edge.lane().status().connects(), "the edge noticed nothing");
                assertTrue(slow.heard().size() < MESSAGES - 900, slow.heard().size() + " heard");
                slow.goOn.countDown();
                Await.until("it is behind and catches up", () -> slow.heard().size() > 900);
                sender.offer(1);
                Await.until("what comes now reaches it", () -> slow.heard().contains(MESSAGES));
                Set<Integer> missing =
                        IntStream.range(0, MESSAGES).boxed().collect(Collectors.toCollection(TreeSet::new));
                missing.removeAll(slow.heard());
                assertFalse(missing.isEmpty(), "the broker had room for 1,000");
                System.out.println(
                        "slow reader: " + missing.size() + " of " + MESSAGES + " dropped by the broker for it alone");
            } finally {
                slow.goOn.countDown();
                stuck.close();
            }
        }
    }

    private static Set<Integer> numbers(Party reader) {
        return reader.heard().stream()
                .map(line -> number(line.substring(line.indexOf(' ') + 1)))
                .collect(Collectors.toSet());
    }

    private LaneOptions options(TestBroker broker, String client, List<String> topics) {
        Path identity = folder.resolve((client.startsWith("reader") ? "reader" : client) + ".p12");
        return new LaneOptions(
                client,
                "127.0.0.1:" + broker.port(),
                client,
                () -> ClientTls.context(identity),
                null,
                topics,
                Limits.MQTT);
    }

    private TestBroker broker() throws IOException {
        SiteCa ca = SiteCa.open(folder, "Test");
        Path home = folder.resolve("hub");
        DebianBroker broker = DebianBroker.ofHub(ca, home);
        Path conf = home.resolve("mosquitto.conf");
        String text = Files.readString(conf);
        assertTrue(text.contains("max_queued_messages 10000\n"), "the shipped bound");
        Files.writeString(conf, text.replace("max_queued_messages 10000\n", "max_queued_messages 1000\n"));
        for (String box : List.of("edge-a", "reader")) {
            ca.client(box).write(folder.resolve(box + ".p12"));
        }
        return broker;
    }
}
