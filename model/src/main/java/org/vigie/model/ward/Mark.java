package org.vigie.model.ward;

import java.util.Locale;

/** A fact about a bed that never hides. */
public enum Mark {
    BEDSIDE_ALARMS_OFF,
    BEDSIDE_ALARMS_PAUSED,
    BEDSIDE_AUDIO_OFF,
    BEDSIDE_AUDIO_PAUSED,
    /** Demonstration data: not a patient. */
    DEMO,
    /** Test data: not a patient. */
    TEST,
    /** Two sources feed this bed at once. */
    CONFLICT,
    /** The monitor's clock differs from ours by more than 60 s. */
    CLOCK_OFFSET,
    DISCHARGED_STILL_MONITORED,
    /** The standby ended by itself because the monitor came back; a person has to confirm the patient. */
    MONITORING_RESUMED,
    /** The monitor names another patient than the hospital's list does. */
    IDENTITY_MISMATCH,
    /** The hospital's list names another patient than a person typed. */
    IDENTITY_CONFLICT;

    /** The word on the wire, lower case with hyphens. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
