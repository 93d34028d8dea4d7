package org.vigie.model.report;

import org.jspecify.annotations.Nullable;
import org.vigie.model.DeviceId;

/**
 * A fact about the device itself: a row of its containment tree, a watchdog, an echo, a status.
 *
 * @param bed as named in the message; null when it names none
 * @param device who speaks; null when unknown
 * @param code reference identifier or vendor code of the row
 * @param channel OBX-4; null when none
 * @param text what it says; may be empty
 */
public record DeviceReport(
        @Nullable String bed,
        @Nullable DeviceId device,
        String code,
        @Nullable String channel,
        String text) implements Report {}
