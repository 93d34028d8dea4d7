package org.vigie.model.observation;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * A time as the monitor told it. Monitors' clocks are often wrong by minutes to years: it is shown and stored, never
 * used to order events or to decide a timeout.
 *
 * @param local date and time of day
 * @param offset the zone as sent; null when unknown
 */
public record DeviceTime(LocalDateTime local, @Nullable ZoneOffset offset) {
    /** ISO-8601, with the offset where it is known and without one where it is not. */
    public String iso() {
        return offset == null ? local.toString() : local.atOffset(offset).toString();
    }
}
