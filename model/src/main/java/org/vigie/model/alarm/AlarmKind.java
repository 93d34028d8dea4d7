package org.vigie.model.alarm;

import java.util.Locale;

/** What an alarm condition is about. */
public enum AlarmKind {
    /** A variable of the patient. */
    PHYSIOLOGICAL,
    /** The equipment, the cable, the network, or this system itself. */
    TECHNICAL;

    /** The word on the wire, lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
