package org.vigie.gateway.mqtt;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.vigie.gateway.link.Lane;
import org.vigie.gateway.link.LinkPort;
import org.vigie.model.limits.Limits;

/**
 * The link's transport to one broker: a connection of its own for each lane, so that an alarm never waits behind a
 * curve. Messages of the link expire with their class: what is live is not worth sending late, its gap is repaired from
 * the journal. Thread-safe.
 */
public final class MqttLinkPort implements LinkPort {
    private final Map<Lane, MqttLane> lanes = new EnumMap<>(Lane.class);
    private final Target target;
    private final Plan plan;
    private final Object turn = new Object();
    private boolean started;
    private boolean closed;

    /**
     * Where a port connects to.
     *
     * @param name of this link, in threads, log and metrics
     * @param endpoint {@code address:port} of the broker, numeric
     * @param tls identity of this box; null without TLS (loopback only)
     * @param limits bounds of each connection
     */
    public record Target(String name, String endpoint, LaneOptions.@Nullable TlsSource tls, Limits.Mqtt limits) {}

    /** A port that does not connect yet. */
    public MqttLinkPort(Target target, Plan plan) {
        this.target = target;
        this.plan = plan;
    }

    @Override
    public void start(Listener listener) {
        synchronized (turn) {
            if (started || closed) {
                throw new IllegalStateException(closed ? "closed" : "started before");
            }
            started = true;
            for (Lane lane : Lane.values()) {
                lanes.put(lane, new MqttLane(options(lane), new Told(lane, listener), () -> isTurnOf(lane)));
            }
        }
        lanes.values().forEach(MqttLane::start);
    }

    /**
     * One after the other, the most urgent first: over a modem three handshakes together take longer than anybody
     * waits.
     */
    private boolean isTurnOf(Lane lane) {
        for (Lane before : Lane.values()) {
            if (before == lane) {
                return true;
            }
            if (!connection(before).isUp()) {
                return false;
            }
        }
        return true;
    }

    private LaneOptions options(Lane lane) {
        @Nullable Will will = lane == Lane.LIFE ? plan.will() : null;
        return new LaneOptions(
                target.name() + "-" + lane.word(),
                target.endpoint(),
                plan.clientId() + "-" + lane.word(),
                target.tls(),
                will == null ? null : new Outbound(will.topic(), will.payload(), 1, will.retain(), null),
                plan.subscriptions().getOrDefault(lane, List.of()),
                target.limits());
    }

    private MqttLane connection(Lane lane) {
        return Objects.requireNonNull(lanes.get(lane));
    }

    @Override
    public boolean send(Lane lane, String topic, byte[] payload, boolean retain, long token) {
        @Nullable MqttLane connection = lanes.get(lane);
        return connection != null
                && connection.send(
                        new Outbound(topic, payload, lane.acknowledged() ? 1 : 0, retain, retain ? null : expiry(lane)),
                        token);
    }

    /** SOURCE: reference/degraded-networks.md 3.2, classes. */
    private static @Nullable Duration expiry(Lane lane) {
        return switch (lane) {
            case LIFE -> null;
            case DATA -> Duration.ofSeconds(30);
            case WAVES -> Duration.ofSeconds(5);
        };
    }

    @Override
    public void aside() {
        lanes.values().forEach(MqttLane::aside);
    }

    /** Each connection as it stands now. */
    public List<LaneStatus> status() {
        return lanes.values().stream().map(MqttLane::status).toList();
    }

    @Override
    public void close() {
        synchronized (turn) {
            if (closed) {
                return;
            }
            closed = true;
        }
        // All at once: each may wait for a broker that does not answer.
        List<Thread> ends = lanes.values().stream()
                .map(lane ->
                        Thread.ofPlatform().daemon().name("vigie-mqtt-close").start(lane::close))
                .toList();
        for (Thread end : ends) {
            try {
                end.join();
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** One lane's part of the listener; one call at a time over all lanes. */
    private final class Told implements LaneListener {
        private final Lane lane;
        private final Listener listener;

        Told(Lane lane, Listener listener) {
            this.lane = lane;
            this.listener = listener;
        }

        private void tell(Runnable news) {
            synchronized (turn) {
                if (!closed) {
                    news.run();
                }
            }
        }

        @Override
        public void up() {
            tell(() -> listener.up(lane));
        }

        @Override
        public void down(String reason) {
            tell(() -> listener.down(lane, reason));
        }

        @Override
        public void answered(long ticket, boolean accepted) {
            if (accepted) {
                tell(() -> listener.acknowledged(lane, ticket));
            } else {
                // The broker does not have it and never will: nothing may look delivered, and the engineer has to see
                // it.
                connection(lane).restart("forbidden", "the broker's ACL does not let this box publish there");
            }
        }

        @Override
        public void arrived(String topic, byte[] payload, boolean retained) {
            tell(() -> listener.received(lane, topic, payload, retained));
        }
    }
}
