package org.vigie.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestartNeedsTest {
    private static final String BEDS = "\nbeds: [ { bed: R01 } ]\n";

    private static Optional<String> needs(String now) {
        GatewayConfig atStart = parse("unit: ICU");
        return new RestartNeeds(atStart).of(parse(now));
    }

    private static GatewayConfig parse(String text) {
        return SiteFile.parse("site.yaml", text + BEDS, Path.of("/srv"), Set.of("ihe-pcd"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http: { port: 8081 }",
                "http: { host: 192.168.10.1 }",
                "data: elsewhere",
                "journal: { keep-waves: 8h }",
                "alarms: { annunciator: none }",
                "alarms: { relay: /dev/ttyUSB0 }",
                "paper: { folder: sheets }",
            })
    void whatIsReadAtTheStartOnlyIsNamedWithItsValueInForce(String setting) {
        String section = setting.substring(0, setting.indexOf(':'));
        String words = needs(setting).orElse("");
        assertTrue(words.startsWith("needs a restart: " + section), words);
        assertTrue(words.contains(" -> "), words);
    }

    @Test
    void whatIsFollowedAtOnceIsNot() {
        assertEquals(Optional.empty(), needs("unit: Another"));
    }
}
