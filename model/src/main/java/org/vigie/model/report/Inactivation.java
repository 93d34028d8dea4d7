package org.vigie.model.report;

import java.util.Locale;

/** What is switched off or paused at the bedside (IHE PCD TF-2 B.8.5, facet 5). */
public enum Inactivation {
    AUDIO_PAUSED,
    AUDIO_OFF,
    ALARM_PAUSED,
    ALARM_OFF,
    ACKNOWLEDGED;

    /** The word on the wire, lower case with hyphens. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
