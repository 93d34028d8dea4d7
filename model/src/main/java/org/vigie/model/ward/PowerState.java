package org.vigie.model.ward;

/** What the box itself runs on. */
public enum PowerState {
    /** The mains. */
    MAINS,
    /** Its battery. */
    BATTERY,
    /** Its battery, and little of it is left. */
    LOW
}
