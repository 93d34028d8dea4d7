package org.vigie.gateway.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.vigie.model.alarm.OwnAlarm;
import org.vigie.model.alarm.Priority;
import org.vigie.model.ward.AlarmCondition;
import org.vigie.model.ward.Bed;
import org.vigie.model.ward.Ward;

/**
 * The chain of confirmations of every alarm that is on: raised, sent to a display, painted there, sounded there. Pure
 * but for what it holds: time and displays are arguments. It is bounded by the alarms of the ward and the displays
 * there may be. SOURCE: reference/alarms.md 3. Not thread-safe.
 */
public final class DeliveryBoard {
    /** A high alarm has to be on a watched screen and heard there by then. SOURCE: reference/alarms.md 3, A13. */
    public static final Duration HIGH_WITHIN = Duration.ofSeconds(2);

    /** Ours: a medium one may wait until a page has come back from a reload. */
    public static final Duration MEDIUM_WITHIN = Duration.ofSeconds(10);

    private final Map<String, Track> tracks = new LinkedHashMap<>();

    /**
     * What one display says about itself, once a second.
     *
     * @param display number
     * @param counts true when somebody can see and hear it: visible, sounding, sound check answered, not frozen, heard
     *     less than 3 s ago
     * @param painted occurrence ids on its screen
     * @param sounded occurrence ids it sounds now
     * @param drew when its screen was last known to be drawn anew: what it says to show was there then
     */
    public record Sign(int display, boolean counts, Set<String> painted, Set<String> sounded, Instant drew) {
        public Sign {
            painted = Set.copyOf(painted);
            sounded = Set.copyOf(sounded);
        }
    }

    /** Three moments of one alarm at one display; null for what has not happened. */
    private static final class Steps {
        @Nullable Instant sent;

        @Nullable Instant painted;

        @Nullable Instant sounded;
    }

    private static final class Track {
        final Instant offered;
        final Map<Integer, Steps> displays = new TreeMap<>();
        Instant confirmed;
        Priority priority;

        @Nullable String bed;

        boolean sounds;
        boolean own;
        boolean seen;

        Track(Instant now, Priority priority) {
            offered = now;
            confirmed = now;
            this.priority = priority;
        }
    }

    /** Takes over which alarms are on. */
    public void ward(Ward ward, Instant now) {
        Map<String, Track> kept = new LinkedHashMap<>();
        take(ward.unit(), null, now, kept);
        for (Bed bed : ward.beds().values()) {
            take(bed, bed.id().value(), now, kept);
        }
        tracks.clear();
        tracks.putAll(kept);
    }

    private void take(Bed bed, @Nullable String name, Instant now, Map<String, Track> kept) {
        for (AlarmCondition alarm : bed.alarms()) {
            Track track = tracks.getOrDefault(alarm.id(), new Track(now, alarm.priority()));
            boolean sounds = bed.sounds(alarm);
            if (sounds && (!track.sounds || alarm.priority().compareTo(track.priority) > 0)) {
                track.confirmed = now; // heard anew: the time begins again
            }
            track.sounds = sounds;
            track.priority = alarm.priority();
            track.bed = name;
            track.own = alarm.key().condition().equals(OwnAlarm.NO_DISPLAY);
            kept.put(alarm.id(), track);
        }
    }

    /** The present state was sent to a display; the alarms that are new there, with the milliseconds since offered. */
    public Map<String, Long> sent(int display, Instant now) {
        Map<String, Long> fresh = new LinkedHashMap<>();
        tracks.forEach((alarm, track) -> {
            Steps steps = track.displays.computeIfAbsent(display, number -> new Steps());
            if (steps.sent == null) {
                steps.sent = now;
                fresh.put(alarm, after(track, now));
            }
        });
        return fresh;
    }

    /**
     * What a display newly did.
     *
     * @param painted alarms that were not on its screen before, with the milliseconds since offered
     * @param sounded alarms that it did not sound before
     * @param seen alarms on its screen that were on no watched one before
     */
    public record News(Map<String, Long> painted, Map<String, Long> sounded, Map<String, Long> seen) {}

