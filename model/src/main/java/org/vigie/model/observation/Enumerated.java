package org.vigie.model.observation;

import org.jspecify.annotations.Nullable;

/**
 * A state in words or codes: a rhythm, a lead, a mode.
 *
 * @param parameter what is described
 * @param value the word or reference identifier as sent
 * @param quality how far it may be believed
 * @param deviceTime the monitor's own time; null when it gave none
 */
public record Enumerated(
        Parameter parameter,
        String value,
        Quality quality,
        @Nullable DeviceTime deviceTime) implements Observation {}
