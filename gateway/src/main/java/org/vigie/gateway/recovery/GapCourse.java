package org.vigie.gateway.recovery;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.vigie.gateway.history.GapCause;
import org.vigie.model.ward.Bed;

/** When nothing can have come from one bed. A gap begins with the last sign of life. One thread. */
final class GapCourse {
    private final Duration shortest;
    private final Telling telling;
    private @Nullable GapCause open;
    private Instant since = Instant.MIN;
    private Instant closed = Instant.MIN;

    /** Takes the gaps as they end. */
    interface Telling {
        void gap(Instant from, Instant to, GapCause cause);
    }

    /** @param shortest what is shorter lies within one set of values and is no gap */
    GapCourse(Duration shortest, Telling telling) {
        this.shortest = shortest;
        this.telling = telling;
    }

    /** The state of the bed from now on. */
    void take(Bed bed, Instant now) {
        GapCause cause = GapCause.of(bed.link(), bed.linkReason());
        @Nullable GapCause before = open;
        if (cause == before || (before == GapCause.LOST && cause == GapCause.STALE)) {
            return;
        }
        if (before == GapCause.STALE && cause == GapCause.LOST) {
            open = cause;
            return;
        }
        end(now);
        if (cause != GapCause.ABSENT) {
            open = cause;
            boolean silent = cause == GapCause.STALE || cause == GapCause.LOST;
            Instant from = silent ? bed.lastHeard().orElse(now) : now;
            since = from.isBefore(closed) ? closed : from;
        }
    }

    /** The gap that is open ends; what follows is something else. */
    void end(Instant now) {
        @Nullable GapCause cause = open;
        open = null;
        if (cause != null) {
            closed = now;
            if (Duration.between(since, now).compareTo(shortest) >= 0) {
                telling.gap(since, now, cause);
            }
        }
    }
}
