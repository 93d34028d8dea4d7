package org.vigie.model.ward;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The usual time between messages, learnt as the median of the last few intervals or configured.
 *
 * <p>Messages closer than 0.5 s are one beat. An interval in which the feed was lost does not count at once, else a
 * link that flaps would teach us to wait longer and longer: a slower rhythm is believed after three such intervals in a
 * row that are alike, or at once when nothing is known yet and it is not slower than one in 2 min.
 *
 * @param learnt the period, 0.5 s to 1 h, or as configured; null until known
 * @param intervals the last few, oldest first
 * @param slow intervals with a loss in them, since the last one without
 * @param beat begin of the last beat; null before the first
 * @param configured true when the site gives the period: nothing is learnt
 */
public record Rhythm(
        @Nullable Duration learnt,
        List<Duration> intervals,
        List<Duration> slow,
        @Nullable Instant beat,
        boolean configured) {
    static final Duration SHORTEST = Duration.ofMillis(500);
    static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration BELIEVED_AT_ONCE = Duration.ofMinutes(2);
    private static final int REMEMBERED = 5;
    private static final int ALIKE = 3;

    /** Nothing known. */
    static final Rhythm UNKNOWN = new Rhythm(null, List.of(), List.of(), null, false);

    /** A configured period; null gives {@link #UNKNOWN}. */
    static Rhythm of(@Nullable Duration configured) {
        return configured == null ? UNKNOWN : new Rhythm(configured, List.of(), List.of(), null, true);
    }

    /** The period; empty until known. */
    public Optional<Duration> period() {
        return Optional.ofNullable(learnt);
    }

    /** After a message at {@code at}; {@code lost} when the feed had been lost before it. */
    Rhythm after(Instant at, boolean lost) {
        if (configured) {
            return this;
        }
        if (beat == null) {
            return new Rhythm(learnt, intervals, slow, at, false);
        }
        Duration interval = Duration.between(beat, at);
        if (interval.compareTo(SHORTEST) < 0) {
            return this;
        }
        if (interval.compareTo(LONGEST) > 0) {
            interval = LONGEST;
        }
        if (lost && (learnt != null || interval.compareTo(BELIEVED_AT_ONCE) > 0)) {
            List<Duration> run = appended(slow, interval, ALIKE);
            return run.size() == ALIKE && alike(run)
                    ? new Rhythm(median(run), run, List.of(), at, false)
                    : new Rhythm(learnt, intervals, run, at, false);
        }
        List<Duration> recent = appended(intervals, interval, REMEMBERED);
        return new Rhythm(median(recent), recent, List.of(), at, false);
    }

    /** After a message that ends a sleep or a restart: nobody listened, so the interval says nothing. */
    Rhythm resumed(Instant at) {
        return configured ? this : new Rhythm(learnt, intervals, slow, at, false);
    }

    private static List<Duration> appended(List<Duration> before, Duration next, int most) {
        List<Duration> after = new ArrayList<>(most);
        int from = before.size() == most ? 1 : 0;
        for (int i = from; i < before.size(); i++) {
            after.add(before.get(i));
        }
        after.add(next);
        return Collections.unmodifiableList(after);
    }

    private static boolean alike(List<Duration> run) {
        Duration shortest = Collections.min(run);
        Duration longest = Collections.max(run);
        return longest.toMillis() * 4 <= shortest.toMillis() * 5;
    }

    private static Duration median(List<Duration> some) {
        List<Duration> sorted = new ArrayList<>(some);
        Collections.sort(sorted);
        return sorted.get((sorted.size() - 1) / 2);
    }
}
