package org.vigie.model.ward;

import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vigie.model.observation.AlarmLimits;
import org.vigie.model.report.AlarmReport.Evidence;

/** Which limit a value broke, and which of two values is farther out. */
final class Limit {
    private Limit() {}

    /** True above the high limit, false below the low one; empty when the value is inside or limits are unknown. */
    static Optional<Boolean> above(@Nullable Evidence evidence) {
        AlarmLimits limits = evidence == null ? null : evidence.limits();
        if (evidence == null || limits == null) {
            return Optional.empty();
        }
        if (limits.high() != null && evidence.value().compareTo(limits.high()) >= 0) {
            return Optional.of(true);
        }
        return limits.low() != null && evidence.value().compareTo(limits.low()) <= 0
                ? Optional.of(false)
                : Optional.empty();
    }

    static Optional<BigDecimal> broken(@Nullable Evidence evidence) {
        AlarmLimits limits = evidence == null ? null : evidence.limits();
        return limits == null
                ? Optional.empty()
                : above(evidence).map(isAbove -> isAbove ? limits.high() : limits.low());
    }

    /** The value farther beyond the limit; the newer one when they cannot be compared. */
    static @Nullable Evidence extreme(@Nullable Evidence before, @Nullable Evidence now) {
        if (before == null || now == null) {
            return now == null ? before : now;
        }
        Optional<Boolean> side = above(now);
        if (side.isEmpty() || !side.equals(above(before)) || !before.unit().equals(now.unit())) {
            return now;
        }
        int order = now.value().compareTo(before.value());
        return (side.get() ? order >= 0 : order <= 0) ? now : before;
    }
}
