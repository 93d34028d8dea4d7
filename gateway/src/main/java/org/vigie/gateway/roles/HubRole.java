package org.vigie.gateway.roles;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
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
import org.vigie.model.limits.Limits;
import org.vigie.model.ward.WardEffect;

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
    private final Map<String, Consumer<WardEffect.CommandResult>> waiting = new LinkedHashMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile Screen screen = new Screen(Beds.NONE, Map.of());
    private volatile LinkTotals totals = LinkTotals.NONE;
    private long changes;

    /** What is shown, and whose it is. */
    private record Screen(Beds beds, Map<String, EdgeBeds.Owner> owners) {}

    /**
     * A hub that has heard nothing.
     *
     * @param link of this box
     * @param port to its own broker
     * @param moment engine time and time of day
     */
    public HubRole(LinkConfig link, LinkPort port, Supplier<WardViews.Moment> moment) {
        this.link = link;
        this.port = port;
        this.moment = moment;
        for (String edge : link.edges()) {
            receivers.put(edge, new HubReceiver(edge, List.of(), Limits.Link.DEFAULT));
            edges.put(edge, new EdgeBeds(edge));
        }
    }

    /** What the transport to the own broker has to subscribe to. */
    public static LinkPort.Plan plan(String hub) {
        Map<Lane, List<String>> topics = new LinkedHashMap<>();
        for (Lane lane : Lane.values()) {
            topics.put(lane, List.of(LinkTopics.upOfAll(hub, lane)));
        }
        return new LinkPort.Plan("vigie-" + hub + "-hub", topics, null);
    }

    /** Begins to listen. */
    public HubRole start() {
        thread.every(TICK, () -> {
            everyEdge(new HubEvent.Tick());
            totals = count();
            show();
        });
        port.start(new Listener());
        return this;
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
        return sum;
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
            if (retained
                    || address.isEmpty()
                    || !receivers.containsKey(address.get().edge())) {
                return;
            }
            String edge = address.get().edge();
            thread.offer(() -> PacketCodec.decode(payload)
                    .filter(packet -> packet.edge().equals(edge))
                    .ifPresent(packet -> on(edge, new HubEvent.Came(packet))));
        }
    }

    private long nowMs() {
        return moment.get().now().toEpochMilli();
    }

    private void everyEdge(HubEvent event) {
        receivers.keySet().forEach(edge -> on(edge, event));
    }

    private void on(String edge, HubEvent event) {
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
                    boolean unused = port.send(send.lane(), topic, PacketCodec.encode(send.packet()), false, 0);
                }
                case HubEffect.Show show -> {
                    beds.take(show.state(), nowMs());
                    seen = true;
                }
                case HubEffect.Linked linked -> {
                    log(edge, linked.link());
                    seen = true;
                }
                case HubEffect.Answered answered -> answered(answered.answer());
                case HubEffect.Store store -> {} // the past of other boxes is not kept yet
                case HubEffect.Lost lost ->
                    LOG.warn(
                            "event=records-lost edge={} lane={} count={} cause={}",
                            edge,
                            lost.lane().word(),
                            lost.count(),
                            lost.cause().word());
                case HubEffect.Samples samples -> {} // no waves of other boxes yet
            }
        }
        if (seen) {
            show();
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
        Map<String, RemoteBed> beds = new LinkedHashMap<>();
        Map<String, EdgeBeds.Owner> owners = new LinkedHashMap<>();
        List<WardView.Alarm> alarms = new ArrayList<>();
        edges.forEach((edge, of) -> {
            HubReceiver receiver = receivers.get(edge);
            if (receiver != null) {
                of.show(receiver, moment.get(), beds, owners);
                of.alarm().ifPresent(alarms::add);
            }
        });
        Screen before = screen;
        boolean same =
                before.beds().alarms().equals(alarms) && isSame(before.beds().beds(), beds);
        changes += same ? 0 : 1;
        screen = new Screen(new Beds(changes, nowMs(), beds, List.copyOf(alarms)), owners);
        if (!same) {
            listeners.forEach(Runnable::run);
        }
    }

    @SuppressWarnings("ReferenceEquality") // the same object as long as nothing changes: the contract of RemoteBed
    private static boolean isSame(Map<String, RemoteBed> before, Map<String, RemoteBed> after) {
        return List.copyOf(before.keySet()).equals(List.copyOf(after.keySet()))
                && after.entrySet().stream().allMatch(entry -> before.get(entry.getKey()) == entry.getValue());
    }

    @Override
    public Beds now() {
        Screen now = screen;
        return new Beds(
                now.beds().changes(), nowMs(), now.beds().beds(), now.beds().alarms());
    }

    @Override
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /** Whether a command is about a bed, or an alarm, of another box; then it is sent there. */
    public boolean takes(Input.Command command, Consumer<WardEffect.CommandResult> done) {
        String alarm = command.alarm();
        if (alarm != null && alarm.startsWith(EdgeBeds.LINK_ALARM)) {
            thread.run(() -> {
                boolean known =
                        edges.values().stream().anyMatch(of -> of.acknowledge(alarm, command.user(), moment.get()));
                done.accept(new WardEffect.CommandResult(command.id(), known, known ? null : "no-such-alarm"));
                show();
            });
            return true;
        }
        EdgeBeds.@Nullable Owner owner = command.bed() == null
                ? ownerOfAlarm(command.alarm())
                : screen.owners().get(command.bed());
        if (owner == null) {
            return false;
        }
        Input.Command there = new Input.Command(
                command.id(),
                command.action(),
                command.bed() == null ? null : owner.bed(),
                command.alarm(),
                command.user());
        send(owner.edge(), command.id(), Wishes.write(there), done);
        return true;
    }

    private EdgeBeds.@Nullable Owner ownerOfAlarm(@Nullable String alarm) {
        Screen now = screen;
        return alarm == null
                ? null
                : now.beds().beds().entrySet().stream()
                        .filter(bed -> bed.getValue().view().alarms().stream()
                                .anyMatch(one -> one.id().equals(alarm)))
                        .map(bed -> now.owners().get(bed.getKey()))
                        .findFirst()
                        .orElse(null);
    }

    private void send(String edge, String id, byte[] payload, Consumer<WardEffect.CommandResult> done) {
        thread.run(() -> {
            if (waiting.size() >= Limits.Link.DEFAULT.commands()) {
                done.accept(new WardEffect.CommandResult(id, false, "busy"));
                return;
            }
            waiting.put(id, done);
            on(edge, new HubEvent.Wanted(id, payload));
        });
    }

    private void answered(Packet.Answer answer) {
        Consumer<WardEffect.CommandResult> done = waiting.remove(answer.id());
        if (done != null) {
            done.accept(new WardEffect.CommandResult(answer.id(), answer.accepted(), answer.reason()));
        }
    }

    @Override
    public void close() {
        port.close();
        thread.close();
    }
}
