package org.vigie.model.ward;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vigie.model.DeviceId;
import org.vigie.model.SourceId;
import org.vigie.model.observation.Observation;

/**
 * The newest observation of one parameter of one device.
 *
 * @param source who sent it
 * @param device who measured it; null when unknown
 * @param observation what was said last
 * @param received when it was last said, engine time; the age of the value counts from {@code measured}
 * @param measured when this measurement was said first: a monitor may repeat an old one with every message
 * @param rhythm usual time between two measurements
 * @param episodic true for values taken now and then, such as a cuff pressure: shown with their time of day
 * @param state how it may be shown
 * @param staleSince when it became stale; null unless it is, or was until it became absent
 */
public record Stream(
        SourceId source,
        @Nullable DeviceId device,
        Observation observation,
        Instant received,
        Instant measured,
        Rhythm rhythm,
        boolean episodic,
        ValueState state,
        @Nullable Instant staleSince) {

    /** Usual time between two measurements; empty until known. */
    public Optional<Duration> interval() {
        return rhythm.period();
    }
}
