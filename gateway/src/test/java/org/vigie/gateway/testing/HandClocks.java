package org.vigie.gateway.testing;

import java.time.Duration;
import java.time.Instant;
import org.vigie.gateway.pipeline.EngineClock;

/** Clocks that a test moves by hand. Thread-safe. */
public final class HandClocks implements EngineClock.Clocks {
    private long monotonic = 5_000_000_000L;
    private long boot = 9_000_000_000L;
    private Instant wall;

    public HandClocks(Instant wall) {
        this.wall = wall;
    }

    /** Time passes on all clocks. */
    public synchronized void pass(Duration time) {
        monotonic += time.toNanos();
        boot += time.toNanos();
        wall = wall.plus(time);
    }

    /** The box sleeps: the monotonic clock stands still. */
    public synchronized void sleep(Duration time) {
        boot += time.toNanos();
        wall = wall.plus(time);
    }

    /** Somebody sets the wall clock. */
    public synchronized void setWall(Duration by) {
        wall = wall.plus(by);
    }

    @Override
    public synchronized long monotonicNanos() {
        return monotonic;
    }

    @Override
    public synchronized long bootNanos() {
        return boot;
    }

    @Override
    public synchronized Instant wall() {
        return wall;
    }
}
