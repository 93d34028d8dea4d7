package org.vigie.model.ward;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vigie.model.observation.DeviceTime;

/**
 * How far a monitor's clock is off ours: the median of the last few differences, at most one every 10 s. Only shown,
 * never used to decide anything.
 *
 * @param offsetsMs the last differences, monitor minus ours, milliseconds, oldest first
 * @param takenAt when the last one was taken; null before the first
 */
public record MonitorClock(List<Long> offsetsMs, @Nullable Instant takenAt) {
    static final MonitorClock UNKNOWN = new MonitorClock(List.of(), null);

    /** An offset above this is marked. */
    static final Duration MARK_ABOVE = Duration.ofSeconds(60);

    private static final Duration EVERY = Duration.ofSeconds(10);
    private static final int REMEMBERED = 9;

    /** After a message with that device time; {@code zone} for times that come without one. */
    MonitorClock after(DeviceTime told, ZoneId zone, Instant at) {
        if (takenAt != null && at.isBefore(takenAt.plus(EVERY))) {
            return this;
        }
        Instant monitor = told.offset() != null
                ? told.local().toInstant(told.offset())
                : told.local().atZone(zone).toInstant();
        List<Long> after =
                new ArrayList<>(offsetsMs.size() == REMEMBERED ? offsetsMs.subList(1, REMEMBERED) : offsetsMs);
        after.add(monitor.toEpochMilli() - at.toEpochMilli());
        return new MonitorClock(List.copyOf(after), at);
    }

    Optional<Duration> offset() {
        if (offsetsMs.isEmpty()) {
            return Optional.empty();
        }
        List<Long> sorted = new ArrayList<>(offsetsMs);
        Collections.sort(sorted);
        return Optional.of(Duration.ofMillis(sorted.get((sorted.size() - 1) / 2)));
    }
}
