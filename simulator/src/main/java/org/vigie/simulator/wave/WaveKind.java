package org.vigie.simulator.wave;

/** A wave that a bedside monitor exports. */
public enum WaveKind {
    /** ECG lead II, millivolt. */
    ECG(500),
    /** Invasive arterial pressure, mmHg. */
    ARTERIAL(125),
    /** Pulse wave of the oximeter, 0 to 1 without a unit. */
    PLETH(125),
    /** Impedance of breathing, ohm. */
    RESPIRATION(62.5);

    private final double rateHz;

    WaveKind(double rateHz) {
        this.rateHz = rateHz;
    }

    /** Samples per second. */
    public double rateHz() {
        return rateHz;
    }

    /** Number of the first sample at or after a time, counted from 0 at time 0. */
    long firstSampleAt(long millis) {
        return (long) StrictMath.ceil(millis * rateHz / 1000 - 1e-9);
    }
}
