package org.vigie.gateway.mqtt;

/**
 * What a connection tells whoever uses it: on the thread of the connection, in the order of what happened. All must
 * return at once; what is slow here makes the broker wait. After {@link #down} everything that was not answered counts
 * as not sent.
 */
public interface LaneListener {
    /** Connected, and every subscription confirmed. */
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
     * @param retained whether the broker had kept it
     */
    void arrived(String topic, byte[] payload, boolean retained);
}
