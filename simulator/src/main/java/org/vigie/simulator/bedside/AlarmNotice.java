package org.vigie.simulator.bedside;

/**
 * A step in the life of an alarm that the monitor tells others about.
 *
 * @param alarm the alarm after the step
 * @param phase which step
 */
public record AlarmNotice(ActiveAlarm alarm, Phase phase) {
    /** The steps. */
    public enum Phase {
        START,
        /** Said again: after a reconnect, and once in a while. */
        CONTINUE,
        /** A worse value. */
        UPDATE,
        /** The condition has gone; the alarm waits for a person. */
        LATCHED,
        /** Silenced at the bedside. */
        SILENCED,
        END
    }
}
