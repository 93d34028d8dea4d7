package org.vigie.adapter.spi;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** One listener, or one monitor that is called: from the start of its sockets to their end. */
public interface Adapter extends AutoCloseable {
    /** Binds or begins to connect. Completes when the port is open (for a client: at once); fails when it cannot. */
    CompletableFuture<Void> start();

    /** The port that is listened on or connected to; with a configured port 0 the one that was given, after start. */
    int port();

    /** Stops reading, waits a moment for answers that are due, closes every connection. May be called again. */
    CompletableFuture<Void> stop();

    /** Counters since the start; may be called on any thread. */
    AdapterStatus status();

    /**
     * Why nothing comes through it now although it is open, as a sentence for the engineer; empty when all is well. On
     * any thread.
     */
    default Optional<String> trouble() {
        return Optional.empty();
    }

    /** {@link #stop()} without waiting for it. */
    @Override
    void close();
}
