package org.vigie.model.ward;

import java.util.Locale;

/** How a value may be shown (docs/alarms.md, values). */
public enum ValueState {
    /** Not older than twice its usual interval, at least 3 s. */
    LIVE,
    /** Up to five times its usual interval, at least 5 s. */
    LATE,
    /** Older, or its feed is not live. */
    STALE,
    /** The monitor says that it has none, or it has been stale for 60 s. */
    ABSENT,
    /** The monitor says that it is wrong. */
    INVALID;

    /** The word on the wire, lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
