package org.vigie.model.ward;

import java.util.Locale;

/** What a person may do at a display. */
public enum Action {
    /** One alarm by its occurrence id, or all alarms of a bed. */
    ACKNOWLEDGE,
    /** Pauses the sound of a bed, or of the whole unit, for at most 120 s. */
    PAUSE,
    /** Ends a pause. */
    RESUME,
    STANDBY,
    /** Ends a standby; on a bed that the site calls empty: a patient is here now. */
    END_STANDBY,
    /** Closes one alarm by its occurrence id, or all of a bed. The display has asked "although it is active?". */
    CLOSE,
    /** The sound was tried and heard; only recorded. */
    SOUND_CHECK,
    /** The time of day of the box was looked at and is right; only recorded. */
    CONFIRM_CLOCK;

    /** The word on the wire, lower case with hyphens. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