    /** Takes a sign of a display. Ids that are not on are ignored. */
    public News sign(Sign sign, Instant now) {
        Map<String, Long> painted = new LinkedHashMap<>();
        Map<String, Long> sounded = new LinkedHashMap<>();
        Map<String, Long> seen = new LinkedHashMap<>();
        tracks.forEach((alarm, track) -> {
            Steps steps = track.displays.computeIfAbsent(sign.display(), number -> new Steps());
            if (steps.painted == null && sign.painted().contains(alarm)) {
                steps.painted = now;
                painted.put(alarm, after(track, now));
            }
            if (steps.sounded == null && sign.sounded().contains(alarm)) {
                steps.sounded = now;
                sounded.put(alarm, after(track, now));
            }
            if (!track.seen && sign.counts() && sign.painted().contains(alarm)) {
                track.seen = true;
                seen.put(alarm, after(track, now));
            }
        });
        return new News(painted, sounded, seen);
    }

    /**
     * What is missing.
     *
     * @param alarm occurrence id of the oldest alarm that no watched display shows and sounds in time
     * @param priority of the most urgent of them
     * @param count how many there are
     */
    public record Missing(String alarm, Priority priority, int count) {}

    /**
     * Looks whether every alarm that has to be heard is, on the signs of the last 3 s.
     *
     * @param signs of all displays
     */
    public Optional<Missing> check(Collection<Sign> signs, Instant now) {
        String first = null;
        Priority worst = Priority.LOW;
        int count = 0;
        for (Map.Entry<String, Track> entry : tracks.entrySet()) {
            Track track = entry.getValue();
            if (!track.sounds || track.own || track.priority == Priority.LOW) {
                track.confirmed = now;
                continue;
            }
            Optional<Instant> seen = confirmed(entry.getKey(), track, signs);
            if (seen.isPresent()) {
                track.confirmed = seen.get().isAfter(track.confirmed) ? seen.get() : track.confirmed;
                continue;
            }
            Duration within = track.priority == Priority.HIGH ? HIGH_WITHIN : MEDIUM_WITHIN;
            if (!now.isBefore(track.confirmed.plus(within))) {
                first = first == null ? entry.getKey() : first;
                worst = track.priority.compareTo(worst) > 0 ? track.priority : worst;
                count++;
            }
        }
        return first == null ? Optional.empty() : Optional.of(new Missing(first, worst, count));
    }

    /**
     * When it was last known to be where it has to be, by the displays that answer now. A high alarm must be seen and
     * heard; of a medium one it is enough that it is seen where sound works.
     */
    private static Optional<Instant> confirmed(String alarm, Track track, Collection<Sign> signs) {
        return signs.stream()
                .filter(sign -> sign.counts()
                        && sign.painted().contains(alarm)
                        && (track.priority != Priority.HIGH || sign.sounded().contains(alarm)))
                .map(Sign::drew)
                .max(Comparator.naturalOrder());
    }

    /**
     * One alarm at one display.
     *
     * @param alarm occurrence id
     * @param display number
     * @param sentMs milliseconds since the gateway first offered it; null when not sent
     * @param paintedMs the same; null when not shown
     * @param soundedMs the same; null when not sounded
     */
    public record Line(
            String alarm,
            int display,
            @Nullable Long sentMs,
            @Nullable Long paintedMs,
            @Nullable Long soundedMs) {}

    /** The confirmations of the alarms of a bed; null for those of the unit itself. */
    public List<Line> of(@Nullable String bed) {
        List<Line> lines = new ArrayList<>();
        tracks.forEach((alarm, track) -> {
            if (Objects.equals(track.bed, bed)) {
                track.displays.forEach((display, steps) -> lines.add(new Line(
                        alarm,
                        display,
                        steps.sent == null ? null : after(track, steps.sent),
                        steps.painted == null ? null : after(track, steps.painted),
                        steps.sounded == null ? null : after(track, steps.sounded))));
            }
        });
        return lines;
    }

    private static long after(Track track, Instant at) {
        return Math.max(0, Duration.between(track.offered, at).toMillis());
    }
}
