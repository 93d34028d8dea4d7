package org.vigie.gateway.adapters;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigie.adapter.hl7.CatalogMatch;
import org.vigie.adapter.hl7.codec.AckMode;
import org.vigie.adapter.hl7.session.ProfileMatch;
import org.vigie.adapter.hl7.session.SourceRules;
import org.vigie.adapter.shell.Hl7Client;
import org.vigie.adapter.shell.Hl7ClientConfig;
import org.vigie.adapter.shell.Hl7Listener;
import org.vigie.adapter.shell.Hl7ListenerConfig;
import org.vigie.adapter.shell.IntellivueClient;
import org.vigie.adapter.shell.IntellivueClientConfig;
import org.vigie.adapter.shell.IntellivueListener;
import org.vigie.adapter.shell.IntellivueListenerConfig;
import org.vigie.adapter.spi.Adapter;
import org.vigie.adapter.spi.AdapterClock;
import org.vigie.adapter.spi.AdapterSink;
import org.vigie.adapter.spi.AdapterStatus;
import org.vigie.adapter.transport.EventLoop;
import org.vigie.adapter.transport.MonitorAddress;
import org.vigie.gateway.config.Addresses;
import org.vigie.gateway.config.GatewayConfig;
import org.vigie.gateway.config.GatewayConfig.Bed;
import org.vigie.gateway.config.GatewayConfig.Listener;
import org.vigie.gateway.config.GatewayConfig.Monitor;
import org.vigie.gateway.pipeline.EngineClock;
import org.vigie.model.limits.Limits;
import org.vigie.profiles.DeviceProfile;
import org.vigie.profiles.ProfileCatalog;

/**
 * All adapters of one gateway. A changed site opens what is new, closes what is gone and leaves alone what stayed: no
 * connection of an unchanged listener notices. Thread-safe; {@code open} and {@code change} wait for sockets, so they
 * never run on an event loop.
 */
