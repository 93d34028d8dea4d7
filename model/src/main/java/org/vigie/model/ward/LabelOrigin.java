package org.vigie.model.ward;

import java.util.Locale;

/** Who said which patient lies in a bed. */
public enum LabelOrigin {
    /** The hospital's list (ADT): verified. */
    LIST,
    /** A person, by hand: not verified. */
    HAND,
    /** The monitor: not verified. */
    MONITOR,
    /** Nobody. */
    NONE;

    /** The word on the wire. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
