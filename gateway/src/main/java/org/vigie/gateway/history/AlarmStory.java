package org.vigie.gateway.history;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.vigie.model.alarm.AlarmEvent;
import org.vigie.model.alarm.AlarmKind;
import org.vigie.model.alarm.Priority;

/**
 * One alarm from its begin to its end, as the log and the displays tell it. Times are engine time.
 *
 * @param alarm occurrence id
 * @param bed name of the bed, {@code *} for the unit
 * @param code event code; null when the monitor gave only text
 * @param text the monitor's words
 * @param about parameter it is about; null when unknown
 * @param kind physiological or technical
 * @param priority the highest that it reached
 * @param raised when it began
 * @param seen first shown where somebody watches; null when it never was, or when that is not known any more
 * @param acknowledged first acknowledged, here or at the bedside; null when nobody did
 * @param by who acknowledged it first, {@code bedside} for there; null when nobody did
 * @param ended when its condition ended or it was closed; null while it is on
 * @param origin whose it is; null for this box
 */
public record AlarmStory(
        String alarm,
        String bed,
        @Nullable String code,
        String text,
        @Nullable String about,
        AlarmKind kind,
        Priority priority,
        Instant raised,
        @Nullable Instant seen,
        @Nullable Instant acknowledged,
        @Nullable String by,
        @Nullable Instant ended,
        AlarmStep.@Nullable Origin origin) {

    /** The alarms that began within a time, oldest first, with what became of them also after it. */
    public static List<AlarmStory> between(History history, Instant from, Instant to) {
        return between(history.alarms(), history.deliveries()::of, from, to);
    }

    /** The same, wherever the rows come from; {@code shown} tells of an alarm what displays did with it. */
    static List<AlarmStory> between(
            AlarmRows alarms, Function<String, Optional<Deliveries.First>> shown, Instant from, Instant to) {
        Map<String, Draft> drafts = new LinkedHashMap<>();
        List<AlarmStep> rows = alarms.find(row -> !row.at().isBefore(from), 0, Integer.MAX_VALUE)
                .rows();
        for (AlarmStep row : rows.reversed()) {
            boolean begins = row.step() == AlarmStep.Step.RAISED && row.at().isBefore(to);
            Draft draft = begins ? drafts.computeIfAbsent(row.alarm(), id -> new Draft(row)) : drafts.get(row.alarm());
            if (draft != null) {
                draft.take(row);
            }
        }
        List<AlarmStory> stories = new ArrayList<>(drafts.size());
        drafts.values().forEach(draft -> stories.add(draft.done(shown.apply(draft.first.alarm()))));
        return stories;
    }

    /** Rows of one alarm while they are read, oldest first. */
    private static final class Draft {
        private final AlarmStep first;
        private Priority highest;
        private @Nullable Instant acknowledged;
        private @Nullable String by;
        private @Nullable Instant ended;

        Draft(AlarmStep first) {
            this.first = first;
            this.highest = first.priority();
        }

        void take(AlarmStep row) {
            if (row.priority().compareTo(highest) > 0) {
                highest = row.priority();
            }
            if (row.step() == AlarmStep.Step.ACKNOWLEDGED && acknowledged == null) {
                acknowledged = row.at();
                by = row.event() == AlarmEvent.SRC_ACK ? "bedside" : row.user() == null ? "?" : row.user();
            }
            boolean over = row.step() == AlarmStep.Step.ENDED || !row.to().isShown();
            if (over && ended == null) {
                ended = row.at();
            }
        }

        AlarmStory done(Optional<Deliveries.First> shown) {
            return new AlarmStory(
                    first.alarm(),
                    first.bed(),
                    first.code(),
                    first.text(),
                    first.about(),
                    first.kind(),
                    highest,
                    first.at(),
                    shown.map(Deliveries.First::seen).orElse(null),
                    acknowledged,
                    by,
                    ended,
                    first.origin());
        }
    }

    /** How long after its begin somebody could see it on a watched screen; empty when that never happened. */
    public Optional<Duration> seenAfter() {
        return Optional.ofNullable(seen).map(at -> after(raised, at));
    }

    /** How long after its begin a person acknowledged it; empty when nobody did. */
    public Optional<Duration> acknowledgedAfter() {
        return Optional.ofNullable(acknowledged).map(at -> after(raised, at));
    }

    private static Duration after(Instant from, Instant to) {
        return to.isAfter(from) ? Duration.between(from, to) : Duration.ZERO;
    }
}
