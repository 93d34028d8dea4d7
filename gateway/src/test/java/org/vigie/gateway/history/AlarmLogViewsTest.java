package org.vigie.gateway.history;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.vigie.model.alarm.AlarmEvent;
import org.vigie.model.alarm.AlarmKind;
import org.vigie.model.alarm.AlarmState;
import org.vigie.model.alarm.OwnAlarm;
import org.vigie.model.alarm.Priority;

/** The alarm log as a file: whose words stand where, and whose steps. */
class AlarmLogViewsTest {
    private static final Instant AT = Instant.parse("2026-03-01T03:00:00Z");
    private static final Clock CLOCK = new Clock(AT, Duration.ZERO, ZoneOffset.UTC);
    private static final List<AlarmStep> ROWS = List.of(
            row("MDC_EVT_LO", "** SpO2 LOW", AlarmEvent.SRC_ACK, null),
            row("MDC_EVT_LO", "** SpO2 LOW", AlarmEvent.ACK, "AB"),
            row(OwnAlarm.NO_DISPLAY, "1 alarms neither shown nor sounded in time", AlarmEvent.ACK, "CD"),
            row("MDC_EVT_LO", "** SpO2 LOW", AlarmEvent.COND_TRUE, null));

    private static AlarmStep row(String code, String text, AlarmEvent event, @Nullable String user) {
        return new AlarmStep(
                AT,
                "R01",
                "1-1",
                AlarmStep.Step.ACKNOWLEDGED,
                event,
                AlarmState.ACTIVE_UNACK,
                AlarmState.ACTIVE_ACK,
                Priority.HIGH,
                AlarmKind.TECHNICAL,
                code,
                text,
                null,
                null,
                null,
                null,
                user,
                "a person saw it",
                null);
    }

    private static AlarmLog.Page find(Predicate<AlarmStep> fits, int offset, int most) {
        List<AlarmStep> rows = ROWS.stream().filter(fits).toList();
        return new AlarmLog.Page(rows.stream().skip(offset).limit(most).toList(), rows.size(), 0, false);
    }

    private static List<String> column(String name, Set<String> users) {
        AlarmLogViews.Filter filter =
                new AlarmLogViews.Filter(Set.of(), Set.of(), Set.of(), Set.of(), users, null, null, null);
        List<String> lines = AlarmLogViews.csv(AlarmLogViewsTest::find, filter, 10, List.of(), CLOCK)
                .substring(1)
                .lines()
                .toList();
        List<String> heads = List.of(lines.get(0).split(",", -1));
        int at = IntStream.range(0, heads.size())
                .filter(i -> heads.get(i).equals(name))
                .findFirst()
                .orElseThrow();
        return lines.stream().skip(1).map(line -> line.split(",", -1)[at]).toList();
    }

    @Test
    void theTextIsTheMonitorsAndWhatVigieFoundStandsWithTheReason() {
        assertEquals(List.of("** SpO2 LOW", "** SpO2 LOW", "", "** SpO2 LOW"), column("text", Set.of()));
        assertEquals(
                "a person saw it: 1 alarms neither shown nor sounded in time",
                column("reason", Set.of()).get(2));
    }

    @Test
    void findsWhatOnePersonDidAndWhatWasDoneAtTheBedside() {
        assertEquals(List.of("bedside", "AB", "CD", ""), column("user", Set.of()));
        assertEquals(List.of("AB"), column("user", Set.of("AB")));
        assertEquals(List.of("bedside", "CD"), column("user", Set.of("bedside", "CD")));
        assertEquals(List.of(), column("user", Set.of("EF")));
    }
}
