package org.vigie.gateway.drill;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.vigie.dashboard.wire.DrillReportView;
import org.vigie.gateway.history.AlarmStory;
import org.vigie.gateway.history.Clock;
import org.vigie.model.BedId;
import org.vigie.model.alarm.OwnAlarm;
import org.vigie.model.alarm.Priority;
import org.vigie.model.program.DrillActors.Cue;

/** How a unit answered the alarms of a drill. Pure. */
public final class DrillReport {
    /** What a cue leads to comes within this time after its end: onset, the monitor's delay, the loss of a feed. */
    static final Duration AFTERMATH = Duration.ofSeconds(90);

    private DrillReport() {}

    /**
     * A script that is, or was, played.
     *
     * @param begun engine time
     * @param cues in the order of time
     */
    public record Script(Instant begun, List<Cue> cues) {
        public Script {
            cues = List.copyOf(cues);
        }

        /** When the last cue and what it leads to are over. */
        public Instant over() {
            return cues.stream()
                    .map(cue -> begun.plus(cue.at()).plus(cue.lasting()).plus(AFTERMATH))
                    .max(Comparator.naturalOrder())
                    .orElse(begun);
        }
    }

    /** The report of this moment; final when the script is over. */
    public static DrillReportView of(Script script, List<AlarmStory> stories, Clock clock) {
        List<DrillReportView.Row> rows = new ArrayList<>();
        Set<Cue> led = new HashSet<>();
        for (AlarmStory story : stories) {
            Optional<Cue> cue = cue(script, story);
            cue.ifPresent(led::add);
            rows.add(row(script, story, cue.orElse(null), clock));
        }
        List<DrillReportView.Silent> silent = new ArrayList<>();
        for (Cue cue : script.cues()) {
            Instant due = script.begun().plus(cue.at()).plus(cue.lasting()).plus(AFTERMATH);
            if (cue.answerWithin() != null && !led.contains(cue) && clock.now().isAfter(due)) {
                silent.add(new DrillReportView.Silent(clock.iso(script.begun().plus(cue.at())), cue.bed(), cue.what()));
            }
        }
        return new DrillReportView(
                clock.iso(script.begun()), clock.iso(clock.now()), !clock.now().isBefore(script.over()), rows, silent);
    }

    /** The newest cue at the bed that may have led to it; for beds lost together, of any bed. */
    private static Optional<Cue> cue(Script script, AlarmStory story) {
        boolean unit = OwnAlarm.GROUP_LOSS.equals(story.code());
        Duration at = Duration.between(script.begun(), story.raised());
        return script.cues().stream()
                .filter(cue -> unit || cue.bed().equals(story.bed()))
                .filter(cue -> cue.at().compareTo(at) <= 0
                        && at.compareTo(cue.at().plus(cue.lasting()).plus(AFTERMATH)) <= 0)
                .max(Comparator.comparing(Cue::at));
    }

    private static DrillReportView.Row row(Script script, AlarmStory story, @Nullable Cue cue, Clock clock) {
        @Nullable Duration within = cue == null || story.priority() == Priority.LOW ? null : cue.answerWithin();
        Optional<Duration> acknowledged = story.acknowledgedAfter();
        return new DrillReportView.Row(
                clock.iso(story.raised()),
                Duration.between(script.begun(), story.raised()).toMillis(),
                story.bed().equals(BedId.UNIT.value()) ? null : story.bed(),
                story.code(),
                story.text(),
                story.about(),
                story.priority().word(),
                story.kind().word(),
                cue == null ? null : cue.what(),
                within == null ? null : within.toMillis(),
                story.seenAfter().map(Duration::toMillis).orElse(null),
                acknowledged.map(Duration::toMillis).orElse(null),
                story.by(),
                result(within, story, clock.now()));
    }

    private static String result(@Nullable Duration within, AlarmStory story, Instant now) {
        Optional<Duration> acknowledged = story.acknowledgedAfter();
        if (acknowledged.isPresent()) {
            boolean late = within != null && acknowledged.get().compareTo(within) > 0;
            return late ? "late" : within == null ? "answered" : "in-time";
        }
        if (within == null) {
            return "unanswered";
        }
        Instant due = story.raised().plus(within);
        @Nullable Instant ended = story.ended();
        if (ended != null && ended.isBefore(due) && story.priority() != Priority.HIGH) {
            return "ended"; // before anybody had to answer
        }
        return now.isAfter(due) ? "missed" : "open";
    }

    /** For the terminal: one line an alarm. */
    public static String text(DrillReportView report) {
        StringBuilder text = new StringBuilder(2_048);
        text.append("DRILL REPORT, begun ").append(report.begun()).append(report.over() ? "" : " (not over)");
        text.append(String.format(
                Locale.ROOT,
                "%n%-9s %-5s %-7s %-28s %8s %8s %-8s %s%n",
                "after",
                "bed",
                "prio",
                "alarm",
                "seen",
                "ack",
                "by",
                "result"));
        for (DrillReportView.Row row : report.rows()) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-9s %-5s %-7s %-28s %8s %8s %-8s %s%n",
                    seconds(row.afterMs()),
                    row.bed() == null ? "unit" : row.bed(),
                    row.priority(),
                    row.text().isEmpty() ? String.valueOf(row.code()) : row.text(),
                    seconds(row.seenMs()),
                    seconds(row.acknowledgedMs()),
                    row.by() == null ? "-" : row.by(),
                    row.result()));
        }
        for (DrillReportView.Silent silent : report.silent()) {
            text.append(String.format(
                    Locale.ROOT, "no alarm came of %s at bed %s (%s)%n", silent.what(), silent.bed(), silent.at()));
        }
        return text.toString();
    }

    private static String seconds(@Nullable Long ms) {
        return ms == null ? "-" : String.format(Locale.ROOT, "%.1f s", ms / 1000.0);
    }
}
