package org.vigie.gateway.history;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.vigie.dashboard.wire.ShiftReportView;
import org.vigie.dashboard.wire.TopTalkersView;
import org.vigie.model.BedId;
import org.vigie.model.alarm.OwnAlarm;
import org.vigie.model.alarm.Priority;

/**
 * What a shift was like, for the hand-over: alarms by bed and priority, how long until they were seen and acknowledged,
 * beds that nobody watched, losses of signal, alarms that no display answered. SOURCE: issue 4, reference/alarms.md 6
 * (mitigation 6) and 8. An alarm belongs to the shift in which it began.
 */
public final class ShiftReport {
    private static final double MEDIAN = 0.5;
    private static final double NINE_OF_TEN = 0.9;

    private ShiftReport() {}

    /**
     * A shift.
     *
     * @param back 0 for the present shift, 1 for the one before, and so on
     */
    public static ShiftReportView view(UnitPast past, int back, Clock clock) {
        ZonedDateTime end = clock.local(clock.now());
        ZonedDateTime begin = TopTalkers.begin(end);
        for (int i = 0; i < back; i++) {
            end = begin;
            begin = TopTalkers.begin(begin.minusMinutes(1));
        }
        return between(past, begin, end, clock);
    }

    /** Any time, in local time. */
    public static ShiftReportView between(UnitPast past, ZonedDateTime begin, ZonedDateTime end, Clock clock) {
        Instant from = clock.engine(begin.toInstant());
        Instant to = clock.engine(end.toInstant());
        List<AlarmStory> stories = AlarmStory.between(past.alarms(), past.shown(), from, to);
        AlarmLog.Page log = past.alarms().find(row -> false, 0, 0);
        TopTalkersView.Shift top = TopTalkers.shift(past.alarms(), begin, end, clock);
        return new ShiftReportView(
                log.loading(),
                log.forgotten(),
                clock.iso(from),
                clock.iso(to),
                List.of(
                        priority(stories, Priority.HIGH),
                        priority(stories, Priority.MEDIUM),
                        priority(stories, Priority.LOW)),
                beds(past, stories, new Window(from, to)),
                failures(stories, to),
                past.elsewhere(),
                top.top());
    }

    private record Window(Instant from, Instant to) {}

    private static ShiftReportView.OfPriority priority(List<AlarmStory> stories, Priority priority) {
        List<AlarmStory> some =
                stories.stream().filter(story -> story.priority() == priority).toList();
        List<Long> seen = sorted(some, story -> story.seenAfter().orElse(null));
        List<Long> acknowledged =
                sorted(some, story -> story.acknowledgedAfter().orElse(null));
        return new ShiftReportView.OfPriority(
                priority.word(),
                some.size(),
                seen.size(),
                rank(seen, MEDIAN),
                rank(seen, NINE_OF_TEN),
                acknowledged.size(),
                rank(acknowledged, MEDIAN),
                rank(acknowledged, NINE_OF_TEN));
    }

    private static List<Long> sorted(List<AlarmStory> stories, Function<AlarmStory, @Nullable Duration> what) {
        List<Long> times = new ArrayList<>();
        for (AlarmStory story : stories) {
            @Nullable Duration after = what.apply(story);
            if (after != null) {
                times.add(after.toMillis());
            }
        }
        times.sort(null);
        return times;
    }

    /** The nearest rank: a time that really occurred; null without any. */
    static @Nullable Long rank(List<Long> sorted, double share) {
        return sorted.isEmpty() ? null : sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }

    /** What is counted of one bed. */
    private static final class Tally {
        private final Map<Priority, Integer> byPriority = new EnumMap<>(Priority.class);
        private AlarmStep.@Nullable Origin origin;
        private int losses;
        private Duration lost = Duration.ZERO;

        int of(Priority priority) {
            return byPriority.getOrDefault(priority, 0);
        }
    }

    private static List<ShiftReportView.OfBed> beds(UnitPast past, List<AlarmStory> stories, Window window) {
        Map<String, Tally> tallies = new LinkedHashMap<>();
        past.beds().forEach(bed -> tallies.put(bed, new Tally()));
        for (AlarmStory story : stories) {
            Tally tally = tallies.computeIfAbsent(story.bed(), bed -> new Tally());
            tally.origin = story.origin();
            tally.byPriority.merge(story.priority(), 1, Integer::sum);
            if (OwnAlarm.NO_DATA.equals(story.code())) {
                tally.losses++;
                tally.lost = tally.lost.plus(lasted(story, window.to()));
            }
        }
        List<ShiftReportView.OfBed> rows = new ArrayList<>(tallies.size());
        tallies.forEach((bed, tally) -> rows.add(new ShiftReportView.OfBed(
                bed.equals(BedId.UNIT.value()) ? null : bed,
                tally.of(Priority.HIGH),
                tally.of(Priority.MEDIUM),
                tally.of(Priority.LOW),
                tally.losses,
                tally.lost.toSeconds(),
                past.unwatched()
                        .of(bed, tally.origin, window.from(), window.to())
                        .toSeconds())));
        return rows;
    }

    private static ShiftReportView.Failures failures(List<AlarmStory> stories, Instant to) {
        int times = 0;
        Duration lasted = Duration.ZERO;
        int unseen = 0;
        for (AlarmStory story : stories) {
            if (story.origin() != null) {
                continue; // its box counts what its displays did not do
            }
            if (OwnAlarm.NO_DISPLAY.equals(story.code())) {
                times++;
                lasted = lasted.plus(lasted(story, to));
            } else if (story.seen() == null && story.priority() != Priority.LOW) {
                unseen++;
            }
        }
        return new ShiftReportView.Failures(times, lasted.toSeconds(), unseen);
    }

    private static Duration lasted(AlarmStory story, Instant to) {
        @Nullable Instant ended = story.ended();
        Instant until = ended == null || ended.isAfter(to) ? to : ended;
        return until.isAfter(story.raised()) ? Duration.between(story.raised(), until) : Duration.ZERO;
    }
}
