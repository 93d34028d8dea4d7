package org.vigie.model.observation;

/** How far a value may be believed, worst last. */
public enum Quality {
    VALID,
    /** Shown with a mark: questionable, early, calibrating, or sent with status X although it has a value. */
    QUESTIONABLE,
    /** The monitor itself says that it is wrong; shown as {@code -?-}, never alarmed on. */
    INVALID,
    /** Demonstration data (MSH-11 D): never a patient. */
    DEMO,
    /** Test data (MSH-11 T): never a patient. */
    TEST
}
