package org.vigie.gateway;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.vigie.adapter.spi.AdapterSink;
import org.vigie.gateway.adapters.AdapterSet;
import org.vigie.gateway.config.Addresses;
import org.vigie.gateway.config.FailoverConfig;
import org.vigie.gateway.config.GatewayConfig;
import org.vigie.gateway.config.LinkConfig;
import org.vigie.gateway.failover.Failover;
import org.vigie.gateway.failover.PairCommands;
import org.vigie.gateway.failover.PairFeed;
import org.vigie.gateway.failover.PairKey;
import org.vigie.gateway.failover.PairLink;
import org.vigie.gateway.failover.PairSight;
import org.vigie.gateway.fanout.RemoteFeed;
import org.vigie.gateway.fanout.WardViews;
import org.vigie.gateway.history.Elsewhere;
import org.vigie.gateway.journal.Journal;
import org.vigie.gateway.link.LinkPort;
import org.vigie.gateway.link.LinkTotals;
import org.vigie.gateway.mqtt.LaneOptions;
import org.vigie.gateway.mqtt.MqttLinkPort;
import org.vigie.gateway.ops.BoxWatch;
import org.vigie.gateway.ops.Health;
import org.vigie.gateway.pipeline.EngineClock;
import org.vigie.gateway.pipeline.Pipeline;
import org.vigie.gateway.pipeline.WardFeed;
import org.vigie.gateway.pipeline.records.Input;
import org.vigie.gateway.pki.ClientTls;
import org.vigie.gateway.roles.EdgeRole;
import org.vigie.gateway.roles.HubDisk;
import org.vigie.gateway.roles.HubFeed;
import org.vigie.gateway.roles.HubRole;
import org.vigie.gateway.roles.TappedJournal;
import org.vigie.gateway.waves.JoinedWaves;
import org.vigie.gateway.waves.LiveWaves;
import org.vigie.gateway.waves.WaveSource;
import org.vigie.model.BedId;
import org.vigie.model.alarm.OwnAlarm;
import org.vigie.model.limits.Limits;

/** The other boxes of the site, as far as this one is linked to any: by default to none. */
final class Boxes implements AutoCloseable {
    private final GatewayConfig config;
    private final @Nullable LinkConfig link;
    private final Path data;
    private final Ports ports;
    private final EngineClock.Clocks clocks;
    private @Nullable Failover failover;
    private @Nullable TappedJournal journal;
    private @Nullable EdgeRole edge;
    private @Nullable BoxWatch name;
    private @Nullable HubRole hub;
    private Elsewhere past = Elsewhere.NONE;

    /** Makes the transport to a hub's broker. */
    @FunctionalInterface
    interface Ports {
        LinkPort open(LinkConfig.Hub broker, @Nullable Path identity, LinkPort.Plan plan);
    }

    Boxes(GatewayConfig config, Surroundings around) {
        this.config = config;
        this.link = config.link();
        this.data = config.data();
        this.ports = around.ports();
        this.clocks = around.clocks();
    }

    /** The real transport: MQTT, with TLS wherever there is an identity. */
    static LinkPort overMqtt(LinkConfig.Hub broker, @Nullable Path identity, LinkPort.Plan plan) {
        LaneOptions.@Nullable TlsSource tls = identity == null ? null : () -> ClientTls.context(identity);
        return new MqttLinkPort(
                new MqttLinkPort.Target(
                        "link-" + broker.name(), Addresses.withPort(broker.host(), broker.port()), tls, Limits.MQTT),
                plan);
    }

    private Optional<LinkConfig> asEdge() {
        return Optional.ofNullable(link)
                .filter(some -> some.role().isEdge() && !some.hubs().isEmpty());
    }

    private Optional<LinkConfig> asHub() {
        return Optional.ofNullable(link).filter(some -> some.role().isHub() && some.broker() != null);
    }

    /** The journal as it is written from now on: an edge's hubs hear of what is durable. */
    Journal tap(Journal opened) {
        if (asEdge().isEmpty()) {
            return opened;
        }
        TappedJournal tapped = new TappedJournal(opened);
        journal = tapped;
        failover = lease(tapped.epoch());
        return tapped;
    }

    private @Nullable Failover lease(long start) {
        FailoverConfig pair = config.failover();
        if (pair == null || link == null) {
            return null;
        }
        try {
            byte[] key = PairKey.read(pair.key());
            return new Failover(
                    pair, new Failover.Box(link.name(), start, data, key, () -> clocks.bootNanos() / 1_000_000));
        } catch (IOException unusable) {
            throw new GatewayException("cannot be one of a pair: " + unusable.getMessage(), unusable);
        }
    }

