package org.vigie.gateway.mqtt;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One message to be published.
 *
 * @param topic without wildcards
 * @param payload never written to after it was handed over
 * @param qos 0 (counts as answered when it was written to the socket) or 1 (answered by the broker)
 * @param retained whether the broker keeps it for whoever comes later
 * @param expiry after which the broker forgets it, at least 1 s; null for never
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never written to, never compared
public record Outbound(
        String topic,
        byte[] payload,
        int qos,
        boolean retained,
        @Nullable Duration expiry) {
    public Outbound {
        if (qos < 0 || qos > 1) {
            throw new IllegalArgumentException("QoS 0 or 1, not " + qos);
        }
        if (topic.isEmpty() || topic.indexOf('#') >= 0 || topic.indexOf('+') >= 0) {
            throw new IllegalArgumentException("not a topic to publish to: " + topic);
        }
        if (expiry != null && expiry.toSeconds() < 1) {
            throw new IllegalArgumentException("expires after " + expiry);
        }
    }

    /** Kept by the broker until something newer comes; answered by the broker. */
    public static Outbound retained(String topic, byte[] payload, @Nullable Duration expiry) {
        return new Outbound(topic, payload, 1, true, expiry);
    }

    /** Answered by the broker, kept for nobody. */
    public static Outbound event(String topic, byte[] payload, @Nullable Duration expiry) {
        return new Outbound(topic, payload, 1, false, expiry);
    }
}
