package org.vigie.simulator.wave;

import org.vigie.simulator.patient.Readings;

/** Gives the waves of one bed, piece after piece. Not thread-safe. */
public interface WaveSource {
    /** Longest piece. */
    int LONGEST_MS = 4_000;

    /**
     * The waves that follow the last call's.
     *
     * @param millis how much of them, at most {@link #LONGEST_MS}
     * @param readings what the monitor measures now; the waves fit them
     */
    WaveBlock next(int millis, Readings readings);

    /** Lets time pass without drawing. */
    void skip(int millis, Readings readings);
}
