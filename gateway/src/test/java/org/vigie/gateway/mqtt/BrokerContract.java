package org.vigie.gateway.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
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
import org.vigie.gateway.link.Lane;
import org.vigie.gateway.link.LinkPort;
import org.vigie.gateway.link.LinkTopics;
import org.vigie.gateway.pki.ClientTls;
import org.vigie.gateway.pki.HubFiles;
import org.vigie.gateway.pki.SiteCa;
import org.vigie.gateway.testing.Await;
import org.vigie.model.limits.Limits;
import org.vigie.model.program.FreePort;

/**
 * What connections promise, against a real broker with the configuration that {@code vigie pki hub} writes. Each
 * provider of a broker is a subclass; the run prints which it used.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BrokerContract {
    /** Short times, so that the test need not wait; {@link LaneWatchTest} holds the real ones. */
    static final Limits.Mqtt QUICK =
            Limits.MQTT.timed(Duration.ofSeconds(10), Duration.ofSeconds(1), Duration.ofMillis(400));

    /** For the connect that hangs. */
    private static final Limits.Mqtt IMPATIENT =
            Limits.MQTT.timed(Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofMillis(400));

    private static final String LIFE_UP = "vigie/v1/link/edge-a/hub-1/life/up";

    private Path folder = Path.of("unset");

    @SuppressWarnings("NullAway.Init") // set before every test
    private SiteCa ca;

    @SuppressWarnings("NullAway.Init") // set before every test
    private TestBroker broker;

    /** A broker over the files of a hub; not started. Skips the class when this machine has none. */
    abstract TestBroker broker(Path hubFiles, int port);

    /** Address that the broker listens on. */
    String listen() {
        return "127.0.0.1";
    }

    @BeforeAll
    void start(@TempDir Path shared) throws IOException {
        folder = shared;
        ca = SiteCa.open(folder, "Test");
        int port = FreePort.next();
        Path home = folder.resolve("hub");
        HubFiles.Hub hub =
                new HubFiles.Hub("hub-1", listen(), port, new TreeSet<>(List.of("127.0.0.1", "localhost")), home);
        HubFiles.write(ca, hub, home);
        broker = broker(home, port);
        broker.start();
        System.out.println("broker: " + broker.provider());
        for (String box : List.of("edge-a", "edge-b", "hub-1")) {
            ca.client(box).write(folder.resolve(box + ".p12"));
        }
    }

    @AfterAll
    @SuppressWarnings("ConstantValue") // null when start() skipped the class
    void stop() {
        if (broker != null) {
            broker.thaw();
            broker.close();
        }
    }

    private LaneOptions options(String box, String lane, List<String> subscriptions) {
        return options(box + "-" + lane, () -> ClientTls.context(folder.resolve(box + ".p12")), subscriptions, null);
    }

    private LaneOptions options(
            String client, LaneOptions.TlsSource tls, List<String> subscriptions, @Nullable Outbound will) {
        return new LaneOptions(client, "127.0.0.1:" + broker.port(), client, tls, will, subscriptions, QUICK);
    }

    private static Outbound text(String topic, String text) {
        return Outbound.event(topic, text.getBytes(StandardCharsets.UTF_8), null);
    }

    @Test
    void everythingIsAnsweredAtLeastOnceAcrossAKillOfTheBroker() {
        try (Party hub = Party.start(options("hub-1", "life", List.of("vigie/v1/link/+/hub-1/life/up")))
                        .awaitUp();
                Party edge = Party.start(options("edge-a", "life", List.of())).awaitUp()) {
            Resender sender = new Resender(edge, LIFE_UP, 200, hub::isUp);
            sender.offer(200);
            Await.until("half of it answered", () -> sender.answered() >= 100);
            broker.kill();
            Await.until("noticed", () -> !edge.isUp() && !hub.isUp());
            Set<Long> answeredBefore = Set.copyOf(edge.accepted());
            sender.offer(200);
            broker.start();
            hub.awaitUp();
            Await.until("all answered", () -> {
                sender.pump();
                return sender.answered() == 400;
            });
            Await.until("the last one there", () -> seen(hub).contains(399L));
            Set<Long> unseen = new TreeSet<>(edge.accepted());
            unseen.removeAll(seen(hub));
            System.out.println("broker killed: 400 answered, " + unseen.size() + " of them never delivered");
            // What the broker had answered and not yet passed on dies with it: a PUBACK is no delivery, and that is why
            // hubs fetch what is missing from the journal. Nothing that was answered later is lost.
            assertTrue(answeredBefore.containsAll(unseen), unseen + " unseen");
            assertTrue(edge.lane().status().mostUnanswered() <= QUICK.window());
            assertTrue(edge.lane().status().connects() >= 2);
        }
    }

    private static Set<Long> seen(Party hub) {
        return hub.heard().stream()
                .filter(line -> line.startsWith(LIFE_UP))
                .map(line -> Long.valueOf(line.substring(LIFE_UP.length()).strip()))
                .collect(Collectors.toSet());
    }

    @Test
    void aClientIsThrownAwayWhenTheBrokerStandsStillAndNothingIsLost() {
        try (Party edge = Party.start(options("edge-a", "data", List.of())).awaitUp()) {
            // Large messages: the writer is stuck in the socket when the client has to go.
            Resender sender = new Resender(edge, "vigie/v1/link/edge-a/hub-1/data/up", 200_000, () -> true);
            broker.freeze();
            sender.offer(30);
            Await.until("the client replaced", () -> edge.ends("acks-stopped") == 1);
            assertFalse(edge.isUp());
            broker.thaw();
            Await.until("all answered", () -> {
                sender.pump();
                return sender.answered() == 30;
            });
        } finally {
            broker.thaw();
        }
    }

    @Test
    void aConnectThatHangsIsTriedAgainAndLeavesNoThreads() {
        LaneOptions.TlsSource tls = () -> ClientTls.context(folder.resolve("edge-a.p12"));
        broker.freeze();
        Party edge = Party.start(new LaneOptions(
                "edge-a-hangs", "127.0.0.1:" + broker.port(), "edge-a-hangs", tls, null, List.of(), IMPATIENT));
        try {
            Await.until("an attempt given up", () -> edge.ends("connect-hangs") + edge.ends("connect-failed") >= 1);
            assertTrue(threads("hangs") <= 9, "threads of thrown away clients: " + threads("hangs"));
            broker.thaw();
            edge.awaitUp();
        } finally {
            broker.thaw();
            edge.close();
        }
        Await.until("no thread left", () -> threads("hangs") == 0);
    }

    private static long threads(String part) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().contains(part))
                .count();
    }

    @Test
    void theWindowIsNeverExceededAndNothingIsKeptForLater() {
        try (Party edge = Party.start(options("edge-a", "window", List.of())).awaitUp()) {
            broker.freeze();
            int taken = 0;
            for (int i = 0; i < 1_000; i++) {
                taken += edge.lane().send(text(LIFE_UP, "n" + i), i) ? 1 : 0;
            }
            assertEquals(QUICK.window(), taken);
            Await.until("thrown away", () -> !edge.isUp());
            assertFalse(edge.lane().send(text(LIFE_UP, "while down"), 2_000));
            broker.thaw();
            edge.awaitUp();
            assertEquals(0, edge.lane().status().unanswered());
            assertTrue(edge.lane().send(text(LIFE_UP, "again"), 3_000));
            Await.until("answered", () -> edge.accepted().contains(3_000L));
            assertEquals(Set.of(), edge.refused());
            assertEquals(QUICK.window(), edge.lane().status().mostUnanswered());
        } finally {
            broker.thaw();
        }
    }

    @Test
    void whoHasNoCertificateOfTheSiteIsRefused() throws IOException {
        SiteCa other = SiteCa.open(folder.resolve("other"), "Elsewhere");
        other.client("edge-a").write(folder.resolve("foreign.p12"));
        try (Party nobody = Party.start(options("nobody", () -> trusting(null), List.of(), null));
                Party stranger = Party.start(
                        options("stranger", () -> trusting(folder.resolve("foreign.p12")), List.of(), null));
                Party edge = Party.start(options("edge-a", "known", List.of())).awaitUp()) {
            Await.until("refused", () -> failures(nobody) >= 2 && failures(stranger) >= 2);
            assertEquals(0, nobody.lane().status().connects());
            assertEquals(0, stranger.lane().status().connects());
            assertTrue(edge.isUp());
        }
    }

    private static long failures(Party party) {
        return party.lane().status().ends().values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /** Trusts the site, shows the certificate of a file or none. */
    private SSLContext trusting(@Nullable Path identity) throws IOException {
        try {
            KeyStore trusted = store(folder.resolve("edge-a.p12"));
            KeyStore authority = KeyStore.getInstance("PKCS12");
            authority.load(null, null);
            authority.setCertificateEntry("site", trusted.getCertificateChain("vigie")[1]);
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(authority);
            KeyManager[] own = null;
            if (identity != null) {
                KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
                keys.init(store(identity), "vigie".toCharArray());
                own = keys.getKeyManagers();
            }
            SSLContext context = SSLContext.getInstance("TLSv1.3");
            context.init(own, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException broken) {
            throw new IOException(broken);
        }
    }

    private static KeyStore store(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, "vigie".toCharArray());
        }
        return store;
    }

    @Test
    void anEdgeWritesUnderItsOwnNameOnlyAndCommandsComeFromTheHubAlone() {
        String command = "vigie/v1/link/edge-b/hub-1/life/down";
        try (Party victim = Party.start(options("edge-b", "life", List.of(command, "vigie/v1/link/+/hub-1/life/up")))
                        .awaitUp();
                Party edge = Party.start(options("edge-a", "acl", List.of())).awaitUp();
                Party hub = Party.start(options("hub-1", "acl", List.of())).awaitUp()) {
            edge.lane().send(text("vigie/v1/CHU/edge-b/R01/state", "forged"), 1);
            edge.lane().send(text(command, "forged command"), 2);
            edge.lane().send(text("vigie/v1/CHU/edge-a/R01/state", "own"), 3);
            edge.lane().send(text(LIFE_UP, "for the hub alone"), 4);
            Await.until(
                    "four answers",
                    () -> edge.accepted().size() + edge.refused().size() == 4);
            assertEquals(Set.of(1L, 2L), edge.refused());
            assertEquals(Set.of(3L, 4L), edge.accepted());
            hub.lane().send(text(command, "acknowledge"), 5);
            Await.until("the command of the hub", () -> !victim.heard().isEmpty());
            assertEquals(List.of(command + " acknowledge"), victim.heard());
        }
    }

    @Test
    void theWillIsPublishedWhenAConnectionBreaksAndWhenItIsClosed() {
        String status = "vigie/v1/CHU/edge-a/status";
        Outbound will = Outbound.retained(status, "offline".getBytes(StandardCharsets.UTF_8), null);
        LaneOptions.TlsSource tls = () -> ClientTls.context(folder.resolve("edge-a.p12"));
        try (Party reader = Party.start(options("hub-1", "will", List.of("vigie/v1/+/+/status")))
                .awaitUp()) {
            try (Party edge =
                    Party.start(options("edge-a-will", tls, List.of(), will)).awaitUp()) {
                edge.lane().send(Outbound.retained(status, "online".getBytes(StandardCharsets.UTF_8), null), 1);
                Await.until("online", () -> reader.heard().equals(List.of(status + " online")));
                edge.lane().restart("test", "cut");
                Await.until("offline", () -> reader.heard().equals(List.of(status + " online", status + " offline")));
                edge.awaitUp();
            }
            Await.until("offline again", () -> reader.heard().size() == 3);
            assertEquals(status + " offline", reader.heard().get(2));
        }
        try (Party late = Party.start(options("hub-1", "late", List.of("vigie/v1/+/+/status")))
                .awaitUp()) {
            Await.until("kept", () -> late.heard().equals(List.of(status + " offline (retained)")));
        }
    }

    @Test
    void aRetainedStateIsForgottenWhenItIsNotRefreshed() {
        String forgotten = "vigie/v1/CHU/edge-a/R08/state";
        String kept = "vigie/v1/CHU/edge-a/R09/state";
        byte[] value = "72".getBytes(StandardCharsets.UTF_8);
        try (Party edge = Party.start(options("edge-a", "expiry", List.of())).awaitUp()) {
            edge.lane().send(Outbound.retained(forgotten, value, Duration.ofSeconds(1)), 1);
            edge.lane().send(Outbound.retained(kept, value, null), 2);
            Await.until("both answered", () -> edge.accepted().equals(Set.of(1L, 2L)));
            Await.until("one of them forgotten", () -> {
                // In the order of the subscription: what is kept under the first comes before what is kept under the
                // second.
                try (Party late = Party.start(options("hub-1", "expiry", List.of(forgotten, kept)))
                        .awaitUp()) {
                    Await.until("what is kept", () -> late.heard().contains(kept + " 72 (retained)"));
                    return late.heard().size() == 1;
                }
            });
        }
    }

    @Test
    void aLinkHasThreeConnectionsAndHearsInOrder() {
        LinkPort.Plan edgePlan = new LinkPort.Plan(
                "edge-a",
                Map.of(Lane.LIFE, List.of(LinkTopics.down("edge-a", "hub-1", Lane.LIFE))),
                new LinkPort.Will(
                        LinkTopics.up("edge-a", "hub-1", Lane.LIFE), "gone".getBytes(StandardCharsets.UTF_8), false));
        Map<Lane, List<String>> ups = new EnumMap<>(Lane.class);
        for (Lane lane : Lane.values()) {
            ups.put(lane, List.of(LinkTopics.upOfAll("hub-1", lane)));
        }
        LinkNotes atEdge = new LinkNotes();
        LinkNotes atHub = new LinkNotes();
        try (LinkPort hub = port("hub-1", new LinkPort.Plan("hub-1", ups, null))) {
            hub.start(atHub);
            try (LinkPort edge = port("edge-a", edgePlan)) {
                assertFalse(edge.send(Lane.LIFE, "vigie/v1/x", new byte[1], false, 1), "not started");
                edge.start(atEdge);
                Await.until("six lanes", () -> atEdge.lanesUp() == 3 && atHub.lanesUp() == 3);
                for (Lane lane : Lane.values()) {
                    byte[] text = lane.word().getBytes(StandardCharsets.UTF_8);
                    assertTrue(edge.send(lane, LinkTopics.up("edge-a", "hub-1", lane), text, false, 7));
                }
                Await.until("acknowledged", () -> atEdge.count("acknowledged") == 3);
                Await.until("received", () -> atHub.count("received") == 3);
                byte[] command = "acknowledge".getBytes(StandardCharsets.UTF_8);
                assertTrue(hub.send(Lane.LIFE, LinkTopics.down("edge-a", "hub-1", Lane.LIFE), command, false, 9));
                Await.until("the command", () -> atEdge.lines().contains("received LIFE acknowledge"));
                // Not its own to write: nothing may look delivered.
                assertTrue(edge.send(Lane.DATA, LinkTopics.up("edge-b", "hub-1", Lane.DATA), command, false, 8));
                Await.until("the lane ended", () -> atEdge.lines().contains("down DATA forbidden"));
                assertFalse(atEdge.lines().contains("acknowledged DATA 8"));
            }
            Await.until("the will of the edge", () -> atHub.lines().contains("received LIFE gone"));
            assertEquals(
                    1,
                    atHub.lines().stream()
                            .filter("received WAVES waves"::equals)
                            .count());
        }
    }

    private LinkPort port(String box, LinkPort.Plan plan) {
        return new MqttLinkPort(
                new MqttLinkPort.Target(
                        box,
                        "127.0.0.1:" + broker.port(),
                        () -> ClientTls.context(folder.resolve(box + ".p12")),
                        Limits.MQTT),
                plan);
    }

    /** What the user of a link hears, one line for each call. */
    private static final class LinkNotes implements LinkPort.Listener {
        private final List<String> lines = new CopyOnWriteArrayList<>();

        List<String> lines() {
            return lines;
        }

        long lanesUp() {
            return lines.stream()
                    .filter(line -> line.startsWith("up "))
                    .distinct()
                    .count();
        }

        long count(String word) {
            return lines.stream().filter(line -> line.startsWith(word + " ")).count();
        }

        @Override
        public void up(Lane lane) {
            lines.add("up " + lane);
        }

        @Override
        public void down(Lane lane, String reason) {
            lines.add("down " + lane + " " + reason);
        }

        @Override
        public void acknowledged(Lane lane, long token) {
            lines.add("acknowledged " + lane + " " + token);
        }

        @Override
        public void received(Lane lane, String topic, byte[] payload, boolean retained) {
            lines.add("received " + lane + " " + new String(payload, StandardCharsets.UTF_8));
        }
    }
}
