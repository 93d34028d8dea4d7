package org.vigie.adapter.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.socket.nio.NioChannelOption;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetSocket;
import java.net.SocketOption;
import jdk.net.ExtendedSocketOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TCP keep-alive that finds out within a minute that a peer is gone without a word (power cut, cable): a monitor that
 * comes back must not find its places taken by connections that are dead. Vert.x sets these times with its native
 * transports only; with NIO the system's two hours would hold, hence the way down to the channel.
 */
final class KeepAlive {
    static final int IDLE_SECONDS = 30;
    static final int PROBE_SECONDS = 10;
    static final int PROBES = 3;

    private static final Logger log = LoggerFactory.getLogger(KeepAlive.class);

    private KeepAlive() {}

    static void shorten(NetSocket socket) {
        if (socket instanceof NetSocketInternal internal) {
            Channel channel = internal.channelHandlerContext().channel();
            set(channel, ExtendedSocketOptions.TCP_KEEPIDLE, IDLE_SECONDS);
            set(channel, ExtendedSocketOptions.TCP_KEEPINTERVAL, PROBE_SECONDS);
            set(channel, ExtendedSocketOptions.TCP_KEEPCOUNT, PROBES);
        }
    }

    /** A system that does not know the option keeps its own time; a connection that has just ended needs none. */
    private static void set(Channel channel, SocketOption<Integer> option, int value) {
        try {
            boolean known = channel.config().setOption(NioChannelOption.of(option), value);
            assert known || !channel.isOpen() : option.name();
        } catch (ChannelException alreadyClosed) {
            log.debug("event=keep-alive-not-set option={} cause={}", option.name(), alreadyClosed.getMessage());
        }
    }
}
