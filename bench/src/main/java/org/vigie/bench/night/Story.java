package org.vigie.bench.night;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vigie.dashboard.wire.AlarmLogView;

/** One alarm as the rows of the alarm log tell it. Filled by one thread, oldest row first. */
final class Story {
    private static final int HIGH = 3;

    private final AlarmLogView.Row first;
    private final List<Turn> turns = new ArrayList<>();
    private String highest;
    private @Nullable Instant acknowledged;
    private @Nullable String by;
    private @Nullable Instant ended;
    private int begins;

    /** How loud it wants to be from a moment on; 0 for not at all, else 1 for low to 3 for high. */
    private record Turn(Instant from, int loud) {}

    private Story(AlarmLogView.Row first) {
        this.first = first;
        this.highest = first.priority();
    }

    /**
     * All alarms of a log.
     *
     * @param rows as the gateway gives them, newest first
     */
    static List<Story> of(List<AlarmLogView.Row> rows) {
        Map<String, Story> stories = new LinkedHashMap<>();
        for (AlarmLogView.Row row : rows.reversed()) {
            stories.computeIfAbsent(row.alarm(), id -> new Story(row)).take(row);
        }
        return List.copyOf(stories.values());
    }

    private void take(AlarmLogView.Row row) {
        Instant at = OffsetDateTime.parse(row.at()).toInstant();
        int rank = rank(row.priority());
        highest = rank > rank(highest) ? row.priority() : highest;
        begins += row.step().equals("raised") ? 1 : 0;
        if (row.step().equals("acknowledged") && acknowledged == null) {
            acknowledged = at;
            by = row.user();
        }
        boolean over = row.step().equals("ended") || row.state().equals("inactive");
        if (over && ended == null) {
            ended = at;
        }
        // SOURCE: docs/alarms.md, one condition: what is heard in which state.
        boolean audible = switch (row.state()) {
            case "active-unack", "unknown-unack" -> true;
            case "latched-unack" -> rank == HIGH;
            default -> false;
        };
        turns.add(new Turn(at, audible ? rank : 0));
    }

    private static int rank(String word) {
        return switch (word) {
            case "high" -> HIGH;
            case "medium" -> 2;
            case "low" -> 1;
            default -> throw new IllegalArgumentException("no priority " + word);
        };
    }

    String alarm() {
        return first.alarm();
    }

    /** {@code *} for the unit. */
    String bed() {
        return first.bed() == null ? "*" : first.bed();
    }

    String code() {
        return first.code() == null ? "" : first.code();
    }

    /** Raised by Vigie itself, not by a monitor. */
    boolean isOwn() {
        return code().startsWith("VIGIE_");
    }

    String text() {
        return first.text();
    }

    /** {@code physiological} or {@code technical}. */
    String kind() {
        return first.kind();
    }

    /** When it began, by the gateway. */
    Instant raised() {
        return OffsetDateTime.parse(first.at()).toInstant();
    }

    /** The highest priority that it reached. */
    String priority() {
        return highest;
    }

    /** The priority with which it began. */
    String firstPriority() {
        return first.priority();
    }

    /** How often the log says that it began; once is right. */
    int begins() {
        return begins;
    }

    @Nullable Instant acknowledged() {
        return acknowledged;
    }

    @Nullable String by() {
        return by;
    }

    @Nullable Instant ended() {
        return ended;
    }

    /** Moments at which it became louder or quieter. */
    List<Instant> moments() {
        return turns.stream().map(Turn::from).toList();
    }

    /** How loud it wants to be at a moment: 0 for not at all, else 1 for low to 3 for high. */
    int loud(Instant at) {
        int loud = 0;
        for (Turn turn : turns) {
            if (!turn.from().isAfter(at)) {
                loud = turn.loud();
            }
        }
        return loud;
    }

    @Override
    public String toString() {
        return bed() + " " + first.priority() + " " + (isOwn() ? code() : text()) + " of " + first.at();
    }
}
