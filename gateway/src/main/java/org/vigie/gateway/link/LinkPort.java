package org.vigie.gateway.link;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The transport below a link, to one broker: three connections that come and go. It keeps nothing: what it does not
 * take at once, it refuses; what was not acknowledged when a connection broke, its caller sends again. It reconnects by
 * itself, each lane for itself, with a jittered pause of 0.2 to 5 s, and makes a connection anew when the
 * acknowledgement of any message does not come for 10 s.
 *
 * <p>Thread: {@link #send} may be called from any one thread; the listener is called from one thread at a time, in the
 * order of what happened on a lane, and returns at once. A listener may call {@code send}.
 */
public interface LinkPort extends AutoCloseable {
    /** Why a lane is down: another client came to the broker under its name, from another box or process. */
    String TAKEN_OVER = "taken-over";

    /**
     * Hands a message over.
     *
     * @param lane LIFE and DATA at least once (QoS 1), WAVES at most once (QoS 0)
     * @param topic of {@link LinkTopics}
     * @param payload not changed by anybody from now on
     * @param retain whether the broker keeps it for those who come later
     * @param token given back by {@link Listener#acknowledged}: at the broker's acknowledgement, of WAVES when it was
     *     written
     * @return false when the lane is down or its window is full: the message was dropped and the token is not given
     *     back
     */
    boolean send(Lane lane, String topic, byte[] payload, boolean retain, long token);

    /**
     * Another box has the name of this one: what is connected anew goes by a name beside it for a while. Any thread.
     */
    default void aside() {}

    /** Begins to connect; called once. */
    void start(Listener listener);

    /** Ends all connections; idempotent. The listener is not called any more afterwards. */
    @Override
    void close();

    /** Who uses the port. */
    interface Listener {
        /** The lane is connected and its subscriptions are confirmed. */
        void up(Lane lane);

        /**
         * The lane was up and is no longer; tokens that were not acknowledged never will be.
         *
         * @param reason for the engineer
         */
        void down(Lane lane, String reason);

        /** The broker has the message of this token. */
        void acknowledged(Lane lane, long token);

        /**
         * A message came.
         *
         * @param payload of its own, at most {@code LinkLimits#packetBytes}; longer ones are dropped and counted
         * @param retained whether the broker had kept it
         */
        void received(Lane lane, String topic, byte[] payload, boolean retained);
    }

    /**
     * What a port has to know beside the broker's address and credentials.
     *
     * @param clientId without the lane, which the port appends ({@code -life}); at most 40 characters of
     *     {@code [A-Za-z0-9_-]}
     * @param subscriptions of each lane
     * @param will of the LIFE connection; null for none
     */
    record Plan(
            String clientId,
            Map<Lane, List<String>> subscriptions,
            @Nullable Will will) {
        public Plan {
            subscriptions = Map.copyOf(subscriptions);
        }
    }

    /** What the broker says in the place of a client that has gone without a word; QoS 1. */
    @SuppressWarnings("ArrayRecordComponent") // handed to the transport, never written to
    record Will(String topic, byte[] payload, boolean retain) {}
}
