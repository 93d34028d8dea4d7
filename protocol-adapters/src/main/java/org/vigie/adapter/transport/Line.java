package org.vigie.adapter.transport;

import java.util.concurrent.CompletableFuture;

/**
 * A cable to one monitor, as bytes: a serial port or the same port behind a terminal server. It opens itself, and again
 * whenever it was lost; its owner only watches. All calls and all callbacks on the event loop, except {@link #state()}.
 */
public interface Line {
    /** What an owner is told. */
    interface Owner {
        /** The line carries bytes from now on; whatever was begun before is void. */
        void opened();

        /** Bytes in order, in chunks of any size; the array is the receiver's. */
        void received(byte[] bytes);

        /** The state changed. Told once for each change. Follows after {@link #opened()}, or ends what it began. */
        void changed(LineState state);
    }

    /**
     * Begins to open; returns at once, because a monitor that is not there yet is shown as such, not missing.
     *
     * @param owner who is told
     */
    void start(Owner owner);

    /**
     * Sends, later, in order.
     *
     * @return false when the line is down or its queue is full; the bytes are then dropped
     */
    boolean send(byte[] bytes);

    /** The newest state; on any thread. */
    LineState state();

    /** The configured place, for example {@code /dev/serial/by-id/...} or {@code 10.0.0.5:4001}. */
    String place();

    /** Ends it for good. Completes when the port is free. */
    CompletableFuture<Void> close();
}
