package org.vigie.adapter.transport;

import io.netty.channel.Channel;
import io.netty.channel.socket.nio.NioChannelOption;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetSocket;
import java.net.SocketOption;
import jdk.net.ExtendedSocketOptions;

/**
 * TCP keep-alive that finds out within a minute that a peer is gone without a word (power cut, cable): a monitor that
 * comes back must not find its places taken by connections that are dead. Vert.x sets these times with its native
 * transports only; with NIO the system's two hours would hold, hence the way down to the channel.
 */
final class KeepAlive {
    static final int IDLE_SECONDS = 30;
    static final int PROBE_SECONDS = 10;
    static final int PROBES = 3;

    private KeepAlive() {}

    static void shorten(NetSocket socket) {
        if (socket instanceof NetSocketInternal internal) {
            Channel channel = internal.channelHandlerContext().channel();
            set(channel, ExtendedSocketOptions.TCP_KEEPIDLE, IDLE_SECONDS);
            set(channel, ExtendedSocketOptions.TCP_KEEPINTERVAL, PROBE_SECONDS);
            set(channel, ExtendedSocketOptions.TCP_KEEPCOUNT, PROBES);
        }
    }

    /** A system that does not know the option keeps its own time. */
    private static void set(Channel channel, SocketOption<Integer> option, int value) {
        boolean known = channel.config().setOption(NioChannelOption.of(option), value);
        assert known || !channel.isOpen() : option.name();
    }
}
