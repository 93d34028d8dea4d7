package org.vigie.gateway.history;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.vigie.dashboard.wire.TopTalkersView;
import org.vigie.model.BedId;
import org.vigie.model.alarm.Priority;

/** Which conditions alarmed most often, shift by shift. SOURCE: alarms.md section 6, mitigation 6. */
public final class TopTalkers {
    private static final int MOST = 10;
    private static final int HOURS = 12;
    private static final List<LocalTime> SHIFTS = List.of(LocalTime.of(7, 0), LocalTime.of(19, 0));

    private TopTalkers() {}

    /**
     * The present shift and those before it, newest first; shifts begin at 07:00 and 19:00 local time.
     *
     * @param elsewhere boxes whose alarms are not all in the log
     */
    public static TopTalkersView view(AlarmRows log, List<String> elsewhere, int shifts, Clock clock) {
        List<TopTalkersView.Shift> found = new ArrayList<>();
        ZonedDateTime begin = begin(clock.local(clock.now()));
        ZonedDateTime end = clock.local(clock.now());
        for (int i = 0; i < shifts; i++) {
            found.add(shift(log, begin, end, clock));
            end = begin;
            begin = begin(begin.minusMinutes(1));
        }
        return new TopTalkersView(log.find(row -> false, 0, 0).loading(), elsewhere, found);
    }

    /** The begin of the shift that a time falls into. */
    static ZonedDateTime begin(ZonedDateTime time) {
        ZonedDateTime latest = null;
        for (int day = 0; day < 2 && latest == null; day++) {
            for (LocalTime shift : SHIFTS) {
                ZonedDateTime start =
                        time.minusDays(day).truncatedTo(ChronoUnit.DAYS).with(shift);
                if (!start.isAfter(time)) {
                    latest = start;
                }
            }
        }
        return latest == null ? time.minusHours(HOURS) : latest;
    }

    /** Rows of one condition while they are counted. */
    private static final class Tally {
        private final AlarmStep newest;
        private final List<Long> lasted = new ArrayList<>();
        private Priority highest;
        private int count;

        Tally(AlarmStep newest) {
            this.newest = newest;
            this.highest = newest.priority();
        }
    }

    /** One shift, or any other time, in local time. */
    static TopTalkersView.Shift shift(AlarmRows log, ZonedDateTime begin, ZonedDateTime end, Clock clock) {
        Instant from = clock.engine(begin.toInstant());
        Instant to = clock.engine(end.toInstant());
        Map<String, Tally> tallies = new LinkedHashMap<>();
        Map<String, Instant> ends = new HashMap<>();
        Set<String> seen = new HashSet<>();
        int raised = 0;
        int acknowledged = 0;
        // Newest first: the end of an occurrence comes before its begin.
        for (AlarmStep row :
                log.find(row -> !row.at().isBefore(from), 0, Integer.MAX_VALUE).rows()) {
            switch (row.step()) {
                case ENDED -> ends.put(row.alarm(), row.at());
                case ACKNOWLEDGED -> seen.add(row.alarm());
                case RAISED -> {
                    if (row.at().isBefore(to)) {
                        raised++;
                        acknowledged += seen.contains(row.alarm()) ? 1 : 0;
                        count(tallies, row, ends.get(row.alarm()));
                    }
                }
                case CHANGED, SUPPRESSED -> {}
            }
        }
        List<TopTalkersView.Talker> top = tallies.values().stream()
                .sorted(Comparator.comparingInt((Tally tally) -> tally.count).reversed())
                .limit(MOST)
                .map(TopTalkers::talker)
                .toList();
        return new TopTalkersView.Shift(clock.iso(from), clock.iso(to), raised, acknowledged, top);
    }

    private static void count(Map<String, Tally> tallies, AlarmStep row, @Nullable Instant ended) {
        String key = row.bed() + "|" + (row.code() == null ? row.text() : row.code()) + "|" + row.about();
        Tally tally = tallies.computeIfAbsent(key, some -> new Tally(row));
        tally.count++;
        if (row.priority().compareTo(tally.highest) > 0) {
            tally.highest = row.priority();
        }
        if (ended != null) {
            tally.lasted.add(ChronoUnit.SECONDS.between(row.at(), ended));
        }
    }

    private static TopTalkersView.Talker talker(Tally tally) {
        AlarmStep row = tally.newest;
        Collections.sort(tally.lasted);
        return new TopTalkersView.Talker(
                row.bed().equals(BedId.UNIT.value()) ? null : row.bed(),
                row.code(),
                row.text(),
                row.about(),
                tally.highest.word(),
                row.kind().word(),
                tally.count,
                tally.lasted.isEmpty() ? null : tally.lasted.get(tally.lasted.size() / 2));
    }
}
