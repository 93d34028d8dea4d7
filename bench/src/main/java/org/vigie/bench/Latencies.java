package org.vigie.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/**
 * Durations gathered by one thread, in nanoseconds. Not thread-safe; {@link #addAll} joins those of several threads.
 */
public final class Latencies {
    private long[] nanos = new long[1_024];
    private int count;
    private boolean sorted;

    /**
     * Adds one.
     *
     * @param duration nanoseconds
     */
    public void add(long duration) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, count * 2);
        }
        nanos[count++] = duration;
        sorted = false;
    }

    /** Takes over everything that {@code other} has. */
    public void addAll(Latencies other) {
        if (count + other.count > nanos.length) {
            nanos = Arrays.copyOf(nanos, Math.max(nanos.length * 2, count + other.count));
        }
        System.arraycopy(other.nanos, 0, nanos, count, other.count);
        count += other.count;
        sorted = false;
    }

    /** How many. */
    public int count() {
        return count;
    }

    /**
     * The duration that a share of all does not exceed; zero when there is nothing.
     *
     * @param share 0.5 is the median
     */
    public Duration quantile(double share) {
        if (count == 0) {
            return Duration.ZERO;
        }
        if (!sorted) {
            Arrays.sort(nanos, 0, count);
            sorted = true;
        }
        int index = (int) Math.min(count - 1L, (long) Math.ceil(share * count) - 1);
        return Duration.ofNanos(nanos[Math.max(0, index)]);
    }

    /** Milliseconds with two decimals. */
    public static String millis(Duration duration) {
        return String.format(Locale.ROOT, "%.2f", duration.toNanos() / 1e6);
    }
}
