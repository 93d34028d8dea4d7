package org.vigie.gateway.roles;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigie.dashboard.wire.WardView;
import org.vigie.gateway.config.LinkConfig;
import org.vigie.gateway.fanout.RemoteFeed;
import org.vigie.gateway.fanout.WardViews;
import org.vigie.gateway.link.EdgeLink;
import org.vigie.gateway.link.HubEffect;
import org.vigie.gateway.link.HubEvent;
import org.vigie.gateway.link.HubReceiver;
import org.vigie.gateway.link.Lane;
import org.vigie.gateway.link.LinkPort;
import org.vigie.gateway.link.LinkTopics;
import org.vigie.gateway.link.LinkTotals;
import org.vigie.gateway.link.Packet;
import org.vigie.gateway.link.PacketCodec;
import org.vigie.gateway.pipeline.records.Input;
import org.vigie.gateway.waves.WaveSource;
import org.vigie.model.alarm.Escalation;
import org.vigie.model.limits.LinkLimits;
import org.vigie.model.ward.WardEffect.CommandResult;

/**
 * A central station that shows the beds of other boxes: one receiver for each edge, all on one thread. What it shows is
 * an immutable {@link RemoteFeed.Beds}, made anew when something changed and once a second, because what is not heard
 * of grows old.
 */
