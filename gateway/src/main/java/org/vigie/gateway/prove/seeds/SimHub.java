package org.vigie.gateway.prove.seeds;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.vigie.gateway.link.EdgeLink;
import org.vigie.gateway.link.Entry;
import org.vigie.gateway.link.Freshness;
import org.vigie.gateway.link.HubEffect;
import org.vigie.gateway.link.HubEvent;
import org.vigie.gateway.link.HubReceiver;
import org.vigie.gateway.link.Intake;
import org.vigie.gateway.link.Lane;
import org.vigie.gateway.link.Packet;
import org.vigie.gateway.link.PacketCodec;
import org.vigie.model.limits.LinkLimits;

/** One central station: what it shows, and what it has on its disk. */
final class SimHub {
    private static final long FORCE_MS = 50;

    final String name;
    private final Timeline time;
    private final Truth truth;
    private final BiFunction<String, Lane, Cable> cables;
    private final Map<String, Mirror> mirrors = new TreeMap<>();
    private boolean runs;
    private boolean forcing;
    private int wishNo;

    /** A place in an edge's journal. */
    record Place(long epoch, Lane lane, long seq) {}

    /** What this hub has of one edge. */
    static final class Mirror {
        final Map<Place, Entry> stored = new HashMap<>();
        final Map<Place, Packet.Loss> lost = new HashMap<>();
        final List<Place> unforced = new ArrayList<>();
        final Map<String, Packet.State> shown = new TreeMap<>();
        final Map<String, Long> shownEpoch = new HashMap<>();
        final SimShelf shelf;
        List<Intake.Mark> marks = List.of();

        @Nullable HubReceiver receiver;

        long startedMs;
        long beatMs = -1;
        long newestEpoch;
        long received;
        long refusedBefore;

        Mirror(Timeline time) {
            shelf = new SimShelf(time);
        }

        /** What was written and not forced is gone. */
        void loseUnforced() {
            unforced.forEach(place -> {
                stored.remove(place);
                lost.remove(place);
            });
            unforced.clear();
        }
    }

    SimHub(String name, List<String> edges, Timeline time, Truth truth, BiFunction<String, Lane, Cable> cables) {
        this.name = name;
        this.time = time;
        this.truth = truth;
        this.cables = cables;
        edges.forEach(edge -> mirrors.put(edge, new Mirror(time)));
    }

    boolean runs() {
        return runs;
    }

    Map<String, Mirror> mirrors() {
        return mirrors;
    }

    void start() {
        runs = true;
        for (Map.Entry<String, Mirror> entry : mirrors.entrySet()) {
            Mirror mirror = entry.getValue();
            mirror.receiver = new HubReceiver(entry.getKey(), mirror.marks, LinkLimits.DEFAULT);
            mirror.shelf.restarted();
            mirror.startedMs = time.now();
            mirror.beatMs = -1;
            mirror.received = 0;
            mirror.newestEpoch =
                    mirror.marks.stream().mapToLong(Intake.Mark::epoch).max().orElse(0);
        }
        tick();
    }

    /** What was not forced is gone. */
    void crash() {
        runs = false;
        for (Mirror mirror : mirrors.values()) {
            mirror.loseUnforced();
            mirror.shown.clear();
            mirror.shownEpoch.clear();
            mirror.receiver = null;
        }
    }

    void brokerChanged(boolean up) {
        for (Lane lane : Lane.values()) {
            mirrors.keySet().forEach(edge -> on(edge, up ? new HubEvent.Up(lane) : new HubEvent.Down(lane)));
        }
    }

    void tick() {
        mirrors.keySet().forEach(edge -> on(edge, new HubEvent.Tick()));
    }

    void received(String edge, byte[] bytes) {
        if (!runs) {
            return;
        }
        PacketCodec.decode(bytes).ifPresent(packet -> {
            Mirror mirror = mirror(edge);
            boolean newest = packet.epoch() >= mirror.newestEpoch;
            if (newest) {
                mirror.newestEpoch = packet.epoch();
                heard(mirror, packet.packet());
            }
            on(edge, new HubEvent.Came(packet));
        });
    }

    private void heard(Mirror mirror, Packet packet) {
        switch (packet) {
            case Packet.Beat beat when beat.lane() == Lane.LIFE -> mirror.beatMs = time.now();
            case Packet.Live live -> mirror.received += live.entries().size();
            case Packet.Fill fill -> mirror.received += fill.entries().size();
            case Packet.Several several -> several.packets().forEach(one -> heard(mirror, one));
            default -> {} // nothing that is counted
        }
    }

    /** A person at this hub wants something. */
    void wish(String edge) {
        String id = name + "-" + ++wishNo;
        truth.wished(edge, id);
        on(edge, new HubEvent.Wanted(id, id.getBytes(StandardCharsets.UTF_8)));
    }

