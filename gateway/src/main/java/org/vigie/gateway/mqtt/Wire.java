package org.vigie.gateway.mqtt;

import java.io.IOException;
import java.time.Duration;

/** One client for one connection: used once, then thrown away. Used by the thread of the connection alone. */
interface Wire {
    /**
     * Hands a message to the client; the answer is told by its key.
     *
     * @throws IOException when the client takes nothing more: throw it away
     */
    void publish(long key, Outbound message) throws IOException;

    /** Says goodbye to the broker within {@code limit}, so that it publishes the will, then throws away. */
    void close(Duration limit);

    /** Ends sockets and threads, whatever state the client is in. Returns within about a second. */
    void discard();

    /** What a client tells; on any thread. */
    interface Events {
        /**
         * Connected and subscribed.
         *
         * @param receiveMaximum unanswered publishes that the broker allows
         */
        void up(int receiveMaximum);

        /** It could not connect, or the connection broke. */
        void lost(String word, String text);

        /** The broker answered a publish. */
        void answered(long key, boolean accepted);

        /** A message of a subscription; may wait until the ones before it were taken, which makes the broker wait. */
        void arrived(String topic, byte[] payload, boolean retained);
    }

    /** Makes clients. */
    @FunctionalInterface
    interface Maker {
        /**
         * A client that begins to connect.
         *
         * @throws IOException when there is nothing to connect with; the message says why
         */
        Wire open(LaneOptions options, Events events) throws IOException;
    }
}
