package org.vigie.model.ward;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.vigie.model.DeviceId;
import org.vigie.model.SourceId;

/**
 * A list of alarms that a monitor sends again and again.
 *
 * @param source who sends it
 * @param device the device inside the source; null when unknown
 * @param scope which of its lists
 * @param period the longest of its intervals, fading over minutes: lists also come between, when something changes;
 *     null until two have come
 * @param told when the last one came
 * @param from begin of the silence that counts: the last list, or the return of its feed
 * @param content what the last one said, as a number, so that a repetition is known
 * @param repetitions how often a list said the same as the one before, up to {@link #PROVEN}
 * @param lost true once its silence was noticed
 */
record AlarmList(
        SourceId source,
        @Nullable DeviceId device,
        String scope,
        @Nullable Duration period,
        Instant told,
        Instant from,
        int content,
        int repetitions,
        boolean lost) {
    /** After so many repetitions it is a list that comes by the clock; before, it may come only when it changes. */
    static final int PROVEN = 5;

    private static final Duration LOST_AFTER = Duration.ofSeconds(3);
    private static final Duration FADES_OVER = Duration.ofMinutes(10);

    /** True when it should have come again by now. */
    boolean isOverdue(Instant now) {
        if (period == null || repetitions < PROVEN) {
            return false;
        }
        Duration patience = Spans.twoAndAHalf(period);
        return now.isAfter(from.plus(patience.compareTo(LOST_AFTER) > 0 ? patience : LOST_AFTER));
    }

    /** The next one has come. */
    AlarmList next(Instant now, int nextContent) {
        int repeated = nextContent == content ? Math.min(PROVEN, repetitions + 1) : repetitions;
        return new AlarmList(
                source, device, scope, learnt(Duration.between(told, now)), now, now, nextContent, repeated, false);
    }

    /** The longest interval counts; a shorter one makes it fade, a loss at most doubles it. */
    private @Nullable Duration learnt(Duration interval) {
        if (period == null || interval.isNegative()) {
            return interval;
        }
        if (interval.compareTo(period) >= 0) {
            Duration twice = Spans.times(period, 2);
            return lost && interval.compareTo(twice) > 0 ? twice : interval;
        }
        long excess = period.minus(interval).toMillis();
        long faded = excess * Math.min(interval.toMillis(), FADES_OVER.toMillis()) / FADES_OVER.toMillis();
        return period.minusMillis(faded);
    }

    AlarmList from(Instant now) {
        return new AlarmList(source, device, scope, period, told, now, content, repetitions, lost);
    }

    AlarmList lost(boolean now) {
        return new AlarmList(source, device, scope, period, told, from, content, repetitions, now);
    }
}
