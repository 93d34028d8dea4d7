package org.vigie.model.report;

import org.jspecify.annotations.Nullable;
import org.vigie.model.DeviceId;

/**
 * Something in the input that could not be used. Never silent: every part of a message becomes a value or a Problem.
 *
 * @param bed as named in the message; null when it names none
 * @param device who speaks; null when unknown
 * @param offset byte offset in the message or file where it was found; -1 when it has no place
 * @param reason a stable word such as {@code bad-segment-id}
 * @param text what was found and what to do about it, for the engineer; no patient identity
 */
public record Problem(@Nullable String bed, @Nullable DeviceId device, long offset, String reason, String text)
        implements Report {}
