package org.vigie.gateway.prove.seeds;

import java.util.List;
import java.util.SplittableRandom;

/**
 * When which disk of a hub takes nothing, and for how long; by a chance of its own, so that all else stays as it was.
 */
final class HubDisks {
    private static final long MEAN_PAUSE_MS = 8_000;
    private static final long LONGEST_MS = 15_000;

    private final Timeline time;
    private final SplittableRandom chance;
    private final List<String> edges;
    private final List<SimHub> hubs;

    HubDisks(Timeline time, long seed, List<String> edges, List<SimHub> hubs) {
        this.time = time;
        this.chance = new SplittableRandom(~seed);
        this.edges = edges;
        this.hubs = hubs;
    }

    /** Fails again and again until then. */
    void begin(long untilMs) {
        long pause = chance.nextLong(500, 2 * MEAN_PAUSE_MS);
        if (time.now() + pause < untilMs) {
            time.in(pause, () -> {
                one();
                begin(untilMs);
            });
        }
    }

    private void one() {
        SimHub hub = hubs.get(chance.nextInt(hubs.size()));
        String edge = edges.get(chance.nextInt(edges.size()));
        // Short ones too: what was written and not forced is lost, and the next record is taken.
        long forMs = chance.nextInt(3) == 0 ? 1 : chance.nextLong(200, LONGEST_MS);
        hub.diskRefuses(edge, true);
        time.in(forMs, () -> hub.diskRefuses(edge, false));
    }

    /** From here on every disk takes everything. */
    void heal() {
        hubs.forEach(hub -> edges.forEach(edge -> hub.diskRefuses(edge, false)));
    }
}
