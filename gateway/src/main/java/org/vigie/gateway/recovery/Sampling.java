package org.vigie.gateway.recovery;

import java.time.Duration;

/**
 * How values are thinned. Alarms never are.
 *
 * @param every one set of values for each such interval, 1 s to 1 h
 * @param around before and after an alarm began the intervals are shorter; zero for nothing special, at most 10 min
 * @param aroundEvery that shorter interval, 1 s to {@code every}
 */
public record Sampling(Duration every, Duration around, Duration aroundEvery) {
    /** One set a minute, and every 10 s in the half minute before and after an alarm. */
    public static final Sampling DEFAULT =
            new Sampling(Duration.ofSeconds(60), Duration.ofSeconds(30), Duration.ofSeconds(10));

    public Sampling {
        check("every", every, Duration.ofSeconds(1), Duration.ofHours(1));
        check("around-alarms", around, Duration.ZERO, Duration.ofMinutes(10));
        check("around-every", aroundEvery, Duration.ofSeconds(1), every);
    }

    private static void check(String name, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException("--" + name + " must be from " + least.toSeconds() + " s to "
                    + most.toSeconds() + " s, not " + value.toSeconds() + " s");
        }
    }

    /** In words that tell two samplings apart. */
    public String words() {
        return every.toSeconds() + "s/" + around.toSeconds() + "s/" + aroundEvery.toSeconds() + "s";
    }
}
