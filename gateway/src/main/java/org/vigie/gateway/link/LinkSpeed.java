package org.vigie.gateway.link;

import org.vigie.model.limits.LinkLimits;

/**
 * Whether a link carries waves beside everything else, from the acknowledgements of what was sent anyway. Each tells
 * less than the link carries while other things are under way, and more after a pause, when a modem still has room: so
 * it is the share of good ones in the last half minute that counts, of packets that a thin link feels.
 */
final class LinkSpeed {
    private static final long TURN_MS = 15_000;
    private static final int FEWEST = 3;

    /** A heartbeat behind anything else is late on every link. */
    private static final int FELT_BYTES = 300;

    private final int least;
    private long turnMs;
    private int good;
    private int all;
    private int goodBefore;
    private int allBefore;
    private boolean fits;

    LinkSpeed(LinkLimits limits) {
        this.least = limits.waveSpeed();
    }

    /** So many bytes were acknowledged after so long. */
    void noted(int bytes, long tookMs, long nowMs) {
        turn(nowMs);
        if (bytes < FELT_BYTES) {
            return;
        }
        all++;
        good += bytes * 1_000L / Math.max(1, tookMs) >= least ? 1 : 0;
    }

    private void turn(long nowMs) {
        if (nowMs - turnMs >= TURN_MS) {
            boolean late = nowMs - turnMs >= 2 * TURN_MS;
            goodBefore = late ? 0 : good;
            allBefore = late ? 0 : all;
            good = 0;
            all = 0;
            turnMs = nowMs;
        }
    }

    /** Whether enough was felt lately: what is sent may be made too small to be felt. */
    boolean isKnown(long nowMs) {
        turn(nowMs);
        return all + allBefore >= FEWEST;
    }

    /** Whether it does; it changes its mind for much only. */
    boolean fitsWaves(long nowMs) {
        turn(nowMs);
        int well = good + goodBefore;
        int of = all + allBefore;
        fits = fits ? of > 0 && well * 4 >= of : well >= FEWEST && well * 2 >= of;
        return fits;
    }
}
