package org.vigie.simulator.fault;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.Deque;
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
    private final AtomicLong resets = new AtomicLong();
    /** Connections made while nothing passes either way, oldest first. Guarded by itself. */
    private final Deque<Socket> knocking = new ArrayDeque<>();

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

    /**
     * Changes the weather for all connections, also for bytes already on their way. While nothing passes either way,
     * new connections get no answer and the target does not learn of them; when it clears they are reset, so that
     * whoever still wants one tries again.
     */
    public void set(Weather other) {
        synchronized (knocking) {
            weather = other;
            if (!other.isCut()) {
                knocking.forEach(FaultProxy::cut);
                knocking.clear();
            }
        }
        passages.forEach(Passage::weatherChanged);
    }

    /** The weather now. */
    public Weather weather() {
        return weather;
    }

    /**
     * Cuts all connections with a reset (RST), those that are just being made too: the target may know of one before
     * this proxy has noted it. New ones are accepted.
     */
    public void reset() {
        resets.incrementAndGet();
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
        if (waits(client)) {
            return;
        }
        if (weather.refuse() || passages.size() >= MOST_CONNECTIONS) {
            cut(client);
            return;
        }
        long resetsBefore = resets.get();
        Socket server = new Socket();
        try {
            server.connect(target, 5_000);
        } catch (IOException unreachable) {
            cut(client);
            server.close();
            return;
        }
        Passage passage = new Passage(client, server, this::weather, seeds.split());
        passages.add(passage);
        passage.start(() -> passages.remove(passage));
        if (closed || resets.get() != resetsBefore) {
            passage.reset();
        }
    }

    /**
     * Whether nothing passes. What such a client has sent never reaches the target: it may have given up by the time it
     * clears, and the target would take its old words for new ones.
     */
    private boolean waits(Socket client) {
        synchronized (knocking) {
            if (!weather.isCut()) {
                return false;
            }
            knocking.addLast(client);
            if (knocking.size() > MOST_CONNECTIONS) {
                cut(knocking.removeFirst());
            }
            return true;
        }
    }

    private static void cut(Socket client) {
        try {
            client.setSoLinger(true, 0);
            client.close();
        } catch (IOException alreadyClosed) {
            LOG.trace("cut of a closed connection cause={}", alreadyClosed.toString());
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            listener.close();
        } catch (IOException ignored) {
            LOG.debug("fault proxy close failed cause={}", ignored.toString());
        }
        synchronized (knocking) {
            knocking.forEach(FaultProxy::cut);
            knocking.clear();
        }
        passages.forEach(Passage::reset);
    }
}
