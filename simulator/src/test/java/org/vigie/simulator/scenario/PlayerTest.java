package org.vigie.simulator.scenario;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.vigie.simulator.monitor.Language;
import org.vigie.simulator.monitor.MonitorLink;
import org.vigie.simulator.monitor.Outgoing;
import org.vigie.simulator.monitor.intellivue.IntellivueLink;
import org.vigie.simulator.monitor.intellivue.IntellivueSetup;
import org.vigie.simulator.monitor.intellivue.Sent;
import org.vigie.simulator.wfdb.WfdbRecord;

final class PlayerTest {
    private static final Instant START = Instant.parse("2026-11-21T21:30:00Z");

    /** Links that keep what they are given, all on a virtual clock. */
    private static final class Recording implements LinkFactory {
        private final Map<String, List<Outgoing>> sent = new LinkedHashMap<>();
        private final List<String> deeds = new ArrayList<>();
        private final ByteArrayOutputStream all = new ByteArrayOutputStream();

        @Override
        public MonitorLink open(ScenarioBed bed, int index, Supplier<List<Outgoing>> greeting) {
            MonitorLink link = link(bed.bed());
            greeting.get().forEach(link::offer);
            return link;
        }

        @Override
        public IntellivueLink openIntellivue(ScenarioBed bed, int index) {
            return new IntellivueLink() {
                @Override
                public int ipv4() {
                    return 0x7F00_0101 + index;
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
                public void hearWith(Hearing hearing) {
                    // Nobody asks here: see IntellivueScenarioTest.
                }

                @Override
                public void send(Sent message) {
                    all.writeBytes(message.bytes());
                }

                @Override
                public void cut(boolean out) {
                    deeds.add(bed.bed() + " cut " + out);
                }

                @Override
                public void close() {
                    deeds.add(bed.bed() + " closed");
                }
            };
        }

        @Override
        public MonitorLink openAdmissions() {
            return link("ADT");
        }

        private MonitorLink link(String name) {
            List<Outgoing> messages = sent.computeIfAbsent(name, key -> new ArrayList<>());
            return new MonitorLink() {
                @Override
                public void offer(Outgoing message) {
                    messages.add(message);
                    all.writeBytes(message.wire());
                }

                @Override
                public void cut(boolean away) {
                    deeds.add(name + " cut " + away);
                }

                @Override
                public void freeze(boolean frozen) {
                    deeds.add(name + " freeze " + frozen);
                }

                @Override
                public void close() {
                    deeds.add(name + " closed");
                }
            };
        }

        List<Outgoing> of(String name) {
            return sent.getOrDefault(name, List.of());
        }
    }

    private static Player.Terms terms(double speed) {
        return new Player.Terms(speed, START, ZoneOffset.UTC, Language.EN);
    }

    private static Recording play(Scenario scenario, double speed, Duration lasting) throws IOException {
        Recording links = new Recording();
        Player player = new Player(scenario, terms(speed), links);
        player.start();
        player.advanceTo(lasting);
        player.close();
        return links;
    }

    @Test
    void theSameSeedGivesTheSameBytes() throws IOException, ScenarioException {
        for (String name : List.of("night", "storm")) {
            Scenario scenario = ScenarioLoader.load(name);
            byte[] first = play(scenario, 1, Duration.ofSeconds(75)).all.toByteArray();
            assertTrue(first.length > 500_000, name + " " + first.length);
            assertArrayEquals(
                    first, play(scenario, 1, Duration.ofSeconds(75)).all.toByteArray(), name);
        }
    }

    @Test
    void howOftenThePlayerIsAskedChangesNothing() throws IOException, ScenarioException {
        Scenario scenario = ScenarioLoader.load("storm");
        byte[] once = play(scenario, 1, Duration.ofSeconds(60)).all.toByteArray();
        Recording links = new Recording();
        Player player = new Player(scenario, terms(1), links);
        player.start();
        for (int ms = 0; ms <= 60_000; ms += 37) {
            player.advanceTo(Duration.ofMillis(ms));
        }
        player.advanceTo(Duration.ofSeconds(60));
        assertArrayEquals(once, links.all.toByteArray());
    }

    @Test
    void theNightShowsSomethingWithinTwentySecondsAndIsNoChristmasTree() throws IOException, ScenarioException {
        for (int beds : new int[] {8, 16}) {
            Recording links = new Recording();
            Player player = new Player(ScenarioLoader.load("night").withBeds(beds), terms(1), links);
            player.start();
            long most = 0;
            long sum = 0;
            for (int second = 1; second <= 1_200; second++) {
                player.advanceTo(Duration.ofSeconds(second));
                if (second == 20) {
                    assertTrue(player.alarmingBeds() >= 2, "alarming at 20 s: " + player.alarmingBeds());
                }
                most = Math.max(most, player.alarmingBeds());
                sum += player.alarmingBeds();
            }
            assertTrue(most <= 4, "most at once " + most);
            assertTrue(sum < 1_200 * 2, "bed seconds with an alarm " + sum);
        }
    }

