package org.vigie.gateway.failover;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigie.gateway.config.FailoverConfig;

/**
 * One path to the partner: datagrams from an address of this box to one of the partner. An address that is not there
 * yet, because its cable is not, is tried again each second. One thread.
 */
final class Cable {
    private static final Logger LOG = LoggerFactory.getLogger(Cable.class);
    private static final long AGAIN_MS = 1_000;

    private final String name;
    private final InetSocketAddress own;
    private final InetSocketAddress partner;
    private final ByteBuffer buffer;
    private @Nullable DatagramChannel channel;
    private @Nullable SelectionKey key;
    private long triedMs = Long.MIN_VALUE / 4;
    private final LongAdder dropped = new LongAdder();
    private volatile @Nullable String problem;

    Cable(FailoverConfig.Path path, int longest) {
        this.name = path.name();
        this.own = new InetSocketAddress(path.ownHost(), path.ownPort());
        this.partner = new InetSocketAddress(path.partnerHost(), path.partnerPort());
        this.buffer = ByteBuffer.allocate(longest + 1);
    }

    String name() {
        return name;
    }

    /** Why nothing can be sent on it; empty when it is open. Any thread. */
    Optional<String> problem() {
        return Optional.ofNullable(problem).map(why -> name + ": " + why);
    }

    /** Opens it when it is not. */
    void open(Selector selector, long nowMs) {
        if (channel != null || nowMs - triedMs < AGAIN_MS) {
            return;
        }
        triedMs = nowMs;
        try {
            DatagramChannel made = DatagramChannel.open();
            try {
                made.setOption(StandardSocketOptions.SO_REUSEADDR, true);
                made.configureBlocking(false);
                made.bind(own);
                key = made.register(selector, SelectionKey.OP_READ);
                channel = made;
                problem = null;
                LOG.info("event=failover-path-open path={}", name);
            } catch (IOException | RuntimeException unusable) {
                made.close();
                throw unusable;
            }
        } catch (IOException | RuntimeException absent) {
            if (problem == null) {
                LOG.warn("event=failover-path-not-open path={} reason=\"{}\"", name, absent.toString());
            }
            problem = "not open (" + absent.getMessage() + ")";
        }
    }

    /** Sends, or loses it; what cannot be sent is seen at the partner. */
    void send(byte[] beat) {
        DatagramChannel open = channel;
        if (open == null) {
            return;
        }
        try {
            open.send(ByteBuffer.wrap(beat), partner);
            problem = null;
        } catch (IOException | RuntimeException gone) {
            problem = "cannot send (" + gone.getMessage() + ")";
            close();
        }
    }

    /**
     * The beats that wait, of at most so many datagrams: whoever floods this port must not keep the lease from being
     * looked at. What is too long or not from the partner's address is dropped and counted.
     */
    List<byte[]> receive(int most) {
        List<byte[]> beats = new ArrayList<>();
        DatagramChannel open = channel;
        try {
            for (int i = 0; i < most && open != null; i++) {
                buffer.clear();
                Object from = open.receive(buffer);
                if (from == null) {
                    break;
                }
                if (from.equals(partner) && buffer.position() < buffer.capacity()) {
                    beats.add(Arrays.copyOf(buffer.array(), buffer.position()));
                } else {
                    dropped.increment();
                }
            }
        } catch (IOException | RuntimeException gone) {
            problem = "cannot receive (" + gone.getMessage() + ")";
            close();
        }
        return beats;
    }

    /** Datagrams that were no beats of the partner. Any thread. */
    long dropped() {
        return dropped.sum();
    }

    void close() {
        SelectionKey registered = key;
        if (registered != null) {
            registered.cancel();
        }
        DatagramChannel open = channel;
        channel = null;
        key = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException gone) {
                LOG.debug("event=failover-path-close path={}", name, gone);
            }
        }
    }
}
