package org.vigie.gateway.link;

import org.vigie.model.limits.LinkLimits;

/**
 * How much a link carries, from the acknowledgements of what was sent anyway: never more than it really carries, less
 * while other things are under way, so the best of the last half minute counts.
 */
final class LinkSpeed {
    private static final long TURN_MS = 15_000;

    private final int least;
    private long turnMs;
    private long bestBefore;
    private long best;
    private boolean fits;

    LinkSpeed(LinkLimits limits) {
        this.least = limits.waveSpeed();
    }

    /** So many bytes were acknowledged after so long. */
    void noted(int bytes, long tookMs, long nowMs) {
        turn(nowMs);
        best = Math.max(best, bytes * 1_000L / Math.max(1, tookMs));
    }

    private void turn(long nowMs) {
        if (nowMs - turnMs >= TURN_MS) {
            bestBefore = nowMs - turnMs >= 2 * TURN_MS ? 0 : best;
            best = 0;
            turnMs = nowMs;
        }
    }

    /** Bytes per second at least; 0 while nothing is known. */
    long bytesPerSecond(long nowMs) {
        turn(nowMs);
        return Math.max(best, bestBefore);
    }

    /** Whether it carries waves beside everything else; it does not change its mind for a little. */
    boolean fitsWaves(long nowMs) {
        fits = bytesPerSecond(nowMs) >= (fits ? least * 2L / 3 : least);
        return fits;
    }
}
