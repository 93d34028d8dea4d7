package org.vigie.gateway.fanout.mqtt;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigie.gateway.fanout.WardViews.Moment;
import org.vigie.gateway.mqtt.LaneListener;
import org.vigie.gateway.mqtt.LaneOptions;
import org.vigie.gateway.mqtt.LaneStatus;
import org.vigie.gateway.mqtt.MqttLane;
import org.vigie.gateway.mqtt.Outbound;
import org.vigie.model.limits.Limits;
import org.vigie.model.ward.Ward;
import org.vigie.model.ward.WardEffect;

/**
 * Publishes the ward to a broker, for anybody else. The ward thread only leaves the steps of alarms in a bounded box;
 * all else is done on one thread named {@code vigie-mqtt-public}, so that a slow or dead broker never delays the ward.
 * Thread-safe.
 */
public final class MqttPublisher implements LaneListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MqttPublisher.class);
    private static final long LOOK_MS = 200;
    private static final long GOODBYE_MS = 1_000;
    private static final long GOODBYE_TICKET = -1;

    private final PublicTopics topics;
    private final PublicMessages messages;
    private final Limits.Publication limits;
    private final Supplier<Ward> ward;
    private final Supplier<Moment> moment;
    private final MqttLane lane;
    private final ScheduledExecutorService thread;
    private final AtomicBoolean asked = new AtomicBoolean();
    private final Object gate = new Object();
    /** Guarded by {@link #gate}. */
    private final PublicOutbox outbox;

    private long tickets;
    private boolean saidDropped;
    /** On the thread of the connection. */
    private boolean saidTwice;

    private final CountDownLatch goodbye = new CountDownLatch(1);

    /**
     * Where and as whom.
     *
     * @param endpoints {@code address:port} of the broker, numeric; of a cluster those of its nodes
     * @param topics of this box
     * @param tls identity of this box; null without TLS (loopback only)
     * @param connection bounds of the connection
     * @param limits bounds of what is published
     */
    public record Target(
            List<String> endpoints,
            PublicTopics topics,
            LaneOptions.@Nullable TlsSource tls,
            Limits.Mqtt connection,
            Limits.Publication limits) {}

    /**
     * Not started yet.
     *
     * @param ward the newest state; asked on a thread of the publisher
     * @param moment epoch, mode and times
     */
    public MqttPublisher(Target target, Supplier<Ward> ward, Supplier<Moment> moment) {
        this.topics = target.topics();
        this.messages = new PublicMessages(topics);
        this.limits = target.limits();
        this.outbox = new PublicOutbox(limits);
        this.ward = ward;
        this.moment = moment;
        this.lane = new MqttLane(
                new LaneOptions(
                        "public",
                        target.endpoints(),
                        topics.edge() + "-public",
                        target.tls(),
                        Outbound.retained(topics.status(), messages.offline(moment.get()), null),
                        List.of(),
                        target.connection()),
                this);
        this.thread = Executors.newSingleThreadScheduledExecutor(body -> {
            Thread made = new Thread(body, "vigie-mqtt-public-outbox");
            made.setDaemon(true);
            return made;
        });
    }

    /** Begins to connect and to publish. */
    public MqttPublisher start() {
        lane.start();
        var unused = thread.scheduleWithFixedDelay(this::publish, LOOK_MS, LOOK_MS, TimeUnit.MILLISECONDS);
        return this;
    }

    /** Takes what a step of the ward did; returns at once. On the ward thread. */
    public void effects(Ward after, List<WardEffect> effects) {
        boolean any = false;
        synchronized (gate) {
            for (WardEffect effect : effects) {
                if (effect instanceof WardEffect.Transition step) {
                    outbox.offer(step);
                    any = true;
                }
            }
        }
        if (any) {
            soon();
        }
    }

    private void soon() {
        if (asked.compareAndSet(false, true)) {
            try {
                thread.execute(this::publish);
            } catch (RejectedExecutionException closed) {
                LOG.debug("event=mqtt-public-closed");
            }
        }
    }

    /** Publishes what is due, until the connection takes no more. */
    private void publish() {
        asked.set(false);
        try {
            while (one()) {
                tickets++;
            }
            sayDropped();
        } catch (RuntimeException bug) {
            LOG.error("event=mqtt-public-failed action=\"going on with the next\"", bug);
        }
    }

    private boolean one() {
        Ward now = ward.get();
        long nanos = System.nanoTime();
        PublicOutbox.Item item;
        long connection;
        synchronized (gate) {
            item = lane.isUp() ? outbox.next(now, nanos).orElse(null) : null;
            connection = outbox.connection();
        }
        if (item == null) {
            return false;
        }
        Outbound message = message(item, now);
        synchronized (gate) {
            // Under the gate: an answer may come before this thread has noted what it was for.
            if (connection != outbox.connection() || !lane.send(message, tickets)) {
                return false;
            }
            outbox.sent(item, tickets, now, nanos);
            return true;
        }
    }

    private Outbound message(PublicOutbox.Item item, Ward now) {
        Moment at = moment.get();
        return switch (item) {
            case PublicOutbox.Item.Alarm alarm ->
                Outbound.event(
                        topics.alarm(alarm.step().key().bed()), messages.alarm(alarm.step(), alarm.seq(), at), null);
            case PublicOutbox.Item.State state ->
                Outbound.retained(
                        topics.state(state.bed().id()), messages.state(now, state.bed(), at), limits.stateExpires());
            case PublicOutbox.Item.Gone gone -> Outbound.retained(topics.state(gone.bed()), new byte[0], null);
            case PublicOutbox.Item.Status status ->
                Outbound.retained(topics.status(), messages.online(now, at), limits.stateExpires());
        };
    }

    private void sayDropped() {
        long dropped = alarmsDropped();
        if (dropped > 0 && !saidDropped) {
            saidDropped = true;
            LOG.warn(
                    "event=mqtt-alarms-dropped bound={} action=\"readers see it by seq; the state is whole\"",
                    limits.alarms());
        }
    }

    @Override
    public void up() {
        synchronized (gate) {
            outbox.connected();
        }
        soon();
        boolean twice = lane.status().beside();
        if (twice && !saidTwice) {
            LOG.warn("event=mqtt-name-taken name={} text=\"{}\"", topics.edge(), twice());
        }
        saidTwice = twice;
    }

    @Override
    public void down(String reason) {
        LOG.debug("event=mqtt-public-down reason={}", reason);
    }

    @Override
    public void answered(long ticket, boolean accepted) {
        if (ticket == GOODBYE_TICKET) {
            goodbye.countDown();
            return;
        }
        synchronized (gate) {
            outbox.answered(ticket);
        }
        soon();
    }

    @Override
    public void arrived(String topic, byte[] payload, boolean retained) {
        LOG.debug("event=mqtt-public-unexpected topic={}", topic);
    }

    /** The connection as it stands. */
    public LaneStatus status() {
        return lane.status();
    }

    /** Steps of alarms that the broker does not have yet. */
    public int alarmsWaiting() {
        synchronized (gate) {
            return outbox.waiting();
        }
    }

    /** Steps of alarms that were dropped because the broker was away too long. */
    public long alarmsDropped() {
        synchronized (gate) {
            return outbox.dropped();
        }
    }

    private String twice() {
        return "another box publishes as " + topics.edge()
                + ": switch one of the two off and give it an mqtt.name and a certificate of its own; then start the other one again";
    }

    /** What an engineer should know; empty when all is well. */
    public Optional<String> problem() {
        LaneStatus now = lane.status();
        long dropped = alarmsDropped();
        if (!now.up()) {
            String why = now.problem();
            return Optional.of("not connected (" + (why == null ? "first attempt" : why) + ")");
        }
        if (now.beside()) {
            return Optional.of(twice());
        }
        if (now.forbidden() > 0) {
            return Optional.of("the broker's access rules forbid it to publish as " + topics.edge());
        }
        return dropped == 0
                ? Optional.empty()
                : Optional.of(String.format(Locale.ROOT, "%d steps of alarms dropped while it was away", dropped));
    }

    @Override
    public void close() {
        thread.shutdownNow();
        sayOffline();
        lane.close();
    }

    /**
     * Not every broker publishes the will when a client says goodbye with it: Artemis 2.55 does not. Waits 2 s at most.
     */
    private void sayOffline() {
        Outbound offline = Outbound.retained(topics.status(), messages.offline(moment.get()), null);
        try {
            // What is being published now comes before it, not after.
            boolean last = thread.awaitTermination(GOODBYE_MS, TimeUnit.MILLISECONDS);
            if (last && lane.send(offline, GOODBYE_TICKET) && !goodbye.await(GOODBYE_MS, TimeUnit.MILLISECONDS)) {
                LOG.debug("event=mqtt-public-goodbye-unanswered");
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
