package org.vigie.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.gateway.mqtt.ArtemisNode;
import org.vigie.gateway.mqtt.LaneOptions;
import org.vigie.gateway.mqtt.Outbound;
import org.vigie.gateway.mqtt.Party;
import org.vigie.gateway.pki.ArtemisFiles;
import org.vigie.gateway.pki.ClientTls;
import org.vigie.gateway.pki.SiteCa;
import org.vigie.gateway.testing.Await;
import org.vigie.gateway.testing.Messages;
import org.vigie.gateway.testing.Mllp;
import org.vigie.model.limits.Limits;
import org.vigie.model.program.FreePort;

/**
 * A gateway that publishes to two nodes of an Artemis cluster with the files of {@code vigie pki artemis}, and readers
 * at both. What a single broker promises is in {@code BrokerContract}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArtemisClusterTest {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final int BOUND_BYTES = 400 << 20;
    private static final List<String> PUBLIC =
            List.of("vigie/v1/+/+/status", "vigie/v1/+/+/alarm", "vigie/v1/+/+/+/state", "vigie/v1/+/+/+/alarm");
    private static final String EDGE = "vigie/v1/Test/edge-a/";
    private static final List<String> BEDS = List.of("R01", "R02", "R03");

    private final List<ArtemisNode> nodes = new ArrayList<>();
    private Path folder = Path.of("unset");

    @BeforeAll
    void start(@TempDir Path shared) throws IOException {
        folder = shared;
        SiteCa ca = SiteCa.open(folder.resolve("data"), "Test");
        List<ArtemisFiles.Node> files = new ArrayList<>();
        for (String name : List.of("art-1", "art-2")) {
            int port = FreePort.next();
            nodes.add(ArtemisNode.of(folder.resolve(name), port));
            files.add(new ArtemisFiles.Node(name, "127.0.0.1", port, FreePort.next(), folder.resolve(name)));
        }
        ArtemisFiles.write(ca, files, new TreeSet<>(List.of("edge-a", "edge-b")), folder);
        ca.client("edge-a").write(folder.resolve("data/tls/edge-a.p12"));
        ca.client("reader").write(folder.resolve("reader.p12"));
        nodes.forEach(ArtemisNode::start);
        nodes.forEach(ArtemisNode::awaitListening);
        nodes.forEach(node -> node.awaitBridge(1));
    }

    @AfterAll
    void stop() {
        nodes.forEach(ArtemisNode::close);
    }

    private Gateway gateway() throws IOException {
        Path file = folder.resolve("site.yaml");
        Files.writeString(
                file,
                TestSite.text(TestSite.beds(BEDS.size()))
                        + "mqtt: { mode: external, brokers: [ \"127.0.0.1:%d\", \"127.0.0.1:%d\" ], name: edge-a }\n"
                                .formatted(nodes.get(0).port(), nodes.get(1).port()));
        return Gateway.start(GatewayProgram.read(file));
    }

    private Party party(String client, ArtemisNode node, LaneOptions.TlsSource tls, List<String> topics) {
        return Party.start(new LaneOptions(client, "127.0.0.1:" + node.port(), client, tls, null, topics, Limits.MQTT));
    }

    private Party reader(String client, ArtemisNode node) {
        return party(client, node, () -> ClientTls.context(folder.resolve("reader.p12")), PUBLIC)
                .awaitUp();
    }

    @Test
    void anEdgeAndItsReadersOutliveEitherNode() throws IOException {
        ArtemisNode first = nodes.get(0);
        ArtemisNode second = nodes.get(1);
        try (Party reader = reader("reader", second);
                Gateway gateway = gateway();
                Mllp monitor = new Mllp(gateway.listenerPort("hl7"))) {
            for (String bed : BEDS) {
                monitor.ask(Messages.values(bed, 72, 97));
            }
            Await.until(
                    "states at the other node", () -> beds(reader.heard(), "").containsAll(BEDS));
            alarms(monitor, 6);
            Await.until("alarms at the other node", () -> steps(reader).size() >= 6);
            // What is retained stays at the node that got it: who comes later hears it with the next refresh.
            try (Party late = reader("late", second)) {
                Await.until("a state of each bed", () -> beds(late.heard(), "").containsAll(BEDS));
            }
            long memory = first.residentBytes() + second.residentBytes();
            assertTrue(memory < BOUND_BYTES, memory + " bytes");

            alarms(monitor, 6);
            int before = reader.heard().size();
            first.kill();
            alarms(monitor, 6);
            Await.until(
                    "all states anew, at the second node",
                    () -> beds(reader.heard().stream().skip(before).toList(), "")
                            .containsAll(BEDS));
            try (Party late = reader("at-once", second)) {
                Await.until(
                        "retained there", () -> beds(late.heard(), "(retained)").containsAll(BEDS));
            }
            first.start();
            first.awaitListening();
            Await.until("no step is missing", () -> isWhole(steps(reader), 18));
            Set<Long> different = new TreeSet<>(steps(reader));
            int again = steps(reader).size() - different.size();
            System.out.println("artemis: two nodes with " + (memory >> 20) + " MiB together; one killed: "
                    + different.size() + " steps of an alarm, " + again + " of them heard twice");
            assertTrue(again <= Limits.MQTT.window(), "what was acknowledged was sent again: " + steps(reader));
            aNodeThatCameBackServesAgain(first, monitor);
            Await.until("the last steps", () -> isWhole(steps(reader), 20));
        }
        try (Party late = reader("afterwards", second)) {
            Await.until("offline", () -> late.heard().toString().contains("\"status\":\"offline\""));
        }
    }

    private void aNodeThatCameBackServesAgain(ArtemisNode first, Mllp monitor) throws IOException {
        try (Party back = reader("back", first)) {
            Await.until(
                    "states at the node that came back",
                    () -> beds(back.heard(), "").containsAll(BEDS));
            int before = steps(back).size();
            alarms(monitor, 2);
            Await.until("alarms there", () -> steps(back).size() >= before + 2);
        }
    }

    @Test
    void whoHasNoCertificateOfTheSiteIsRefusedAndAnEdgeWritesUnderItsOwnNameOnly() throws IOException {
        ArtemisNode node = nodes.get(1);
        SiteCa.open(folder.resolve("other"), "Elsewhere").client("edge-b").write(folder.resolve("foreign.p12"));
        SiteCa.open(folder.resolve("data"), "Test").client("edge-b").write(folder.resolve("edge-b.p12"));
        LaneOptions.TlsSource own = () -> ClientTls.context(folder.resolve("edge-b.p12"));
        try (Party nobody = party("nobody", node, () -> trusting(null), List.of());
                Party stranger = party("stranger", node, () -> trusting(folder.resolve("foreign.p12")), List.of());
                Party reader = reader("watcher", node);
                Party edge = party("edge-b", node, own, List.of()).awaitUp()) {
            List<String> topics = List.of(
                    "vigie/v1/Test/edge-b/R01/alarm",
                    "vigie/v1/Test/edge-a/R01/alarm",
                    "vigie/v1/link/edge-b/hub-1/life/up",
                    "other");
            for (int i = 0; i < topics.size(); i++) {
                edge.lane().send(Outbound.event(topics.get(i), new byte[] {'1'}, null), i);
            }
            reader.lane().send(Outbound.event(topics.getFirst(), new byte[] {'2'}, null), 9);
            Await.until(
                    "four answers",
                    () -> edge.accepted().size() + edge.refused().size() == 4);
            assertEquals(Set.of(0L), edge.accepted());
            Await.until("the reader's answer", () -> reader.refused().equals(Set.of(9L)));
            Await.until("refused", () -> failures(nobody) >= 2 && failures(stranger) >= 2);
            assertEquals(0, nobody.lane().status().connects());
            assertEquals(0, stranger.lane().status().connects());
            assertFalse(reader.heard().toString().contains("edge-b/R01/alarm 2"));
        }
    }

    private static void alarms(Mllp monitor, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            monitor.ask(Messages.lowSpo2("R02", i % 2 == 0 ? "start" : "end"));
        }
    }

    /** Beds of which a state was heard whose line ends so. */
    private static Set<String> beds(List<String> heard, String end) {
        Set<String> beds = new TreeSet<>();
        for (String line : heard) {
            if (line.startsWith(EDGE) && line.contains("/state {") && line.endsWith(end)) {
                beds.add(line.substring(EDGE.length(), EDGE.length() + 3));
            }
        }
        return beds;
    }

    /** Numbers of the steps of R02's alarms in the order in which they were heard. */
    private static List<Long> steps(Party reader) {
        String topic = EDGE + "R02/alarm ";
        List<Long> steps = new ArrayList<>();
        for (String line : reader.heard()) {
            if (line.startsWith(topic)) {
                steps.add(number(line.substring(topic.length())));
            }
        }
        return steps;
    }

    private static long number(String payload) {
        try {
            return MAPPER.readTree(payload).get("seq").asLong();
        } catch (JsonProcessingException broken) {
            throw new AssertionError(payload, broken);
        }
    }

    /** Whether every number from 1 on is there. */
    private static boolean isWhole(List<Long> steps, int atLeast) {
        Set<Long> different = new TreeSet<>(steps);
        return different.size() >= atLeast && Collections.max(different) == different.size();
    }

    private static long failures(Party party) {
        return party.lane().status().ends().values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /** Trusts the site, shows the certificate of a file or none. */
    private SSLContext trusting(@Nullable Path identity) throws IOException {
        try {
            KeyStore site =
                    KeyStore.getInstance(folder.resolve("art-1/etc/trust.p12").toFile(), "vigie".toCharArray());
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(site);
            KeyManager @Nullable [] own = null;
            if (identity != null) {
                KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
                keys.init(KeyStore.getInstance(identity.toFile(), "vigie".toCharArray()), "vigie".toCharArray());
                own = keys.getKeyManagers();
            }
            SSLContext context = SSLContext.getInstance("TLSv1.3");
            context.init(own, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException broken) {
            throw new IOException(broken);
        }
    }
}
