package org.vigie.simulator.transport;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigie.simulator.monitor.MonitorLink;
import org.vigie.simulator.monitor.Outgoing;
import org.vigie.simulator.monitor.Tally;

/**
 * The link of a monitor that connects by itself: sends one message, waits for its acknowledgement, sends the next;
 * comes back after a loss with growing, jittered pauses and then says again what is on. All on one event loop.
 */
public final class VirtualMonitor implements MonitorLink {
    private static final Logger LOG = LoggerFactory.getLogger(VirtualMonitor.class);
    private static final int MOST_TRIES = 3;
    private static final long NO_TIMER = -1;

    /**
     * Where and how.
     *
     * @param host name or address of the receiver
     * @param port of the receiver
     * @param localAddress our own address; null lets the system choose
     * @param seed decides the jitter of reconnects
     * @param ackTimeout silence after which the connection is given up
     * @param firstPause before the first reconnect; doubles up to {@code longestPause}
     * @param longestPause between reconnects
     */
    public record Terms(
            String host,
            int port,
            @Nullable String localAddress,
            long seed,
            Duration ackTimeout,
            Duration firstPause,
            Duration longestPause) {
        /** Half a second to eight, ten seconds for an answer. */
        public static Terms to(String host, int port, @Nullable String localAddress, long seed) {
            return new Terms(
                    host,
                    port,
                    localAddress,
                    seed,
                    Duration.ofSeconds(10),
                    Duration.ofMillis(500),
                    Duration.ofSeconds(8));
        }
    }

    private final Vertx vertx;
    private final Context context;
    private final NetClient client;
    private final Terms terms;
    private final Supplier<List<Outgoing>> greeting;
    private final Tally tally;
    private final Outbox outbox;
    private final SplittableRandom random;

    private AckReader reader = new AckReader();
    private @Nullable NetSocket socket;
    private long connection;
    private @Nullable Outgoing inFlight;
    private long sentAt;
    private int tries;
    private int failures;
    private long ackTimer = NO_TIMER;
    private long reconnectTimer = NO_TIMER;
    private boolean away;
    private boolean frozen;
    private boolean closed;

