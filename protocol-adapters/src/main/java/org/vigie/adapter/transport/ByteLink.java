package org.vigie.adapter.transport;

import java.util.function.Consumer;
import org.vigie.model.link.LinkReason;

/** One connection as bytes: a TCP socket now, a serial port later. All calls on its event loop. */
public interface ByteLink {
    /** Address of the peer as numbers, for example {@code 192.168.10.21}. */
    String peerAddress();

    /** Port of the peer. */
    int peerPort();

    /**
     * Begins to read.
     *
     * @param bytes called with what was read, in order; the array is the receiver's
     * @param drained called when {@link #write} may be used again after it said it is full
     * @param ended called once, when the connection has ended, with CLOSED_BY_PEER, CONNECTION_ERROR, or
     *     CLOSED_BY_GATEWAY after {@link #close}
     */
    void begin(Consumer<byte[]> bytes, Runnable drained, Consumer<LinkReason> ended);

    /** Writes all of {@code bytes} in one piece. Returns false when the peer does not read: stop until drained. */
    boolean write(byte[] bytes);

    /** Stops reading: the peer's sending window closes. */
    void pauseReading();

    /** Reads on. */
    void resumeReading();

    /** Ends the connection after what was written. */
    void close();
}
