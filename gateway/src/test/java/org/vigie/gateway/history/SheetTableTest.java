package org.vigie.gateway.history;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vigie.model.observation.PulseRate;

class SheetTableTest {
    private static final Path CATALOGUE =
            Path.of("../hardware-profiles/src/main/resources/org/vigie/profiles/catalogue");
    /** Not the rate from beat to beat (BTB): it says nothing about a quarter of an hour. */
    private static final Pattern RATE =
            Pattern.compile("MDC_\\w*(?:HEART|PULS|CARD_BEAT)\\w*RATE(?:_INV|_NON_INV)?\\b");

    @ParameterizedTest
    @ValueSource(strings = {"ihe-pcd", "mindray-pds", "nihon-kohden", "philips-intellivue", "philips-mdil"})
    void everyPulseThatAProfileGivesHasItsColumn(String profile) throws IOException {
        List<String> rates = RATE.matcher(Files.readString(CATALOGUE.resolve(profile + ".yaml")))
                .results()
                .map(MatchResult::group)
                .toList();
        assertTrue(PulseRate.CODES.containsAll(rates), rates + " of " + PulseRate.CODES);
        assertTrue(SheetTable.Column.HR.codes.containsAll(rates), rates::toString);
    }
}
