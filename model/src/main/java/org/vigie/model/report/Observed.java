package org.vigie.model.report;

import org.jspecify.annotations.Nullable;
import org.vigie.model.DeviceId;
import org.vigie.model.observation.Observation;

/**
 * A value, a state, samples, or their absence.
 *
 * @param bed as named in the message; null when it names none
 * @param device who measured; null when unknown
 * @param observation what was measured
 */
public record Observed(@Nullable String bed, @Nullable DeviceId device, Observation observation) implements Report {}
