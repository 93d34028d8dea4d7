package org.vigie.gateway.recovery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.vigie.model.DeviceId;
import org.vigie.model.observation.Absent;
import org.vigie.model.observation.Enumerated;
import org.vigie.model.observation.Numeric;
import org.vigie.model.observation.Observation;
import org.vigie.model.observation.Quality;
import org.vigie.model.observation.Waveform;
import org.vigie.model.ward.Stream;

/**
 * One observation of one parameter of one device.
 *
 * @param device who measured it; null when unknown
 * @param observation numeric, enumerated or absent; never samples
 * @param measured engine time
 */
public record Reading(@Nullable DeviceId device, Observation observation, Instant measured) {
    static Reading of(Stream stream) {
        return new Reading(stream.device(), stream.observation(), stream.measured());
    }

    /** Device, code and channel: what is measured, by whom. */
    public String key() {
        return device + "|" + observation.parameter().key();
    }

    /** Whether there is something that may be believed; an absent or invalid one never replaces a value. */
    boolean isValue() {
        return switch (observation) {
            case Numeric numeric -> numeric.quality() != Quality.INVALID;
            case Enumerated some -> some.quality() != Quality.INVALID;
            case Absent absent -> false;
            case Waveform samples -> false;
        };
    }
}
