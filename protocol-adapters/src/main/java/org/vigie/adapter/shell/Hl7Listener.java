package org.vigie.adapter.shell;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigie.adapter.hl7.session.ControlIds;
import org.vigie.adapter.hl7.session.Hl7Session;
import org.vigie.adapter.hl7.session.SenderMemory;
import org.vigie.adapter.hl7.session.SourceRules;
import org.vigie.adapter.spi.Adapter;
import org.vigie.adapter.spi.AdapterClock;
import org.vigie.adapter.spi.AdapterSink;
import org.vigie.adapter.spi.AdapterStatus;
import org.vigie.adapter.transport.ByteLink;
import org.vigie.adapter.transport.EventLoop;
import org.vigie.adapter.transport.TcpServer;
import org.vigie.model.SourceId;

/**
 * A port to which monitors and vendors' gateways send HL7 over MLLP. State lives on the event loop; start, stop, port
 * and status may be called from anywhere.
 */
public final class Hl7Listener implements Adapter {
    private static final Logger log = LoggerFactory.getLogger(Hl7Listener.class);
    private static final Duration TICK = Duration.ofMillis(50);
    private static final Duration STATUS_EVERY = Duration.ofSeconds(1);
    private static final Duration REFUSAL_LOG_EVERY = Duration.ofMinutes(1);
    private static final Duration DRAIN = Duration.ofSeconds(2);

    /** Senders remembered after their last connection ended; each only for the duplicate window. */
    private static final int REMEMBERED_SENDERS = 256;

    private final Hl7ListenerConfig config;
    private volatile Rules rules;
    private final EventLoop loop;
    private final Hl7Link.Surroundings around;
    private final Totals totals = new Totals();
    private final TcpServer server;
    private final ControlIds ids;
    private final Set<Hl7Link> links = new LinkedHashSet<>();
    private final Map<SourceId, SenderMemory> memories = new LinkedHashMap<>();
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    private volatile int port;
    private volatile boolean open;
    private volatile boolean stopped;
    private volatile List<AdapterStatus.Connection> connections = List.of();
    private volatile EventLoop.Timer ticking = () -> {};
    private Instant statusDue = Instant.MIN;
    private Instant refusalLogDue = Instant.MIN;

    /** Who may send what; replaced when the site changes. */
    private record Rules(Map<String, SourceRules> listed, SourceRules unlisted) {
        SourceRules of(String address) {
            return listed.getOrDefault(address, unlisted);
        }
    }

    /** A listener that is not started. */
    public Hl7Listener(EventLoop loop, Hl7ListenerConfig config, AdapterSink sink, AdapterClock clock) {
        this.config = config;
        this.rules = new Rules(config.listed(), config.unlisted());
        this.loop = loop;
        this.around = new Hl7Link.Surroundings(sink, clock, totals, config.limits());
        this.ids = new ControlIds(clock.wall());
        this.port = config.port();
        this.server = new TcpServer(loop, config.host(), config.port(), this::accepted);
    }

    @Override
    public CompletableFuture<Void> start() {
        return server.open().thenAccept(bound -> {
            port = bound;
            open = true;
            ticking = loop.every(TICK, this::tick);
            log.info("event=listening listener={} host={} port={}", config.name(), config.host(), bound);
        });
    }

