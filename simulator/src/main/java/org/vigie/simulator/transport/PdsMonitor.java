package org.vigie.simulator.transport;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigie.simulator.monitor.MonitorLink;
import org.vigie.simulator.monitor.Outgoing;
import org.vigie.simulator.monitor.Tally;
import org.vigie.simulator.monitor.hl7.MindrayPdsEncoder;

/**
 * The link of a monitor that is a server: whoever connects is told everything, and is dropped when it sends nothing for
 * ten seconds (hl7-profiles.md 7.1). No acknowledgements. All on one event loop.
 */
public final class PdsMonitor implements MonitorLink {
    private static final Logger LOG = LoggerFactory.getLogger(PdsMonitor.class);
    private static final int MOST_CLIENTS = 4;
    private static final long ECHO_EVERY_MS = 1_000;

    private final Vertx vertx;
    private final Context context;
    private final Tally tally;
    private final Duration patience;
    private final NetServer server;
    private final Map<NetSocket, Long> heardAt = new HashMap<>();
    private long echoTimer = -1;
    private Supplier<List<Outgoing>> greeting = List::of;
    private boolean away;
    private boolean frozen;

    /**
     * Does not listen yet.
     *
     * @param patience silence of a client after which it is dropped
     */
    public PdsMonitor(Vertx vertx, Tally tally, Duration patience) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.tally = tally;
        this.patience = patience;
        this.server = vertx.createNetServer();
    }

    /**
     * Listens.
     *
     * @param port 0 for any free one
     * @return the port
     */
    public Future<Integer> start(String host, int port) {
        server.connectHandler(socket -> context.runOnContext(ignored -> opened(socket)));
        echoTimer = vertx.setPeriodic(ECHO_EVERY_MS, ignored -> everySecond());
        return server.listen(port, host).map(NetServer::actualPort);
    }

    /** Sets what each new client is sent first, and sends it to those already here. */
    public void greetWith(Supplier<List<Outgoing>> first) {
        greeting = first;
        List<Outgoing> messages = heardAt.isEmpty() ? List.of() : first.get();
        messages.forEach(this::offer);
    }

    private void opened(NetSocket socket) {
        if (away || heardAt.size() >= MOST_CLIENTS) {
            socket.close();
            return;
        }
        heardAt.put(socket, System.nanoTime());
        tally.count(Tally.Count.CONNECTED);
        socket.handler(bytes -> heardAt.computeIfPresent(socket, (key, before) -> System.nanoTime()));
        socket.closeHandler(ignored -> {
            if (heardAt.remove(socket) != null && !away) {
                tally.count(Tally.Count.BROKEN);
            }
        });
        greeting.get().forEach(message -> write(socket, message));
    }

    private void everySecond() {
        long now = System.nanoTime();
        Outgoing echo = MindrayPdsEncoder.echo();
        for (Map.Entry<NetSocket, Long> client : List.copyOf(heardAt.entrySet())) {
            if (frozen) {
                heardAt.put(client.getKey(), now);
            } else if (now - client.getValue() > patience.toNanos()) {
                LOG.info("pds client dropped reason=no-echo seconds={}", patience.toSeconds());
                client.getKey().close();
            } else {
                write(client.getKey(), echo);
            }
        }
    }

    @Override
    public void offer(Outgoing message) {
        for (NetSocket socket : new ArrayList<>(heardAt.keySet())) {
            if (message.kind() == Outgoing.Kind.STATE && socket.writeQueueFull()) {
                tally.count(Tally.Count.SUPERSEDED);
            } else {
                write(socket, message);
            }
        }
    }

    private void write(NetSocket socket, Outgoing message) {
        if (frozen) {
            return;
        }
        byte[] wire = message.wire();
        if (message.isByteByByte()) {
            for (byte b : wire) {
                socket.write(Buffer.buffer(1).appendByte(b))
                        .onFailure(cause -> LOG.trace("write failed cause={}", cause.toString()));
            }
        } else {
            socket.write(Buffer.buffer(wire)).onFailure(cause -> LOG.trace("write failed cause={}", cause.toString()));
        }
        if (message.kind() != Outgoing.Kind.NOISE) {
            tally.count(Tally.Count.SENT);
        }
    }

    @Override
    public void cut(boolean stayAway) {
        away = stayAway;
        if (stayAway) {
            closeClients();
        }
    }

    @Override
    public void freeze(boolean freeze) {
        frozen = freeze;
        for (NetSocket socket : heardAt.keySet()) {
            if (freeze) {
                socket.pause();
            } else {
                socket.resume();
            }
        }
    }

    private void closeClients() {
        for (NetSocket socket : new ArrayList<>(heardAt.keySet())) {
            socket.resume();
            socket.close();
        }
    }

    @Override
    public void close() {
        away = true;
        vertx.cancelTimer(echoTimer);
        closeClients();
        server.close();
    }
}
