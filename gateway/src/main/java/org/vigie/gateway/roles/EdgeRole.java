package org.vigie.gateway.roles;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigie.gateway.config.LinkConfig;
import org.vigie.gateway.fanout.WardViews;
import org.vigie.gateway.journal.LaneReader;
import org.vigie.gateway.journal.RecordClass;
import org.vigie.gateway.link.EdgeUplink;
import org.vigie.gateway.link.Entry;
import org.vigie.gateway.link.Lane;
import org.vigie.gateway.link.LinkPort;
import org.vigie.gateway.link.LinkTopics;
import org.vigie.gateway.link.LinkTotals;
import org.vigie.gateway.link.Packet;
import org.vigie.gateway.link.PacketCodec;
import org.vigie.gateway.link.UplinkEffect;
import org.vigie.gateway.link.UplinkEvent;
import org.vigie.gateway.pipeline.WardFeed;
import org.vigie.gateway.pipeline.records.Input;
import org.vigie.gateway.waves.LiveWaves;
import org.vigie.model.BedId;
import org.vigie.model.limits.LinkLimits;
import org.vigie.model.ward.Bed;
import org.vigie.model.ward.Order;
import org.vigie.model.ward.Person;
import org.vigie.model.ward.Ward;
import org.vigie.model.ward.WardEffect;

