package org.vigie.gateway.mqtt;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Waits between two attempts with decorrelated jitter: each is drawn between the shortest wait and three times the one
 * before, never above the longest. Twenty boxes that lose one broker together do not come back together. SOURCE:
 * reference/degraded-networks.md 1, Mosquitto's bridge. Not thread-safe.
 */
final class Backoff {
    private final long shortest;
    private final long longest;
    private final RandomGenerator random;
    private long before;

    Backoff(Duration shortest, Duration longest, RandomGenerator random) {
        this.shortest = shortest.toNanos();
        this.longest = longest.toNanos();
        this.random = random;
        this.before = this.shortest;
    }

    /** The next wait in nanoseconds. */
    long next() {
        before = Math.min(longest, random.nextLong(shortest, Math.max(shortest + 1, 3 * before)));
        return before;
    }

    /** The last connection was good. */
    void reset() {
        before = shortest;
    }
}
