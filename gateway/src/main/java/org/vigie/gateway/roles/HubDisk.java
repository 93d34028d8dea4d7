package org.vigie.gateway.roles;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.vigie.dashboard.wire.WardView;
import org.vigie.gateway.fanout.WardViews;
import org.vigie.gateway.history.Elsewhere;
import org.vigie.gateway.journal.JournalDirectory;
import org.vigie.gateway.journal.OtherBoxes;
import org.vigie.gateway.link.EdgeLink;
import org.vigie.gateway.link.Entry;
import org.vigie.gateway.link.HubEffect;
import org.vigie.gateway.link.HubEvent;
import org.vigie.gateway.link.HubReceiver;
import org.vigie.gateway.link.Intake;
import org.vigie.gateway.link.Lane;
import org.vigie.gateway.link.Packet;
import org.vigie.model.limits.Limits;
import org.vigie.model.limits.LinkLimits;

/**
 * What a hub keeps of other boxes on its disk, all below one folder: what it showed last, and their records. Called on
 * the thread of the links; nothing in here waits for the disk but the start.
 */
public final class HubDisk implements AutoCloseable {
    private static final long CHECKPOINT_MS = 60_000;
    private static final long LINKS_MS = 1_000;

    private final @Nullable HubMemory memory;
    private final @Nullable HubStore store;
    private final @Nullable RemotePast past;
    private final Map<String, Set<Lane>> kept = new HashMap<>();
    private final Map<String, Long> failuresTold = new HashMap<>();
    private final Map<String, Long> checkpointMs = new HashMap<>();
    private final Map<String, Long> linksMs = new HashMap<>();
    private long leftOut;

    HubDisk(@Nullable HubMemory memory, @Nullable HubStore store, @Nullable RemotePast past) {
        this.memory = memory;
        this.store = store;
        this.past = past;
    }

    /** A hub that keeps nothing and asks for nothing of the past. */
    static HubDisk none() {
        return new HubDisk(null, null, null);
    }

    /**
     * The disk of a hub.
     *
     * @param data folder of this box
     * @param edges whose records are stored
     * @param moment engine time and time of day
     */
    public static HubDisk open(Path data, List<String> edges, Supplier<WardViews.Moment> moment) {
        Path folder = OtherBoxes.folder(data);
        EdgeStore.Opener opener = path -> JournalDirectory.open(
                path, Limits.Journal.OF_ANOTHER_BOX, moment.get().now());
        RemotePast past = new RemotePast(folder, edges, moment);
        HubStore.Parts parts = new HubStore.Parts(folder, opener, moment, LinkLimits.DEFAULT, past);
        HubMemory memory = new HubMemory(folder, LinkLimits.DEFAULT);
        return new HubDisk(memory, new HubStore(edges, parts).start(), past);
    }

    /** A receiver that goes on where the store ends; without a store it asks for no records. */
    HubReceiver receiver(String edge) {
        Optional<List<Intake.Mark>> begin = Optional.ofNullable(store).flatMap(some -> some.begin(edge));
        kept.put(edge, EnumSet.of(Lane.LIFE, Lane.DATA));
        return begin.map(marks -> new HubReceiver(edge, marks, LinkLimits.DEFAULT))
                .orElseGet(() -> HubReceiver.ofThePresent(edge, LinkLimits.DEFAULT));
    }

    /** What a receiver has to hear before anything else. */
    List<HubEvent> due(String edge, long nowMs) {
        HubStore on = store;
        if (on == null) {
            return List.of();
        }
        failuresTold.put(edge, on.failures(edge));
        List<HubEvent> told = on.told(edge);
        List<HubEvent> events = new ArrayList<>();
        Set<Lane> before = kept.computeIfAbsent(edge, some -> EnumSet.noneOf(Lane.class));
        for (Lane lane : List.of(Lane.LIFE, Lane.DATA)) {
            boolean takes = on.takes(edge, lane, nowMs);
            if (takes ? before.add(lane) : before.remove(lane)) {
                events.add(new HubEvent.Kept(lane, takes));
            }
        }
        events.addAll(told); // last: what a disk did not take is not asked for while it takes nothing
        return events;
    }

    /** To be stored. */
    void store(String edge, Entry entry) {
        HubStore on = store;
        if (on != null) {
            on.store(edge, entry);
        }
    }

    /** To be written down: nobody has these any more. */
    void lost(String edge, HubEffect.Lost lost) {
        HubStore on = store;
        if (on != null) {
            on.lost(edge, lost);
        }
    }

    /** What is known of the past of the beds of other boxes. */
    public Elsewhere past() {
        RemotePast known = past;
        return known == null ? Elsewhere.NONE : known;
    }

    /** How a bed of a box is named here. */
    void names(BinaryOperator<String> here) {
        if (past != null) {
            past.names(here);
        }
    }

    /** A state of an edge has come: its values are points of the trends. */
    void state(String edge, Packet.State state, Instant at) {
        RemotePast known = past;
        if (known != null) {
            later(() -> known.state(edge, state, at));
        }
    }

