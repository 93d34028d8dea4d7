package org.vigie.model.report;

import org.jspecify.annotations.Nullable;
import org.vigie.model.DeviceId;
import org.vigie.model.link.MonitorMode;

/**
 * What the monitor says it is doing.
 *
 * @param bed as named in the message; null when it names none
 * @param device who speaks; null when unknown
 * @param mode from now on, until it says another
 * @param text its own words; may be empty
 */
public record ModeReport(@Nullable String bed, @Nullable DeviceId device, MonitorMode mode, String text)
        implements Report {}
