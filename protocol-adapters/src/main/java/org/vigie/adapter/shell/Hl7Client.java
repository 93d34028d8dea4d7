package org.vigie.adapter.shell;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigie.adapter.hl7.codec.AckMode;
import org.vigie.adapter.hl7.session.ControlIds;
import org.vigie.adapter.hl7.session.Effect;
import org.vigie.adapter.hl7.session.Hl7Session;
import org.vigie.adapter.hl7.session.PdsTalk;
import org.vigie.adapter.hl7.session.ProfileMatch;
import org.vigie.adapter.hl7.session.SenderMemory;
import org.vigie.adapter.hl7.session.SourceRules;
import org.vigie.adapter.spi.Adapter;
import org.vigie.adapter.spi.AdapterClock;
import org.vigie.adapter.spi.AdapterSink;
import org.vigie.adapter.spi.AdapterStatus;
import org.vigie.adapter.transport.Backoff;
import org.vigie.adapter.transport.ByteLink;
import org.vigie.adapter.transport.EventLoop;
import org.vigie.adapter.transport.TcpDialer;
import org.vigie.model.SourceId;
import org.vigie.model.link.LinkReason;

/**
 * Keeps one connection to a Mindray monitor that is a server itself. It sends what {@link PdsTalk} holds and nothing
 * else; nothing that the monitor sends is answered. State lives on the event loop.
 */
public final class Hl7Client implements Adapter {
    private static final Logger log = LoggerFactory.getLogger(Hl7Client.class);
    private static final Duration TICK = Duration.ofMillis(50);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1); // half of it at least: 0.5 s
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final Duration GOOD_CONNECTION = Duration.ofSeconds(10);

    private final Hl7ClientConfig config;
    private final EventLoop loop;
    private final AdapterClock clock;
    private final Hl7Link.Surroundings around;
    private final Totals totals = new Totals();
    private final TcpDialer dialer;
    private final Backoff backoff;
    private final Hl7Session.Setting setting;
    private final SourceId source;
    private volatile List<AdapterStatus.Connection> connections = List.of();
    private volatile EventLoop.Timer ticking = () -> {};
    private volatile boolean stopped;
    private EventLoop.Timer dialing = () -> {};
    private @Nullable Hl7Link link;
    private @Nullable PdsTalk talk;
    private Instant connectedAt = Instant.EPOCH;
    private boolean failureLogged;

    /** A client that is not started; {@code random} spreads the attempts of many clients. */
    public Hl7Client(
            EventLoop loop, Hl7ClientConfig config, AdapterSink sink, AdapterClock clock, RandomGenerator random) {
        this(loop, config, sink, clock, new Backoff(FIRST_WAIT, LONGEST_WAIT, random));
    }

    Hl7Client(EventLoop loop, Hl7ClientConfig config, AdapterSink sink, AdapterClock clock, Backoff backoff) {
        this.config = config;
        this.loop = loop;
        this.clock = clock;
        this.around = new Hl7Link.Surroundings(sink, clock, totals, config.limits());
        this.dialer = new TcpDialer(loop, config.address(), config.port());
        this.backoff = backoff;
        this.source = sourceOf(config.name(), config.address());
        SourceRules rules = new SourceRules(config.profile(), AckMode.NONE, false, 1);
        this.setting = new Hl7Session.Setting(
                rules,
                ProfileMatch.NONE,
                new SenderMemory(rules, config.limits()),
                new ControlIds(clock.wall()),
                config.limits());
    }

    /** The source id of the monitor {@code name} at {@code address}. */
    public static SourceId sourceOf(String name, String address) {
        return new SourceId(name + "/" + address);
    }

    @Override
    public CompletableFuture<Void> start() {
        ticking = loop.every(TICK, this::tick);
        loop.run(() -> dial(Duration.ZERO));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public int port() {
        return config.port();
    }

    @Override
    public CompletableFuture<Void> stop() {
        if (!stopped) {
            stopped = true;
            ticking.cancel();
            loop.run(() -> {
                dialing.cancel();
                if (link != null) {
                    link.close(LinkReason.CLOSED_BY_GATEWAY);
                }
            });
        }
        return dialer.close();
    }

    @Override
    public void close() {
        var unused = stop();
    }

    @Override
    public AdapterStatus status() {
        return new AdapterStatus(
                config.name(),
                "mindray-pds",
                config.port(),
                !connections.isEmpty(),
                totals.counts(),
                totals.answers(),
                totals.rejected(),
                connections);
    }

    private void dial(Duration delay) {
        if (!stopped) {
            dialing = dialer.dial(delay, this::connected, this::failed);
        }
    }

    private void connected(ByteLink bytes) {
        if (stopped) {
            bytes.close();
            return;
        }
        failureLogged = false;
        connectedAt = clock.now();
        talk = new PdsTalk(connectedAt);
        String connection = bytes.peerAddress() + ":" + bytes.peerPort();
        Hl7Link opened = new Hl7Link(
                bytes,
                new Hl7Link.Identity(source, connection),
                new Hl7Session(source, connection, setting),
                around,
                this::ended);
        link = opened;
        opened.begin();
        connections = List.of(opened.status());
    }

    private void failed(String why) {
        totals.count("connects-failed", 1);
        Duration wait = backoff.next();
        if (!failureLogged) { // once until it works again
            failureLogged = true;
            log.warn("event=connect-failed source={} cause={} action=retrying", source, why);
        }
        dial(wait);
    }

    private void ended(LinkReason reason) {
        link = null;
        talk = null;
        connections = List.of();
        if (!clock.now().isBefore(connectedAt.plus(GOOD_CONNECTION))) {
            backoff.reset(); // a monitor that drops us at once is not called in a tight loop
        }
        dial(backoff.next());
    }

    private void tick() {
        Hl7Link current = link;
        PdsTalk talking = talk;
        if (current == null || talking == null) {
            return;
        }
        current.tick();
        Instant now = clock.now();
        talking.heard(current.isHeld() ? now : current.lastHeard()); // silence of our own making is not the monitor's
        if (talking.isDead(now)) {
            current.close(LinkReason.SILENT);
            return;
        }
        for (Effect.Send send : talking.tick(now, clock.wall())) {
            current.send(send);
        }
        connections = List.of(current.status());
    }
}