    /**
     * Does not connect yet.
     *
     * @param greeting asked on each new connection for what to send first
     */
    public VirtualMonitor(Vertx vertx, Terms terms, Supplier<List<Outgoing>> greeting, Tally tally) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.terms = terms;
        this.greeting = greeting;
        this.tally = tally;
        this.outbox = new Outbox(tally);
        this.random = new SplittableRandom(terms.seed());
        NetClientOptions options = new NetClientOptions().setConnectTimeout(5_000);
        if (terms.localAddress() != null) {
            options.setLocalAddress(terms.localAddress());
        }
        this.client = vertx.createNetClient(options);
    }

    /** Begins to connect. On the event loop. */
    public void start() {
        connect();
    }

    private void connect() {
        if (closed || away || socket != null) {
            return;
        }
        client.connect(terms.port(), terms.host())
                .onSuccess(connected -> context.runOnContext(ignored -> opened(connected)))
                .onFailure(cause -> context.runOnContext(ignored -> {
                    LOG.debug("monitor link failed local={} cause={}", terms.localAddress(), cause.toString());
                    tally.count(Tally.Count.BROKEN);
                    comeBackLater();
                }));
    }

    private void opened(NetSocket connected) {
        if (closed || away) {
            connected.close();
            return;
        }
        socket = connected;
        connection++;
        long mine = connection;
        reader = new AckReader();
        failures = 0;
        tally.count(Tally.Count.CONNECTED);
        connected.handler(bytes -> received(mine, bytes));
        connected.closeHandler(ignored -> lost(mine));
        connected.exceptionHandler(cause -> LOG.debug("monitor link broken cause={}", cause.toString()));
        outbox.keepAlarmsOnly();
        greeting.get().forEach(outbox::add);
        pump();
    }

    private void lost(long which) {
        if (connection != which || socket == null) {
            return;
        }
        socket = null;
        stopWaiting();
        Outgoing unanswered = inFlight;
        inFlight = null;
        if (unanswered != null && unanswered.kind() == Outgoing.Kind.ALARM) {
            outbox.putBack(unanswered);
        }
        if (!closed && !away) {
            tally.count(Tally.Count.BROKEN);
            comeBackLater();
        }
    }

    /** Pauses double from the first to the longest, each between half and one and a half of that. */
    private void comeBackLater() {
        if (closed || away || reconnectTimer != NO_TIMER) {
            return;
        }
        long pause = terms.firstPause().toMillis() << Math.min(failures, 10);
        failures++;
        long bounded = Math.min(pause, terms.longestPause().toMillis());
        long jittered = Math.max(1, bounded / 2 + random.nextLong(bounded + 1));
        reconnectTimer = vertx.setTimer(jittered, ignored -> {
            reconnectTimer = NO_TIMER;
            connect();
        });
    }

    @Override
    public void offer(Outgoing message) {
        if (closed) {
            return;
        }
        outbox.add(message);
        pump();
    }

    private void pump() {
        NetSocket to = socket;
        while (to != null && inFlight == null && !frozen && !to.writeQueueFull()) {
            Outgoing next = outbox.next();
            if (next == null) {
                return;
            }
            tries = 1;
            write(to, next);
        }
    }

    private void write(NetSocket to, Outgoing message) {
        byte[] wire = message.wire();
        if (message.isByteByByte()) {
            for (byte b : wire) {
                ignoreResult(to.write(Buffer.buffer(1).appendByte(b)));
            }
        } else {
            ignoreResult(to.write(Buffer.buffer(wire)));
        }
        if (message.kind() != Outgoing.Kind.NOISE) {
            tally.count(Tally.Count.SENT);
        }
        if (message.awaitedControlId() != null) {
            inFlight = message;
            sentAt = System.nanoTime();
            ackTimer = vertx.setTimer(terms.ackTimeout().toMillis(), ignored -> notAnswered(to));
        }
    }

    /** A failed write shows as a closed connection. */
    private static void ignoreResult(Future<Void> written) {
        written.onFailure(cause -> LOG.trace("write failed cause={}", cause.toString()));
    }

    private void notAnswered(NetSocket to) {
        ackTimer = NO_TIMER;
        if (!frozen) {
            tally.count(Tally.Count.UNANSWERED);
            to.close();
        }
    }

    private void received(long from, Buffer bytes) {
        for (AckReader.Answer answer : reader.feed(bytes)) {
            Outgoing waiting = inFlight;
            if (waiting == null || !answer.controlId().equals(waiting.awaitedControlId())) {
                tally.count(Tally.Count.STRAY);
                continue;
            }
            answered(from, waiting, answer.code());
        }
        pump();
    }

    private void answered(long from, Outgoing waiting, String code) {
        stopWaiting();
        tally.latency().record(System.nanoTime() - sentAt);
        switch (code) {
            case "AA", "CA" -> tally.count(Tally.Count.ACKED);
            case "AE", "CE" -> {
                tally.count(Tally.Count.TRY_AGAIN);
                if (tries < MOST_TRIES && waiting.kind() != Outgoing.Kind.STATE) {
                    tries++;
                    ackTimer = vertx.setTimer(1_000, ignored -> {
                        ackTimer = NO_TIMER;
                        NetSocket to = socket;
                        if (to != null && connection == from) {
                            write(to, waiting);
                        }
                    });
                    return;
                }
            }
            default -> tally.count(Tally.Count.REFUSED);
        }
        inFlight = null;
    }

    private void stopWaiting() {
        if (ackTimer != NO_TIMER) {
            vertx.cancelTimer(ackTimer);
            ackTimer = NO_TIMER;
        }
    }

    @Override
    public void cut(boolean stayAway) {
        away = stayAway;
        if (stayAway) {
            closeSocket();
        } else {
            connect();
        }
    }

    @Override
    public void freeze(boolean freeze) {
        frozen = freeze;
        NetSocket current = socket;
        if (current == null) {
            return;
        }
        if (freeze) {
            current.pause();
        } else {
            current.resume();
            if (inFlight != null && ackTimer == NO_TIMER) {
                ackTimer = vertx.setTimer(terms.ackTimeout().toMillis(), ignored -> notAnswered(current));
            }
            pump();
        }
    }

    @Override
    public void close() {
        closed = true;
        if (reconnectTimer != NO_TIMER) {
            vertx.cancelTimer(reconnectTimer);
            reconnectTimer = NO_TIMER;
        }
        closeSocket();
        client.close();
    }

    private void closeSocket() {
        NetSocket current = socket;
        if (current != null) {
            current.resume();
            current.close();
        }
    }
}
