package org.vigie.adapter.shell;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigie.adapter.intellivue.codec.ConnectFacts;
import org.vigie.adapter.intellivue.codec.IntellivuePdu;
import org.vigie.adapter.intellivue.codec.Parsed;
import org.vigie.adapter.intellivue.codec.PduReader;
import org.vigie.adapter.intellivue.session.Input;
import org.vigie.adapter.intellivue.session.IntellivueSession;
import org.vigie.adapter.intellivue.session.SessionPlan;
import org.vigie.adapter.spi.Adapter;
import org.vigie.adapter.spi.AdapterClock;
import org.vigie.adapter.spi.AdapterSink;
import org.vigie.adapter.spi.AdapterStatus;
import org.vigie.adapter.transport.EventLoop;
import org.vigie.adapter.transport.UdpSocket;
import org.vigie.model.SourceId;

/**
 * Hears IntelliVue monitors announce themselves, by broadcast or multicast, and keeps an association with each. Nobody
 * can prove who sent a datagram, hence: a monitor is the address that the datagram came from, a bounded number of them,
 * and data only from the port that was asked. State lives on the event loop. SOURCE: intellivue-protocol.md sections
 * 2.1 and 4.
 */
public final class IntellivueListener implements Adapter {
    /** Where newer monitors announce themselves. */
    public static final String GROUP = "224.0.23.63";

    private static final Logger log = LoggerFactory.getLogger(IntellivueListener.class);
    /** From which monitors are asked, where it is free: the same one after a restart. */
    private static final int OUR_PORT = 24_106;

    private static final Duration TICK = Duration.ofMillis(50);
    private static final Duration STATUS_EVERY = Duration.ofSeconds(1);
    private static final Duration RELEASE = Duration.ofMillis(300);

    private final IntellivueListenerConfig config;
    private final EventLoop loop;
    private final RandomGenerator random;
    private final Totals totals = new Totals();
    private final IntellivueTalk.Surroundings around;
    private final UdpSocket announcements;
    private final UdpSocket data;
    private final Map<String, Met> monitors = new LinkedHashMap<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private IntellivueListenerConfig.Who who;
    private EventLoop.Timer ticking = () -> {};
    private Instant statusDue = Instant.MIN;
    private boolean stopped;
    private volatile boolean open;
    private volatile List<AdapterStatus.Connection> connections = List.of();
    private volatile String trouble = "";

    /** A monitor, its device as announced, and when it was last heard of. */
    private static final class Met {
        final IntellivueTalk talk;
        String mac = "";
        Instant lastSign;

        Met(IntellivueTalk talk, Instant now) {
            this.talk = talk;
            this.lastSign = now;
        }
    }

    /** A listener that is not started; {@code random} spreads the attempts. */
    public IntellivueListener(
            EventLoop loop,
            IntellivueListenerConfig config,
            AdapterSink sink,
            AdapterClock clock,
            RandomGenerator random) {
        this.config = config;
        this.loop = loop;
        this.random = random;
        this.who = config.who();
        this.around = new IntellivueTalk.Surroundings(sink, clock, totals);
        this.announcements =
                new UdpSocket(loop, UdpSocket.Binding.shared(config.host(), config.port()), this::announced);
        this.data = new UdpSocket(
                loop, UdpSocket.Binding.preferring(config.host(), config.port() == 0 ? 0 : OUR_PORT), this::received);
    }

    /** The name of a monitor on the network, which is its source id: its address, and its port when it is unusual. */
    public static String key(String address, int port) {
        return port == ConnectFacts.DATA_PORT ? address : address + ":" + port;
    }

    @Override
    public CompletableFuture<Void> start() {
        return announcements.open().thenCompose(port -> data.open()).thenAccept(port -> {
            open = true;
            log.info("event=listening listener={} protocol=intellivue port={}", config.name(), announcements.port());
            loop.run(() -> {
                announcements.join(
                        GROUP, config.interfaces().isEmpty() ? UdpSocket.multicastInterfaces() : config.interfaces());
                ticking = loop.every(TICK, this::tick);
                callKnown();
            });
        });
    }

    /** Takes over what a changed site says; monitors that are associated stay. */
    public void relist(IntellivueListenerConfig.Who next) {
        loop.run(() -> {
            who = next;
            monitors.entrySet().removeIf(each -> {
                boolean gone = next.others().contains(each.getKey());
                if (gone) {
                    each.getValue().talk.on(new Input.Stop());
                }
                return gone;
            });
            callKnown();
        });
    }

    @Override
    public int port() {
        return announcements.port();
    }

    @Override
    public CompletableFuture<Void> stop() {
        open = false;
        loop.run(() -> {
            if (stopped) {
                return;
            }
            stopped = true;
            monitors.values().forEach(met -> met.talk.on(new Input.Stop()));
            EventLoop.Timer unused = loop.after(monitors.isEmpty() ? Duration.ZERO : RELEASE, () -> {
                ticking.cancel();
                var unusedEnd = announcements
                        .close()
                        .thenCompose(nothing -> data.close())
                        .whenComplete((nothing, failed) -> closed.complete(null));
            });
        });
        return closed;
    }

    @Override
    public void close() {
        var unused = stop();
    }

    @Override
    public AdapterStatus status() {
        return new AdapterStatus(
                config.name(),
                "intellivue",
                port(),
                open,
                totals.counts(),
                totals.answers(),
                totals.rejected(),
                connections);
    }

