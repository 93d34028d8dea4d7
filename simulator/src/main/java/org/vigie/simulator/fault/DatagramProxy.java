package org.vigie.simulator.fault;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bad network for datagrams on loopback: stands at an address of its own, hands what clients send to the target and
 * what the target answers to them, and loses, doubles, swaps, delays and damages both ways. The same seed and the same
 * datagrams in the same order give the same faults. One daemon thread; methods may be called from any thread.
 */
public final class DatagramProxy implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DatagramProxy.class);
    private static final int MOST_CLIENTS = 64;
    private static final int LARGEST = 65_536;
    private static final long LOOK_EVERY_MS = 5;

    private final InetSocketAddress target;
    private final Selector selector;
    private final DatagramChannel front;
    private final DatagramFaults<Out> there;
    private final DatagramFaults<Out> back;
    private final Map<InetSocketAddress, DatagramChannel> clients = new LinkedHashMap<>();
    private final ByteBuffer buffer = ByteBuffer.allocate(LARGEST);
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong sent = new AtomicLong();
    private final long begun = System.nanoTime();
    private final Thread thread;

    /** A datagram with its way out. */
    @SuppressWarnings("ArrayRecordComponent") // sent once, never compared
    private record Out(DatagramChannel by, InetSocketAddress to, byte[] bytes) {}

    private DatagramProxy(InetSocketAddress target, long seed, Selector selector, DatagramChannel front) {
        this.target = target;
        this.selector = selector;
        this.front = front;
        this.there = new DatagramFaults<>(seed, DatagramProxy::damaged);
        this.back = new DatagramFaults<>(seed + 1, DatagramProxy::damaged);
        this.thread = new Thread(this::run, "datagram-proxy");
        thread.setDaemon(true);
    }

    /**
     * Starts on a free port of 127.0.0.1, without faults.
     *
     * @param target where the datagrams go
     * @param seed decides which of them meet a fault
     */
    public static DatagramProxy start(InetSocketAddress target, long seed) throws IOException {
        Selector selector = Selector.open();
        DatagramChannel front = channel(selector);
        DatagramProxy proxy = new DatagramProxy(target, seed, selector, front);
        proxy.thread.start();
        return proxy;
    }

    private static DatagramChannel channel(Selector selector) throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ);
        return channel;
    }

    /** Cut short, or with one byte changed. */
    private static Out damaged(Out message, long how) {
        if (message.bytes.length == 0) {
            return message;
        }
        int at = Math.floorMod(how >> 1, message.bytes.length);
        byte[] changed = (how & 1) == 0 ? Arrays.copyOf(message.bytes, at) : message.bytes.clone();
        if (at < changed.length) {
            changed[at] ^= (byte) (how >> 32 | 1);
        }
        return new Out(message.by, message.to, changed);
    }

    /** The port that stands for the target. */
    public int port() {
        return front.socket().getLocalPort();
    }

    /**
     * Begins a fault both ways.
     *
     * @param fault LOSS, DUPLICATE, OUT_OF_ORDER, LATE or GARBAGE
     * @param percent of the datagrams that it meets
     * @param by how late, for LATE
     */
    public void begin(LinkFault fault, int percent, Duration by) {
        synchronized (this) {
            there.begin(fault, percent, by);
            back.begin(fault, percent, by);
        }
    }

    /** Ends a fault both ways. */
    public void end(LinkFault fault) {
        synchronized (this) {
            there.end(fault);
            back.end(fault);
        }
    }

    /** Datagrams that came in, both ways. */
    public long received() {
        return received.get();
    }

    /** Datagrams that went out, both ways. */
    public long sent() {
        return sent.get();
    }

    private void run() {
        try {
            while (selector.isOpen()) {
                selector.select(LOOK_EVERY_MS);
                for (SelectionKey key : List.copyOf(selector.selectedKeys())) {
                    selector.selectedKeys().remove(key);
                    read((DatagramChannel) key.channel());
                }
                pass(there, List.of()); // what was late is due
                pass(back, List.of());
            }
        } catch (IOException | ClosedSelectorException closed) {
            LOG.debug("datagram proxy ended cause={}", closed.toString());
        }
    }

    private void read(DatagramChannel from) throws IOException {
        while (true) {
            buffer.clear();
            InetSocketAddress sender = (InetSocketAddress) from.receive(buffer);
            if (sender == null) {
                return;
            }
            received.incrementAndGet();
            byte[] bytes = Arrays.copyOf(buffer.array(), buffer.position());
            if (from.equals(front)) {
                DatagramChannel client = client(sender);
                if (client != null) {
                    pass(there, List.of(new Out(client, target, bytes)));
                }
            } else {
                for (Map.Entry<InetSocketAddress, DatagramChannel> client : clients.entrySet()) {
                    if (client.getValue().equals(from)) {
                        pass(back, List.of(new Out(front, client.getKey(), bytes)));
                    }
                }
            }
        }
    }

    /** The port from which the target sees a client; null when there are too many. */
    private @Nullable DatagramChannel client(InetSocketAddress sender) throws IOException {
        DatagramChannel known = clients.get(sender);
        if (known == null && clients.size() < MOST_CLIENTS) {
            known = channel(selector);
            clients.put(sender, known);
        }
        return known;
    }

    private void pass(DatagramFaults<Out> faults, List<Out> messages) throws IOException {
        List<Out> passed;
        synchronized (this) {
            passed = faults.pass(Duration.ofNanos(System.nanoTime() - begun), messages);
        }
        for (Out out : passed) {
            try {
                sent.addAndGet(out.by.send(ByteBuffer.wrap(out.bytes), out.to) > 0 ? 1 : 0);
            } catch (PortUnreachableException gone) {
                LOG.debug("datagram proxy: nobody at {}", out.to);
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : List.copyOf(selector.keys())) {
            key.channel().close();
        }
        selector.close();
    }
}