    /** Work for the thread of the store; what finds no room is missing in the trends, and counted. */
    private void later(Runnable task) {
        if (store == null || !store.offer(task)) {
            leftOut++;
        }
    }

    private void links(EdgeBeds beds, long nowMs) {
        RemotePast known = past;
        if (known != null && nowMs - linksMs.getOrDefault(beds.edge(), 0L) >= LINKS_MS) {
            linksMs.put(beds.edge(), nowMs);
            Map<String, WardView.Bed> views = beds.views();
            later(() -> known.links(beds.edge(), views, Instant.ofEpochMilli(nowMs)));
        }
    }

    /** Boxes whose records are not all here. */
    void missing(Map<String, HubReceiver> receivers) {
        RemotePast known = past;
        HubStore on = store;
        if (known != null && on != null) {
            known.incomplete(lacking(receivers, on, Lane.LIFE));
            known.behind(lacking(receivers, on, Lane.DATA));
        }
    }

    private static List<String> lacking(Map<String, HubReceiver> receivers, HubStore on, Lane lane) {
        return receivers.entrySet().stream()
                .filter(entry -> on.begin(entry.getKey()).isEmpty()
                        || entry.getValue().link() != EdgeLink.LIVE
                        || entry.getValue().missing(lane) > 0
                        || on.setAside(entry.getKey(), lane) > 0)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Shows the beds of an edge as they were before the start. */
    void recall(EdgeBeds beds, long nowMs) {
        Optional.ofNullable(memory)
                .flatMap(some -> some.read(beds.edge()))
                .ifPresent(before -> beds.recall(before, nowMs));
    }

    /** Raises the hub's own alarms as they were before the start. */
    void recall(LinkAlarms alarms, long nowMs) {
        Optional.ofNullable(memory)
                .flatMap(some -> some.readAlarms(nowMs))
                .ifPresent(before -> alarms.recall(before, nowMs));
    }

    /** Only these edges are there any more. */
    void keepOnly(Collection<String> edges) {
        if (memory != null) {
            memory.keepOnly(edges);
        }
    }

    /** Notes the hub's own alarms, when it is time. */
    void note(LinkAlarms alarms, long nowMs) {
        if (memory != null) {
            memory.note(alarms, nowMs);
        }
    }

    /** Notes them for the last time. */
    void noteLast(LinkAlarms alarms, long nowMs) {
        if (memory != null) {
            memory.write(alarms, nowMs);
        }
    }

    /** Notes what is shown of the edges and where the store stands, each when it is time. */
    void note(Collection<EdgeBeds> edges, Map<String, HubReceiver> receivers, long nowMs) {
        for (EdgeBeds beds : edges) {
            HubReceiver receiver = receivers.get(beds.edge());
            if (receiver != null) {
                note(beds, receiver, nowMs);
            }
        }
    }

    private void note(EdgeBeds beds, HubReceiver receiver, long nowMs) {
        if (memory != null) {
            memory.note(beds, heardMs(beds, receiver, nowMs), nowMs);
        }
        links(beds, nowMs);
        long before = checkpointMs.getOrDefault(beds.edge(), 0L);
        if (nowMs - before >= CHECKPOINT_MS) {
            checkpoint(beds.edge(), receiver, nowMs);
        }
    }

    private void checkpoint(String edge, HubReceiver receiver, long nowMs) {
        checkpointMs.put(edge, nowMs);
        HubStore on = store;
        if (on != null) {
            on.checkpoint(edge, receiver.marks(), failuresTold.getOrDefault(edge, 0L));
        }
    }

    /** Notes it for the last time. */
    void noteLast(Collection<EdgeBeds> edges, Map<String, HubReceiver> receivers, long nowMs) {
        for (EdgeBeds beds : edges) {
            HubReceiver receiver = receivers.get(beds.edge());
            if (receiver != null && memory != null) {
                memory.write(beds, heardMs(beds, receiver, nowMs), nowMs);
                checkpoint(beds.edge(), receiver, nowMs);
            }
        }
    }

    private static long heardMs(EdgeBeds beds, HubReceiver receiver, long nowMs) {
        long silentMs = receiver.status(nowMs).silentMs();
        return silentMs < 0 ? beds.heardBeforeMs() : nowMs - silentMs;
    }

    /** What does not work; empty when all does. */
    Optional<String> problem() {
        List<String> words = Stream.of(
                        Optional.ofNullable(memory).flatMap(HubMemory::problem),
                        Optional.ofNullable(store).flatMap(HubStore::problem),
                        Optional.ofNullable(past).flatMap(RemotePast::problem),
                        leftOut == 0 ? Optional.<String>empty() : Optional.of("left out of trends: " + leftOut))
                .flatMap(Optional::stream)
                .toList();
        return words.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", words));
    }

    @Override
    public void close() {
        if (memory != null) {
            memory.close();
        }
        if (store != null) {
            store.close();
        }
    }
}
