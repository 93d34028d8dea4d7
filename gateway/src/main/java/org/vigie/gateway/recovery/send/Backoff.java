package org.vigie.gateway.recovery.send;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: decorrelated jitter, so that many senders do not come back at once. SOURCE:
 * M. Brooker, "Exponential Backoff And Jitter" (2015); reference/degraded-networks.md 3.7 (5 s to 60 s). One thread.
 */
final class Backoff {
    static final Duration SHORTEST = Duration.ofSeconds(5);
    static final Duration LONGEST = Duration.ofSeconds(60);

    private final RandomGenerator random;
    private long lastMillis = SHORTEST.toMillis();

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** The wait before the next attempt. */
    Duration next() {
        lastMillis = Math.min(LONGEST.toMillis(), random.nextLong(SHORTEST.toMillis(), 3 * lastMillis));
        return Duration.ofMillis(lastMillis);
    }

    /** It worked: the next failure begins anew. */
    void reset() {
        lastMillis = SHORTEST.toMillis();
    }
}
