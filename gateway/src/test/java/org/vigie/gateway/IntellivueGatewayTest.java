package org.vigie.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.gateway.testing.Await;
import org.vigie.model.BedId;
import org.vigie.model.alarm.OwnAlarm;
import org.vigie.model.link.LinkState;
import org.vigie.model.observation.Numeric;
import org.vigie.model.program.FreePort;
import org.vigie.model.ward.Bed;
import org.vigie.model.ward.Ward;
import org.vigie.simulator.fault.DatagramProxy;
import org.vigie.simulator.fault.LinkFault;
import org.vigie.simulator.monitor.Language;
import org.vigie.simulator.scenario.Player;
import org.vigie.simulator.scenario.ScenarioLoader;
import org.vigie.simulator.transport.IntellivueSockets;
import org.vigie.simulator.transport.Loopbacks;
import org.vigie.simulator.transport.SimulationRun;

/** Virtual IntelliVue monitors, found and called, over sockets, through the whole gateway. */
class IntellivueGatewayTest {
    private static final String SCENARIO = """
            scenario: unit
            beds:
              - { bed: R01, monitor: intellivue }
              - { bed: R02, monitor: intellivue }
              - { bed: R03, monitor: intellivue, link: serial }
              - { bed: R04, monitor: intellivue, label: none }
              - { bed: R05, monitor: intellivue }
              - { bed: R06, monitor: intellivue, label: R02 }
            timeline:
              - { at: 2s, bed: R05, event: asystole, for: 10m }
            """;

    @TempDir
    private Path folder;

    @Test
    void monitorsAreFoundCalledAssignedAndHeardOverEveryKindOfLink() throws Exception {
        int announcements = FreePort.next();
        try (SimulationRun run = new SimulationRun(ScenarioLoader.parse("unit", SCENARIO))) {
            Map<String, String> at =
                    run.openIntellivue(new IntellivueSockets.Terms(Loopbacks.areAvailable(), 0, null, 0)
                            .announcing("127.0.0.1", announcements));
            Path file = folder.resolve("site.yaml");
            Files.writeString(file, """
                    language: en
                    http: { host: 127.0.0.1, port: 0 }
                    data: data
                    listeners:
                      - { name: iv, protocol: intellivue, port: %d, waves: [pleth], interfaces: [lo] }
                    monitors:
                      - { name: b01, protocol: intellivue, address: "%s", bed: R01, waves: [ecg, pleth] }
                      - { name: b03, protocol: intellivue, address: "%s", bed: R03 }
                    beds: [ { bed: R01 }, { bed: R02 }, { bed: R03 }, { bed: R05 } ]
                    """.formatted(announcements, at.get("R01"), at.get("R03")));
            try (Gateway gateway = Gateway.start(GatewayProgram.read(file), file)) {
                Await.until("ready", gateway::isReady);
                run.play(
                        new Player.Terms(1, Instant.parse("2026-11-21T21:30:00Z"), ZoneOffset.UTC, Language.EN),
                        new SimulationRun.Target("127.0.0.1", 1, false));
                for (String bed : new String[] {"R01", "R02", "R03", "R05"}) {
                    Await.until(bed + " live with values", () -> isLive(gateway, bed));
                }
                Await.until(
                        "asystole",
                        () -> bed(gateway, "R05").alarms().stream()
                                .anyMatch(alarm ->
                                        alarm.text().toUpperCase(Locale.ROOT).contains("ASYSTOLE")));
                Await.until("two with one label", () -> has(gateway, "R02", OwnAlarm.CONFLICT));
                Await.until("named to the engineer", () -> health(gateway).contains("the bed label \\\"R02\\\""));
                Await.until("to be assigned", () -> !ward(gateway).unassigned().isEmpty());
                assertEquals(
                        Optional.ofNullable(at.get("R04")).map(text -> text.replace("udp://", "")),
                        ward(gateway).unassigned().stream()
                                .map(some -> some.source().value())
                                .findFirst());
                assertFalse(has(gateway, "R01", OwnAlarm.CONFLICT));
            }
        }
    }

