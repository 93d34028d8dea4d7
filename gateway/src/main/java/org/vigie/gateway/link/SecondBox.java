package org.vigie.gateway.link;

/**
 * Whether two boxes speak under the name of one edge: a copied card, or a name given twice. Each start of a box is a
 * run of its own; what comes of any other run than the one that is believed is refused. After an ordinary start the
 * last words of the run before may come late; two boxes go on speaking in turns.
 */
final class SecondBox {
    /** Longer than what a run that has ended may still have under way. */
    private static final long PROOF_MS = 10_000;

    private static final int TURNS = 3;

    /** One of the two has been silent for this long: there is one box again. */
    static final long SILENT_MS = 60_000;

    private boolean twice;
    private boolean believedSpoke;
    private int turns;
    private long sinceMs;
    private long refusedMs;
    private long believedMs;

    /** Another run is believed from now on: what is known of a second box is not forgotten, what points to one is. */
    void started() {
        turns = 0;
    }

    /** The run that is believed has spoken. */
    void believed(long nowMs) {
        believedSpoke = true;
        believedMs = nowMs;
    }

    /** Another one has. */
    void refused(long nowMs) {
        if (turns == 0 || nowMs - refusedMs > SILENT_MS) {
            turns = 1;
            sinceMs = nowMs;
        } else if (believedSpoke) {
            turns = Math.min(TURNS, turns + 1);
        }
        believedSpoke = false;
        refusedMs = nowMs;
        twice |= turns == TURNS && nowMs - sinceMs >= PROOF_MS;
    }

    /** Whether there are two, until one of them has been silent for {@link #SILENT_MS}. */
    boolean isTwice(long nowMs) {
        if (twice && (nowMs - refusedMs >= SILENT_MS || nowMs - believedMs >= SILENT_MS)) {
            twice = false;
            turns = 0;
        }
        return twice;
    }
}
