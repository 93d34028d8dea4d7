package org.vigie.gateway.history;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.vigie.dashboard.wire.AlarmLogView;
import org.vigie.model.BedId;

/** The alarm log as a display gets it, and as a file. */
public final class AlarmLogViews {
    private static final String[] COLUMNS = {
        "time",
        "bed",
        "step",
        "priority",
        "kind",
        "text",
        "parameter",
        "value",
        "limit",
        "unit",
        "user",
        "event",
        "state",
        "reason",
        "code",
        "alarm"
    };

    private AlarmLogViews() {}

    /**
     * Which rows are wanted; an empty set or null means all.
     *
     * @param beds names, {@code *} for the unit
     * @param priorities words
     * @param kinds words
     * @param steps words
     * @param users who did it: initials, or {@code bedside}
     * @param alarm occurrence id
     * @param from begin, engine time
     * @param to end, engine time
     */
    public record Filter(
            Set<String> beds,
            Set<String> priorities,
            Set<String> kinds,
            Set<String> steps,
            Set<String> users,
            @Nullable String alarm,
            @Nullable Instant from,
            @Nullable Instant to)
            implements Predicate<AlarmStep> {
        public Filter {
            beds = Set.copyOf(beds);
            priorities = Set.copyOf(priorities);
            kinds = Set.copyOf(kinds);
            steps = Set.copyOf(steps);
            users = Set.copyOf(users);
        }

        @Override
        public boolean test(AlarmStep row) {
            return fits(beds, row.bed())
                    && fits(priorities, row.priority().word())
                    && fits(kinds, row.kind().word())
                    && fits(steps, row.step().word())
                    && fits(users, orEmpty(row.doer()))
                    && (alarm == null || alarm.equals(row.alarm()))
                    && (from == null || !row.at().isBefore(from))
                    && (to == null || row.at().isBefore(to));
        }

        private static boolean fits(Set<String> wanted, String word) {
            return wanted.isEmpty() || wanted.contains(word);
        }
    }

    /** A page, newest first. */
    public static AlarmLogView view(AlarmRows log, Filter filter, int offset, int most, Clock clock) {
        AlarmLog.Page page = log.find(filter, offset, most);
        return new AlarmLogView(
                page.matching(),
                offset,
                page.forgotten(),
                page.loading(),
                List.of(),
                page.rows().stream().map(row -> row(row, clock)).toList());
    }

    private static AlarmLogView.Row row(AlarmStep step, Clock clock) {
        return new AlarmLogView.Row(
                clock.iso(step.at()),
                bed(step).orElse(null),
                step.alarm(),
                step.step().word(),
                step.event().word(),
                step.to().word(),
                step.priority().word(),
                step.kind().word(),
                step.code(),
                step.text(),
                step.about(),
                step.value(),
                step.limit(),
                above(step),
                step.unit(),
                step.user(),
                step.reason());
    }

    private static Optional<String> bed(AlarmStep step) {
        return step.bed().equals(BedId.UNIT.value()) ? Optional.empty() : Optional.of(step.bed());
    }

    private static @Nullable Boolean above(AlarmStep step) {
        @Nullable BigDecimal value = step.value();
        @Nullable BigDecimal limit = step.limit();
        return (value == null || limit == null) ? null : value.compareTo(limit) > 0;
    }

    /**
     * The same rows as CSV: RFC 4180, UTF-8 with a byte-order mark, so that a spreadsheet reads the accents. The text
     * is the monitor's; what Vigie found itself stands with the reason.
     *
     * @param lacking boxes whose alarms are not all among them; each is a row behind the others
     */
    public static String csv(AlarmRows log, Filter filter, int most, List<String> lacking, Clock clock) {
        Csv csv = new Csv().row(COLUMNS);
        for (AlarmStep step : log.find(filter, 0, most).rows()) {
            csv.row(
                    clock.iso(step.at()),
                    bed(step).orElse(""),
                    step.step().word(),
                    step.priority().word(),
                    step.kind().word(),
                    step.isOwn() ? "" : step.text(),
                    orEmpty(step.about()),
                    orEmpty(step.value()),
                    orEmpty(step.limit()),
                    orEmpty(step.unit()),
                    orEmpty(step.doer()),
                    step.event().word(),
                    step.to().word(),
                    step.isOwn() ? step.reason() + ": " + step.text() : step.reason(),
                    orEmpty(step.code()),
                    step.alarm());
        }
        for (String box : lacking) {
            String[] row = new String[COLUMNS.length];
            Arrays.fill(row, "");
            row[2] = "incomplete";
            row[5] = box;
            csv.row(row);
        }
        return csv.toString();
    }

    private static String orEmpty(@Nullable Object some) {
        return switch (some) {
            case null -> "";
            case BigDecimal number -> number.toPlainString();
            default -> some.toString();
        };
    }
}
