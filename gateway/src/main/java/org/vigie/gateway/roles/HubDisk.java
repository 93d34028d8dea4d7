package org.vigie.gateway.roles;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.vigie.gateway.fanout.WardViews;
import org.vigie.gateway.journal.JournalDirectory;
import org.vigie.gateway.link.Entry;
import org.vigie.gateway.link.HubEffect;
import org.vigie.gateway.link.HubEvent;
import org.vigie.gateway.link.HubReceiver;
import org.vigie.gateway.link.Intake;
import org.vigie.gateway.link.Lane;
import org.vigie.model.limits.Limits;
import org.vigie.model.limits.LinkLimits;

/**
 * What a hub keeps of other boxes on its disk, all below one folder: what it showed last, and their records. Called on
 * the thread of the links; nothing in here waits for the disk but the start.
 */
public final class HubDisk implements AutoCloseable {
    private static final long CHECKPOINT_MS = 60_000;

    private final HubMemory memory;
    private final @Nullable HubStore store;
    private final Map<String, Set<Lane>> kept = new HashMap<>();
    private final Map<String, Long> failuresTold = new HashMap<>();
    private final Map<String, Long> checkpointMs = new HashMap<>();

    HubDisk(Path folder, @Nullable HubStore store) {
        this.memory = new HubMemory(folder, LinkLimits.DEFAULT);
        this.store = store;
    }

    /**
     * The disk of a hub.
     *
     * @param data folder of this box
     * @param edges whose records are stored
     * @param moment engine time and time of day
     */
    public static HubDisk open(Path data, List<String> edges, Supplier<WardViews.Moment> moment) {
        Path folder = data.resolve("edges");
        EdgeStore.Opener opener = path -> JournalDirectory.open(
                path, Limits.Journal.OF_ANOTHER_BOX, moment.get().now());
        HubStore store = new HubStore(edges, new HubStore.Parts(folder, opener, moment, LinkLimits.DEFAULT));
        return new HubDisk(folder, store.start());
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

    /** Shows the beds of an edge as they were before the start. */
    void recall(EdgeBeds beds, long nowMs) {
        memory.read(beds.edge()).ifPresent(before -> beds.recall(before, nowMs));
    }

    /** Only these edges are there any more. */
    void keepOnly(Collection<String> edges) {
        memory.keepOnly(edges);
    }

    /** Notes what is shown of an edge and where the store stands, each when it is time. */
    void note(EdgeBeds beds, HubReceiver receiver, long nowMs) {
        memory.note(beds, heardMs(beds, receiver, nowMs), nowMs);
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
    void noteLast(EdgeBeds beds, HubReceiver receiver, long nowMs) {
        memory.write(beds, heardMs(beds, receiver, nowMs), nowMs);
        checkpoint(beds.edge(), receiver, nowMs);
    }

    private static long heardMs(EdgeBeds beds, HubReceiver receiver, long nowMs) {
        long silentMs = receiver.status(nowMs).silentMs();
        return silentMs < 0 ? beds.heardBeforeMs() : nowMs - silentMs;
    }

    /** What does not work; empty when all does. */
    Optional<String> problem() {
        List<String> words = Stream.of(
                        memory.problem(), Optional.ofNullable(store).flatMap(HubStore::problem))
                .flatMap(Optional::stream)
                .toList();
        return words.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", words));
    }

    @Override
    public void close() {
        memory.close();
        if (store != null) {
            store.close();
        }
    }
}
