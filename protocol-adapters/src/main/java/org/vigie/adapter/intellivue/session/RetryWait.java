package org.vigie.adapter.intellivue.session;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The wait before the next round of requests: doubles up to 15 s, with jitter, so that 64 monitors are not asked at
 * once.
 */
final class RetryWait {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(15);

    private final RandomGenerator random;
    private Duration next = FIRST;

    RetryWait(RandomGenerator random) {
        this.random = random;
    }

    Duration next() {
        long whole = next.toMillis();
        Duration twice = next.multipliedBy(2);
        next = twice.compareTo(LONGEST) > 0 ? LONGEST : twice;
        return Duration.ofMillis(whole / 2 + random.nextLong(whole / 2 + 1));
    }

    void reset() {
        next = FIRST;
    }
}