    @Test
    void aCalmHourRaisesHardlyAnyAlarm() throws IOException, ScenarioException {
        Recording links = new Recording();
        Player player = new Player(ScenarioLoader.load("calm"), terms(60), links);
        player.start();
        long alarmingSeconds = 0;
        for (int second = 1; second <= 60; second++) {
            player.advanceTo(Duration.ofSeconds(second));
            alarmingSeconds += player.alarmingBeds();
        }
        assertTrue(alarmingSeconds <= 10, "bed seconds with alarm " + alarmingSeconds);
    }

    @Test
    void faultsReachTheLinkAndEnd() throws IOException, ScenarioException {
        Scenario scenario = ScenarioLoader.parse("x.yaml", """
                scenario: x
                beds: [ { bed: R01 }, { bed: R02 } ]
                timeline:
                  - { at: 10s, bed: R01, fault: disconnect, for: 5s }
                  - { at: 12s, bed: R02, fault: half-open, for: 5s }
                  - { at: 20s, bed: R02, fault: silence, for: 10s }
                """);
        Recording links = play(scenario, 1, Duration.ofMillis(39_900));
        assertEquals(
                List.of(
                        "R01 cut true",
                        "R02 freeze true",
                        "R01 cut false",
                        "R02 freeze false",
                        "R01 closed",
                        "R02 closed"),
                links.deeds);
        assertEquals(40, links.of("R01").size());
        assertEquals(30, links.of("R02").size());
    }

    @Test
    void aWrongClockShowsInTheTimeStamps() throws IOException, ScenarioException {
        Scenario scenario = ScenarioLoader.parse("x.yaml", """
                scenario: x
                beds: [ { bed: R01 } ]
                timeline: [ { at: 5s, bed: R01, fault: clock-off, by: 2h, for: 60s } ]
                """);
        List<Outgoing> sent = play(scenario, 1, Duration.ofSeconds(10)).of("R01");
        assertTrue(sent.get(2).text().contains("|20261121213002.000+0000|"));
        assertTrue(sent.getLast().text().contains("|20261121233010.000+0000|"));
    }

    @Test
    void admissionsAreSentAndTheMonitorKnowsToo() throws IOException, ScenarioException {
        Scenario scenario = ScenarioLoader.parse("x.yaml", """
                scenario: x
                beds: [ { bed: R01, who: { id: "77", family: Nom } }, { bed: R02 } ]
                timeline:
                  - { at: 5s, bed: R01, action: transfer, to: R02 }
                  - { at: 8s, bed: R02, action: discharge }
                """);
        Recording links = play(scenario, 1, Duration.ofSeconds(10));
        assertTrue(links.of("ADT").get(0).text().contains("ADT^A02^ADT_A02"));
        assertTrue(links.of("ADT").get(0).text().contains("PV1|1|I|ICU^^R02|||ICU^^R01|"));
        assertTrue(links.of("ADT").get(1).text().contains("ADT^A03^ADT_A03"));
        assertTrue(links.of("R02").get(6).text().contains("PID|||77^^^VIGIE^PI"));
        assertFalse(links.of("R01").getLast().text().contains("77^^^VIGIE"));
    }

    @Test
    void atSpeedSixtyEachMessageIsOneMinuteOfTheRealPatientAndWhatIsMissingStaysMissing()
            throws IOException, ScenarioException {
        WfdbRecord record = RecordLibrary.read(RecordLibrary.BUILT_IN);
        int minutes = Math.toIntExact(record.frames());
        List<Outgoing> states =
                play(ScenarioLoader.load("replay-wfdb"), 60, Duration.ofSeconds(minutes - 1)).of("R01").stream()
                        .filter(message -> message.kind() == Outgoing.Kind.STATE)
                        .toList();
        assertEquals(minutes, states.size());
        Map<String, String> codes = Map.of(
                "HR", "147842^", "ABPSys", "150033^", "PULSE", "149530^", "RESP", "151562^", "SpO2", "150456^",
                "NBPSys", "150021^");
        long missing = 0;
        for (int minute = 0; minute < minutes; minute++) {
            for (Map.Entry<String, String> code : codes.entrySet()) {
                Optional<BigDecimal> expected = record.signal(code.getKey())
                        .orElseThrow()
                        .physical(minute)
                        .filter(value -> value.signum() != 0);
                String where = code.getKey() + " minute " + minute;
                String row = states.get(minute)
                        .text()
                        .lines()
                        .filter(line -> line.contains("|" + code.getValue()))
                        .findFirst()
                        .orElseThrow();
                String[] fields = row.split("\\|", -1);
                assertEquals(expected.map(BigDecimal::toPlainString).orElse(""), fields[5], where);
                assertEquals(expected.isPresent() ? "R" : "X", fields[11], where);
                missing += expected.isPresent() ? 0 : 1;
            }
        }
        assertTrue(missing > 1_000, "missing values " + missing);
    }
}
