package org.vigie.gateway.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.vigie.gateway.pipeline.EngineClock;

/** Clocks that run as those of the machine do, and leap when a test has no time to wait. Thread-safe. */
public final class LeapClocks implements EngineClock.Clocks {
    private final Instant wall;
    private final long begun = System.nanoTime();
    private final AtomicLong leapt = new AtomicLong();

    /** @param wall time of day at which they begin */
    public LeapClocks(Instant wall) {
        this.wall = wall;
    }

    /** So much time passes at once, on all clocks. */
    public void leap(Duration time) {
        leapt.addAndGet(time.toNanos());
    }

    @Override
    public long monotonicNanos() {
        return System.nanoTime() - begun + leapt.get();
    }

    @Override
    public long bootNanos() {
        return monotonicNanos();
    }

    @Override
    public Instant wall() {
        return wall.plusNanos(monotonicNanos());
    }
}