    /** The lease of a box of a pair; empty for one by itself. */
    Optional<Failover> failover() {
        return Optional.ofNullable(failover);
    }

    /** Whether a monitor may be called at this moment. Any thread. */
    boolean mayCall() {
        Failover lease = failover;
        return lease == null || lease.mayAct();
    }

    /** What monitors send, on its way; a box of a pair notes that there are some. */
    AdapterSink sight(AdapterSink next) {
        Failover lease = failover;
        return lease == null ? next : new PairSight(next, lease);
    }

    /** The site file as far as this box acts on it. */
    SiteInForce inForce(Predicate<Input> journal, AdapterSet adapters, Optional<String> text) {
        return new SiteInForce(journal, adapters::change, failover, config, text);
    }

    private LinkPort port(LinkConfig own, LinkConfig.Hub to) {
        LinkPort.Plan plan = EdgeRole.plan(own.name(), to.name());
        Failover lease = failover;
        return lease == null
                ? ports.open(to, own.identity(), plan)
                : new PairLink(
                        ports.open(
                                to,
                                own.identity(),
                                PairLink.plan(plan, lease.config().partner())),
                        own.name(),
                        to.name(),
                        lease);
    }

    /** Begins to connect. */
    void start(Pipeline feed, LiveWaves waves, Supplier<WardViews.Moment> moment, Health health) {
        TappedJournal tapped = journal;
        if (tapped != null && asEdge().isPresent()) {
            LinkConfig own = asEdge().get();
            EdgeRole role = new EdgeRole(
                    own,
                    new EdgeRole.Sources(
                            feed,
                            waves,
                            moment,
                            data,
                            tapped.epoch(),
                            RandomGenerator.getDefault().nextLong() | 1),
                    to -> port(own, to));
            tapped.onDurable(role::durable);
            edge = role.start();
            health.note("link", role::problem);
            health.note("name", role::nameTaken);
            name = new BoxWatch(
                            OwnAlarm.DUPLICATE_BOX,
                            () -> role.nameTaken().map(words -> own.name()), // the page has the words around it
                            () -> feed.now().ward(),
                            text -> feed.submit(new Input.Box(OwnAlarm.DUPLICATE_BOX, text)))
                    .wellWhen(role::isNameSettled)
                    .start();
        }
        if (asHub().isPresent()) {
            LinkConfig own = asHub().get();
            LinkConfig.Hub broker = own.broker();
            if (broker != null) {
                LinkPort port = ports.open(broker, own.identity(), HubRole.plan(own.name()));
                HubDisk disk = HubDisk.open(data, own.edges(), moment);
                past = disk.past();
                HubRole role = new HubRole(own, port, moment, () -> names(feed), disk)
                        .escalates(() -> feed.now().ward().site().policy().escalation())
                        .start();
                hub = role;
                health.note("edges", role::problem);
            }
        }
    }

    private static Set<String> names(WardFeed feed) {
        return feed.now().ward().beds().keySet().stream().map(BedId::value).collect(Collectors.toSet());
    }

    /** The ward as displays see and command it. */
    WardFeed feed(WardFeed own) {
        HubRole role = hub;
        WardFeed whole = role == null ? own : new HubFeed(own, role);
        return failover == null ? whole : new PairCommands(whole);
    }

    /** The curves as displays draw them. */
    WaveSource waves(WaveSource own) {
        HubRole role = hub;
        return role == null ? own : new JoinedWaves(own, role.waves());
    }

    /** What the links come to. Any thread. */
    LinkTotals totals() {
        EdgeRole up = edge;
        HubRole down = hub;
        LinkTotals sum = up == null ? LinkTotals.NONE : up.totals();
        return down == null ? sum : sum.plus(down.totals());
    }

    /** What is known here of the past of beds of other boxes. */
    Elsewhere past() {
        return past;
    }

    /** Beds of other boxes. */
    RemoteFeed remote() {
        HubRole role = hub;
        return role == null ? RemoteFeed.NONE : role;
    }

    /** The same with what displays should know of the pair. */
    RemoteFeed remote(Supplier<WardViews.Moment> moment) {
        Failover lease = failover;
        return lease == null ? remote() : new PairFeed(remote(), lease, moment);
    }

    /** Of a pair: the partner takes over from now on. */
    void leave() {
        if (failover != null) {
            failover.close();
        }
    }

    @Override
    public void close() {
        if (name != null) {
            name.close();
        }
        if (edge != null) {
            edge.close();
        }
        if (hub != null) {
            hub.close();
        }
    }
}
