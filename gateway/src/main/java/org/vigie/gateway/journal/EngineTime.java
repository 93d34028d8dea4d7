package org.vigie.gateway.journal;

import java.time.Instant;
import net.openhft.chronicle.core.time.TimeProvider;

/**
 * Engine time for Chronicle: with the wall clock it would write into an earlier hour's file after the clock was set
 * back. Only goes forward. Journal thread; Chronicle reads it on the same thread.
 */
final class EngineTime implements TimeProvider {
    private Instant now;

    EngineTime(Instant now) {
        this.now = now;
    }

    void advance(Instant at) {
        if (at.isAfter(now)) {
            now = at;
        }
    }

    Instant now() {
        return now;
    }

    @Override
    public long currentTimeMillis() {
        return now.toEpochMilli();
    }
}
