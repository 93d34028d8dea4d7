package org.vigie.simulator.load;

import java.util.concurrent.TimeUnit;

/**
 * Counts durations in buckets that grow with the duration: 64 buckets per doubling, so a percentile is at most 1.6 %
 * too high. Bounded: 1 microsecond to about 19 hours; longer ones count as that. Thread-safe.
 */
public final class LatencyHistogram {
    private static final int SUB_BITS = 6;
    private static final int SUB_BUCKETS = 1 << SUB_BITS;
    private static final int DOUBLINGS = 31;

    private final long[] counts = new long[SUB_BUCKETS * (DOUBLINGS + 1)];
    private long total;
    private long highestNanos;

    /** Counts one duration. */
    public synchronized void record(long nanos) {
        counts[bucket(TimeUnit.NANOSECONDS.toMicros(Math.max(0, nanos)))]++;
        total++;
        highestNanos = Math.max(highestNanos, nanos);
    }

    /** How many were counted. */
    public synchronized long count() {
        return total;
    }

    /** The longest one, milliseconds. */
    public synchronized double maxMillis() {
        return highestNanos / 1e6;
    }

    /**
     * The duration that this share of all does not exceed, milliseconds; 0 when nothing was counted.
     *
     * @param percent above 0, at most 100
     */
    public synchronized double percentileMillis(double percent) {
        if (percent <= 0 || percent > 100) {
            throw new IllegalArgumentException("percent: above 0 to 100 expected, got " + percent);
        }
        long wanted = Math.max(1, (long) Math.ceil(total * percent / 100));
        long seen = 0;
        for (int i = 0; i < counts.length && total > 0; i++) {
            seen += counts[i];
            if (seen >= wanted) {
                return Math.min(upperMicros(i) / 1e3, highestNanos / 1e6);
            }
        }
        return 0;
    }

    /** Adds all that another one counted. */
    public void add(LatencyHistogram other) {
        long[] theirs;
        long theirTotal;
        long theirHighest;
        synchronized (other) {
            theirs = other.counts.clone();
            theirTotal = other.total;
            theirHighest = other.highestNanos;
        }
        synchronized (this) {
            for (int i = 0; i < counts.length; i++) {
                counts[i] += theirs[i];
            }
            total += theirTotal;
            highestNanos = Math.max(highestNanos, theirHighest);
        }
    }

    /** Values below 64 have a bucket each; above, the top six bits after the leading one choose it. */
    private static int bucket(long micros) {
        if (micros < SUB_BUCKETS) {
            return (int) micros;
        }
        int doubling = 63 - Long.numberOfLeadingZeros(micros) - SUB_BITS + 1;
        if (doubling > DOUBLINGS) {
            return SUB_BUCKETS * (DOUBLINGS + 1) - 1;
        }
        int within = (int) (micros >>> (doubling - 1)) - SUB_BUCKETS;
        return doubling * SUB_BUCKETS + within;
    }

    private static double upperMicros(int bucket) {
        int doubling = bucket >> SUB_BITS;
        int within = bucket & (SUB_BUCKETS - 1);
        return doubling == 0 ? within + 1 : (double) ((long) (SUB_BUCKETS + within + 1) << (doubling - 1));
    }
}
