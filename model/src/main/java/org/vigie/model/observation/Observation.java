package org.vigie.model.observation;

import org.jspecify.annotations.Nullable;

/** One thing a monitor said about one parameter at one moment. */
public sealed interface Observation permits Numeric, Enumerated, Waveform, Absent {
    /** What is measured, and on which channel. */
    Parameter parameter();

    /** The monitor's own time for it; null when it gave none. */
    @Nullable DeviceTime deviceTime();
}
