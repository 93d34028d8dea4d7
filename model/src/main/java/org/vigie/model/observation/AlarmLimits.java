package org.vigie.model.observation;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The alarm limits set at the monitor, in the unit of their value.
 *
 * @param low below it the monitor alarms; null when off or not sent
 * @param high above it the monitor alarms; null when off or not sent
 */
public record AlarmLimits(
        @Nullable BigDecimal low, @Nullable BigDecimal high) {
    public AlarmLimits {
        if (low == null && high == null) {
            throw new IllegalArgumentException("limits without low and high");
        }
    }
}
