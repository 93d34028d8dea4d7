package org.vigie.adapter.spi;

import java.time.Instant;

/** The times an adapter needs; injected, so that tests own them. Called on the adapter's event loop. */
public interface AdapterClock {
    /** Engine time: only goes forward. All waiting is measured with it. */
    Instant now();

    /** Time of day, for what is written into messages. */
    Instant wall();
}
