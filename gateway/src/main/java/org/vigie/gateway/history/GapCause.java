package org.vigie.gateway.history;

import java.util.Locale;
import org.vigie.model.link.LinkReason;
import org.vigie.model.link.LinkState;

/** Why a minute has no value. */
public enum GapCause {
    /** Vigie was not running, or the box slept: nobody listened. */
    GATEWAY_DOWN(1),
    /** Nothing was ever heard of a monitor since the start. */
    NO_MONITOR(2),
    /** The feed was late: its values were no longer live. */
    STALE(3),
    /** The feed was lost. */
    LOST(4),
    /** A person had put the bed to standby, or the monitor said that it measured nobody. */
    STANDBY(5),
    /** No patient was expected. */
    EMPTY(6),
    /** The monitor was heard, and had no value or sent none. */
    ABSENT(7),
    /** The monitor called its own value wrong. */
    INVALID(8),
    /** Not yet read back from the journal. */
    LOADING(9),
    /** The box of the bed could not be heard: what was measured meanwhile is there. */
    LINK(10);

    private final int code;

    GapCause(int code) {
        this.code = code;
    }

    /** A small number, 1 to 63, under which a minute keeps it. */
    int code() {
        return code;
    }

    static GapCause of(int code) {
        for (GapCause cause : values()) {
            if (cause.code == code) {
                return cause;
            }
        }
        throw new IllegalArgumentException("cause " + code);
    }

    /** The word on the wire, lower case with hyphens. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What the link of a bed says about a minute without a value. */
    public static GapCause of(LinkState link, LinkReason reason) {
        return switch (link) {
            case LIVE, SLOW -> ABSENT;
            case CONNECTING -> NO_MONITOR;
            case STALE -> reason == LinkReason.NEVER_HEARD ? NO_MONITOR : STALE;
            case LOST -> reason == LinkReason.NEVER_HEARD ? NO_MONITOR : LOST;
            case STANDBY -> STANDBY;
            case EMPTY -> EMPTY;
        };
    }
}
