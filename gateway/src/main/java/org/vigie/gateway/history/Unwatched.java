package org.vigie.gateway.history;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.vigie.model.BedId;

/**
 * When nobody watched a bed that somebody should have watched. Intervals per bed that follow each other are one; of a
 * bed at most {@value #MOST}, the oldest go. Thread-safe.
 */
public final class Unwatched {
    /** Intervals of one bed: every quarter of an hour of three days, and some. */
    static final int MOST = 512;

    private final Map<BedId, NavigableMap<Instant, Instant>> beds = new HashMap<>();

    /** Nobody watched it from one moment to another. */
    synchronized void add(BedId bed, Instant from, Instant to) {
        if (!from.isBefore(to)) {
            return;
        }
        NavigableMap<Instant, Instant> intervals = beds.computeIfAbsent(bed, some -> new TreeMap<>());
        Instant begin = from;
        Instant end = to;
        Map.Entry<Instant, Instant> before = intervals.floorEntry(from);
        if (before != null && !before.getValue().isBefore(from)) {
            begin = before.getKey();
            end = later(before.getValue(), to);
        }
        Map.Entry<Instant, Instant> after = intervals.higherEntry(begin);
        while (after != null && !after.getKey().isAfter(end)) {
            end = later(after.getValue(), end);
            intervals.remove(after.getKey());
            after = intervals.higherEntry(begin);
        }
        intervals.put(begin, end);
        if (intervals.size() > MOST) {
            intervals.pollFirstEntry();
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    synchronized void keepOnly(Set<BedId> some) {
        beds.keySet().retainAll(some);
    }

    /** For how long nobody watched a bed within a time. */
    public synchronized Duration of(BedId bed, Instant from, Instant to) {
        NavigableMap<Instant, Instant> intervals = beds.get(bed);
        Duration sum = Duration.ZERO;
        if (intervals != null) {
            for (Map.Entry<Instant, Instant> one : intervals.headMap(to).entrySet()) {
                Instant begin = later(one.getKey(), from);
                Instant end = one.getValue().isAfter(to) ? to : one.getValue();
                sum = begin.isBefore(end) ? sum.plus(Duration.between(begin, end)) : sum;
            }
        }
        return sum;
    }
}
