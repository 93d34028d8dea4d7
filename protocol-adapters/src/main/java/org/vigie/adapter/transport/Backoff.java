package org.vigie.adapter.transport;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before the next attempt: doubles from attempt to attempt, with jitter, up to a bound. */
public final class Backoff {
    private final Duration first;
    private final Duration longest;
    private final RandomGenerator random;
    private Duration next;

    /**
     * Waits between half of {@code first} and {@code longest}.
     *
     * @param random for the jitter, so that many monitors are not called at once
     */
    public Backoff(Duration first, Duration longest, RandomGenerator random) {
        this.first = first;
        this.longest = longest;
        this.random = random;
        this.next = first;
    }

    /** The wait before the next attempt: between a half and the whole of this step, never under half of the first. */
    public Duration next() {
        long whole = next.toMillis();
        next = next.multipliedBy(2).compareTo(longest) > 0 ? longest : next.multipliedBy(2);
        return Duration.ofMillis(whole / 2 + random.nextLong(whole / 2 + 1));
    }

    /** All is well: the next wait is a first one. */
    public void reset() {
        next = first;
    }
}