public final class HubRole implements RemoteFeed, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HubRole.class);
    private static final Duration TICK = Duration.ofMillis(200);

    private final LinkConfig link;
    private final LinkPort port;
    private final Supplier<WardViews.Moment> moment;
    private final LinkThread thread = new LinkThread("vigie-link-hub");
    private final Map<String, HubReceiver> receivers = new LinkedHashMap<>();
    private final Map<String, EdgeBeds> edges = new LinkedHashMap<>();
    private final Supplier<Set<String>> ownBeds;
    private final HubWaves waves = new HubWaves();
    private final HubDisk disk;
    private final PairClaims claims;
    private final LinkAlarms alarms;
    private final Waiting waiting = new Waiting(LinkLimits.DEFAULT);
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile Screen screen = new Screen(Beds.NONE, Map.of());
    private volatile @Nullable String problem;
    /** What is shown in the place of a screen that nobody keeps up any more. */
    private volatile @Nullable Stuck stuck;

    private final LongAdder unreadable = new LongAdder();
    private final OtherVersion otherVersion = new OtherVersion();
    private final Set<Lane> untaken = EnumSet.noneOf(Lane.class);
    private volatile LinkTotals totals = LinkTotals.NONE;
    private long changes;

    /** What is shown, and whose it is. */
    private record Screen(Beds beds, Map<String, EdgeBeds.Owner> owners) {}

    /** A screen that got too old, and the same without anything that looks live. */
    private record Stuck(Screen of, Beds beds) {}

    /** A hub that has heard nothing and keeps nothing. */
    HubRole(LinkConfig link, LinkPort port, Supplier<WardViews.Moment> moment, Supplier<Set<String>> ownBeds) {
        this(link, port, moment, ownBeds, HubDisk.none());
    }

    /**
     * A hub that has heard nothing since its start.
     *
     * @param link of this box
     * @param port to its own broker
     * @param moment engine time and time of day
     * @param ownBeds names of the beds of this box: no bed of another box is shown under one of them
     * @param disk what it keeps of other boxes, from now on closed with it
     */
    public HubRole(
            LinkConfig link,
            LinkPort port,
            Supplier<WardViews.Moment> moment,
            Supplier<Set<String>> ownBeds,
            HubDisk disk) {
        this.link = link;
        this.port = port;
        this.moment = moment;
        this.ownBeds = ownBeds;
        this.disk = disk;
        this.claims = new PairClaims(link.edges());
        this.alarms = new LinkAlarms(edges, claims);
        disk.keepOnly(link.edges());
        disk.names(new NamesHere(() -> screen.owners()));
        for (String edge : link.edges()) {
            receivers.put(edge, disk.receiver(edge));
            EdgeBeds beds = new EdgeBeds(edge);
            disk.recall(beds, nowMs());
            edges.put(edge, beds);
        }
        disk.recall(alarms, nowMs());
    }

    /** What the transport to the own broker has to subscribe to. */
    public static LinkPort.Plan plan(String hub) {
        Map<Lane, List<String>> topics = new LinkedHashMap<>();
        for (Lane lane : Lane.values()) {
            topics.put(lane, List.of(LinkTopics.upOfAll(hub, lane)));
        }
        topics.put(Lane.LIFE, List.of(LinkTopics.upOfAll(hub, Lane.LIFE), LinkTopics.ofAllPairs()));
        return new LinkPort.Plan("vigie-" + hub + "-hub", topics, null);
    }

    /** When the alarms of the links escalate, as the site chooses; to be said before the start. */
    public HubRole escalates(Supplier<Escalation> times) {
        alarms.escalates(times);
        return this;
    }

    /** Begins to listen. */
    public HubRole start() {
        show(); // what was before the start
        thread.every(TICK, () -> {
            everyEdge(new HubEvent.Tick());
            waves.advance(nowMs());
            receivers.keySet().forEach(edge -> on(edge, waves.wanted(edge)));
            waiting.expire(nowMs());
            totals = count();
            show();
            keep();
        });
        port.start(new Listener());
        return this;
    }

    private void keep() {
        disk.note(edges.values(), receivers, nowMs());
        disk.note(alarms, nowMs());
    }

    /** Edges that are not heard, and what was lost inside; empty when all is well. Any thread. */
    public Optional<String> problem() {
        return isStuck(screen, nowMs())
                ? Optional.of("the thread of the links stands still")
                : Optional.ofNullable(problem);
    }

    private static boolean isStuck(Screen screen, long nowMs) {
        return !screen.beds().beds().isEmpty()
                && nowMs - screen.beds().nowMs() > LinkLimits.DEFAULT.late().toMillis();
    }

    private @Nullable String look() {
        List<String> words = new ArrayList<>();
        String silent = receivers.entrySet().stream()
                .filter(one -> one.getValue().link() != EdgeLink.LIVE)
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(", "));
        if (!silent.isEmpty()) {
            words.add("not heard: " + silent);
        }
        if (!untaken.isEmpty()) {
            words.add("own broker takes nothing: "
                    + untaken.stream().map(Lane::word).collect(Collectors.joining(", ")));
        }
        long unread = edges.values().stream().mapToLong(EdgeBeds::unread).sum();
        if (unread > 0) {
            words.add("states that cannot be read: " + unread);
        }
        receivers.forEach((edge, receiver) -> {
            HubReceiver.Status status = receiver.status(nowMs());
            if (status.claimed()) {
                words.add("two boxes call themselves " + edge
                        + ": switch one off and give it a name, a certificate and an empty"
                        + " data folder of its own");
            }
            if (status.refusedOld() > 0 && receiver.link() != EdgeLink.LIVE) {
                words.add(
                        edge + " speaks as at an earlier start than the one known here: was the box replaced? Then stop"
                                + " this one, run 'vigie hub forget " + edge + "', and start it");
            }
        });
        disk.problem().ifPresent(words::add);
        if (unreadable.sum() + waves.unread() > 0) {
            words.add("packets that cannot be read: " + (unreadable.sum() + waves.unread()));
        }
        if (thread.dropped() > 0) {
            words.add("packets dropped because too many waited: " + thread.dropped());
        }
        if (waiting.expired() > 0) {
            words.add("answers that never came: " + waiting.expired());
        }
        return words.isEmpty() ? null : String.join("; ", words);
    }

    /** What the links come to. Any thread. */
    public LinkTotals totals() {
        return totals;
    }

    private LinkTotals count() {
        LinkTotals sum = LinkTotals.NONE;
        for (HubReceiver receiver : receivers.values()) {
            HubReceiver.Status status = receiver.status(nowMs());
            sum = sum.plus(new LinkTotals(status.missing(), status.lost(), status.duplicates(), 0, 0, 0));
        }
        return sum.plus(new LinkTotals(0, 0, 0, 0, 0, waves.leftOut()));
    }

    private final class Listener implements LinkPort.Listener {
        @Override
        public void up(Lane lane) {
            thread.run(() -> everyEdge(new HubEvent.Up(lane)));
        }

        @Override
        public void down(Lane lane, String reason) {
            LOG.warn("event=own-broker-lost lane={} reason=\"{}\"", lane.word(), reason);
            thread.run(() -> everyEdge(new HubEvent.Down(lane)));
        }

        @Override
        public void acknowledged(Lane lane, long token) {
            // what is not answered is said again
        }

        @Override
        public void received(Lane lane, String topic, byte[] payload, boolean retained) {
            Optional<LinkTopics.Address> address = LinkTopics.read(topic);
            if (address.isEmpty() && !retained) {
                thread.offer(() -> claims.received(topic, payload, nowMs()));
            }
            if (retained
                    || address.isEmpty()
                    || !receivers.containsKey(address.get().edge())) {
                return;
            }
            String edge = address.get().edge();
            thread.offer(() -> PacketCodec.decode(payload)
                    .filter(packet -> packet.edge().equals(edge))
                    .ifPresentOrElse(packet -> on(edge, new HubEvent.Came(packet)), () -> {
                        unreadable.increment();
                        otherVersion.unread(edge, payload);
                    }));
        }
    }

    private long nowMs() {
        return moment.get().now().toEpochMilli();
    }

    private void everyEdge(HubEvent event) {
        receivers.keySet().forEach(edge -> on(edge, event));
    }

    private void on(String edge, HubEvent event) {
        disk.due(edge, nowMs()).forEach(due -> step(edge, due));
        step(edge, event);
    }

    private void step(String edge, HubEvent event) {
        HubReceiver receiver = receivers.get(edge);
        EdgeBeds beds = edges.get(edge);
        if (receiver == null || beds == null) {
            return;
        }
        boolean seen = false;
        for (HubEffect effect : receiver.on(event, nowMs())) {
            switch (effect) {
                case HubEffect.Send send -> {
                    String topic = LinkTopics.down(edge, link.name(), send.lane());
                    taken(send.lane(), port.send(send.lane(), topic, PacketCodec.encode(send.packet()), false, 0));
                }
                case HubEffect.Show show -> {
                    beds.take(show.state(), nowMs());
                    disk.state(edge, show.state(), moment.get().now());
                    seen = true;
                }
                case HubEffect.Linked linked -> {
                    log(edge, linked.link());
                    seen = true;
                }
                case HubEffect.Answered answered -> answered(edge, answered.answer());
                case HubEffect.Store store -> disk.store(edge, store.entry());
                case HubEffect.Lost lost -> lost(edge, lost);
                case HubEffect.Samples samples -> waves.take(edge, samples.boot(), samples.samples(), nowMs());
            }
        }
        if (seen) {
            show();
        }
    }

    private void lost(String edge, HubEffect.Lost lost) {
        disk.lost(edge, lost);
        LOG.warn(
                "event=records-lost edge={} lane={} count={} cause={}",
                edge,
                lost.lane().word(),
                lost.count(),
                lost.cause().word());
    }

    /** What was not taken is made anew when it is due: a beat in 1 s, a command in 2 s, a question in 3 s. */
    private void taken(Lane lane, boolean taken) {
        if (taken && untaken.remove(lane)) {
            LOG.info("event=own-broker-takes lane={}", lane.word());
        } else if (!taken && untaken.add(lane)) {
            LOG.warn("event=own-broker-takes-nothing lane={} action=\"said again\"", lane.word());
        }
    }

    private static void log(String edge, EdgeLink now) {
        if (now == EdgeLink.LIVE) {
            LOG.info("event=edge-link edge={} to=live", edge);
        } else {
            LOG.warn("event=edge-link edge={} to={}", edge, now);
        }
    }

    private void show() {
        // Before the screen: where a bed is shown as lost, its past is already called incomplete and health says why.
        disk.missing(receivers);
        problem = look();
        Map<String, RemoteBed> beds = new LinkedHashMap<>();
        Map<String, EdgeBeds.Owner> owners = new LinkedHashMap<>();
        Map<String, Set<String>> refused = claims.refused(edges);
        Set<String> shared = sharedNames(refused);
        WardViews.Moment at = moment.get();
        edges.forEach((edge, of) -> {
            HubReceiver receiver = receivers.get(edge);
            if (receiver != null) {
                Set<String> others = refused.getOrDefault(edge, Set.of());
                of.show(receiver, at, shared, (name, bed, owner) -> {
                    if (!others.contains(owner.bed())) {
                        beds.put(name, bed);
                        owners.put(name, owner);
                    }
                });
            }
        });
        List<WardView.Alarm> told = alarms.now(receivers, at);
        waves.named(owners);
        Screen before = screen;
        boolean same = !isOf(before, stuck)
                && before.beds().alarms().equals(told)
                && isSame(before.beds().beds(), beds);
        changes += same ? 0 : 2; // the number between is for the same screen when nobody keeps it up
        screen = new Screen(new Beds(changes, nowMs(), beds, told), owners);
        if (!same) {
            listeners.forEach(Runnable::run);
        }
    }

    /** Names that mean more than one bed: none of them is shown alone, so that no command can hit the wrong one. */
    private Set<String> sharedNames(Map<String, Set<String>> refused) {
        Set<String> seen = new HashSet<>(ownBeds.get());
        Set<String> shared = new HashSet<>(seen);
        for (EdgeBeds of : edges.values()) {
            Set<String> others = refused.getOrDefault(of.edge(), Set.of());
            of.names().filter(name -> !others.contains(name) && !seen.add(name)).forEach(shared::add);
        }
        return shared;
    }

    @SuppressWarnings("ReferenceEquality") // the same object as long as nothing changes: the contract of RemoteBed
    private static boolean isSame(Map<String, RemoteBed> before, Map<String, RemoteBed> after) {
        return List.copyOf(before.keySet()).equals(List.copyOf(after.keySet()))
                && after.entrySet().stream().allMatch(entry -> before.get(entry.getKey()) == entry.getValue());
    }

    @Override
    public Beds now() {
        Screen now = screen;
        long nowMs = nowMs();
        Beds beds = isStuck(now, nowMs) ? withoutLife(now) : now.beds();
        return new Beds(beds.changes(), nowMs, beds.beds(), beds.alarms());
    }

    @SuppressWarnings("ReferenceEquality") // the very screen
    private static boolean isOf(Screen old, @Nullable Stuck stuck) {
        return stuck != null && stuck.of() == old;
    }

    private Beds withoutLife(Screen old) {
        Stuck before = stuck;
        if (before == null || !isOf(old, before)) {
            Map<String, RemoteBed> beds = new LinkedHashMap<>();
            old.beds().beds().forEach((name, bed) -> beds.put(name, EdgeBeds.unsupervised(bed)));
            before = new Stuck(
                    old, new Beds(old.beds().changes() + 1, 0, beds, old.beds().alarms()));
            stuck = before;
        }
        return before.beds();
    }

    @Override
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    @Override
    public Optional<Keeper> keeper(String bed) {
        return Optional.ofNullable(screen.owners().get(bed)).map(owner -> new Keeper(owner.edge(), owner.bed()));
    }

    /** The curves of the beds of other boxes. */
    public WaveSource waves() {
        return waves;
    }

    /** Name of this box among the others. */
    String name() {
        return link.name();
    }

    @Override
    public List<String> boxes() {
        return link.edges();
    }

    /** Whose bed, or else whose alarm, it is; empty for what is of this box or unknown. Any thread. */
    Optional<EdgeBeds.Owner> ownerOf(@Nullable String bed, @Nullable String alarm) {
        Screen now = screen;
        if (bed != null || alarm == null) {
            return Optional.ofNullable(bed).map(name -> now.owners().get(name));
        }
        return now.beds().beds().entrySet().stream()
                .filter(one -> one.getValue().view().alarms().stream()
                        .anyMatch(other -> other.id().equals(alarm)))
                .findFirst()
                .map(one -> now.owners().get(one.getKey()));
    }

    /** A person has seen the alarm of a link. */
    void acknowledge(Input.Command command, Consumer<CommandResult> done) {
        thread.run(() -> {
            String alarm = String.valueOf(command.alarm());
            boolean known = alarms.acknowledge(alarm, command.user(), moment.get());
            try {
                show(); // whoever is answered and then looks sees it
            } finally {
                done.accept(new CommandResult(command.id(), known, known ? null : "no-such-alarm"));
            }
        });
    }

    /** The alarms of the links are silent for a while, or no longer. */
    void pauseLinks(boolean pause) {
        thread.run(() -> {
            alarms.pause(pause ? moment.get() : null);
            show();
        });
    }

    /**
     * Asks an edge to do what a person wants.
     *
     * @param wish of {@link Wishes}
     * @param done called once, on the thread of the links: with the edge's answer, or with why there is none
     */
    void ask(String edge, String id, byte[] wish, Consumer<CommandResult> done) {
        thread.run(() -> {
            if (waiting.add(edge, id, done, nowMs())) {
                on(edge, new HubEvent.Wanted(id, wish));
            }
        });
    }

    private void answered(String edge, Packet.Answer answer) {
        waiting.answered(edge, new CommandResult(answer.id(), answer.accepted(), answer.reason()));
    }

    @Override
    public void close() {
        port.close();
        thread.last(() -> {
            disk.noteLast(alarms, nowMs());
            disk.noteLast(edges.values(), receivers, nowMs());
        });
        thread.close();
        disk.close();
    }
}
