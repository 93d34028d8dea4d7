package org.vigie.model.link;

import java.util.Locale;

/** How far the feed of one bed may be believed; the same words on every screen and in every document. */
public enum LinkState {
    /** Nothing received yet since the start. */
    CONNECTING,
    /** Messages come in time. */
    LIVE,
    /** Numerics are late over a thin link; waves are off. */
    SLOW,
    /** Late: no value is shown as live. */
    STALE,
    /** Silent long enough to be a technical alarm. */
    LOST,
    /** A person has put the bed to standby, or the monitor says that it measures nobody. */
    STANDBY,
    /** No patient; a monitor that becomes active here is an alarm. */
    EMPTY;

    /** The word on the wire, lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
