package org.vigie.gateway.mqtt;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.vigie.model.limits.Limits;

/**
 * What one connection needs to know.
 *
 * @param name of the connection, in threads, log and metrics
 * @param endpoints {@code address:port} of the broker, numeric; of a cluster those of its nodes, 1 to 4, in the order
 *     in which they are tried
 * @param clientId unique at that broker
 * @param tls identity of this box; null for a connection without TLS (loopback only)
 * @param will what the broker publishes when this connection breaks; null for nothing
 * @param subscriptions topic filters, asked at every connect, QoS 1; at most 16
 * @param limits bounds and times
 */
public record LaneOptions(
        String name,
        List<String> endpoints,
        String clientId,
        @Nullable TlsSource tls,
        @Nullable Outbound will,
        List<String> subscriptions,
        Limits.Mqtt limits) {
    public LaneOptions {
        endpoints = List.copyOf(endpoints);
        if (endpoints.isEmpty() || endpoints.size() > 4) {
            throw new IllegalArgumentException(endpoints.size() + " endpoints");
        }
        subscriptions = List.copyOf(subscriptions);
        if (subscriptions.size() > 16) {
            throw new IllegalArgumentException(subscriptions.size() + " subscriptions");
        }
    }

    /** One broker; the rest as above. */
    public LaneOptions(
            String name,
            String endpoint,
            String clientId,
            @Nullable TlsSource tls,
            @Nullable Outbound will,
            List<String> subscriptions,
            Limits.Mqtt limits) {
        this(name, List.of(endpoint), clientId, tls, will, subscriptions, limits);
    }

    /** The first of the endpoints. */
    public String endpoint() {
        return endpoints.getFirst();
    }

    /** The same beginning with the next endpoint: that of the next attempt. */
    LaneOptions next() {
        List<String> turned = new ArrayList<>(endpoints.subList(1, endpoints.size()));
        turned.add(endpoints.getFirst());
        return new LaneOptions(name, turned, clientId, tls, will, subscriptions, limits);
    }

    /** The same under another name at the broker. */
    LaneOptions named(String other) {
        return new LaneOptions(name, endpoints, other, tls, will, subscriptions, limits);
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
