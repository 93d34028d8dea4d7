package org.vigie.model.alarm;

import java.util.Locale;

/**
 * Where one alarm condition stands. SOURCE: testdata/alarms/alarm_fsm.csv, docs/alarms.md.
 *
 * <p>UNKNOWN means: it was on when its source fell silent, nobody can tell whether it still is.
 */
public enum AlarmState {
    INACTIVE,
    /** The condition is true, its delay still runs: neither shown nor heard. */
    PENDING,
    ACTIVE_UNACK,
    ACTIVE_ACK,
    /** The condition has gone before anybody saw it. */
    LATCHED_UNACK,
    UNKNOWN_UNACK,
    UNKNOWN_ACK;

    /** True when a person has to see it: everything but {@link #INACTIVE} and {@link #PENDING}. */
    public boolean isShown() {
        return this != INACTIVE && this != PENDING;
    }

    /** True while nobody has acknowledged what is shown: the banner flashes. */
    public boolean isUnacknowledged() {
        return this == ACTIVE_UNACK || this == LATCHED_UNACK || this == UNKNOWN_UNACK;
    }

    /** True for the two states that an acknowledgement leads to. */
    public boolean isAcknowledged() {
        return this == ACTIVE_ACK || this == UNKNOWN_ACK;
    }

    /** True when the condition is, or may be, present: everything shown that is not latched. */
    public boolean mayBePresent() {
        return isShown() && this != LATCHED_UNACK;
    }

    /** Whether this state wants to be heard at that priority, pauses aside (docs/alarms.md, outputs). */
    public boolean wantsSound(Priority priority) {
        return this == ACTIVE_UNACK || this == UNKNOWN_UNACK || (this == LATCHED_UNACK && priority == Priority.HIGH);
    }

    /** The word on the wire, lower case with hyphens. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
