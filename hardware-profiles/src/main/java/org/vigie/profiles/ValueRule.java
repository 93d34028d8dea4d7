package org.vigie.profiles;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.vigie.model.unit.Unit;

/**
 * One value of a monitor: the vendor's own code and what it means.
 *
 * @param local the code as the adapter sees it: OBX-3.1 of a vendor's code, or the reference identifier itself
 * @param channel OBX-4 on which the rule holds; null when it holds on any
 * @param mdc IEEE 11073 reference identifier
 * @param unit UCUM; used when the feed sends none, and to know the kind of quantity
 * @param plausible range outside which a value is a transmission error, never an alarm limit; null when not stated. In
 *     {@code unit}
 * @param ownChannel true when several codes on one OBX-4 have this meaning (T1 and T2 of one module): the channel then
 *     ends in the local code
 * @param staleAfter age at which the value is no longer shown as live; null for the default of the link
 */
public record ValueRule(
        String local,
        @Nullable String channel,
        String mdc,
        Unit unit,
        @Nullable Range plausible,
        boolean ownChannel,
        @Nullable Duration staleAfter) {
    /** Both ends belong to the range. */
    public record Range(BigDecimal low, BigDecimal high) {
        /** True when {@code value} lies inside. */
        public boolean holds(BigDecimal value) {
            return value.compareTo(low) >= 0 && value.compareTo(high) <= 0;
        }
    }
}
