package org.vigie.gateway;

import java.time.Instant;
import org.vigie.adapter.spi.AdapterClock;
import org.vigie.gateway.pipeline.EngineClock;

/**
 * The clocks of the engine, as adapters ask for them.
 *
 * @param clock of the engine
 */
record AdapterTime(EngineClock clock) implements AdapterClock {
    @Override
    public Instant now() {
        return clock.now();
    }

    @Override
    public Instant wall() {
        return clock.wall();
    }
}
