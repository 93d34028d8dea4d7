package org.vigie.gateway.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.vigie.gateway.prove.seeds.SeedsCampaign;

/** A slice of {@code ./vigie prove seeds}. */
class SeedsTest {
    private static final int SLICE = 100;

    /** From here on beds change their alarms four times a second. */
    private static final long STORMS = 10_000_000;

    private static final Path KEPT = Path.of("..", "testdata", "seeds", "link.txt");

    @Test
    void nothingIsLostGhostOrDoubledWhateverBreaks() {
        assertAllHold(LongStream.range(0, SLICE));
        assertAllHold(LongStream.range(STORMS, STORMS + SLICE / 10));
    }

    @Test
    void seedsThatOnceBrokeAnInvariantHold() throws IOException {
        try (Stream<String> lines = Files.lines(KEPT)) {
            assertAllHold(lines.mapToLong(Long::parseLong));
        }
    }

    @Test
    void sameSeedAlwaysComesToTheSame() {
        assertEquals(SeedsCampaign.run(7), SeedsCampaign.run(7));
    }

    private static void assertAllHold(LongStream seeds) {
        List<SeedsCampaign.Outcome> broken = seeds.mapToObj(SeedsCampaign::run)
                .filter(outcome -> !outcome.holds())
                .toList();
        assertTrue(broken.isEmpty(), () -> "repeat with ./vigie prove seeds --count 1 --seed N: " + broken);
    }
}
