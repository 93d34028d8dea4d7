package org.vigie.simulator.patient;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the monitor has of one vital at one moment. A missing value is never a number. */
public sealed interface Reading {
    /**
     * A value.
     *
     * @param value in the unit of its vital
     * @param questionable true when the monitor itself marks it as doubtful (motion, interference)
     * @param measuredAt patient time of an episodic measurement (cuff); null for continuous ones
     */
    record Measured(
            BigDecimal value,
            boolean questionable,
            @Nullable Duration measuredAt) implements Reading {}

    /**
     * No value.
     *
     * @param cause why
     */
    record Missing(Cause cause) implements Reading {}

    /** Why there is no value. */
    enum Cause {
        /** Not connected at all: the monitor has no such module, or no line is in place. */
        NOT_CONNECTED,
        /** The sensor or the electrodes came off. */
        SENSOR_OFF,
        /** The signal is there and cannot be analysed (no pulse, fibrillation, no breath). */
        NOT_ANALYSABLE,
        /** The measurement was tried and failed. */
        FAILED
    }
}
