package org.vigie.simulator.fault;

import java.util.Locale;
import java.util.Optional;

/** What can be wrong between a monitor and its receiver. */
public enum LinkFault {
    /** The connection stays open and nothing more is sent. */
    SILENCE,
    /** The connection is closed and does not come back while the fault lasts. */
    DISCONNECT,
    /** Neither reading nor writing, and no FIN: a pulled cable, a dead firewall. */
    HALF_OPEN,
    /** Noise between and instead of messages. */
    GARBAGE,
    /** Each byte in a write of its own. */
    SPLIT,
    /** Each message twice. */
    DUPLICATE,
    /** Messages arrive later than they were made. */
    LATE,
    /** Each pair of messages changes places. */
    OUT_OF_ORDER,
    /** The monitor's own clock is wrong. */
    CLOCK_OFF,
    /** Messages are lost, each with the given chance; both ways. IntelliVue only, like all that follow. */
    LOSS,
    /** The monitor refuses associations. */
    REFUSE,
    /** The monitor aborts the association: once, and again after each {@code by} when one is given. */
    ABORT,
    /** Waves come in another scale. */
    RECALIBRATION,
    /** The monitor is off while the fault lasts, and starts again with a new relative time. */
    REBOOT,
    /** Values are marked with each bit of the measurement state in turn. */
    QUALITY_MASKS,
    /** The monitor says the bed label of another one ({@code to}), or a blank one. */
    SAME_LABEL,
    /** The alarm list is not sent, everything else is. */
    MUTE_ALARMS,
    /** Alarms are suspended by somebody at the bedside. */
    ALARMS_PAUSED,
    /** Somebody at the bedside puts the monitor to standby. */
    STANDBY;

    /** The word in scenario files, lower case with hyphens. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The fault of that word. */
    public static Optional<LinkFault> of(String word) {
        for (LinkFault fault : values()) {
            if (fault.word().equals(word)) {
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }

    /** True for the faults that only an IntelliVue monitor can have. */
    public boolean isOfIntellivue() {
        return compareTo(CLOCK_OFF) > 0;
    }

    /** True for the faults that the connection itself acts out. */
    public boolean isOfTheConnection() {
        return this == DISCONNECT || this == HALF_OPEN;
    }
}
