package org.vigie.model.alarm;

import org.jspecify.annotations.Nullable;
import org.vigie.model.BedId;
import org.vigie.model.DeviceId;
import org.vigie.model.SourceId;

/**
 * Which alarm condition it is; at most one occurrence of a key exists at a time (docs/alarms.md, A14).
 *
 * @param bed where; {@link BedId#UNIT} for the unit as a whole
 * @param source who says so; {@link #VIGIE} for conditions that Vigie finds itself, unless they are about one feed
 * @param device the device inside the source; null when unknown
 * @param condition code and channel, for example {@code MDC_EVT_LO_VAL_LT_LIM@MDC_PULS_OXIM_SAT_O2}, or a code of
 *     Vigie's own such as {@code VIGIE_NO_DATA}
 */
public record AlarmKey(BedId bed, SourceId source, @Nullable DeviceId device, String condition) {
    /** The source of the conditions that Vigie finds itself. */
    public static final SourceId VIGIE = new SourceId("vigie");

    /** Prefix of the codes of Vigie's own conditions. */
    public static final String OWN_PREFIX = "VIGIE_";

    /** True for a condition that Vigie found, not the monitor. */
    public boolean isOwn() {
        return condition.startsWith(OWN_PREFIX);
    }
}
