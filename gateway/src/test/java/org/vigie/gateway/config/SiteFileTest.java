package org.vigie.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.model.BedId;
import org.vigie.model.SourceId;
import org.vigie.model.alarm.Escalation;
import org.vigie.model.alarm.Priority;
import org.vigie.model.ward.Site;

class SiteFileTest {
    private static final Set<String> PROFILES = Set.of("ihe-pcd", "mindray-pds", "philips-mdil");

    private static GatewayConfig parse(String text) {
        return SiteFile.parse("site.yaml", text, Path.of("/srv/vigie"), PROFILES);
    }

    private static List<String> problems(String text) {
        return assertThrows(SiteFileException.class, () -> parse(text)).problems().stream()
                .map(SiteProblem::toString)
                .toList();
    }

    @Test
    void everythingButTheBedsHasADefault() {
        GatewayConfig config = parse("beds: [ { bed: R01 } ]");
        assertEquals("127.0.0.1", config.http().host());
        assertEquals(8080, config.http().port());
        assertEquals(Path.of("/srv/vigie/vigie-data"), config.data());
        assertEquals(GatewayConfig.Mode.LIVE, config.mode());
        assertEquals(Duration.ofHours(4), config.keepWaves());
        assertEquals(2575, config.listeners().get(0).port());
        assertFalse(config.alarms().mirrorBedsideAcknowledge());
    }

    @Test
    void aPrinterIsACommandWithoutAShell() {
        GatewayConfig.Paper none =
                parse("paper: { every: 2h }\nbeds: [ { bed: R01 } ]").paper();
        assertEquals(
                new GatewayConfig.Paper(
                        Path.of("/srv/vigie/vigie-paper"), Duration.ofHours(2), List.of(), Duration.ZERO),
                none);
        String text = "paper: { every: 2h, print: [lp, -d, usb]%s }\nbeds: [ { bed: R01, news2: true } ]";
        GatewayConfig.Paper printed = parse(text.formatted("")).paper();
        assertEquals(List.of("lp", "-d", "usb"), printed == null ? null : printed.print());
        assertEquals(Duration.ofHours(2), printed == null ? null : printed.printEvery());
        GatewayConfig.Paper asked =
                parse(text.formatted(", print-on-demand-only: true")).paper();
        assertEquals(Duration.ZERO, asked == null ? null : asked.printEvery());
        assertTrue(parse(text.formatted("")).beds().get(0).news2());
        assertTrue(problems(text.formatted(", print-every: 1min")).get(0).contains("print-every"));
    }

    @Test
    void theClockIsSetByACommandOfTheSiteAndByNoneWithoutIt() {
        assertEquals(List.of(), parse("beds: [ { bed: R01 } ]").setClock());
        String text = "clock: { set-with: [timedatectl, --no-ask-password, set-time]%s }\nbeds: [ { bed: R01 } ]";
        assertEquals(
                List.of("timedatectl", "--no-ask-password", "set-time"),
                parse(text.formatted("")).setClock());
        assertTrue(problems(text.formatted(", ntp: true")).get(0).contains("ntp"));
    }

    @Test
    void wavesAreKeptAsLongAsTheUnitSaysWithinBounds() {
        assertEquals(
                Duration.ofHours(12),
                parse("journal: { keep-waves: 12h }\nbeds: [ { bed: R01 } ]").keepWaves());
        for (String bad : List.of("10s", "73h", "long")) {
            assertThrows(
                    SiteFileException.class,
                    () -> parse("journal: { keep-waves: " + bad + " }\nbeds: [ { bed: R01 } ]"));
        }
    }

    @Test
    void nothingIsPublishedUnlessABrokerIsNamedAndOnlyLoopbackMayDoWithoutTls() {
        String beds = "\nbeds: [ { bed: R01 } ]";
        assertNull(
                parse("mqtt: { mode: off, broker: \"10.0.0.1:8883\" }" + beds).mqtt());
        assertEquals(
                new GatewayConfig.Mqtt(
                        List.of("10.0.0.1:8883"), "edge-a", Path.of("/srv/vigie/vigie-data/tls/edge-a.p12")),
                parse("mqtt: { mode: external, broker: \"10.0.0.1:8883\", name: edge-a }" + beds)
                        .mqtt());
        assertEquals(
                new GatewayConfig.Mqtt(List.of("127.0.0.1:1883"), "edge", null),
                parse("mqtt: { mode: external, broker: \"127.0.0.1:1883\", tls: false }" + beds)
                        .mqtt());
        assertTrue(problems("mqtt: { mode: external, broker: \"10.0.0.1:1883\", tls: false }" + beds)
                .get(0)
                .contains("only for a broker on this box"));
        for (String bad : List.of("", "broker.local:8883", "10.0.0.1", "[::1]:8883")) {
            assertTrue(problems("mqtt: { mode: external, broker: \"" + bad + "\" }" + beds)
                    .get(0)
                    .contains("broker"));
        }
        assertEquals(
                new GatewayConfig.Mqtt(List.of("127.0.0.1:8883", "127.0.0.2:8883"), "edge", null),
                parse("mqtt: { mode: external, brokers: [ 127.0.0.1:8883, 127.0.0.2:8883 ], tls: false }" + beds)
                        .mqtt());
        for (String bad : List.of("[]", "[a:1]", "[10.0.0.1:1, 10.0.0.1:2, 10.0.0.1:3, 10.0.0.1:4, 10.0.0.1:5]")) {
            assertTrue(problems("mqtt: { mode: external, brokers: " + bad + " }" + beds)
                    .get(0)
                    .contains("broker"));
        }
        assertTrue(problems("mqtt: { name: a/b }" + beds).get(0).contains("a/b"));
    }

