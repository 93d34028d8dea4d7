package org.vigie.simulator.patient;

/** The rhythm that the monitor's ECG analysis reports. */
public enum Rhythm {
    SINUS,
    ASYSTOLE,
    VENTRICULAR_FIBRILLATION,
    VENTRICULAR_TACHYCARDIA,
    /** Electrodes off, or artefact: no analysis. */
    UNKNOWN
}