/** A box with beds, towards its hubs: one uplink for each, all on one thread. */
public final class EdgeRole implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EdgeRole.class);
    private static final Duration TICK = Duration.ofMillis(200);
    private static final long DEAF_MS = 5_000;
    private static final int MOST_PAYLOAD = 196_608;

    private final LinkConfig link;
    private final Sources sources;
    private final long boot;
    private final LinkThread thread = new LinkThread("vigie-link-edge");
    private final Map<String, EdgeUplink> uplinks = new LinkedHashMap<>();
    private final Map<String, LinkPort> ports = new LinkedHashMap<>();
    private final LaneReader journal;
    private final EdgeWaves waves;
    private final OtherVersion otherVersion = new OtherVersion();
    private final NameTaken nameTaken;
    private final long beganMs;
    private final AtomicBoolean announced = new AtomicBoolean();
    private Map<BedId, Bed> told = Map.of();
    private long epoch;
    private volatile @Nullable String problem;
    private volatile LinkTotals totals = LinkTotals.NONE;

    /**
     * What an edge is made of.
     *
     * @param feed the ward, and where commands go
     * @param waves its curves
     * @param moment engine time and time of day
     * @param data folder of the journal
     * @param epoch of the journal at the start
     * @param boot drawn by chance
     */
    public record Sources(
            WardFeed feed, LiveWaves waves, Supplier<WardViews.Moment> moment, Path data, long epoch, long boot) {}

    /**
     * An edge that is not connected.
     *
     * @param link of this box
     * @param sources of what it tells
     * @param ports makes the transport to a hub's broker
     */
    public EdgeRole(LinkConfig link, Sources sources, Function<LinkConfig.Hub, LinkPort> ports) {
        this.link = link;
        this.sources = sources;
        this.boot = sources.boot();
        this.epoch = sources.epoch();
        this.nameTaken = new NameTaken(link.name(), boot);
        this.beganMs = sources.moment().get().now().toEpochMilli();
        this.journal = new LaneReader(sources.data());
        this.waves = new EdgeWaves(sources.waves(), () -> sources.feed().now().ward());
        for (LinkConfig.Hub hub : link.hubs()) {
            uplinks.put(hub.name(), new EdgeUplink(link.name(), epoch, boot, LinkLimits.DEFAULT));
            this.ports.put(hub.name(), ports.apply(hub));
        }
    }

    /** What the transport to a hub has to subscribe to. */
    public static LinkPort.Plan plan(String edge, String hub) {
        Map<Lane, List<String>> topics = new LinkedHashMap<>();
        for (Lane lane : Lane.values()) {
            topics.put(lane, List.of(LinkTopics.down(edge, hub, lane)));
        }
        return new LinkPort.Plan("vigie-" + edge, topics, null);
    }

    /** Records that are durable; from the journal's thread. */
    public void durable(List<Entry> entries) {
        thread.run(() -> {
            for (Entry entry : entries) {
                if (entry.epoch() != epoch) {
                    epoch = entry.epoch();
                    everyHub(new UplinkEvent.Rolled(epoch));
                }
                everyHub(new UplinkEvent.Appended(entry));
            }
        });
    }

    /** Begins to connect and to tell. */
    public EdgeRole start() {
        sources.feed().onChange(this::announce);
        announce();
        thread.every(TICK, () -> {
            everyHub(new UplinkEvent.Tick(
                    Math.max(0, sources.moment().get().wall().toEpochMilli())));
            problem = look();
            if (nameTaken().isPresent()) {
                ports.values().forEach(LinkPort::aside); // else the two push each other out for ever
            }
            waves.look(uplinks, nowMs());
            uplinks.keySet().forEach(this::waves);
        });
        ports.forEach((hub, port) -> port.start(new Listener(hub)));
        return this;
    }

    /** Hubs that do not hear of these beds; empty when all do. Any thread. */
    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    /** That another box has the name of this one; empty while that is not known. Any thread. */
    public Optional<String> nameTaken() {
        return nameTaken.problem(nowMs());
    }

    /** Whether this start has lasted as long as a box of the same name may be silent. Any thread. */
    public boolean isNameSettled() {
        return nowMs() - beganMs >= NameTaken.SILENT_MS;
    }

    /** What the links come to. Any thread. */
    public LinkTotals totals() {
        return totals;
    }

    private @Nullable String look() {
        List<String> deaf = new ArrayList<>();
        LinkTotals sum = LinkTotals.NONE;
        for (Map.Entry<String, EdgeUplink> one : uplinks.entrySet()) {
            EdgeUplink.Status status = one.getValue().status(nowMs());
            sum = sum.plus(new LinkTotals(
                    0,
                    0,
                    0,
                    status.pending() + status.statesWaiting(),
                    status.leftToJournal(),
                    status.wavesLeftOut() + waves.leftOut(one.getKey())));
        }
        totals = sum;
        uplinks.forEach((hub, uplink) -> {
            EdgeUplink.Status status = uplink.status(nowMs());
            if (!status.lifeUp() || status.hubHeardMs() < 0 || status.hubHeardMs() > DEAF_MS) {
                deaf.add(hub);
            }
        });
        return deaf.isEmpty() ? null : "not heard: " + String.join(", ", deaf);
    }

    private final class Listener implements LinkPort.Listener {
        private final String hub;

        Listener(String hub) {
            this.hub = hub;
        }

        @Override
        public void up(Lane lane) {
            LOG.info("event=link-up hub={} lane={}", hub, lane.word());
            thread.run(() -> on(hub, new UplinkEvent.Up(lane)));
        }

        @Override
        public void down(Lane lane, String reason) {
            LOG.warn("event=link-down hub={} lane={} reason=\"{}\"", hub, lane.word(), reason);
            if (reason.equals(LinkPort.TAKEN_OVER)) {
                nameTaken.takenOver(hub, nowMs());
            }
            thread.run(() -> on(hub, new UplinkEvent.Down(lane)));
        }

        @Override
        public void acknowledged(Lane lane, long token) {
            thread.run(() -> on(hub, new UplinkEvent.Acknowledged(lane, token)));
        }

        @Override
        public void received(Lane lane, String topic, byte[] payload, boolean retained) {
            if (!retained) {
                thread.offer(() -> PacketCodec.decode(payload)
                        .ifPresentOrElse(packet -> came(hub, packet), () -> otherVersion.unread(hub, payload)));
            }
        }
    }

    private void came(String hub, PacketCodec.Sealed packet) {
        nameTaken.heard(hub, packet, nowMs());
        on(hub, new UplinkEvent.Came(packet));
        if (packet.packet() instanceof Packet.Credit) {
            waves(hub);
        }
    }

    private void waves(String hub) {
        EdgeUplink uplink = uplinks.get(hub);
        if (uplink != null) {
            waves.send(hub, uplink, nowMs(), bundle -> on(hub, new UplinkEvent.Samples(bundle)));
        }
    }

    private void everyHub(UplinkEvent event) {
        uplinks.keySet().forEach(hub -> on(hub, event));
    }

    private void on(String hub, UplinkEvent event) {
        EdgeUplink uplink = uplinks.get(hub);
        LinkPort port = ports.get(hub);
        if (uplink == null || port == null) {
            return;
        }
        for (UplinkEffect effect : uplink.on(event, nowMs())) {
            switch (effect) {
                case UplinkEffect.Send send -> {
                    String topic = LinkTopics.up(link.name(), hub, send.lane());
                    if (!port.send(send.lane(), topic, PacketCodec.encode(send.packet()), false, send.token())) {
                        thread.run(() -> on(hub, new UplinkEvent.Refused(send.lane(), send.token())));
                    }
                }
                case UplinkEffect.Read read -> {
                    Packet.Fill fill = read(read.ask());
                    thread.run(() -> on(hub, new UplinkEvent.Found(fill)));
                }
                case UplinkEffect.Apply apply -> apply(hub, apply.command());
            }
        }
    }

    private long nowMs() {
        return sources.moment().get().now().toEpochMilli();
    }

    private Packet.Fill read(Packet.Ask ask) {
        RecordClass cls = ask.lane() == Lane.LIFE ? RecordClass.LIFE : RecordClass.DATA;
        boolean over = ask.epoch() < epoch;
        try {
            LaneReader.Found found = journal.read(ask.epoch(), cls, ask.from(), ask.to(), ask.bytes());
            List<Entry> entries = new ArrayList<>();
            boolean tooLong = false;
            for (LaneReader.Numbered numbered : found.records()) {
                Entry entry = TappedJournal.travelling(numbered, ask.lane());
                tooLong |= entry.payload().length > MOST_PAYLOAD;
                if (entry.payload().length <= MOST_PAYLOAD) {
                    entries.add(entry);
                }
            }
            Packet.Loss cause =
                    tooLong ? Packet.Loss.TOO_LONG : found.shortened() ? Packet.Loss.RETENTION : Packet.Loss.DAMAGED;
            return new Packet.Fill(
                    ask.request(),
                    ask.epoch(),
                    ask.lane(),
                    ask.from(),
                    found.to(),
                    entries,
                    over && found.atEnd() ? found.to() : -1,
                    cause);
        } catch (IOException unreadable) {
            LOG.warn(
                    "event=fill-failed lane={} action=\"the hub asks again\"",
                    ask.lane().word(),
                    unreadable);
            return new Packet.Fill(
                    ask.request(),
                    ask.epoch(),
                    ask.lane(),
                    ask.from(),
                    ask.from() - 1,
                    List.of(),
                    -1,
                    Packet.Loss.NONE);
        }
    }

    private void apply(String hub, Packet.Command command) {
        Consumer<WardEffect.CommandResult> done = result -> thread.run(() ->
                on(hub, new UplinkEvent.Answered(new Packet.Answer(command.id(), result.accepted(), result.reason()))));
        switch (Wishes.read(command.payload()).orElse(null)) {
            case Wishes.Wish.Asked wish -> sources.feed().command(wish.command(), done);
            case Wishes.Wish.Vouched wish -> vouched(wish, done);
            case null -> done.accept(new WardEffect.CommandResult(command.id(), false, "bad-command"));
        }
    }

    /** The hub has asked for the PIN where there is one; who is not known here is written in first (ADR 0094). */
    private void vouched(Wishes.Wish.Vouched wish, Consumer<WardEffect.CommandResult> done) {
        Input.Ordered order = wish.order();
        List<Person> people = sources.feed().now().ward().people();
        Optional<Person> known = find(people, wish.person().initials());
        if (order.order() instanceof Order.SignOff off
                && find(people, off.initials()).isEmpty()) {
            done.accept(new WardEffect.CommandResult(order.id(), false, "not-on-shift"));
        } else if (known.isEmpty()) {
            Input.Ordered first = new Input.Ordered(order.id() + "+person", wish.person(), null, order.display());
            sources.feed().order(first, written -> {
                if (written.accepted()) {
                    sources.feed().order(order, done);
                } else {
                    done.accept(new WardEffect.CommandResult(order.id(), false, written.reason()));
                }
            });
        } else if (known.get().hasPin() && wish.person().pin() == null) {
            done.accept(new WardEffect.CommandResult(order.id(), false, "pin-needed"));
        } else {
            sources.feed().order(order, done);
        }
    }

    private static Optional<Person> find(List<Person> people, String initials) {
        return people.stream()
                .filter(person -> person.initials().equals(initials))
                .findFirst();
    }

    /** On the ward thread: there is something new. */
    private void announce() {
        if (announced.compareAndSet(false, true)) {
            thread.run(this::tell);
        }
    }

    @SuppressWarnings("ReferenceEquality") // unchanged beds stay the same object: the contract of Ward
    private void tell() {
        announced.set(false);
        Ward ward = sources.feed().now().ward();
        WardViews.Moment moment = sources.moment().get();
        Map<BedId, Bed> before = told;
        told = ward.beds();
        for (Bed bed : told.values()) {
            @Nullable Bed old = before.get(bed.id());
            if (old != bed) {
                var view = WardViews.bed(bed, moment);
                boolean ended = old != null
                        && bed.alarms().size() < old.alarms().size()
                        && BedParts.onlyEnded(WardViews.bed(old, moment), view);
                String name = bed.id().value();
                everyHub(new UplinkEvent.Changed(Packet.Part.LIFE, name, BedParts.life(view), ended));
                everyHub(UplinkEvent.Changed.now(Packet.Part.DATA, name, BedParts.values(view)));
            }
        }
        for (BedId gone : before.keySet()) {
            if (!told.containsKey(gone)) {
                everyHub(UplinkEvent.Changed.now(Packet.Part.LIFE, gone.value(), null));
                everyHub(UplinkEvent.Changed.now(Packet.Part.DATA, gone.value(), null));
            }
        }
    }

    @Override
    public void close() {
        ports.values().forEach(LinkPort::close);
        thread.close();
    }
}
