package org.vigie.model.ward;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.vigie.model.DeviceId;
import org.vigie.model.SourceId;

/**
 * A sender that belongs to no bed of the site: listed so that it can be assigned.
 *
 * @param source who sends
 * @param reportedBed the bed as it names itself; null when it names none
 * @param device the device as it names itself; null when it does not
 * @param firstHeard engine time of its first message
 */
public record Unassigned(
        SourceId source,
        @Nullable String reportedBed,
        @Nullable DeviceId device,
        Instant firstHeard) {}