    @Test
    void aBadNetworkIsToldAndAStandbyAtTheMonitorIsNoLoss() throws Exception {
        String scenario = """
                scenario: bad
                beds:
                  - { bed: R01, monitor: intellivue }
                  - { bed: R02, monitor: intellivue }
                timeline:
                  - { at: 6s, bed: R02, fault: standby, for: 16s }
                """;
        try (SimulationRun run = new SimulationRun(ScenarioLoader.parse("bad", scenario))) {
            Map<String, String> at = run.openIntellivue(new IntellivueSockets.Terms(false, 0, null, 0));
            int port = Integer.parseInt(
                    Optional.ofNullable(at.get("R01")).orElseThrow().replaceFirst(".*:", ""));
            try (DatagramProxy proxy =
                    DatagramProxy.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5)) {
                Path file = folder.resolve("site.yaml");
                Files.writeString(file, """
                        language: en
                        http: { host: 127.0.0.1, port: 0 }
                        data: data
                        monitors:
                          - { name: b01, protocol: intellivue, address: "udp://127.0.0.1:%d", bed: R01, waves: [pleth] }
                          - { name: b02, protocol: intellivue, address: "%s", bed: R02, waves: [pleth] }
                        beds: [ { bed: R01 }, { bed: R02 } ]
                        """.formatted(proxy.port(), at.get("R02")));
                try (Gateway gateway = Gateway.start(GatewayProgram.read(file), file)) {
                    Await.until("ready", gateway::isReady);
                    proxy.begin(LinkFault.LOSS, 4, Duration.ZERO);
                    proxy.begin(LinkFault.DUPLICATE, 10, Duration.ZERO);
                    proxy.begin(LinkFault.OUT_OF_ORDER, 10, Duration.ZERO);
                    run.play(
                            new Player.Terms(1, Instant.parse("2026-11-21T21:30:00Z"), ZoneOffset.UTC, Language.EN),
                            new SimulationRun.Target("127.0.0.1", 1, false));
                    Await.until("standby", () -> bed(gateway, "R02").link() == LinkState.STANDBY);
                    assertEquals(
                            "monitor-standby", bed(gateway, "R02").linkReason().word());
                    Await.until("live again by itself", () -> isLive(gateway, "R02"));
                    assertFalse(ward(gateway).recent().stream()
                            .anyMatch(alarm -> alarm.key().bed().value().equals("R02")));
                    assertEquals(List.of(), bed(gateway, "R02").alarms());
                    Await.until("R01 has values in spite of it", () -> isLive(gateway, "R01"));
                    Await.until(
                            "told",
                            () -> metrics(gateway).contains("event=\"missing-cycles\"")
                                    || metrics(gateway).contains("event=\"missing-wave-blocks\""));
                    assertFalse(metrics(gateway).contains("event=\"faults\""));
                }
            }
        }
    }

    private static boolean isLive(Gateway gateway, String name) {
        Bed bed = bed(gateway, name);
        return bed.link() == LinkState.LIVE
                && bed.streams().stream()
                                .filter(stream -> stream.observation() instanceof Numeric)
                                .count()
                        >= 5;
    }

    private static boolean has(Gateway gateway, String name, String code) {
        return bed(gateway, name).alarms().stream()
                .anyMatch(alarm -> alarm.code().filter(code::equals).isPresent());
    }

    private static String health(Gateway gateway) {
        return get(gateway, "/health/ready");
    }

    private static String metrics(Gateway gateway) {
        return get(gateway, "/metrics");
    }

    private static String get(Gateway gateway, String path) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI ready = gateway.address().resolve(path);
            return client.send(HttpRequest.newBuilder(ready).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException broken) {
            throw new AssertionError(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopped);
        }
    }

    private static Ward ward(Gateway gateway) {
        return gateway.pipeline().now().ward();
    }

    private static Bed bed(Gateway gateway, String name) {
        return Optional.ofNullable(ward(gateway).beds().get(new BedId(name))).orElseThrow();
    }
}
