package org.vigie.model.alarm;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Times and choices of the alarm state machine. SOURCE: docs/alarms.md; IEC 60601-1-8 names the concepts, the figures
 * are this project's.
 *
 * @param mirrorBedsideAcknowledge true when an acknowledgement at the bedside counts as one here
 * @param mediumRepeatDelay delay of repeated medium limit alarms; 0 for none
 * @param escalation when an unacknowledged alarm becomes more urgent
 */
public record AlarmPolicy(boolean mirrorBedsideAcknowledge, Duration mediumRepeatDelay, Escalation escalation) {
    /** The longest delay that may be configured. */
    public static final Duration LONGEST_DELAY = Duration.ofSeconds(15);

    /** An end that came this shortly before the last byte of a source that is now silent is not believed. */
    public static final Duration END_NOT_BELIEVED_WITHIN = Duration.ofSeconds(5);

    /** How long an alarm stays on when its monitor will never send an end for it. */
    public static final Duration MOMENTARY_STAYS = Duration.ofSeconds(10);

    /** The longest audio pause. */
    public static final Duration LONGEST_PAUSE = Duration.ofMinutes(2);

    /**
     * How long a condition has to be true before it is an alarm: only a repeated limit alarm of medium priority waits,
     * never one of high priority, an arrhythmia, an apnoea or one of Vigie's own.
     */
    public Duration delay(Priority priority, boolean repeatedLimitAlarm) {
        return priority == Priority.MEDIUM && repeatedLimitAlarm ? mediumRepeatDelay : Duration.ZERO;
    }

    /**
     * Whether an alarm whose condition has gone stays until somebody has seen it.
     *
     * @param latchedBySource true when the monitor itself says "latched"
     */
    public boolean latches(Priority priority, AlarmKind kind, String condition, boolean latchedBySource) {
        if (latchedBySource) {
            return true;
        }
        return switch (condition) {
            case OwnAlarm.NO_DATA, OwnAlarm.GROUP_LOSS, OwnAlarm.TOO_MANY_ALARMS -> true;
            default -> priority == Priority.HIGH && kind == AlarmKind.PHYSIOLOGICAL;
        };
    }

    /** How long an acknowledgement lasts while the condition does; empty for no limit. */
    public Optional<Duration> acknowledgementLasts(Priority priority) {
        return switch (priority) {
            case HIGH -> Optional.of(Duration.ofMinutes(3));
            case MEDIUM -> Optional.of(Duration.ofMinutes(5));
            case LOW -> Optional.empty();
        };
    }

    /** The times after which an unacknowledged alarm escalates, counted from its begin; level 1 is the first. */
    public List<Duration> escalation(Priority priority) {
        return escalation.levels(priority);
    }
}
