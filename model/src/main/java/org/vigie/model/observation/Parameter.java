package org.vigie.model.observation;

import org.jspecify.annotations.Nullable;

/**
 * What is measured: the IEEE 11073-10101 reference identifier where a profile knows it, else the vendor's own code, and
 * the channel that tells two of the same kind apart (two temperatures have one code: GE B1x5 sends MDC_TEMP twice).
 *
 * @param code reference identifier such as {@code MDC_ECG_HEART_RATE}; null when the profile does not know the vendor's
 *     code
 * @param vendorCode the code as sent, for example {@code 0002-4182^HR^MDIL}; null when the code on the wire was the MDC
 *     one
 * @param channel OBX-4 or the label of the channel; null when the feed has none
 * @param label short text from the feed, for the engineer; may be empty
 */
public record Parameter(
        @Nullable String code,
        @Nullable String vendorCode,
        @Nullable String channel,
        String label) {
    public Parameter {
        if (code == null && vendorCode == null) {
            throw new IllegalArgumentException("parameter without any code");
        }
    }

    /** Identity inside one bed and device: the code (MDC before vendor) and the channel. */
    public String key() {
        return (code != null ? code : vendorCode) + "@" + (channel == null ? "" : channel);
    }
}
