package org.vigie.simulator.bedside;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The alarm limits of one vital as set at the monitor.
 *
 * @param low below it the monitor alarms; null when off
 * @param high above it the monitor alarms; null when off
 */
public record LimitRange(@Nullable BigDecimal low, @Nullable BigDecimal high) {
    public LimitRange {
        if (low == null && high == null) {
            throw new IllegalArgumentException("limits without low and high");
        }
    }

    /** Both limits. */
    public static LimitRange of(String low, String high) {
        return new LimitRange(new BigDecimal(low), new BigDecimal(high));
    }

    boolean isBelow(BigDecimal value) {
        return low != null && value.compareTo(low) < 0;
    }

    boolean isAbove(BigDecimal value) {
        return high != null && value.compareTo(high) > 0;
    }
}
