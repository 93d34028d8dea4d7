package org.vigie.gateway.recovery;

import java.time.Duration;
import java.time.Instant;

/**
 * A stretch of engine time and how it is turned into time of day.
 *
 * @param from begin, engine time
 * @param to end, engine time; the begin for a moment
 * @param written from engine time to what the box's clock showed then
 * @param corrected from engine time to time of day as far as it is known now: with every later setting of the clock
 */
public record Period(Instant from, Instant to, Duration written, Duration corrected) {
    /** As for the clock itself, a smaller difference is no setting (EngineClock). */
    private static final Duration WORTH_TELLING = Duration.ofSeconds(2);

    /** The begin, time of day. */
    public Instant begin() {
        return corrected(from);
    }

    /** The end, time of day. */
    public Instant end() {
        return corrected(to);
    }

    /** Time of day of an engine time of this stretch. */
    public Instant corrected(Instant engine) {
        return engine.plus(corrected);
    }

    /** What the box's clock showed at an engine time of this stretch. */
    public Instant written(Instant engine) {
        return engine.plus(written);
    }

    /** By how much times of day differ from what the box's clock showed. */
    public Duration correction() {
        return corrected.minus(written);
    }

    /** Whether the clock was found wrong later. */
    public boolean isCorrected() {
        return correction().abs().compareTo(WORTH_TELLING) > 0;
    }
}
