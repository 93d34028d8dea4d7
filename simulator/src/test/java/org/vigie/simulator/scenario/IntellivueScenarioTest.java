package org.vigie.simulator.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.vigie.simulator.monitor.Language;
import org.vigie.simulator.monitor.MonitorLink;
import org.vigie.simulator.monitor.Outgoing;
import org.vigie.simulator.monitor.intellivue.IntellivueLink;
import org.vigie.simulator.monitor.intellivue.IntellivueSetup;
import org.vigie.simulator.monitor.intellivue.Peer;
import org.vigie.simulator.monitor.intellivue.Requests;
import org.vigie.simulator.monitor.intellivue.Sent;

/** Scenario files with IntelliVue monitors, played on virtual time against a client that polls. */
final class IntellivueScenarioTest {
    private static final Peer CLIENT = new Peer("127.0.0.1", 40_000);

    /** One monitor's cable with a client at its end that associates, polls and keeps alive by itself. */
    private static final class Cable implements LinkFactory, IntellivueLink {
        private final List<Sent> heard = new ArrayList<>();
        private final List<String> deeds = new ArrayList<>();
        private Hearing hearing = (from, message) -> {};
        private boolean out;

        @Override
        public MonitorLink open(ScenarioBed bed, int index, Supplier<List<Outgoing>> greeting) {
            throw new AssertionError("no HL7 here");
        }

        @Override
        public IntellivueLink openIntellivue(ScenarioBed bed, int index) {
            return this;
        }

        @Override
        public MonitorLink openAdmissions() {
            throw new AssertionError("no admissions here");
        }

        @Override
        public int ipv4() {
            return 0x7F00_0101;
        }

        @Override
        public int port() {
            return IntellivueSetup.DATA_PORT;
        }

        @Override
        public IntellivueSetup.Link kind() {
            return IntellivueSetup.Link.LAN;
        }

        @Override
        public void hearWith(Hearing ears) {
            hearing = ears;
        }

        @Override
        public void send(Sent message) {
            if (out) {
                return;
            }
            heard.add(message);
            if (Requests.isMdsCreate(message.bytes())) {
                say(Requests.mdsCreateResult());
                say(Requests.extended(6, 0x0006, 0x0803, 4_800_000));
                say(Requests.extended(7, 0x0036, 0x0801, 4_800_000));
            }
        }

        @Override
        public void cut(boolean pulled) {
            out = pulled;
            deeds.add("cut " + pulled);
        }

        @Override
        public void close() {
            deeds.add("closed");
        }

        void say(byte[] message) {
            if (!out) {
                hearing.heard(CLIENT, message);
            }
        }

        long beginning(int first) {
            return heard.stream()
                    .filter(sent -> (sent.bytes()[0] & 0xFF) == first)
                    .count();
        }
    }

    private final Cable cable = new Cable();

    private Player play(String timeline) throws IOException, ScenarioException {
        String yaml = "scenario: test\nbeds:\n  - { bed: R01, monitor: intellivue }\n"
                + "  - { bed: R02, monitor: ihe-pcd }\ntimeline:\n" + timeline;
        Scenario scenario = ScenarioLoader.parse("test", yaml).withBeds(1);
        Player player = new Player(
                scenario,
                new Player.Terms(1, Instant.parse("2026-11-21T21:30:00Z"), ZoneOffset.UTC, Language.EN),
                cable);
        player.start();
        return player;
    }

    /** Asks for an association each second, as a client that lost it does, and keeps alive. */
    private void pass(Player player, int from, int to) {
        for (int second = from + 1; second <= to; second++) {
            cable.say(Requests.association(20_000));
            cable.say(Requests.single(9, 0x0036, 0x0811));
            player.advanceTo(Duration.ofSeconds(second));
        }
    }

