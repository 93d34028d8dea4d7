package org.vigie.gateway.roles;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigie.gateway.fanout.WardViews;
import org.vigie.gateway.link.Entry;
import org.vigie.gateway.link.HubEffect;
import org.vigie.gateway.link.HubEvent;
import org.vigie.gateway.link.Intake;
import org.vigie.gateway.link.Lane;
import org.vigie.gateway.link.Packet;
import org.vigie.model.limits.LinkLimits;

/**
 * The records of all edges of a hub on its disk, written on a thread of its own: neither a screen nor a link waits for
 * it. What waits for the disk is bounded; beyond half of that nothing more is taken, and asked for later. What the disk
 * did not take is told, and asked for again (ADR 0101). Thread-safe.
 */
final class HubStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HubStore.class);
    private static final int BATCH = 512;
    private static final long PAUSE_MS = 200;
    private static final long STOP_MS = 5_000;

    /** A disk that fails is not asked to fail again at once: the link would be full of questions. */
    private static final long REST_MS = 5_000;

    private final Map<String, Shelf> shelves = new LinkedHashMap<>();
    private final Supplier<WardViews.Moment> moment;
    private final LinkLimits limits;
    private final RemotePast past;
    private final BlockingQueue<Item> queue = new LinkedBlockingQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicLong waitingBytes = new AtomicLong();
    private final Thread thread;
    private final List<String> unopened = new ArrayList<>();
    private volatile boolean closed;
    private volatile boolean full;

    /** One edge. */
    private static final class Shelf {
        final EdgeStore store;
        final Queue<HubEvent> told = new ConcurrentLinkedQueue<>();
        final AtomicLong failures = new AtomicLong();
        final AtomicLong bugs = new AtomicLong();
        final SetAside aside;
        final Map<Lane, Long> laneRestsMs = new ConcurrentHashMap<>();
        volatile long restUntilMs;

        Shelf(EdgeStore store, LinkLimits limits) {
            this.store = store;
            this.aside = new SetAside(limits);
        }
    }

    /** Work of the thread. */
    private sealed interface Item {
        record Kept(String edge, Entry entry) implements Item {}

        record Gone(String edge, HubEffect.Lost lost) implements Item {}

        /** @param failures that these marks know of */
        record Checkpoint(String edge, List<Intake.Mark> marks, long failures) implements Item {}

        record Work(Runnable task) implements Item {}
    }

    /**
     * What a store is made of.
     *
     * @param folder with one folder for each edge
     * @param opener of a journal
     * @param moment engine time and time of day
     * @param limits bounds
     * @param past is told of what is on the disk
     */
    record Parts(
            Path folder,
            EdgeStore.Opener opener,
            Supplier<WardViews.Moment> moment,
            LinkLimits limits,
            RemotePast past) {}

    /** Opens the stores of these edges; one that cannot be opened is none, and a problem. */
    HubStore(List<String> edges, Parts parts) {
        this.moment = parts.moment();
        this.limits = parts.limits();
        this.past = parts.past();
        for (String edge : edges) {
            try {
                EdgeStore store = EdgeStore.open(edge, parts.folder().resolve(edge), parts.opener(), limits);
                shelves.put(edge, new Shelf(store, limits));
            } catch (IOException failed) {
                LOG.error("event=hub-store-not-opened edge={} action=\"its records stay there\"", edge, failed);
                unopened.add(edge);
            }
        }
        thread = Thread.ofPlatform().name("vigie-hub-store").daemon(true).unstarted(this::run);
    }

    /** Begins to write. */
    HubStore start() {
        Map<String, Long> before = new LinkedHashMap<>();
        shelves.forEach((edge, shelf) -> before.put(edge, shelf.store.epoch()));
        past.read(before);
        thread.start();
        return this;
    }

    /** Where it stands with an edge; empty when nothing of that one can be stored. */
    Optional<List<Intake.Mark>> begin(String edge) {
        return Optional.ofNullable(shelves.get(edge)).map(shelf -> shelf.store.begin());
    }

    /** Whether records of a lane are taken now. */
    boolean takes(String edge, Lane lane, long nowMs) {
        Shelf shelf = shelves.get(edge);
        if (shelf == null || nowMs < shelf.restUntilMs || !shelf.store.takes(lane)) {
            return false;
        }
        if (nowMs < shelf.laneRestsMs.getOrDefault(lane, 0L) || !shelf.aside.takes(lane)) {
            return false;
        }
        // Once full, it takes again when most is done: not one question after each record.
        int part = full ? 8 : 2;
        full = waiting.get() > limits.storeWaiting() / part || waitingBytes.get() > limits.storeWaitingBytes() / part;
        return !full;
    }

    /** To be stored. */
    void store(String edge, Entry entry) {
        waiting.incrementAndGet();
        waitingBytes.addAndGet(entry.payload().length);
        queue.add(new Item.Kept(edge, entry));
    }

    /** To be written down: nobody has these any more. */
    void lost(String edge, HubEffect.Lost lost) {
        waiting.incrementAndGet();
        queue.add(new Item.Gone(edge, lost));
    }

    /** To be done between two records; not when too much waits already. */
    boolean offer(Runnable task) {
        if (waiting.get() >= limits.storeWaiting()) {
            return false;
        }
        waiting.incrementAndGet();
        queue.add(new Item.Work(task));
        return true;
    }

    /** What a receiver has to hear before anything else; empty as a rule. On the thread of the links. */
    List<HubEvent> told(String edge) {
        Shelf shelf = shelves.get(edge);
        if (shelf == null || shelf.told.isEmpty()) {
            return List.of();
        }
        List<HubEvent> events = new ArrayList<>();
        for (HubEvent event = shelf.told.poll(); event != null; event = shelf.told.poll()) {
            events.add(event);
        }
        return events;
    }

    /** How often the disk failed an edge; what {@link #told} said of it is known to marks that are made afterwards. */
    long failures(String edge) {
        Shelf shelf = shelves.get(edge);
        return shelf == null ? 0 : shelf.failures.get();
    }

    /**
     * Where a hub stands, behind all that was given to be stored until now.
     *
     * @param failures as they were before {@link #told} was asked, and that before the marks were made
     */
    void checkpoint(String edge, List<Intake.Mark> marks, long failures) {
        if (waiting.get() >= limits.storeWaiting()) {
            return; // the next one says the same and more
        }
        waiting.incrementAndGet();
        queue.add(new Item.Checkpoint(edge, marks, failures));
    }

    private void run() {
        List<Item> batch = new ArrayList<>();
        long nextRestNanos = System.nanoTime();
        while (!closed || !queue.isEmpty()) {
            try {
                Item first = queue.poll(PAUSE_MS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    queue.drainTo(batch, BATCH);
                    batch.forEach(this::safely);
                    batch.clear();
                }
                if (System.nanoTime() - nextRestNanos >= 0) {
                    nextRestNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PAUSE_MS);
                    rest();
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                closed = true;
                break;
            }
        }
        WardViews.Moment end = moment.get();
        shelves.forEach((edge, shelf) -> {
            minutes(edge, shelf, end, Instant.MAX); // also the one that still runs
            shelf.store.close();
        });
    }

    private void safely(Item item) {
        waiting.decrementAndGet();
        try {
            work(item);
        } catch (RuntimeException bug) {
            LOG.error("event=hub-store-step-failed action=\"the next one is done\"", bug);
        }
    }

    private void work(Item item) {
        WardViews.Moment at = moment.get();
        switch (item) {
            case Item.Kept one -> {
                waitingBytes.addAndGet(-one.entry().payload().length);
                Entry entry = one.entry();
                Shelf shelf = shelves.get(one.edge());
                if (shelf == null) {
                    return;
                }
                if (kept(shelf, entry, at)) {
                    past.stored(one.edge(), entry);
                }
            }
            case Item.Gone gone -> {
                HubEffect.Lost lost = gone.lost();
                Shelf shelf = shelves.get(gone.edge());
                if (shelf != null && !taken(shelf, () -> shelf.store.lost(lost, at.now(), at.wall()))) {
                    failed(shelf, List.of(new EdgeStore.Unforced(lost.epoch(), lost.lane(), lost.from(), lost.to())));
                }
            }
            case Item.Checkpoint here -> {
                Shelf shelf = shelves.get(here.edge());
                // Marks that count what the disk did not take would hide that for ever.
                if (shelf != null && here.failures() == shelf.failures.get()) {
                    failed(shelf, shelf.store.checkpoint(shelf.aside.without(here.marks()), at.now(), at.wall()));
                }
            }
            case Item.Work work -> work.task().run();
        }
    }

    /** True when it is on the disk, as far as anybody knows now. */
    private boolean kept(Shelf shelf, Entry entry, WardViews.Moment at) {
        try {
            if (shelf.store.store(entry, at.now(), at.wall())) {
                shelf.aside.written(entry);
                return true;
            }
            failed(shelf, List.of(new EdgeStore.Unforced(entry.epoch(), entry.lane(), entry.seq(), entry.seq())));
        } catch (RuntimeException bug) {
            shelf.bugs.incrementAndGet();
            faulty(shelf, entry, at, bug);
        }
        return false;
    }

    /** A record that cannot be written is asked for a few times again, then set aside: a gap until the next start. */
    private void faulty(Shelf shelf, Entry entry, WardViews.Moment at, RuntimeException bug) {
        OptionalLong rest = shelf.aside.failed(entry, bug);
        if (rest.isPresent()) {
            LOG.error(
                    "event=hub-store-record-failed lane={} epoch={} seq={} action=\"asked for again in {} ms\"",
                    entry.lane().word(),
                    entry.epoch(),
                    entry.seq(),
                    rest.getAsLong(),
                    bug);
            long until = at.now().toEpochMilli() + rest.getAsLong();
            shelf.laneRestsMs.merge(entry.lane(), until, Math::max);
            unstored(shelf, new EdgeStore.Unforced(entry.epoch(), entry.lane(), entry.seq(), entry.seq()));
            return;
        }
        LOG.error(
                "event=hub-store-record-set-aside lane={} epoch={} seq={} action=\"asked for at the next start\"",
                entry.lane().word(),
                entry.epoch(),
                entry.seq(),
                bug);
        HubEffect.Lost gap =
                new HubEffect.Lost(entry.epoch(), entry.lane(), entry.seq(), entry.seq(), Packet.Loss.SET_ASIDE);
        taken(shelf, () -> shelf.store.lost(gap, at.now(), at.wall()));
    }

    /** A step that ended by a bug has stored nothing: the record is asked for again, like one that the disk refused. */
    private static boolean taken(Shelf shelf, BooleanSupplier step) {
        try {
            return step.getAsBoolean();
        } catch (RuntimeException bug) {
            shelf.bugs.incrementAndGet();
            LOG.error("event=hub-store-record-failed action=\"asked for again\"", bug);
            return false;
        }
    }

    private void rest() {
        WardViews.Moment at = moment.get();
        shelves.forEach((edge, shelf) -> {
            try {
                failed(shelf, shelf.store.maintain(at.now()));
                minutes(edge, shelf, at, at.now());
            } catch (RuntimeException bug) {
                LOG.error("event=hub-store-step-failed action=\"the next one is done\"", bug);
            }
        });
    }

    private void minutes(String edge, Shelf shelf, WardViews.Moment at, Instant before) {
        Optional<byte[]> minute = past.takeMinute(edge, before);
        while (minute.isPresent() && shelf.store.minute(minute.get(), at.now(), at.wall())) {
            minute = past.takeMinute(edge, before);
        }
    }

    private void failed(Shelf shelf, List<EdgeStore.Unforced> places) {
        if (places.isEmpty()) {
            return;
        }
        shelf.restUntilMs = moment.get().now().toEpochMilli() + REST_MS;
        places.forEach(place -> unstored(shelf, place));
    }

    private static void unstored(Shelf shelf, EdgeStore.Unforced place) {
        shelf.told.add(new HubEvent.Unstored(place.epoch(), place.lane(), place.from(), place.to()));
        shelf.failures.incrementAndGet(); // who knows this number finds all of that told
    }

    /** How many records of a lane of an edge were set aside. */
    int setAside(String edge, Lane lane) {
        Shelf shelf = shelves.get(edge);
        return shelf == null ? 0 : shelf.aside.count(lane);
    }

    /** What does not work; empty when all does. */
    Optional<String> problem() {
        long nowMs = moment.get().now().toEpochMilli();
        List<String> words = new ArrayList<>();
        if (!unopened.isEmpty()) {
            words.add("no store for records of " + String.join(", ", unopened));
        }
        String refused = shelves.entrySet().stream()
                .filter(entry -> nowMs < entry.getValue().restUntilMs)
                .map(entry -> entry.getKey() + ": " + problem(entry.getValue()))
                .collect(Collectors.joining("; "));
        if (!refused.isEmpty()) {
            words.add("the disk does not take records of " + refused);
        } else if (shelves.values().stream().anyMatch(shelf -> !shelf.store.takes(Lane.DATA))) {
            words.add("the disk is short: messages of other boxes are not stored, they stay there");
        }
        shelves.forEach((edge, shelf) -> {
            shelf.aside.problem(edge).ifPresent(words::add);
            if (shelf.bugs.get() > 0) {
                words.add("records of " + edge + " that could not be written because of a bug: " + shelf.bugs.get());
            }
        });
        return words.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", words));
    }

    private static String problem(Shelf shelf) {
        @Nullable String problem = shelf.store.problem();
        return problem == null ? "?" : problem;
    }

    /** Writes what waits, for a moment. */
    @Override
    public void close() {
        closed = true;
        past.close();
        try {
            thread.join(STOP_MS);
            if (thread.isAlive()) {
                LOG.warn("event=hub-store-stop-timed-out waiting={}", waiting.get());
                thread.interrupt();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
