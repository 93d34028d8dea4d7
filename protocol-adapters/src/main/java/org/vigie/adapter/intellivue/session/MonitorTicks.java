package org.vigie.adapter.intellivue.session;

/**
 * The monitor's relative time without its wraps, which come every 6.2 days. Ticks of 1/8 ms. SOURCE:
 * intellivue-protocol.md section 9.
 */
final class MonitorTicks {
    /** A cycle of {@code class 0006} and {@code 0036} each 1.024 s. */
    static final int CYCLE = 8_192;

    /** A block of waves each 256 ms. */
    static final int WAVE_BLOCK = 2_048;

    /** How far back a late datagram may be; farther back, the monitor has started anew. */
    private static final int LATEST = 30 * 8_000;

    /** No association outlives such a silence; farther ahead, the monitor has started anew after days. */
    private static final int LONGEST_SILENCE = 600 * 8_000;

    private static final long MODULUS = 1L << 32;

    private long newest = -1;

    void clear() {
        newest = -1;
    }

    /** Whether this time can only be that of a monitor that was switched on again. */
    boolean isRestart(long relativeTime) {
        return newest >= 0 && isRestart(between(newest, relativeTime));
    }

    static boolean isRestart(int elapsed) {
        return elapsed < -LATEST || elapsed > LONGEST_SILENCE;
    }

    /** The time with its wraps; of a monitor that has started anew its own time again. */
    long of(long relativeTime) {
        if (newest < 0 || isRestart(relativeTime)) {
            newest = relativeTime;
            return relativeTime;
        }
        long time = newest + between(newest, relativeTime);
        if (time < 0) {
            time += MODULUS; // a late one from before the first wrap
        }
        newest = Math.max(newest, time);
        return time;
    }

    /** Ticks from one time to another, right across a wrap. */
    static int between(long earlier, long later) {
        return (int) (later - earlier);
    }
}