    @Test
    void pulledCablesAreSilentBothWaysAndComeBackByThemselves() throws Exception {
        Player player = play("  - { at: 10s, bed: R01, fault: disconnect, for: 20s }\n");
        pass(player, 0, 10);
        long associated = cable.beginning(0x0E);
        int before = cable.heard.size();
        assertEquals(1, associated);
        pass(player, 10, 29);
        assertEquals(before, cable.heard.size());
        pass(player, 29, 45);
        assertEquals(2, cable.beginning(0x0E), "the association had timed out and is made again");
        assertTrue(cable.deeds.containsAll(List.of("cut true", "cut false")));
    }

    @Test
    void abortsComeOnceOrAgainAndAgain() throws Exception {
        Player player = play("  - { at: 10s, bed: R01, fault: abort, for: 25s, by: 10s }\n");
        pass(player, 0, 60);
        assertEquals(3, cable.beginning(0x19), "at 10, 20 and 30 s");
        assertEquals(4, cable.beginning(0x0E));
    }

    @Test
    void aLossyNetworkLosesItsShareOfBothDirections() throws Exception {
        Player player = play("  - { at: 5s, bed: R01, fault: loss, for: 100s, percent: 50 }\n");
        pass(player, 0, 5);
        int before = cable.heard.size();
        pass(player, 5, 105);
        int lossy = cable.heard.size() - before;
        pass(player, 105, 205);
        int whole = cable.heard.size() - before - lossy;
        assertTrue(lossy < whole * 0.65, lossy + " of " + whole);
    }

    @Test
    void aLabelTakenFromAnotherBedIsAnnounced() throws Exception {
        String yaml = """
                scenario: test
                beds:
                  - { bed: R01, monitor: intellivue }
                  - { bed: R02, monitor: intellivue, label: none, mode: standby }
                timeline:
                  - { at: 3s, bed: R01, fault: same-label, for: 300s, to: R02 }
                """;
        Scenario scenario = ScenarioLoader.parse("test", yaml);
        assertEquals("", scenario.beds().get(1).device().label());
        assertEquals(
                IntellivueSetup.Mode.STANDBY, scenario.beds().get(1).device().mode());
        Player player = new Player(
                scenario,
                new Player.Terms(1, Instant.parse("2026-11-21T21:30:00Z"), ZoneOffset.UTC, Language.EN),
                cable);
        player.start();
        player.advanceTo(Duration.ofSeconds(80));
        List<String> labels = cable.heard.stream()
                .filter(sent -> sent.bytes()[0] == 0)
                .map(sent -> new String(sent.bytes(), StandardCharsets.UTF_16BE))
                .map(text -> text.contains("R01") ? "R01" : text.contains("R02") ? "R02" : "none")
                .toList();
        assertTrue(labels.containsAll(List.of("R01", "R02", "none")), labels.toString());
    }

    @Test
    void everyFaultOfTheBuiltInScenarioIsPlayedThrough() throws Exception {
        Scenario scenario = ScenarioLoader.load("intellivue").withBeds(5);
        Player player = new Player(
                scenario,
                new Player.Terms(1, Instant.parse("2026-11-21T21:30:00Z"), ZoneOffset.UTC, Language.FR),
                cable);
        player.start();
        player.advanceTo(Duration.ofMinutes(10));
        player.close();
        assertTrue(cable.deeds.contains("closed"));
    }

    @Test
    void faultsThatAMonitorCannotHaveAreIgnoredAndKeysForOthersAreProblems() throws Exception {
        assertThrows(
                ScenarioException.class,
                () -> ScenarioLoader.parse(
                        "test", "scenario: t\nbeds:\n  - { bed: R01, monitor: nihon-kohden, link: serial }\n"));
        assertThrows(
                ScenarioException.class,
                () -> ScenarioLoader.parse(
                        "test", "scenario: t\nbeds:\n  - { bed: R01, monitor: mindray-pds, waves: synthetic }\n"));
        Scenario hl7 = ScenarioLoader.load("night").withoutIntellivue();
        assertTrue(hl7.beds().stream().noneMatch(bed -> bed.monitor().isIntellivue()));
    }
}
