package org.vigie.gateway.mqtt;

import java.io.IOException;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigie.gateway.link.LinkPort;

/**
 * One supervised connection to one broker, or to one node at a time of a cluster. It connects again and again by
 * itself, with a new client each time and to the next node after each end; it holds nothing back for later:
 * {@link #send} either takes a message into the window of unanswered ones or says no. All work is done on one thread
 * named {@code vigie-mqtt-NAME}. Thread-safe.
 */
public final class MqttLane implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MqttLane.class);
    private static final long LOOK_MS = 200;
    private static final int ARRIVED_WAITING = 32;

    private final LaneOptions options;
    private final LaneListener listener;
    private final Wire.Maker wires;
    private final ScheduledExecutorService thread;
    private final Semaphore arrivedRoom = new Semaphore(ARRIVED_WAITING);
    private final AtomicLong keys = new AtomicLong();
    private final LongAdder sent = new LongAdder();
    private final LongAdder answered = new LongAdder();
    private final LongAdder forbidden = new LongAdder();
    private final LongAdder arrived = new LongAdder();
    private final LongAdder arrivedTooLong = new LongAdder();
    private final LongAdder connects = new LongAdder();
    private final LongAdder notConnected = new LongAdder();
    private final LongAdder windowFull = new LongAdder();
    private final LongAdder tooLong = new LongAdder();
    private final Map<String, Long> ends = new TreeMap<>();
    private final Object gate = new Object();
    /** Guarded by {@link #gate}. */
    private final LaneWatch watch;
    /** Number of the present client; what an older one says is not heard. Written on the thread only. */
    private volatile long present;

    private volatile @Nullable String problem;
    private volatile boolean beside;
    private @Nullable Wire wire;
    /** Beginning with the broker of the present or next attempt. On the thread only. */
    private LaneOptions aim;

    private final BooleanSupplier turn;
    private final OwnName name;

    /** @param listener told of everything, on the thread of this connection */
    public MqttLane(LaneOptions options, LaneListener listener) {
        this(options, listener, () -> true);
    }

    /**
     * A connection that waits for its turn.
     *
     * @param listener told of everything, on the thread of this connection
     * @param turn whether it may try to connect now; must return at once
     */
    MqttLane(LaneOptions options, LaneListener listener, BooleanSupplier turn) {
        this(options, listener, PahoWire::open, RandomGenerator.getDefault(), turn);
    }

    MqttLane(LaneOptions options, LaneListener listener, Wire.Maker wires, RandomGenerator random) {
        this(options, listener, wires, random, () -> true);
    }

    private MqttLane(
            LaneOptions options,
            LaneListener listener,
            Wire.Maker wires,
            RandomGenerator random,
            BooleanSupplier turn) {
        this.options = options;
        this.aim = options;
        this.turn = turn;
        this.listener = listener;
        this.wires = wires;
        this.watch = new LaneWatch(options.limits(), random, System.nanoTime());
        this.name = new OwnName(options.clientId(), options.limits().aside(), random);
        this.thread = Executors.newSingleThreadScheduledExecutor(body -> {
            Thread made = new Thread(body, "vigie-mqtt-" + options.name());
            made.setDaemon(true);
            return made;
        });
    }

    /** Begins to connect; once. */
    public MqttLane start() {
        var unused = thread.scheduleWithFixedDelay(this::look, 0, LOOK_MS, TimeUnit.MILLISECONDS);
        return this;
    }

    /**
     * Publishes, or refuses at once. Any thread; never waits.
     *
     * @param ticket given back by {@link LaneListener#answered}
     * @return false when it is not connected, when the window is full or when the payload is too long: nothing was
     *     taken
     */
    public boolean send(Outbound message, long ticket) {
        int length = message.payload().length;
        if (length > options.limits().payloadBytes()) {
            tooLong.increment();
            return false;
        }
        long key = keys.incrementAndGet();
        long client;
        LaneWatch.Taken taken;
        synchronized (gate) {
            client = present;
            taken = watch.take(System.nanoTime(), key, ticket, length);
        }
        if (taken != LaneWatch.Taken.YES) {
            (taken == LaneWatch.Taken.WINDOW_FULL ? windowFull : notConnected).increment();
            return false;
        }
        sent.increment();
        onThread(() -> publish(client, key, message));
        return true;
    }

    private void publish(long client, long key, Outbound message) {
        Wire now = wire;
        if (client != present || now == null) {
            return; // that client is gone, and with it what it had not sent
        }
        try {
            now.publish(key, message);
        } catch (IOException refused) {
            drop("publish-failed", String.valueOf(refused.getMessage()));
        }
    }

    /** Five times a second: what the clock alone decides. */
    private void look() {
        try {
            LaneWatch.Step step;
            synchronized (gate) {
                step = watch.step(System.nanoTime());
            }
            switch (step) {
                case NOTHING -> {}
                case CONNECT -> {
                    if (turn.getAsBoolean()) {
                        connect();
                    }
                }
                case CONNECT_HANGS ->
                    drop(
                            "connect-hangs",
                            "no answer within " + options.limits().connect().toMillis() + " ms");
                case ACKS_STOPPED ->
                    drop(
                            "acks-stopped",
                            "no acknowledgement for "
                                    + options.limits().ackSilence().toMillis() + " ms");
            }
        } catch (RuntimeException bug) {
            LOG.error("event=mqtt-step-failed lane={} action=\"trying again\"", options.name(), bug);
        }
    }

    private void connect() {
        long client = present + 1;
        synchronized (gate) {
            watch.connecting(System.nanoTime());
            present = client;
        }
        try {
            String as = name.now(System.nanoTime());
            beside = !as.equals(options.clientId());
            wire = wires.open(aim.named(as), new Heard(client));
        } catch (IOException unusable) {
            drop("connect-failed", String.valueOf(unusable.getMessage()));
        }
    }

    private void up(int receiveMaximum) {
        synchronized (gate) {
            if (watch.phase() != LaneWatch.Phase.CONNECTING) {
                return;
            }
            watch.up(System.nanoTime(), receiveMaximum);
        }
        connects.increment();
        problem = null;
        LOG.info("event=mqtt-up lane={} broker={}", options.name(), aim.endpoint());
        tell(listener::up);
    }

    /** Throws the client away; the watch says when the next one is made. */
    private void drop(String word, String text) {
        Wire old = wire;
        wire = null;
        boolean wasUp;
        synchronized (gate) {
            if (watch.phase() == LaneWatch.Phase.ENDED) {
                return;
            }
            wasUp = watch.phase() == LaneWatch.Phase.UP;
            watch.down(System.nanoTime());
            present = present + 1;
            ends.merge(word, 1L, Long::sum);
        }
        if (word.equals(LinkPort.TAKEN_OVER)) {
            name.taken(System.nanoTime());
        }
        if (wasUp || problem == null) {
            LOG.warn(
                    "event=mqtt-down lane={} broker={} reason={} text=\"{}\" action=\"trying again until it is back\"",
                    options.name(),
                    aim.endpoint(),
                    word,
                    text);
        }
        aim = aim.next();
        problem = word + ": " + text;
        if (wasUp) {
            tell(() -> listener.down(word));
        }
        if (old != null) {
            old.discard();
        }
    }

    private void tell(Runnable news) {
        try {
            news.run();
        } catch (RuntimeException bug) {
            LOG.error("event=mqtt-listener-failed lane={} action=\"the connection goes on\"", options.name(), bug);
        }
    }

    private boolean onThread(Runnable task) {
        try {
            thread.execute(() -> {
                try {
                    task.run();
                } catch (RuntimeException bug) {
                    LOG.error("event=mqtt-step-failed lane={} action=\"trying again\"", options.name(), bug);
                }
            });
            return true;
        } catch (RejectedExecutionException closed) {
            return false;
        }
    }

    /** Another client has its name: it comes back under one beside it. Any thread. */
    void aside() {
        onThread(() -> name.taken(System.nanoTime()));
    }

    /** Throws the client away for a reason of the user's; it connects again by itself. Any thread. */
    void restart(String word, String text) {
        onThread(() -> drop(word, text));
    }

    /** Whether it is connected and subscribed. Any thread. */
    public boolean isUp() {
        synchronized (gate) {
            return watch.phase() == LaneWatch.Phase.UP;
        }
    }

    /** As it stands now. Any thread. */
    public LaneStatus status() {
        synchronized (gate) {
            return new LaneStatus(
                    options.name(),
                    watch.phase() == LaneWatch.Phase.UP,
                    beside,
                    problem,
                    watch.unanswered(),
                    watch.mostUnanswered(),
                    connects.sum(),
                    ends,
                    sent.sum(),
                    answered.sum(),
                    forbidden.sum(),
                    Map.of("down", notConnected.sum(), "window", windowFull.sum(), "too-long", tooLong.sum()),
                    arrived.sum(),
                    arrivedTooLong.sum());
        }
    }

    /** Says goodbye and ends; the listener hears nothing more. Waits for a few seconds at most. */
    @Override
    public void close() {
        long wait = options.limits().close().toMillis() + 1_500;
        try {
            thread.submit(this::end).get(wait, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closedBefore) {
            return;
        } catch (ExecutionException | TimeoutException stuck) {
            LOG.warn("event=mqtt-close lane={} reason=\"{}\"", options.name(), stuck.toString());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        thread.shutdownNow();
    }

    private void end() {
        boolean wasUp;
        synchronized (gate) {
            wasUp = watch.phase() == LaneWatch.Phase.UP;
            watch.end();
            present = present + 1;
        }
        Wire last = wire;
        wire = null;
        if (last != null && wasUp) {
            last.close(options.limits().close());
        } else if (last != null) {
            last.discard();
        }
    }

    /** Brings what one client says onto the thread of the connection, and drops what an older one says. */
    private final class Heard implements Wire.Events {
        private final long client;

        Heard(long client) {
            this.client = client;
        }

        private boolean hop(Runnable task) {
            return onThread(() -> {
                if (client == present) {
                    task.run();
                }
            });
        }

        @Override
        public void up(int receiveMaximum) {
            hop(() -> MqttLane.this.up(receiveMaximum));
        }

        @Override
        public void lost(String word, String text) {
            onThread(() -> {
                // What was under way fails before the client says why: thrown away for that, it is still heard until
                // the next one is made.
                if (word.equals(LinkPort.TAKEN_OVER) && present - client <= 1) {
                    name.taken(System.nanoTime());
                }
                if (client == present) {
                    drop(word, text);
                }
            });
        }

        @Override
        public void answered(long key, boolean accepted) {
            hop(() -> {
                OptionalLong ticket;
                synchronized (gate) {
                    ticket = watch.answered(System.nanoTime(), key);
                }
                if (ticket.isPresent()) {
                    (accepted ? answered : forbidden).increment();
                    tell(() -> listener.answered(ticket.getAsLong(), accepted));
                }
            });
        }

        @Override
        public void arrived(String topic, byte[] payload, boolean retained) {
            arrived.increment();
            if (payload.length > options.limits().payloadBytes()) {
                arrivedTooLong.increment();
                return;
            }
            if (!room()) {
                return;
            }
            boolean taken = onThread(() -> {
                arrivedRoom.release();
                if (client == present) {
                    tell(() -> listener.arrived(topic, payload, retained));
                }
            });
            if (!taken) {
                arrivedRoom.release();
            }
        }

        /** Waits until there is room; false when the client was thrown away meanwhile. */
        private boolean room() {
            try {
                while (client == present) {
                    if (arrivedRoom.tryAcquire(100, TimeUnit.MILLISECONDS)) {
                        return true;
                    }
                }
            } catch (InterruptedException discarded) {
                Thread.currentThread().interrupt();
            }
            return false;
        }
    }
}
