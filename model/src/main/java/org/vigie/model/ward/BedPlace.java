package org.vigie.model.ward;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigie.model.BedId;

/**
 * One bed as the site's configuration describes it.
 *
 * @param bed name on the door
 * @param bindings who feeds it; empty means: whoever names this bed
 * @param period time between messages as configured; null to learn it
 * @param persistentConnection true when the monitor keeps its connection open, so that a closed one counts as a loss
 * @param empty true when no patient is expected here
 * @param news2 true when the unit wants NEWS2 here; off for the beds of an intensive-care unit
 */
public record BedPlace(
        BedId bed,
        List<Binding> bindings,
        @Nullable Duration period,
        boolean persistentConnection,
        boolean empty,
        boolean news2) {
    public BedPlace {
        bindings = List.copyOf(bindings);
        if (period != null && (period.isNegative() || period.isZero())) {
            throw new IllegalArgumentException("period of bed " + bed + ": " + period);
        }
    }

    /** A bed without NEWS2. */
    public BedPlace(
            BedId bed, List<Binding> bindings, @Nullable Duration period, boolean persistentConnection, boolean empty) {
        this(bed, bindings, period, persistentConnection, empty, false);
    }

    /** A bed that is fed by whoever names it, with nothing configured. */
    public static BedPlace named(String bed) {
        return new BedPlace(new BedId(bed), List.of(), null, false, false);
    }
}
