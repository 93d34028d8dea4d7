package org.vigie.adapter.transport;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class BackoffTest {
    private static void assertBetween(long fromMs, long toMs, Duration wait) {
        assertTrue(wait.toMillis() >= fromMs && wait.toMillis() <= toMs, wait::toString);
    }

    @Test
    void waitsLongerFromAttemptToAttemptUpToTheBound() {
        Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(10), new SplittableRandom(1));
        assertBetween(500, 1_000, backoff.next());
        assertBetween(1_000, 2_000, backoff.next());
        assertBetween(2_000, 4_000, backoff.next());
        assertBetween(4_000, 8_000, backoff.next());
        for (int i = 0; i < 100; i++) {
            assertBetween(5_000, 10_000, backoff.next());
        }
        backoff.reset();
        assertBetween(500, 1_000, backoff.next());
    }
}
