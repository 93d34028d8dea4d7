package org.vigie.gateway.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.vigie.dashboard.wire.DrillReportView;
import org.vigie.gateway.history.AlarmStory;
import org.vigie.gateway.history.Clock;
import org.vigie.model.alarm.AlarmKind;
import org.vigie.model.alarm.Priority;
import org.vigie.model.program.DrillActors.Cue;

class DrillReportTest {
    private static final Instant BEGUN = Instant.parse("2026-03-01T14:00:00Z");
    private static final DrillReport.Script SCRIPT = new DrillReport.Script(
            BEGUN,
            List.of(
                    new Cue(Duration.ofSeconds(10), "R01", "asystole", Duration.ofSeconds(20), Duration.ofSeconds(30)),
                    new Cue(Duration.ofSeconds(10), "R02", "leads-off", Duration.ofSeconds(20), null),
                    new Cue(Duration.ofSeconds(60), "R03", "apnoea", Duration.ofSeconds(20), Duration.ofSeconds(60))));

    private static AlarmStory story(
            String bed, Priority priority, int raised, @Nullable Integer seen, @Nullable Integer acknowledged) {
        return new AlarmStory(
                "a" + bed,
                bed,
                "MDC_EVT",
                "TEXT",
                null,
                AlarmKind.PHYSIOLOGICAL,
                priority,
                BEGUN.plusSeconds(raised),
                seen == null ? null : BEGUN.plusSeconds(seen),
                acknowledged == null ? null : BEGUN.plusSeconds(acknowledged),
                acknowledged == null ? null : "AB",
                null,
                null);
    }

    private static DrillReportView at(int second, AlarmStory... stories) {
        return DrillReport.of(
                SCRIPT, List.of(stories), new Clock(BEGUN.plusSeconds(second), Duration.ZERO, ZoneOffset.UTC));
    }

    private static String result(int second, AlarmStory story) {
        return at(second, story).rows().get(0).result();
    }

    @Test
    void everyAlarmHasWhatTheScriptDidAndHowItWasAnswered() {
        DrillReportView.Row row =
                at(100, story("R01", Priority.HIGH, 14, 15, 30)).rows().get(0);
        assertEquals("asystole", row.cue());
        assertEquals(30_000L, row.withinMs());
        assertEquals(1_000L, row.seenMs());
        assertEquals(16_000L, row.acknowledgedMs());
        assertEquals("AB", row.by());
        assertEquals("in-time", row.result());
    }

    @Test
    void lateAndMissedAreToldApartAndNothingIsMissedBeforeItsTime() {
        assertEquals("late", result(100, story("R01", Priority.HIGH, 14, 15, 50)));
        assertEquals("missed", result(100, story("R01", Priority.HIGH, 14, 15, null)));
        assertEquals("open", result(40, story("R01", Priority.HIGH, 14, 15, null)));
    }

    @Test
    void aMediumAlarmThatIsOverBeforeItsTimeIsNotMissedAndAHighOneIs() {
        AlarmStory medium = story("R01", Priority.MEDIUM, 14, 15, null);
        AlarmStory high = story("R01", Priority.HIGH, 14, 15, null);
        assertEquals("ended", result(100, ended(medium, 20)));
        assertEquals("missed", result(100, ended(medium, 60)));
        assertEquals("missed", result(100, ended(high, 20)));
    }

    private static AlarmStory ended(AlarmStory story, int second) {
        return new AlarmStory(
                story.alarm(),
                story.bed(),
                story.code(),
                story.text(),
                story.about(),
                story.kind(),
                story.priority(),
                story.raised(),
                story.seen(),
                null,
                null,
                BEGUN.plusSeconds(second),
                null);
    }

    @Test
    void whatTheScriptDoesNotAskForIsNeitherLateNorMissed() {
        assertEquals("unanswered", result(100, story("R02", Priority.LOW, 14, 15, null)));
        assertEquals("answered", result(100, story("R02", Priority.LOW, 14, 15, 90)));
        assertEquals("unanswered", result(500, story("R01", Priority.LOW, 14, 15, null)));
        assertNull(
                at(500, story("R03", Priority.HIGH, 14, 15, null)).rows().get(0).cue());
    }

    @Test
    void aCueThatLedToNothingIsSaidWhenItsTimeIsOver() {
        assertTrue(at(60).silent().isEmpty());
        assertEquals(
                List.of(
                        new DrillReportView.Silent("2026-03-01T14:00:10Z", "R01", "asystole"),
                        new DrillReportView.Silent("2026-03-01T14:01:00Z", "R03", "apnoea")),
                at(300).silent());
        assertFalse(at(100).over());
        assertTrue(at(170).over());
    }

    @Test
    void theTextForTheTerminalHasOneLineAnAlarm() {
        String text = DrillReport.text(at(300, story("R01", Priority.HIGH, 14, 15, null)));
        assertTrue(text.contains("R01   high    TEXT"), text);
        assertTrue(text.contains("missed"), text);
        assertTrue(text.contains("no alarm came of apnoea at bed R03"), text);
    }
}
