package org.vigie.model.alarm;

import java.util.Locale;

/**
 * Priority of an alarm condition (IEC 60601-1-8 words), lowest first, so that {@code compareTo} means "more urgent".
 */
public enum Priority {
    /** Awareness. */
    LOW,
    /** Prompt response. */
    MEDIUM,
    /** Immediate response. */
    HIGH;

    /** The word on the wire, lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