    @Test
    void anotherStationIsANumericAddressAndAPort() {
        assertNull(parse("beds: [ { bed: R01 } ]").http().other());
        for (String[] pair :
                new String[][] {{"192.168.10.3:8080", "192.168.10.3:8080"}, {"[fd00::1]:80", "[fd00:0:0:0:0:0:0:1]:80"}
                }) {
            assertEquals(
                    pair[1],
                    parse("http: { other: \"" + pair[0] + "\" }\nbeds: [ { bed: R01 } ]")
                            .http()
                            .other());
        }
        for (String bad : List.of("vigie:80", "192.168.10.3", "192.168.10.3:0", "192.168.10.3:70000", ":80")) {
            assertThrows(
                    SiteFileException.class,
                    () -> parse("http: { other: \"" + bad + "\" }\nbeds: [ { bed: R01 } ]"),
                    bad);
        }
    }

    @Test
    void readsTheWholeExample() {
        GatewayConfig config = parse("""
                site: CHU Example
                unit: Réanimation A
                language: en
                http: { host: 0.0.0.0, port: 0, names: [ vigie.ward ] }
                data: /var/lib/vigie
                mode: drill
                alarms: { mirror-bedside-acknowledge: true, medium-repeat-delay: 5s }
                listeners:
                  - { name: hl7, protocol: hl7, host: 0.0.0.0, port: 0, profile: auto, limits: { connections: 20 } }
                monitors:
                  - { name: b12, protocol: mindray-pds, address: "192.168.10.12:4601", bed: R12 }
                beds:
                  - { bed: R01, address: 192.168.10.21 }
                  - { bed: R02, location: "ICU^2^7" }
                  - { bed: R03 }
                  - { bed: R04, address: 192.168.10.24, period: 60s, connection: persistent, profile: philips-mdil, empty: true }
                  - { bed: R12 }
                """);
        assertEquals(20, config.listeners().get(0).limits().connections());
        assertEquals(4601, config.monitors().get(0).port());
        assertEquals(Duration.ofSeconds(60), config.beds().get(3).period());
        assertTrue(config.beds().get(3).persistent());
        Site site = SiteMapping.site(config);
        assertEquals(
                Optional.of(new BedId("R01")), site.resolve(new SourceId("hl7/192.168.10.21"), "whatever it says"));
        assertEquals(Optional.of(new BedId("R02")), site.resolve(new SourceId("hl7/10.0.0.1"), "ICU^2^7"));
        assertEquals(Optional.of(new BedId("R03")), site.resolve(new SourceId("hl7/10.0.0.1"), "R03"));
        assertEquals(Optional.of(new BedId("R12")), site.resolve(new SourceId("b12/192.168.10.12"), null));
        assertEquals(Optional.empty(), site.resolve(new SourceId("hl7/10.0.0.1"), "R99"));
    }

    @Test
    void escalationMayBeEarlierButNeverLaterAndEachFaultHasItsLine() {
        assertEquals(
                Escalation.DEFAULT, parse("beds: [ { bed: R01 } ]").alarms().escalation());
        GatewayConfig early = parse("""
                alarms:
                  escalation: { high: [15s, 30s, 1min], medium: [45s, 2min], box: medium }
                beds: [ { bed: R01 } ]
                """);
        Escalation wanted = SiteMapping.site(early).policy().escalation();
        assertEquals(
                List.of(15L, 30L, 60L),
                wanted.high().stream().map(Duration::toSeconds).toList());
        assertEquals(
                List.of(45L, 120L),
                wanted.medium().stream().map(Duration::toSeconds).toList());
        assertEquals(Priority.MEDIUM, wanted.box());
        List<String> problems = problems("""
                alarms:
                  escalation:
                    high:
                      - 20s
                      - 90s
                      - 120s
                    medium: [60s]
                    box: low
                    low: [5min]
                beds: [ { bed: R01 } ]
                """);
        assertEquals(
                List.of("site.yaml:5", "site.yaml:7", "site.yaml:8", "site.yaml:9"),
                problems.stream()
                        .map(text -> text.substring(0, text.indexOf(": ")))
                        .toList());
        assertTrue(problems.get(0).contains("level 2 of 90s: 30s to 60s expected"), problems.get(0));
        assertTrue(problems.get(1).contains("2 times expected"), problems.get(1));
        assertTrue(problems("alarms: { escalation: { medium: [soon, 2min] } }\nbeds: [ { bed: R01 } ]")
                .get(0)
                .contains("times such as 30s"));
    }