    /**
     * Takes over what a changed site says about senders, for connections from now on; open ones go on as they are.
     *
     * @param listed as in {@link Hl7ListenerConfig}
     * @param unlisted as in {@link Hl7ListenerConfig}
     */
    public void relist(Map<String, SourceRules> listed, SourceRules unlisted) {
        rules = new Rules(Map.copyOf(listed), unlisted);
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public CompletableFuture<Void> stop() {
        if (stopped) {
            return drained;
        }
        stopped = true;
        open = false;
        loop.run(() -> {
            List.copyOf(links).forEach(link -> link.stop(false));
            finishStop();
        });
        EventLoop.Timer unused = loop.after(DRAIN, () -> List.copyOf(links).forEach(link -> link.stop(true)));
        return drained.thenCompose(nothing -> server.close());
    }

    private void finishStop() {
        if (stopped && links.isEmpty()) {
            ticking.cancel();
            drained.complete(null);
        }
    }

    @Override
    public void close() {
        var unused = stop();
    }

    @Override
    public AdapterStatus status() {
        return new AdapterStatus(
                config.name(), "hl7", port, open, totals.counts(), totals.answers(), totals.rejected(), connections);
    }

    private void accepted(ByteLink bytes) {
        SourceId source = sourceOf(config.name(), bytes.peerAddress());
        Rules now = rules;
        boolean listed = now.listed().containsKey(bytes.peerAddress());
        SourceRules rules = now.of(bytes.peerAddress());
        if (stopped || isFull(source, rules, listed)) {
            totals.count("connections-refused", 1);
            logRefusal(source);
            bytes.begin(read -> {}, () -> {}, reason -> {});
            bytes.close();
            return;
        }
        SenderMemory memory = memories.computeIfAbsent(source, unused -> new SenderMemory(rules, config.limits()));
        String connection = bytes.peerAddress() + ":" + bytes.peerPort();
        Hl7Session session = new Hl7Session(
                source, connection, new Hl7Session.Setting(rules, config.profiles(), memory, ids, config.limits()));
        List<Hl7Link> self = new ArrayList<>(1);
        Hl7Link link = new Hl7Link(
                bytes, new Hl7Link.Identity(source, connection), session, around, reason -> ended(self.getFirst()));
        self.add(link);
        links.add(link);
        link.begin();
        publish();
    }

    /** Once in a while: whoever is refused comes again at once. */
    private void logRefusal(SourceId source) {
        Instant now = around.clock().now();
        if (!now.isBefore(refusalLogDue)) {
            refusalLogDue = now.plus(REFUSAL_LOG_EVERY);
            log.warn("event=link-refused source={} open={} reason=too-many-connections", source, links.size());
        }
    }

    /** The source id of {@code address} on the listener {@code name}. */
    public static SourceId sourceOf(String name, String address) {
        return new SourceId(name + "/" + address);
    }

    /** Whether one more connection is too many. Listed senders that are not connected keep a place each. */
    private boolean isFull(SourceId source, SourceRules rules, boolean isListed) {
        Map<SourceId, Integer> bySource = new HashMap<>();
        links.forEach(link -> bySource.merge(link.source(), 1, Integer::sum));
        int own = bySource.getOrDefault(source, 0);
        if (isListed) {
            return links.size() >= config.limits().connections()
                    || own >= rules.beds() + config.limits().connectionsBeyondBeds();
        }
        long absent = config.listed().keySet().stream()
                .filter(address -> !bySource.containsKey(sourceOf(config.name(), address)))
                .count();
        return links.size() + absent >= config.limits().connections()
                || own >= config.limits().connectionsPerUnlistedSource();
    }

    private void ended(Hl7Link link) {
        links.remove(link);
        publish();
        finishStop();
    }

    private void tick() {
        List.copyOf(links).forEach(Hl7Link::tick);
        Instant now = around.clock().now();
        if (!now.isBefore(statusDue)) {
            statusDue = now.plus(STATUS_EVERY);
            publish();
            forgetSenders(now);
        }
    }

    private void publish() {
        connections = links.stream().map(Hl7Link::status).toList();
    }

    private void forgetSenders(Instant now) {
        Iterator<Map.Entry<SourceId, SenderMemory>> all = memories.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<SourceId, SenderMemory> entry = all.next();
            boolean connected = links.stream().anyMatch(link -> link.source().equals(entry.getKey()));
            boolean tooMany = memories.size() > REMEMBERED_SENDERS;
            if (!connected && (tooMany || entry.getValue().isForgettable(now))) {
                all.remove();
            }
        }
    }
}
