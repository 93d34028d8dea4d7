package org.vigie.simulator.fault;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bad network on loopback: listens on a free port, connects each client through to the target, and lets the bytes
 * pass as its {@link Weather} says, which can be changed at any time. The same seed gives the same jitter and the same
 * sizes of pieces for each connection. Threads: one to accept, four per connection, all daemons; thread-safe.
 */
public final class FaultProxy implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FaultProxy.class);
    private static final int MOST_CONNECTIONS = 256;

    private final InetSocketAddress target;
    private final ServerSocket listener;
    private final SplittableRandom seeds;
    private final Set<Passage> passages = ConcurrentHashMap.newKeySet();
    private final AtomicLong accepted = new AtomicLong();
    private volatile Weather weather = Weather.FINE;
    private volatile boolean closed;

    private FaultProxy(InetSocketAddress target, long seed, ServerSocket listener) {
        this.target = target;
        this.listener = listener;
        this.seeds = new SplittableRandom(seed);
    }

    /**
     * Starts to listen on 127.0.0.1.
     *
     * @param target where the connections go; may come up later
     * @param seed decides jitter and sizes
     */
    public static FaultProxy start(InetSocketAddress target, long seed) throws IOException {
        ServerSocket listener = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
        FaultProxy proxy = new FaultProxy(target, seed, listener);
        Thread thread = new Thread(proxy::accept, "fault-proxy-accept");
        thread.setDaemon(true);
        thread.start();
        return proxy;
    }

    /** The port to connect to. */
    public int port() {
        return listener.getLocalPort();
    }

    /** Changes the weather for all connections, also for bytes already on their way. */
    public void set(Weather other) {
        weather = other;
        passages.forEach(Passage::weatherChanged);
    }

    /** The weather now. */
    public Weather weather() {
        return weather;
    }

    /** Cuts all connections with a reset (RST); new ones are accepted. */
    public void reset() {
        passages.forEach(Passage::reset);
    }

    /** Connections that are open. */
    public int connections() {
        return passages.size();
    }

    /** Connections that were ever accepted. */
    public long accepted() {
        return accepted.get();
    }

    private void accept() {
        while (!closed) {
            try {
                connect(listener.accept());
            } catch (IOException failed) {
                if (!closed) {
                    LOG.debug("fault proxy accept failed cause={}", failed.toString());
                }
            }
        }
    }

    private void connect(Socket client) throws IOException {
        accepted.incrementAndGet();
        if (weather.refuse() || passages.size() >= MOST_CONNECTIONS) {
            client.setSoLinger(true, 0);
            client.close();
            return;
        }
        Socket server = new Socket();
        try {
            server.connect(target, 5_000);
        } catch (IOException unreachable) {
            client.setSoLinger(true, 0);
            client.close();
            server.close();
            return;
        }
        Passage passage = new Passage(client, server, this::weather, seeds.split());
        passages.add(passage);
        passage.start(() -> passages.remove(passage));
    }

    @Override
    public void close() {
        closed = true;
        try {
            listener.close();
        } catch (IOException ignored) {
            LOG.debug("fault proxy close failed cause={}", ignored.toString());
        }
        passages.forEach(Passage::reset);
    }
}
