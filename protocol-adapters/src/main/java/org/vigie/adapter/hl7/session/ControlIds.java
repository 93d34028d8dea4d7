package org.vigie.adapter.hl7.session;

import java.time.Instant;
import java.util.Locale;

/** Our own MSH-10: unique over restarts as long as the clock does not go back by the second. One thread. */
public final class ControlIds {
    private final String prefix;
    private long last;

    /** Ids of a process that started at {@code wall}. */
    public ControlIds(Instant wall) {
        prefix = "V" + Long.toString(wall.getEpochSecond(), 36).toUpperCase(Locale.ROOT) + "-";
    }

    String next() {
        last++;
        return prefix + last;
    }
}
