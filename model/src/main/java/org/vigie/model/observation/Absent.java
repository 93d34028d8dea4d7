package org.vigie.model.observation;

import org.jspecify.annotations.Nullable;

/**
 * The monitor says that it has no value now. It blanks the tile; the last number does not stay up.
 *
 * @param parameter what is not measured
 * @param reason why, as far as the feed tells
 * @param deviceTime the monitor's own time; null when it gave none
 */
public record Absent(
        Parameter parameter, AbsenceReason reason, @Nullable DeviceTime deviceTime) implements Observation {}