    @Test
    void tellsAllProblemsAtOnceWithTheirLines() {
        List<String> problems = problems("""
                site: CHU
                colour: blue
                http: { host: vigie.example, port: 80800 }
                listeners:
                  - { name: HL7, port: 2575, profile: acme }
                beds:
                  - { bed: R01, address: 300.1.1.1 }
                  - { bed: R01 }
                  - { bed: R03, period: soon, empty: maybe }
                  - { address: 10.0.0.9, bed: R04 }
                  - { address: 10.0.0.9, bed: R05 }
                """);
        List<String> starts = problems.stream()
                .map(text -> text.substring(0, text.indexOf(": ")))
                .toList();
        assertEquals(
                List.of(
                        "site.yaml:2",
                        "site.yaml:3",
                        "site.yaml:3",
                        "site.yaml:5",
                        "site.yaml:5",
                        "site.yaml:7",
                        "site.yaml:8",
                        "site.yaml:9",
                        "site.yaml:9",
                        "site.yaml:11"),
                starts,
                () -> String.join("\n", problems));
        assertTrue(problems.get(0).contains("unknown key `colour`"), problems.get(0));
        assertTrue(problems.stream().anyMatch(text -> text.contains("no such profile")), problems.toString());
        assertTrue(problems.stream().anyMatch(text -> text.contains("also in line 7")), problems.toString());
        assertTrue(problems.stream().anyMatch(text -> text.contains("names are never looked up")), problems.toString());
    }

    @Test
    void aKeyThatStandsTwiceIsAProblem() {
        assertTrue(problems("site: a\nsite: b\nbeds: [ { bed: R01 } ]").get(0).startsWith("site.yaml:2: "));
    }

    @Test
    void brokenYamlIsOneProblemWithItsLine() {
        assertTrue(problems("site: a\nbeds: [ { bed: R01 }\n").get(0).startsWith("site.yaml:3: not readable as YAML"));
        assertTrue(problems("").get(0).contains("no beds"));
        assertFalse(problems("- a\n- b").isEmpty());
        assertFalse(problems("beds: &a [ *a ]").isEmpty());
    }

    @Test
    void valuesOfOldYamlKeepTheirMeaning() {
        // In YAML 1.1 these would be false, 8 and 90.
        GatewayConfig config = parse("site: NO\nunit: 010\nbeds: [ { bed: 1:30 } ]");
        assertEquals("NO", config.site());
        assertEquals("010", config.unit());
        assertEquals("1:30", config.beds().get(0).bed());
    }

    @Test
    void everyTruncationIsReadOrRefusedWithoutCrash() {
        String text = SiteTemplate.text();
        for (int length = 0; length < text.length(); length++) {
            String cut = text.substring(0, length);
            try {
                parse(cut);
            } catch (SiteFileException refused) {
                assertFalse(refused.problems().isEmpty());
            }
        }
    }

    @Test
    void theTemplateIsGoodAsItStands() {
        assertEquals(4, parse(SiteTemplate.text()).beds().size());
    }

    @Test
    void refusesMoreBedsThanOneGatewayServes() {
        StringBuilder text = new StringBuilder("beds:\n");
        for (int i = 0; i <= SiteFile.MAX_BEDS; i++) {
            text.append("  - { bed: B").append(i).append(" }\n");
        }
        assertTrue(problems(text.toString()).get(0).contains("at most 128"));
    }

    @Test
    void aGoodChangeIsHandedOnAndABadOneKeepsTheOldConfiguration(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("site.yaml");
        Files.writeString(file, "beds: [ { bed: R01 } ]");
        List<Integer> seen = new ArrayList<>();
        SiteWatch watch = new SiteWatch(
                file, PROFILES, changed -> seen.add(changed.config().beds().size()));
        watch.look();
        assertEquals(List.of(), seen);
        Files.writeString(file, "beds: [ { bed: R01 }, { bed: R02 } ]");
        watch.look();
        assertEquals(List.of(2), seen);
        Files.writeString(file, "beds: [ { bed: R01 }, ");
        watch.look();
        watch.look();
        assertEquals(List.of(2), seen);
        assertTrue(
                watch.problem().orElse("").contains("site.yaml:1"),
                watch.problem().toString());
        Files.writeString(file, "beds: [ { bed: R01 }, { bed: R02 }, { bed: R03 } ]");
        watch.look();
        assertEquals(List.of(2, 3), seen);
        assertEquals(Optional.empty(), watch.problem());
        Files.delete(file);
        watch.look();
        assertTrue(watch.problem().isPresent());
    }

    @Test
    void numericAddressesAreToldFromNamesWithoutALookUp() {
        assertEquals(Optional.of("10.0.0.1"), Addresses.numeric("10.0.0.1"));
        assertEquals(Optional.of("0:0:0:0:0:0:0:1"), Addresses.numeric("::1"));
        for (String wrong : List.of("", "10.0.0", "10.0.0.256", "10.0.0.1.", "abc", "a:b:c:zz", "1.2.3.4.5", ":::")) {
            assertEquals(Optional.empty(), Addresses.numeric(wrong), wrong);
        }
    }
}
