package org.vigie.model.alarm;

/**
 * What a step asks for beside the new state. The first group is for the runner, the second names what is written into
 * the log, with the names of alarm_fsm.csv.
 */
public enum AlarmAction {
    /** A new occurrence begins: a new occurrence id. */
    NEW_OCCURRENCE,
    START_DELAY,
    CANCEL_DELAY,
    /** The sound begins, or begins anew with another pattern. */
    SOUND,
    STOP_SOUND,
    END_AUDIO_PAUSE,
    START_REMINDER,
    RESTART_ESCALATION,
    ESCALATE,
    /** Value, text and time last seen are taken over. */
    UPDATE,
    FOLLOW_PRIORITY,
    MARK_SILENCED_AT_BEDSIDE,
    /** The person is told: there is nothing to acknowledge. */
    REJECT,

    RAISED,
    PENDING,
    SUPPRESSED_BY_DELAY,
    RAISED_UNCONFIRMED,
    RAISED_AGAIN,
    PRIORITY_UP,
    PRIORITY_DOWN,
    CONDITION_ENDED,
    ENDED_UNACKNOWLEDGED,
    ENDED_ACKNOWLEDGED,
    ENDED_DURING_OUTAGE,
    END_NOT_BELIEVED,
    ACKNOWLEDGED,
    ACKNOWLEDGED_AT_BEDSIDE,
    RESET,
    RESET_AT_BEDSIDE,
    REALARM,
    UNCONFIRMED,
    CONFIRMED,
    RESTORED,
    RESTORED_UNCONFIRMED,
    CLOSED,
    CLOSED_WHILE_ACTIVE,
    CLOSED_WHILE_LATCHED
}
