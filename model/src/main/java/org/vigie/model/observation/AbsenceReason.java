package org.vigie.model.observation;

/** Why a parameter has no value. */
public enum AbsenceReason {
    /** The field is empty, or OBX-11 is X without a value. */
    NOT_MEASURED,
    /** A vendor's "no value" number such as -100 (Mindray). */
    SENTINEL,
    /** The monitor marks the value as invalid, off, not available or masked (OBX-8). */
    MARKED_INVALID,
    /** A numeric field holds text such as {@code ---}. */
    NOT_A_NUMBER,
    /** A sensor or lead is off. */
    SENSOR_OFF
}
