package org.vigie.adapter.probe;

import java.time.Instant;
import org.vigie.adapter.spi.AdapterClock;

/** The machine's time: a probe has no engine. */
final class MachineClock implements AdapterClock {
    private final Instant start = Instant.now();
    private final long began = System.nanoTime();

    @Override
    public Instant now() {
        return start.plusNanos(System.nanoTime() - began);
    }

    @Override
    public Instant wall() {
        return Instant.now();
    }
}
