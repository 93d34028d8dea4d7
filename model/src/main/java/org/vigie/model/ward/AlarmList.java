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
 * @param rhythm its usual period
 * @param from begin of the silence that counts: the last list, or the return of its feed
 * @param content what the last one said, as a number, so that a repetition is known
 * @param repetitions how often a list said the same as the one before, up to {@link #PROVEN}
 * @param lost true once its silence was noticed
 */
record AlarmList(
        SourceId source,
        @Nullable DeviceId device,
        String scope,
        Rhythm rhythm,
        Instant from,
        int content,
        int repetitions,
        boolean lost) {
    /** After so many repetitions it is a list that comes by the clock; before, it may come only when it changes. */
    static final int PROVEN = 3;

    private static final Duration LOST_AFTER = Duration.ofSeconds(3);

    /** True when it should have come again by now. */
    boolean isOverdue(Instant now) {
        Duration period = rhythm.period().orElse(null);
        if (period == null || repetitions < PROVEN) {
            return false;
        }
        Duration patience = period.multipliedBy(5).dividedBy(2);
        return now.isAfter(from.plus(patience.compareTo(LOST_AFTER) > 0 ? patience : LOST_AFTER));
    }

    AlarmList from(Instant now) {
        return new AlarmList(source, device, scope, rhythm, now, content, repetitions, lost);
    }

    AlarmList lost(boolean now) {
        return new AlarmList(source, device, scope, rhythm, from, content, repetitions, now);
    }
}
