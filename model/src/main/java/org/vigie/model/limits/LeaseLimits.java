package org.vigie.model.limits;

import java.time.Duration;

/**
 * The lease of a pair of boxes. SOURCE: reference/degraded-networks.md 3.6.
 *
 * @param beat a box of a pair speaks that often, on every path
 * @param lapse a holder that sees nobody for this long, or stood still itself, holds no more; shorter than
 *     {@code silence}
 * @param silence without a word of a holder on all paths after which the other takes over
 * @param fresh a word of the partner that is older says nothing of now
 * @param forget a partner that was silent for this long may begin to count anew: its disk was replaced
 * @param paths to the partner, without those over hubs
 * @param beatBytes longest beat that is read; longer ones are dropped and counted
 * @param waiting beats that came over hubs and wait for the thread of the lease, more are dropped and counted; and
 *     those of one path that are read before the lease is looked at
 */
public record LeaseLimits(
        Duration beat,
        Duration lapse,
        Duration silence,
        Duration fresh,
        Duration forget,
        int paths,
        int beatBytes,
        int waiting) {
    /** The bounds of every installation. */
    public static final LeaseLimits DEFAULT = new LeaseLimits(
            Duration.ofSeconds(1),
            Duration.ofSeconds(3),
            Duration.ofSeconds(6),
            Duration.ofSeconds(2),
            Duration.ofSeconds(60),
            4,
            512,
            64);
}
