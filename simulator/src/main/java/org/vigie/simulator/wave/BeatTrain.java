package org.vigie.simulator.wave;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;

/** The heart beats of one patient, a little ahead of the time that is drawn. Not thread-safe. */
final class BeatTrain {
    private static final double AHEAD_MS = 1_200;
    private static final int MOST = 24;
    private static final double SLOWEST = 20;
    private static final double FASTEST = 260;

    private final Deque<Beat> beats = new ArrayDeque<>();
    private final SplittableRandom random;
    private double nextAt;

    /**
     * One beat.
     *
     * @param atMs time of the R peak
     * @param intervalMs to the next one
     * @param wide true when it begins in a ventricle
     */
    record Beat(double atMs, double intervalMs, boolean wide) {
        double pace() {
            return StrictMath.sqrt(StrictMath.max(0.25, StrictMath.min(1.4, intervalMs / 1_000)));
        }
    }

    BeatTrain(SplittableRandom random) {
        this.random = random;
        this.nextAt = 100 + random.nextInt(700);
    }

    /** Beats on until this time and a little further. */
    void beat(double untilMs, double perMinute, boolean wide) {
        double rate = StrictMath.max(SLOWEST, StrictMath.min(FASTEST, perMinute));
        while (nextAt < untilMs + AHEAD_MS) {
            double sway = wide ? 0 : 0.025 * (random.nextDouble() - 0.5) + 0.012 * Shapes.sine(nextAt / 4_100);
            double interval = 60_000 / rate * (1 + sway);
            beats.addLast(new Beat(nextAt, interval, wide));
            nextAt += interval;
            if (beats.size() > MOST) {
                beats.removeFirst();
            }
        }
    }

    /** The heart stands still: what was planned does not come, and the next beat comes after this time. */
    void stop(long nowMs) {
        while (!beats.isEmpty() && beats.getLast().atMs() > nowMs) {
            beats.removeLast();
        }
        nextAt = nowMs + 350.0;
    }

    /** The beats that reach into a stretch of time, in their order. */
    Beat[] around(long fromMs, long toMs) {
        return beats.stream()
                .filter(beat -> beat.atMs() > fromMs - 3_500 && beat.atMs() < toMs + AHEAD_MS)
                .toArray(Beat[]::new);
    }
}
