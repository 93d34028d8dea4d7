package org.vigie.gateway.mqtt;

/**
 * What a connection tells whoever uses it. {@link #arrived} comes on a thread of the client, the rest on the thread of the
 * connection; all must return at once and not throw. After {@link #down} everything that was not answered counts as not
 * sent.
 */
public interface LaneListener {
    /** Connected and subscribed. Messages may have arrived a moment before. */
    void up();

    /**
     * No longer connected; it goes on trying.
     *
     * @param reason a stable word such as {@code acks-stopped}
     */
    void down(String reason);

    /**
     * The broker answered; there is room for one more.
     *
     * @param ticket as given to {@link MqttLane#send}
     * @param accepted false when the broker refused it: this client may not publish there
     */
    void answered(long ticket, boolean accepted);

    /**
     * A message of a subscription.
     *
     * @param payload belongs to the listener
     */
    void arrived(String topic, byte[] payload);
}
