package org.vigie.gateway.prove.storm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.gateway.prove.Campaign;

/** Fault rows 49 and 50: a slice of {@code prove storm}, and that its truth sees what is wrong. */
final class StormTest {
    @TempDir
    private Path folder = Path.of("unset");

    @Test
    @Tag("campaign")
    @Timeout(value = 180, unit = TimeUnit.SECONDS)
    void everyAlarmOfSixteenBedsComesOnceThroughSocketsJournalAndScreen() throws Exception {
        StringWriter text = new StringWriter();
        Campaign.Setup setup = new Campaign.Setup(0, 20_260_714, folder, new PrintWriter(text, true));
        assertEquals(
                Campaign.Verdict.PROVEN,
                StormCampaign.run(setup, new StormRun.Size(16, Duration.ofSeconds(12), 6_000, Duration.ofSeconds(8))),
                text::toString);
        System.out.println(text);
    }

    private static Truth one() {
        Truth truth = new Truth();
        truth.raised("B01", 1);
        truth.shown("B01", Set.of("a"), 2_000_001);
        truth.ended("B01", 3_000_001);
        truth.shown("B01", Set.of(), 4_000_001);
        return truth;
    }

    @Test
    void anAlarmThatCameAndWentOnceHolds() {
        Truth truth = one();
        assertTrue(truth.count().holds());
        assertEquals(2.0, truth.onsetMs(0.99));
        assertEquals(1.0, truth.endMs(1));
        assertEquals(Set.of("a"), truth.names("B01"));
        assertFalse(new Truth().count().holds(), "nothing proves nothing");
    }

    @Test
    void whatIsMissedDoubledOfNobodyOrStaysDoesNotHold() {
        Truth missed = one();
        missed.raised("B01", 5);
        missed.ended("B01", 6);
        assertFalse(missed.count().holds(), "never shown");
        missed.raised("B01", 7);
        assertEquals(1, missed.count().missed());

        Truth doubled = one();
        doubled.shown("B01", Set.of("a"), 5);
        doubled.shown("B01", Set.of(), 6);
        assertEquals(1, doubled.count().doubled());
        assertFalse(doubled.count().holds());

        Truth ghost = one();
        ghost.shown("B02", Set.of("b"), 5);
        assertEquals(1, ghost.count().ghosts());
        assertFalse(ghost.count().holds());

        Truth stays = one();
        stays.raised("B01", 5);
        stays.shown("B01", Set.of("b"), 6);
        stays.ended("B01", 7);
        assertFalse(stays.count().holds(), "still on at the display");
    }
}