    @Override
    public Optional<String> trouble() {
        return trouble.isEmpty() ? Optional.empty() : Optional.of(trouble);
    }

    /** A monitor that is named by its address need not announce itself, which takes up to a minute. */
    private void callKnown() {
        for (String address : who.known()) {
            if (!who.others().contains(address) && !monitors.containsKey(address)) {
                meet(address, address, ConnectFacts.DATA_PORT);
            }
        }
    }

    private void announced(String address, int port, byte[] bytes) {
        if (stopped) {
            return;
        }
        totals.count("announcement-bytes", bytes.length);
        if (!(PduReader.read(bytes) instanceof Parsed.Read read)
                || !(read.pdu() instanceof IntellivuePdu.ConnectIndication indication)) {
            totals.reject("no-announcement");
            return;
        }
        totals.count("announcements", 1);
        ConnectFacts facts = ConnectFacts.of(indication);
        String key = key(address, facts.dataPort());
        if (who.others().contains(key)) {
            return;
        }
        if (!facts.address().isEmpty() && !facts.address().equals(address)) {
            totals.count("other-address-announced", 1); // behind a router, or not what it says
        }
        Met met = monitors.get(key);
        if (met == null) {
            met = meet(key, address, facts.dataPort());
        } else {
            met.talk.on(new Input.Announced());
        }
        if (met != null) {
            met.lastSign = around.clock().now();
            identified(key, met, facts);
        }
    }

    /** Another device under a known address, or a known device under another address, is worth a line in the log. */
    private void identified(String key, Met met, ConnectFacts facts) {
        if (facts.mac().isEmpty() || facts.mac().equals(met.mac)) {
            return;
        }
        if (!met.mac.isEmpty()) {
            totals.count("device-changed", 1);
            log.warn("event=device-changed address={} before={} now={}", key, met.mac, facts.mac());
        }
        met.mac = facts.mac();
        log.info(
                "event=monitor-announced address={} device={} model=\"{}\" software=\"{}\" bed=\"{}\"",
                key,
                facts.mac(),
                IntellivueTalk.printable(facts.model()),
                IntellivueTalk.printable(facts.software()),
                IntellivueTalk.printable(facts.bedLabel()));
        monitors.entrySet().removeIf(each -> {
            Met other = each.getValue();
            boolean moved = other != met && other.mac.equals(facts.mac()) && !other.talk.isAssociated();
            if (moved) {
                other.talk.on(new Input.Stop());
                totals.count("address-changed", 1);
            }
            return moved;
        });
    }

    private @Nullable Met meet(String key, String address, int port) {
        Instant now = around.clock().now();
        if (monitors.size() >= config.limits().monitors() && !forgetOne(now)) {
            totals.count("monitors-refused", 1);
            return null;
        }
        IntellivueTalk talk = new IntellivueTalk(
                new IntellivueTalk.Identity(new SourceId(key), address + ":" + port, config.profile()),
                new IntellivueSession(SessionPlan.network(config.waves(), config.limits()), random),
                around,
                payload -> {
                    totals.count("bytes-out", payload.length);
                    data.send(address, port, payload);
                });
        Met met = new Met(talk, now);
        monitors.put(key, met);
        talk.on(new Input.Up());
        return met;
    }

    /** A place for a new monitor: that of one which never answered, and is not in the site. */
    private boolean forgetOne(Instant now) {
        for (Map.Entry<String, Met> each : monitors.entrySet()) {
            Met met = each.getValue();
            boolean silent = !now.isBefore(met.lastSign.plus(config.limits().forgetAfter()));
            if (silent && !met.talk.isAssociated() && !who.known().contains(each.getKey())) {
                met.talk.on(new Input.Stop());
                monitors.remove(each.getKey());
                return true;
            }
        }
        return false;
    }

    private void received(String address, int port, byte[] bytes) {
        Met met = monitors.get(key(address, port));
        if (met == null) {
            totals.reject("stranger");
            return;
        }
        met.lastSign = around.clock().now();
        totals.count("bytes-in", bytes.length);
        totals.count("datagrams", 1);
        met.talk.on(new Input.Received(bytes));
    }

    private void tick() {
        monitors.values().forEach(met -> met.talk.tick());
        Instant now = around.clock().now();
        if (!now.isBefore(statusDue)) {
            statusDue = now.plus(STATUS_EVERY);
            publish(now);
        }
    }

    private void publish(Instant now) {
        connections = monitors.values().stream().map(met -> met.talk.status()).toList();
        StringBuilder text = new StringBuilder();
        Map<String, Integer> labels = new HashMap<>();
        for (Map.Entry<String, Met> each : monitors.entrySet()) {
            Met met = each.getValue();
            String one = IntellivueTrouble.of(config.name(), met.talk, null, now);
            if (one != null) {
                text.append(text.isEmpty() ? "" : "; ").append(one);
            }
            if (met.talk.isAssociated() && !who.known().contains(each.getKey())) {
                labels.merge(met.talk.session().facts().bedLabel(), 1, Integer::sum);
            }
        }
        labels.forEach((label, count) -> {
            if (count > 1) {
                text.append(text.isEmpty() ? "" : "; ")
                        .append(count)
                        .append(" monitors have ")
                        .append(label.isEmpty() ? "no bed label" : "the bed label \"" + label + "\"")
                        .append(": set it at the monitors, or name their addresses at the beds in site.yaml");
            }
        });
        trouble = text.toString();
    }
}
