package org.vigie.adapter.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.vigie.adapter.spi.AdapterClock;

/** A clock that the test owns; {@link #running()} follows the real one. */
public final class TestClock implements AdapterClock {
    private static final Instant START = Instant.parse("2026-03-01T09:15:02Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(START);

    /** Moves on. */
    public void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    @Override
    public Instant now() {
        return now.get();
    }

    @Override
    public Instant wall() {
        return now.get();
    }

    /** Engine time that follows the machine. */
    public static AdapterClock running() {
        long start = System.nanoTime();
        return new AdapterClock() {
            @Override
            public Instant now() {
                return START.plusNanos(System.nanoTime() - start);
            }

            @Override
            public Instant wall() {
                return now();
            }
        };
    }
}
