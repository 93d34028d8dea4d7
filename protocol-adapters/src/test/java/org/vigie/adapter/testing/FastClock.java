package org.vigie.adapter.testing;

import java.time.Instant;
import org.vigie.adapter.spi.AdapterClock;

/** Engine time that runs some times faster than the machine's, so that a protocol of seconds is tested in less. */
public record FastClock(Instant start, long machine, int times) implements AdapterClock {
    /** A clock that begins now. */
    public static FastClock times(int times) {
        return new FastClock(Instant.parse("2026-03-01T09:15:02Z"), System.nanoTime(), times);
    }

    @Override
    public Instant now() {
        return start.plusNanos((System.nanoTime() - machine) * times);
    }

    @Override
    public Instant wall() {
        return now();
    }
}
