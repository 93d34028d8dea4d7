package org.vigie.simulator.patient;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** A number that a bedside monitor of an adult intensive-care unit shows. */
public enum Vital {
    /** Electrical rate from the ECG, beats per minute. */
    HEART_RATE(0, 0, 300),
    /** Saturation by pulse oximetry, percent. */
    SPO2(0, 0, 100),
    /** Rate of the pulse wave of the oximeter, beats per minute. */
    PULSE_RATE(0, 0, 300),
    /** Invasive arterial pressure, systolic, mmHg. */
    ART_SYS(0, 0, 300),
    /** Invasive arterial pressure, diastolic, mmHg. */
    ART_DIA(0, 0, 250),
    /** Invasive arterial pressure, mean, mmHg. */
    ART_MEAN(0, 0, 270),
    /** Cuff pressure, systolic, mmHg; measured every few minutes. */
    NIBP_SYS(0, 0, 300),
    /** Cuff pressure, diastolic, mmHg. */
    NIBP_DIA(0, 0, 250),
    /** Cuff pressure, mean, mmHg. */
    NIBP_MEAN(0, 0, 270),
    /** Respiration, breaths per minute. */
    RESP_RATE(0, 0, 150),
    /** Body temperature, degrees Celsius. */
    TEMPERATURE(1, 20, 45),
    /** End-tidal carbon dioxide, mmHg. */
    ETCO2(0, 0, 150);

    private final int decimals;
    private final int lowest;
    private final int highest;

    Vital(int decimals, int lowest, int highest) {
        this.decimals = decimals;
        this.lowest = lowest;
        this.highest = highest;
    }

    /** Digits after the point, as the monitor shows them. */
    public int decimals() {
        return decimals;
    }

    /** The value as the monitor shows it: inside the measuring range, rounded half up. */
    public BigDecimal shown(double value) {
        double bounded = StrictMath.max(lowest, StrictMath.min(highest, value));
        return BigDecimal.valueOf(bounded).setScale(decimals, RoundingMode.HALF_UP);
    }

    /** True for the three cuff pressures, which are measured now and then. */
    public boolean isCuff() {
        return this == NIBP_SYS || this == NIBP_DIA || this == NIBP_MEAN;
    }
}