    private Mirror mirror(String edge) {
        return mirrors.computeIfAbsent(edge, some -> new Mirror(time));
    }

    /** The disk takes nothing of an edge any more and loses what was not forced, or takes everything again. */
    void diskRefuses(String edge, boolean refuses) {
        Mirror mirror = mirror(edge);
        mirror.shelf.refuses(refuses);
        if (refuses && runs) {
            List<Place> gone = List.copyOf(mirror.unforced);
            mirror.loseUnforced();
            gone.forEach(place -> mirror.shelf.failed(place, place.seq()));
        }
    }

    /** Whether the disk takes everything of an edge and owes nothing. */
    boolean diskIsWell(String edge) {
        return mirror(edge).shelf.isWell();
    }

    private void on(String edge, HubEvent event) {
        if (runs) {
            mirror(edge).shelf.due().forEach(due -> step(edge, due));
        }
        step(edge, event);
    }

    private void step(String edge, HubEvent event) {
        Mirror mirror = mirror(edge);
        HubReceiver receiver = mirror.receiver;
        if (!runs || receiver == null) {
            return;
        }
        for (HubEffect effect : receiver.on(event, time.now())) {
            switch (effect) {
                case HubEffect.Send send -> cables.apply(edge, send.lane()).fromHub(PacketCodec.encode(send.packet()));
                case HubEffect.Store store -> store(edge, mirror, store.entry());
                case HubEffect.Lost lost -> lost(mirror, lost);
                case HubEffect.Show show -> show(edge, mirror, show.state(), receiver);
                case HubEffect.Linked linked -> truth.linked(name, edge, linked.link());
                case HubEffect.Answered answered -> truth.answered(edge, answered.answer());
                case HubEffect.Samples samples -> {}
            }
        }
    }

    private void store(String edge, Mirror mirror, Entry entry) {
        Place place = new Place(entry.epoch(), entry.lane(), entry.seq());
        if (mirror.shelf.refuses()) {
            mirror.shelf.failed(place, entry.seq());
            return;
        }
        truth.stored(name, edge, entry, mirror.stored.putIfAbsent(place, entry) != null);
        mirror.unforced.add(place);
        force();
    }

    private void lost(Mirror mirror, HubEffect.Lost lost) {
        if (mirror.shelf.refuses()) {
            mirror.shelf.failed(new Place(lost.epoch(), lost.lane(), lost.from()), lost.to());
            return;
        }
        for (long seq = lost.from(); seq <= lost.to(); seq++) {
            Place place = new Place(lost.epoch(), lost.lane(), seq);
            mirror.lost.put(place, lost.cause());
            mirror.unforced.add(place);
        }
        force();
    }

    private void force() {
        if (!forcing) {
            forcing = true;
            time.in(time.between(1, FORCE_MS), () -> {
                forcing = false;
                if (runs) {
                    mirrors.values().forEach(SimHub::forced);
                }
            });
        }
    }

    private static void forced(Mirror mirror) {
        mirror.unforced.clear();
        HubReceiver receiver = mirror.receiver;
        // Marks that count what the disk did not take would hide that for ever.
        mirror.marks = receiver == null || mirror.shelf.owes() ? mirror.marks : receiver.marks();
    }

    private void show(String edge, Mirror mirror, Packet.State state, HubReceiver receiver) {
        String key = state.part() + "/" + state.key();
        Packet.State before = mirror.shown.get(key);
        long epochBefore = mirror.shownEpoch.getOrDefault(key, 0L);
        long epoch = receiver.status(time.now()).epoch();
        truth.shown(
                name,
                edge,
                state,
                epoch < epochBefore || (epoch == epochBefore && before != null && before.version() >= state.version()));
        mirror.shown.put(key, state);
        mirror.shownEpoch.put(key, epoch);
        if (state.payload().length == 0) {
            mirror.shown.remove(key);
        }
    }

    /** What stands on the screen is compared with what is true. */
    void look() {
        if (!runs) {
            return;
        }
        mirrors.forEach((edge, mirror) -> {
            HubReceiver receiver = mirror.receiver;
            if (receiver == null) {
                return;
            }
            long silent = time.now() - (mirror.beatMs < 0 ? mirror.startedMs : mirror.beatMs);
            truth.silence(name, edge, silent, receiver.link(), mirror.beatMs >= 0);
            HubReceiver.Status status = receiver.status(time.now());
            for (Packet.State state : mirror.shown.values()) {
                if (receiver.freshness(state.key(), time.now()) == Freshness.LIVE && receiver.link() == EdgeLink.LIVE) {
                    truth.looksLive(name, edge, status.epoch(), state, time.now());
                }
            }
            truth.counted(name, edge, mirror.received, status);
        });
    }
}
