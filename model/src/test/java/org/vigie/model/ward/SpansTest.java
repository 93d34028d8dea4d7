package org.vigie.model.ward;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SpansTest {
    @Test
    void areTheSameAsThoseOfDuration() {
        Random chance = new Random(104);
        for (int i = 0; i < 10_000; i++) {
            Duration interval = Duration.ofSeconds(chance.nextInt(200_000), chance.nextInt(1_000_000_000));
            assertEquals(interval.multipliedBy(2), Spans.times(interval, 2));
            assertEquals(interval.multipliedBy(5), Spans.times(interval, 5));
            assertEquals(interval.multipliedBy(5).dividedBy(2), Spans.twoAndAHalf(interval));
        }
        assertEquals(Duration.ZERO, Spans.twoAndAHalf(Duration.ZERO));
        assertEquals(Duration.ofNanos(2), Spans.twoAndAHalf(Duration.ofNanos(1)));
    }
}
