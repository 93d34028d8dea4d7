package org.vigie.gateway.recovery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.vigie.model.observation.Absent;
import org.vigie.model.observation.Waveform;
import org.vigie.model.ward.Bed;
import org.vigie.model.ward.Stream;

/**
 * The values of one bed, gathered into sets. A measurement is told at most once; one patient's values never share a set
 * with another's. One thread.
 */
final class BedCourse {
    private final Sampling sampling;
    private final Telling telling;
    private final Map<String, Seen> seen = new HashMap<>();
    private final Map<String, Reading> interval = new TreeMap<>();
    private final Map<String, Reading> fine = new TreeMap<>();
    private final Deque<Bucket> recent = new ArrayDeque<>();
    private @Nullable Bed bed;
    private Whose whose = Whose.NOBODY;
    private Instant intervalFrom;
    private Instant fineFrom;
    private Instant fineUntil = Instant.MIN;

    /** Takes the sets as they are complete. */
    interface Telling {
        void values(Whose whose, Instant from, Instant to, Item.Why why, List<Reading> readings);
    }

    private record Bucket(Instant from, Instant to, Map<String, Reading> readings) {}

    private record Seen(Instant measured, boolean absent) {}

    BedCourse(Sampling sampling, Instant now, Telling telling) {
        this.sampling = sampling;
        this.telling = telling;
        this.intervalFrom = now;
        this.fineFrom = now;
    }

    /** Whose the values are at present. */
    Whose whose() {
        return whose;
    }

    /** The state of the bed from now on. */
    void take(Bed present, Instant now) {
        passTo(now);
        Whose next = Whose.of(present);
        if (!next.isSameAs(whose)) {
            end(now);
        }
        whose = next;
        bed = present;
        for (Stream stream : present.streams()) {
            if (isNew(stream)) {
                Reading reading = Reading.of(stream);
                put(interval, reading);
                put(fine, reading);
            }
        }
    }

    private boolean isNew(Stream stream) {
        if (stream.observation() instanceof Waveform) {
            return false;
        }
        Seen now = new Seen(stream.measured(), stream.observation() instanceof Absent);
        return !now.equals(seen.put(stream.source() + "|" + Reading.of(stream).key(), now));
    }

    private static void put(Map<String, Reading> set, Reading reading) {
        @Nullable Reading before = set.get(reading.key());
        if (reading.isValue() || before == null || !before.isValue()) {
            set.put(reading.key(), reading);
        }
    }

    /** An alarm has begun: what was just before is told now, what comes is told in short intervals. */
    void raised(Instant at) {
        passTo(at);
        if (sampling.around().isZero()) {
            return;
        }
        for (Bucket bucket : recent) {
            tell(bucket.from(), bucket.to(), Item.Why.AROUND_ALARM, bucket.readings());
        }
        recent.clear();
        tell(fineFrom, at, Item.Why.AROUND_ALARM, fine);
        fine.clear();
        fineFrom = at;
        fineUntil = at.plus(sampling.around());
    }

    /** Time has passed: closes the intervals that have ended. */
    void passTo(Instant now) {
        while (!endOf(fineFrom, sampling.aroundEvery()).isAfter(now)) {
            if (fine.isEmpty()) {
                fineFrom = startOf(now, sampling.aroundEvery());
                break;
            }
            Instant end = endOf(fineFrom, sampling.aroundEvery());
            closeFine(end);
            fineFrom = end;
        }
        if (!endOf(intervalFrom, sampling.every()).isAfter(now)) {
            closeInterval(endOf(intervalFrom, sampling.every()));
            intervalFrom = startOf(now, sampling.every());
        }
    }

    private void closeFine(Instant end) {
        if (fineFrom.isBefore(fineUntil)) {
            tell(fineFrom, end, Item.Why.AROUND_ALARM, fine);
        } else if (!sampling.around().isZero()) {
            recent.addLast(new Bucket(fineFrom, end, new TreeMap<>(fine)));
        }
        fine.clear();
        Instant old = end.minus(sampling.around());
        while (!recent.isEmpty() && !recent.getFirst().to().isAfter(old)) {
            recent.removeFirst();
        }
    }

    private void closeInterval(Instant end) {
        @Nullable Bed present = bed;
        if (present != null) {
            Set<String> known = new HashSet<>();
            for (Stream stream : present.streams()) {
                Reading reading = Reading.of(stream);
                known.add(stream.source() + "|" + reading.key());
                if (stream.observation() instanceof Absent && !stream.received().isBefore(intervalFrom)) {
                    interval.putIfAbsent(reading.key(), reading);
                }
            }
            seen.keySet().retainAll(known);
        }
        tell(intervalFrom, end, Item.Why.INTERVAL, interval);
        interval.clear();
    }

    private void tell(Instant from, Instant to, Item.Why why, Map<String, Reading> set) {
        List<Reading> readings = new ArrayList<>(set.values());
        readings.sort(Comparator.comparing(Reading::key));
        for (Reading reading : readings) {
            forget(reading);
        }
        if (!readings.isEmpty()) {
            telling.values(whose, from, to, why, readings);
        }
    }

    /** A measurement that is told stands in no other set. */
    private void forget(Reading reading) {
        interval.remove(reading.key(), reading);
        fine.remove(reading.key(), reading);
        for (Bucket bucket : recent) {
            bucket.readings().remove(reading.key(), reading);
        }
    }

    /** Nothing more comes, or another patient's: tells what is gathered. */
    void end(Instant now) {
        closeInterval(now);
        interval.clear();
        fine.clear();
        recent.clear();
        intervalFrom = now;
        fineFrom = now;
        fineUntil = Instant.MIN;
    }

    private static Instant startOf(Instant at, Duration every) {
        long millis = every.toMillis();
        return Instant.ofEpochMilli(Math.floorDiv(at.toEpochMilli(), millis) * millis);
    }

    private static Instant endOf(Instant from, Duration every) {
        return startOf(from, every).plus(every);
    }
}
