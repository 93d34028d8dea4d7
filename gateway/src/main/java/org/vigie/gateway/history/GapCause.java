package org.vigie.gateway.history;

import java.util.Locale;
import org.vigie.model.link.LinkReason;
import org.vigie.model.link.LinkState;

/** Why a minute has no value. */
public enum GapCause {
    /** Vigie was not running, or the box slept: nobody listened. */
    GATEWAY_DOWN,
    /** Nothing was ever heard of a monitor since the start. */
    NO_MONITOR,
    /** The feed was late: its values were no longer live. */
    STALE,
    /** The feed was lost. */
    LOST,
    /** A person had put the bed to standby. */
    STANDBY,
    /** No patient was expected. */
    EMPTY,
    /** The monitor was heard, and had no value or sent none. */
    ABSENT,
    /** The monitor called its own value wrong. */
    INVALID,
    /** Not yet read back from the journal. */
    LOADING;

    /** The word on the wire, lower case with hyphens. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What the link of a bed says about a minute without a value. */
    static GapCause of(LinkState link, LinkReason reason) {
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
