package org.vigie.gateway.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigie.model.limits.Limits;

/**
 * The connections of the web side while they live. No address takes all places, and whoever asks nothing is cut off, so
 * that a display finds a place however many send a byte a second. On the event loop of the station.
 */
final class Connections {
    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

    private final Vertx vertx;
    private final Limits.Live limits;
    private final Map<SocketAddress, Channel> open = new HashMap<>();
    private final Set<SocketAddress> silent = new HashSet<>();

    Connections(Vertx vertx, Limits.Live limits) {
        this.vertx = vertx;
        this.limits = limits;
    }

    /** A connection has been accepted: it is remembered, or closed where there are too many. */
    void opened(HttpConnection connection) {
        SocketAddress peer = connection.remoteAddress();
        if (open.size() >= limits.connections() || from(peer.hostAddress()) >= limits.connectionsPerPeer()) {
            LOG.warn("event=http-connection-refused peer={} open={}", peer.hostAddress(), open.size());
            connection.close();
            return;
        }
        // Vert.x has no public way to end a WebSocket whose queue is full: its close waits behind the queue.
        if (connection instanceof ConnectionBase base) {
            Channel channel = base.channel();
            open.put(peer, channel);
            silent.add(peer);
            channel.closeFuture().addListener(closed -> forget(peer, channel));
            long unused = vertx.setTimer(limits.firstRequest().toMillis(), timer -> {
                if (silent.contains(peer) && channel.equals(open.get(peer))) {
                    LOG.warn("event=http-connection-cut peer={} reason=no-request", peer.hostAddress());
                    end(channel);
                }
            });
        }
    }

    private void forget(SocketAddress peer, Channel channel) {
        if (open.remove(peer, channel)) {
            silent.remove(peer);
        }
    }

    private long from(String address) {
        return open.keySet().stream()
                .filter(peer -> address.equals(peer.hostAddress()))
                .count();
    }

    /** A whole request has come from there. */
    void asked(SocketAddress peer) {
        silent.remove(peer);
    }

    /** Ends a connection at once, whatever waits to be sent. */
    void cut(SocketAddress peer) {
        Channel channel = open.get(peer);
        if (channel == null) {
            LOG.warn("event=display-not-cut peer={}", peer);
        } else {
            end(channel);
        }
    }

    /** Behind Vert.x's own handler, which would write a close frame first. */
    private static void end(Channel channel) {
        ChannelFuture unused = channel.pipeline().firstContext().close();
    }
}
