package org.vigie.gateway.mqtt;

import java.io.IOException;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.vigie.model.limits.Limits;

/**
 * What one connection needs to know.
 *
 * @param name of the connection, in threads, log and metrics
 * @param endpoint {@code address:port} of the broker, numeric
 * @param clientId unique at that broker
 * @param tls identity of this box; null for a connection without TLS (loopback only)
 * @param will what the broker publishes when this connection breaks; null for nothing
 * @param subscriptions topic filters, asked at every connect, QoS 1; at most 16
 * @param limits bounds and times
 */
public record LaneOptions(
        String name,
        String endpoint,
        String clientId,
        @Nullable TlsSource tls,
        @Nullable Outbound will,
        List<String> subscriptions,
        Limits.Mqtt limits) {
    public LaneOptions {
        subscriptions = List.copyOf(subscriptions);
        if (subscriptions.size() > 16) {
            throw new IllegalArgumentException(subscriptions.size() + " subscriptions");
        }
    }

    /** The same under another name at the broker. */
    LaneOptions named(String other) {
        return new LaneOptions(name, endpoint, other, tls, will, subscriptions, limits);
    }

    /** Where a connection gets its identity, read anew at every attempt: a replaced certificate needs no restart. */
    @FunctionalInterface
    public interface TlsSource {
        /**
         * TLS under the site's own authority.
         *
         * @throws IOException when the files cannot be used; the message names them
         */
        SSLContext context() throws IOException;
    }
}
