package org.vigie.model.report;

import java.util.Locale;

/** Where an alarm is in its life, as told by the monitor; vendors' words are mapped to these by the adapter. */
public enum AlarmPhase {
    START,
    /** Still on; also the re-synchronisation after a reconnect. */
    CONTINUE,
    /** Value, text or priority changed. */
    UPDATE,
    /** The condition has gone; the monitor keeps the alarm until a person resets it. */
    LATCHED,
    /** Silenced or acknowledged at the bedside. */
    SILENCED,
    END;

    /** The word on the wire, lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
