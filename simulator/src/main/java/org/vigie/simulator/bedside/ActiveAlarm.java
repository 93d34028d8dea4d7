package org.vigie.simulator.bedside;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One occurrence of an alarm condition at a bedside monitor.
 *
 * @param occurrence counts up over all alarms of this monitor; the identity of this occurrence
 * @param condition what
 * @param value the value that alarms; the worst one so far; null when there is none
 * @param limits the limits set at the monitor; null when the condition has none
 * @param since patient time at which it began to alarm
 * @param latched true when the condition has gone and nobody has seen it yet
 * @param silenced true when a person silenced it at the bedside
 */
public record ActiveAlarm(
        long occurrence,
        BedsideAlarm condition,
        @Nullable BigDecimal value,
        @Nullable LimitRange limits,
        Duration since,
        boolean latched,
        boolean silenced) {
    ActiveAlarm withValue(@Nullable BigDecimal other) {
        return new ActiveAlarm(occurrence, condition, other, limits, since, latched, silenced);
    }

    ActiveAlarm latchedNow() {
        return new ActiveAlarm(occurrence, condition, value, limits, since, true, silenced);
    }

    ActiveAlarm silencedNow() {
        return new ActiveAlarm(occurrence, condition, value, limits, since, latched, true);
    }
}
