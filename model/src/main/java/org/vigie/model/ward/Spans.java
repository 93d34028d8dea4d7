package org.vigie.model.ward;

import java.time.Duration;

/** Multiples of intervals, exact to the nanosecond. {@link Duration} itself does them with decimals of any length. */
final class Spans {
    private static final long NANOS = 1_000_000_000L;

    private Spans() {}

    /**
     * The interval so many times.
     *
     * @param interval not negative, at most some years
     * @param count 1 to 5
     */
    static Duration times(Duration interval, int count) {
        return Duration.ofSeconds(interval.getSeconds() * count, (long) interval.getNano() * count);
    }

    /**
     * The interval two and a half times, rounded down.
     *
     * @param interval not negative, at most some years
     */
    static Duration twoAndAHalf(Duration interval) {
        Duration five = times(interval, 5);
        long odd = five.getSeconds() % 2;
        return Duration.ofSeconds(five.getSeconds() / 2, (odd * NANOS + five.getNano()) / 2);
    }
}