public final class AdapterSet implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AdapterSet.class);
    private static final Duration SOCKET = Duration.ofSeconds(5);

    private final EventLoop loop;
    private final AdapterSink sink;
    private final AdapterClock clock;
    private final ProfileCatalog catalog;
    private final RandomGenerator random = new SplittableRandom();
    private final Map<String, Running> running = new LinkedHashMap<>();
    private final Map<String, String> problems = new LinkedHashMap<>();
    private boolean closed;

    /** What was started, and from what. */
    private record Running(Object description, Adapter adapter) {}

    /**
     * A set without adapters.
     *
     * @param loop on which all of them live
     * @param sink where their arrivals go
     * @param clock engine time
     * @param catalog of the hardware profiles
     */
    public AdapterSet(EventLoop loop, AdapterSink sink, AdapterClock clock, ProfileCatalog catalog) {
        this.loop = loop;
        this.sink = sink;
        this.clock = clock;
        this.catalog = catalog;
    }

    /**
     * Makes the running adapters those of {@code config}; waits for their ports. Does nothing once it is closed.
     *
     * @return what could not be opened, by name; empty when all is well. It is in {@link #problem} too
     */
    public synchronized Map<String, String> change(GatewayConfig config) {
        problems.clear();
        if (closed) {
            return Map.of(); // the lease of a pair may change while the box ends
        }
        Map<String, Object> wanted = new LinkedHashMap<>();
        config.listeners().forEach(listener -> wanted.put(listener.name(), listener));
        config.monitors().forEach(monitor -> wanted.put(monitor.name(), monitor));
        List<String> gone = running.entrySet().stream()
                .filter(some -> !some.getValue().description().equals(wanted.get(some.getKey())))
                .map(Map.Entry::getKey)
                .toList();
        gone.forEach(this::stop);
        for (Listener listener : config.listeners()) {
            Running already = running.get(listener.name());
            if (listener.isIntellivue()) {
                IntellivueListenerConfig.Who who = who(config);
                if (already != null && already.adapter() instanceof IntellivueListener open) {
                    open.relist(who);
                } else {
                    start(listener.name(), listener, discovery(listener, who));
                }
                continue;
            }
            Map<String, SourceRules> listed = listed(config, listener);
            SourceRules unlisted = unlisted(config, listener);
            if (already != null && already.adapter() instanceof Hl7Listener open) {
                open.relist(listed, unlisted);
            } else {
                start(listener.name(), listener, listener(listener, listed, unlisted));
            }
        }
        for (Monitor monitor : config.monitors()) {
            if (!running.containsKey(monitor.name())) {
                start(monitor.name(), monitor, monitor.isIntellivue() ? intellivue(monitor) : client(monitor));
            }
        }
        return Map.copyOf(problems);
    }

    /** Why not every adapter is open; empty when all are. */
    public synchronized Optional<String> problem() {
        return problems.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", problems.values()));
    }

    /** What an engineer should know of adapters that are open: cables, refusals, bed labels; empty when all is well. */
    public synchronized Optional<String> trouble() {
        List<String> all = running.values().stream()
                .flatMap(some -> some.adapter().trouble().stream())
                .toList();
        return all.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", all));
    }

    /** Port of a listener; empty when there is none of that name or it is not open. */
    public synchronized Optional<Integer> port(String name) {
        return Optional.ofNullable(running.get(name)).map(some -> some.adapter().port());
    }

    /** Counters of all adapters. */
    public synchronized List<AdapterStatus> status() {
        return running.values().stream().map(some -> some.adapter().status()).toList();
    }

    @Override
    public synchronized void close() {
        closed = true;
        List<CompletableFuture<Void>> stopping = new ArrayList<>();
        running.values().forEach(some -> stopping.add(some.adapter().stop()));
        running.clear();
        stopping.forEach(
                stop -> waitFor("adapters", stop).ifPresent(why -> LOG.warn("event=adapter-stop reason=\"{}\"", why)));
    }

    private Hl7Listener listener(Listener listener, Map<String, SourceRules> listed, SourceRules unlisted) {
        ProfileMatch match = new CatalogMatch(catalog);
        return new Hl7Listener(
                loop,
                new Hl7ListenerConfig(
                        listener.name(), listener.host(), listener.port(), listed, unlisted, match, listener.limits()),
                sink,
                clock);
    }

    private Hl7Client client(Monitor monitor) {
        return new Hl7Client(
                loop,
                new Hl7ClientConfig(
                        monitor.name(), monitor.host(), monitor.port(), monitor.profile(), Limits.DEFAULT.hl7()),
                sink,
                clock,
                random);
    }

    private IntellivueClient intellivue(Monitor monitor) {
        return new IntellivueClient(
                loop,
                new IntellivueClientConfig(
                        monitor.name(),
                        monitor.address(),
                        monitor.waves(),
                        monitor.profile(),
                        Limits.INTELLIVUE,
                        Limits.LINE),
                sink,
                clock,
                random);
    }

    private IntellivueListener discovery(Listener listener, IntellivueListenerConfig.Who who) {
        return new IntellivueListener(
                loop,
                new IntellivueListenerConfig(
                        listener.name(),
                        listener.host(),
                        listener.port(),
                        listener.interfaces(),
                        listener.waves(),
                        listener.profile(),
                        Limits.INTELLIVUE,
                        who),
                sink,
                clock,
                random);
    }

    /**
     * Beds whose address can only be that of an IntelliVue monitor are asked without waiting for an announcement; what
     * a monitor section names belongs to that section.
     */
    private static IntellivueListenerConfig.Who who(GatewayConfig config) {
        boolean nothingElse = config.listeners().stream().allMatch(Listener::isIntellivue);
        Set<String> known = new LinkedHashSet<>();
        for (Bed bed : config.beds()) {
            boolean sure = bed.profile().equals(GatewayConfig.INTELLIVUE_PROFILE)
                    || (nothingElse && bed.profile().equals(GatewayConfig.AUTO));
            if (bed.address() != null && sure) {
                known.add(bed.address());
            }
        }
        Set<String> others = new LinkedHashSet<>();
        for (Monitor monitor : config.monitors()) {
            if (monitor.isIntellivue() && monitor.address() instanceof MonitorAddress.Udp) {
                others.add(monitor.source().value());
            }
        }
        return new IntellivueListenerConfig.Who(known, others);
    }

    /** A sender without an address in the file may be a vendor's gateway that feeds every bed without an address. */
    private SourceRules unlisted(GatewayConfig config, Listener listener) {
        long beds = config.beds().stream().filter(bed -> bed.address() == null).count();
        return rules(listener.profile(), Math.max(1, (int) beds));
    }

    /** What the site says about the senders of one listener, by address. */
    private Map<String, SourceRules> listed(GatewayConfig config, Listener listener) {
        Map<String, Integer> beds = new LinkedHashMap<>();
        Map<String, String> profiles = new HashMap<>();
        for (Bed bed : config.beds()) {
            if (bed.address() != null) {
                beds.merge(bed.address(), 1, Integer::sum);
                profiles.put(
                        bed.address(), bed.profile().equals(GatewayConfig.AUTO) ? listener.profile() : bed.profile());
            }
        }
        Map<String, SourceRules> listed = new LinkedHashMap<>();
        beds.forEach((address, count) ->
                listed.put(address, rules(profiles.getOrDefault(address, GatewayConfig.AUTO), count)));
        return listed;
    }

    private SourceRules rules(String profile, int beds) {
        Optional<DeviceProfile> known = catalog.find(profile);
        return new SourceRules(
                profile,
                known.map(some -> CatalogMatch.ack(some)).orElse(AckMode.AUTO),
                known.map(DeviceProfile::messageIdUnique).orElse(true),
                beds);
    }

    private void start(String name, Object description, Adapter adapter) {
        Optional<String> failed = waitFor(name, adapter.start());
        if (failed.isPresent()) {
            problems.put(name, failed.get());
            LOG.error("event=adapter-not-open name={} reason=\"{}\"", name, failed.get());
            adapter.close();
        } else {
            running.put(name, new Running(description, adapter));
        }
    }

    private void stop(String name) {
        Running gone = running.remove(name);
        if (gone != null) {
            LOG.info("event=adapter-closing name={}", name);
            waitFor(name, gone.adapter().stop())
                    .ifPresent(why -> LOG.warn("event=adapter-stop name={} reason=\"{}\"", name, why));
        }
    }

    private static Optional<String> waitFor(String name, CompletableFuture<Void> step) {
        try {
            step.get(SOCKET.toMillis(), TimeUnit.MILLISECONDS);
            return Optional.empty();
        } catch (ExecutionException failed) {
            return Optional.of(name + ": " + failed.getCause());
        } catch (TimeoutException slow) {
            return Optional.of(name + ": no answer within " + SOCKET.toSeconds() + " s");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.of(name + ": interrupted");
        }
    }

    /** {@code host:port} of a listener, for messages. */
    public static String where(Listener listener) {
        return Addresses.withPort(listener.host(), listener.port());
    }

    /** Engine time and time of day, as adapters want them. */
    public static AdapterClock clock(EngineClock clock) {
        return new AdapterClock() {
            @Override
            public Instant now() {
                return clock.now();
            }

            @Override
            public Instant wall() {
                return clock.wall();
            }
        };
    }
}
