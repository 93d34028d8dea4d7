package org.vigie.gateway.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.gateway.failover.PairKey;
import org.vigie.gateway.mqtt.DebianBroker;
import org.vigie.gateway.pki.SiteCa;
import org.vigie.gateway.testing.Await;
import org.vigie.gateway.testing.HubPage;
import org.vigie.model.program.FreePort;
import org.vigie.simulator.monitor.Language;
import org.vigie.simulator.scenario.Player;
import org.vigie.simulator.scenario.ScenarioLoader;
import org.vigie.simulator.transport.IntellivueSockets;
import org.vigie.simulator.transport.SimulationRun;

/**
 * Two boxes of a pair and a hub as processes, a real Mosquitto with the shipped rules, and a virtual IntelliVue monitor
 * that serves one client at a time: the box that polls it is killed, then the other one stands still past its lease.
 */
class FailoverSystemTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * Generous: four processes and a broker beside other tests. {@code LeaseTest} holds the bounds, on virtual time.
     */
    private static final Duration LONG = Duration.ofSeconds(60);

    private static final String SCENARIO = """
            scenario: failover
            beds:
              - { bed: R01, monitor: intellivue }
            timeline:
              - { at: 22s, bed: R01, event: asystole, for: 10m }
            """;

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<VigieProcess> processes = new ArrayList<>();
    private int port;
    private int started;

    @Test
    void theOtherBoxPollsAfterAKillAndABoxThatStoodStillIsFenced() throws Exception {
        try (DebianBroker broker = files();
                SimulationRun run = new SimulationRun(ScenarioLoader.parse("failover", SCENARIO))) {
            broker.start();
            Map<String, String> at = run.openIntellivue(new IntellivueSockets.Terms(false, 0, null, 0));
            sites(Optional.ofNullable(at.get("R01")).orElseThrow());
            URI hub = start("hub-1").awaitReady();
            VigieProcess first = start("box-1");
            URI one = first.awaitReady();
            VigieProcess second = start("box-2");
            URI two = second.awaitReady();
            try (HubPage page = new HubPage(hub)) {
                Await.until("box-1 goes first", LONG, () -> holds(one) && !holds(two));
                run.play(
                        new Player.Terms(1, Instant.parse("2026-11-21T21:30:00Z"), ZoneOffset.UTC, Language.EN),
                        new SimulationRun.Target("127.0.0.1", 1, false));
                long played = System.nanoTime();
                Await.until("live at the hub", LONG, () -> page.shows("R01"));
                assertEquals(1, page.beds(), "the bed of the pair is there once");
                Await.until("the other says that it stands by", () -> words(two).contains("VIGIE_STANDBY_BOX"));
                Await.until("the monitor is about to alarm", LONG, () -> secondsSince(played) >= 19);

                first.signal("KILL");
                resumed(page, System.nanoTime(), two);
                fenced(page, second, two, start("box-1").awaitReady());
            }
        } finally {
            processes.forEach(VigieProcess::close);
            http.close();
        }
    }

    /** Values at the hub again, from the other box, with the alarm that began while nobody polled. */
    private void resumed(HubPage page, long killed, URI other) {
        Await.until("nobody pretends", LONG, () -> !page.word("R01").equals("live"));
        Await.until("live again", LONG, () -> page.shows("R01"));
        long ms = Duration.ofNanos(System.nanoTime() - killed).toMillis();
        System.out.println("failover: values at the hub " + ms
                + " ms after the kill, from the same port unless another test has it");
        assertTrue(holds(other));
        assertEquals(1, page.beds(), "not twice");
        Await.until(
                "the alarm that began meanwhile",
                LONG,
                () -> page.bed("R01")
                        .filter(bed -> bed.path("alarms")
                                .toString()
                                .toUpperCase(Locale.ROOT)
                                .contains("ASYSTOLE"))
                        .isPresent());
        Await.until(
                "the box that is gone is an alarm", () -> page.state("box-1").equals("active-unack"));
    }

    /** The holder stands still past its lease; when it goes on the other one holds, and it disturbs nothing. */
    private void fenced(HubPage page, VigieProcess holder, URI fenced, URI other) throws Exception {
        Await.until("who comes back stands by", LONG, () -> words(other).contains("VIGIE_STANDBY_BOX"));
        holder.signal("STOP");
        long stopped = System.nanoTime();
        Await.until("the other polls", LONG, () -> holds(other) && page.shows("R01"));
        System.out.println("failover: values at the hub "
                + Duration.ofNanos(System.nanoTime() - stopped).toMillis()
                + " ms after the stop, from another port than before");
        holder.signal("CONT");
        Await.until(
                "it knows",
                () -> get(fenced, "/health/holder")
                        .path("checks")
                        .path("gave-up")
                        .asText()
                        .equals("paused"));
        long known = System.nanoTime();
        Await.until("nothing is disturbed", () -> {
            assertEquals("live", page.word("R01"));
            assertTrue(holds(other) && !holds(fenced));
            return secondsSince(known) >= 5;
        });
    }

    private static long secondsSince(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos).toSeconds();
    }

    private DebianBroker files() throws IOException {
        SiteCa ca = SiteCa.open(folder, "Test");
        DebianBroker broker = DebianBroker.ofHub(ca, folder.resolve("hub-files"));
        port = broker.port();
        for (String box : List.of("hub-1", "box-1", "box-2")) {
            ca.client(box).write(Files.createDirectory(folder.resolve(box)).resolve("id.p12"));
        }
        String key = PairKey.make();
        Files.writeString(folder.resolve("box-1/pair.key"), key);
        Files.writeString(folder.resolve("box-2/pair.key"), key);
        return broker;
    }

    private void sites(String monitor) throws IOException {
        site("hub-1", """
                role: hub
                link: { name: hub-1, identity: id.p12, edges: [ box-1, box-2 ], broker: { host: 127.0.0.1, port: %d } }
                """.formatted(port));
        int[] ports = {FreePort.next(), FreePort.next(), FreePort.next(), FreePort.next()};
        for (int box = 1; box <= 2; box++) {
            int own = box - 1;
            int other = 2 - box;
            site("box-" + box, """
                    role: edge
                    link: { name: box-%d, identity: id.p12, hubs: [ { name: hub-1, host: 127.0.0.1, port: %d } ] }
                    failover:
                      pair: icu
                      partner: box-%d
                      first: %s
                      key: pair.key
                      paths:
                        - { own: "127.0.0.1:%d", partner: "127.0.0.1:%d" }
                        - { own: "127.0.0.1:%d", partner: "127.0.0.1:%d" }
                    listeners: []
                    monitors: [ { name: b01, protocol: intellivue, address: "%s", bed: R01 } ]
                    beds: [ { bed: R01 } ]
                    """.formatted(
                    box, port, 3 - box, box == 1, ports[own], ports[other], ports[2 + own], ports[2 + other], monitor));
        }
    }

    private void site(String box, String text) throws IOException {
        Files.writeString(
                folder.resolve(box).resolve("site.yaml"),
                "site: Test\nunit: A\nlanguage: en\nhttp: { host: 127.0.0.1, port: 0 }\ndata: data\n"
                        + "alarms: { annunciator: none }\n" + text);
    }

    private VigieProcess start(String box) throws IOException {
        started++;
        VigieProcess process =
                VigieProcess.start(folder.resolve(box), box + "-" + started, "run", "--config", "site.yaml");
        processes.add(process);
        return process;
    }

    private boolean holds(URI box) {
        return get(box, "/health/holder").path("status").asText().equals("ok");
    }

    private String words(URI box) {
        return get(box, "/api/v1/ward").path("alarms").toString();
    }

    private JsonNode get(URI box, String path) {
        try {
            return JSON.readTree(http.send(
                            HttpRequest.newBuilder(box.resolve(path))
                                    .timeout(Duration.ofSeconds(30))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", stopped);
        }
    }
}
