package org.vigie.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The section {@code failover} of a site file. */
class FailoverSectionTest {
    private static final Set<String> PROFILES = Set.of("mindray-pds", "philips-intellivue");
    private static final String LINK = "link: { name: box-1, hubs: [ { name: hub-1, host: 127.0.0.1 } ] }\n";
    private static final String PATHS = """
              paths:
                - { own: "192.168.10.11:7711", partner: "192.168.10.12:7711" }
                - { own: "[fd00::1]:7711", partner: "[fd00::2]:7712" }
            """;
    private static final String GOOD =
            "failover:\n  pair: icu\n  partner: box-2\n  first: true\n  key: tls/icu.key\n" + PATHS;

    private static GatewayConfig parse(String text) {
        return SiteFile.parse("site.yaml", text + "beds: [ { bed: R01 } ]\n", Path.of("/srv"), PROFILES);
    }

    private static String problems(String text) {
        List<SiteProblem> found =
                assertThrows(SiteFileException.class, () -> parse(text)).problems();
        return String.join("\n", found.stream().map(SiteProblem::toString).toList());
    }

    @Test
    void aPairIsReadAndNoneIsTheDefault() {
        FailoverConfig pair = Objects.requireNonNull(parse(LINK + GOOD).failover());
        assertEquals("icu", pair.pair());
        assertEquals("box-2", pair.partner());
        assertTrue(pair.first());
        assertEquals(Path.of("/srv/tls/icu.key"), pair.key());
        assertEquals(
                new FailoverConfig.Path("path-1", "192.168.10.11", 7711, "192.168.10.12", 7711),
                pair.paths().getFirst());
        assertEquals(7712, pair.paths().getLast().partnerPort());
        assertNull(parse(LINK).failover());
    }

    @Test
    void aJournaledSiteOfABoxThatStoodByHasNoBeds() {
        String standingBy = LINK + GOOD + "beds: [ { bed: R01 } ]\n" + SiteMapping.ELSEWHERE;
        GatewayConfig config = SiteFile.parse("site.yaml", standingBy, Path.of("/srv"), PROFILES);
        assertEquals(1, config.beds().size(), "a comment behind the file");
        assertTrue(SiteMapping.journaled(standingBy, config).beds().isEmpty());
        assertEquals(1, SiteMapping.journaled(LINK, config).beds().size());
    }

    @Test
    void everyMistakeIsNamedWithWhatToWrite() {
        assertTrue(problems(GOOD).contains("needs `link` with `hubs`"));
        assertTrue(problems(LINK + GOOD.replace("box-2", "box-1")).contains("`partner` is this box"));
        assertTrue(problems(LINK + GOOD.replace("  first: true\n", "")).contains("`first: true` at one box"));
        assertTrue(problems(LINK + GOOD.replace("  key: tls/icu.key\n", "")).contains("vigie pki pair"));
        assertTrue(problems(LINK + GOOD.replace(PATHS, "")).contains("2 to 4 `paths`"));
        assertTrue(problems(LINK + GOOD.replace("192.168.10.12:7711", "box-2")).contains("numeric address and a port"));
        assertTrue(problems(LINK + GOOD.replace("[fd00::1]:7711", "192.168.10.11:7711"))
                .contains("stands in another path"));
    }

    @Test
    void withoutCallsOnlyWhereMonitorsConnectStaysOpen() {
        GatewayConfig config = parse("""
                listeners:
                  - { name: hl7, port: 2575 }
                  - { name: iv, protocol: intellivue, port: 24105 }
                monitors: [ { name: m1, protocol: mindray-pds, address: "10.0.0.9:4601", bed: R01 } ]
                """);
        GatewayConfig passive = config.withoutCalls();
        assertEquals(
                List.of("hl7"),
                passive.listeners().stream().map(GatewayConfig.Listener::name).toList());
        assertEquals(List.of(), passive.monitors());
        assertEquals(config.beds(), passive.beds());
    }
}
