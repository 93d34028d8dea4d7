package org.vigie.gateway.failover;

import java.io.IOException;
import java.nio.channels.Selector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigie.gateway.config.FailoverConfig;
import org.vigie.model.limits.LeaseLimits;

/**
 * The lease of this box at work: one thread reads the cables and steps the {@link Lease}; another forces epochs to the
 * disk; a third tells what is to be opened and closed, which may take seconds. Methods may be called from any thread.
 */
public final class Failover implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Failover.class);
    private static final long TICK_MS = 100;
    private static final long STOP_MS = 1_000;
    private static final long QUIET_MS = 10_000;

    private final FailoverConfig config;
    private final LeaseLimits limits = LeaseLimits.DEFAULT;
    private final LongSupplier nowMs;
    private final long startMs;
    private final EpochFile disk;
    private final BeatCodec codec;
    private final Lease lease;
    private final List<Cable> cables = new ArrayList<>();
    private final List<Consumer<byte[]>> hubs = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Came> overHubs;
    private final BlockingQueue<LeaseEvent> fromDisk = new ArrayBlockingQueue<>(16);
    private final AtomicBoolean hubSpoke = new AtomicBoolean();
    private final AtomicBoolean monitorSpoke = new AtomicBoolean();
    private final LongAdder refused = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final ExecutorService forcing = Executors.newSingleThreadExecutor(body -> thread(body, "disk"));
    private final ExecutorService telling = Executors.newSingleThreadExecutor(body -> thread(body, "tell"));
    private final Thread turning = thread(this::turn, "lease");
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
    private final AtomicBoolean untold = new AtomicBoolean();
    private @Nullable Turned told;
    private volatile Consumer<Turned> listener = turned -> {};
    private volatile long actsUntilMs;
    private volatile Lease.Status status;
    private volatile Turned now = new Turned(false, true, Word.NONE);
    private volatile boolean closing;
    private volatile boolean ended;
    private volatile @Nullable String diskProblem;

    /**
     * What a box does by its lease.
     *
     * @param polls it talks to the monitors
     * @param watches the beds are its own: it polls, or nobody else is known to
     * @param word for its displays
     */
    public record Turned(boolean polls, boolean watches, Word word) {
        /** Of a box by itself. */
        public static final Turned ALWAYS = new Turned(true, true, Word.NONE);
    }

    /** What displays are told. */
    public enum Word {
        NONE(""),
        /** The partner has the beds. */
        STANDS_BY("VIGIE_STANDBY_BOX"),
        /** Neither box is known to ask the monitors. */
        NOBODY_POLLS("VIGIE_NOT_POLLING"),
        /** Nobody would take over. */
        NO_PARTNER("VIGIE_NO_STANDBY");

        private final String code;

        Word(String code) {
            this.code = code;
        }

        /** Code of the statement; empty for none. */
        public String code() {
            return code;
        }
    }

    /** Bytes that came over a hub. */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never written to
    private record Came(String hub, byte[] beat) {}

    /**
     * What a pair needs beside its configuration.
     *
     * @param box name of this box
     * @param start grows with every start of this box: the epoch of its journal
     * @param data folder of the epoch's file
     * @param key secret of the pair
     * @param nowMs clock that only goes forward and counts the time that the box sleeps
     */
    @SuppressWarnings("ArrayRecordComponent") // read once, never written to
    public record Box(String box, long start, Path data, byte[] key, LongSupplier nowMs) {}

    /**
     * A box that holds nothing and is not started.
     *
     * @throws IOException when the epoch of before cannot be read
     */
    public Failover(FailoverConfig config, Box box) throws IOException {
        this.config = config;
        this.nowMs = box.nowMs();
        this.startMs = nowMs.getAsLong();
        this.disk = new EpochFile(box.data());
        this.codec = new BeatCodec(box.key());
        this.overHubs = new ArrayBlockingQueue<>(limits.waiting());
        this.lease = new Lease(
                new Lease.Who(config.pair(), box.box(), config.partner(), config.first(), box.start()),
                disk.read(),
                limits,
                nowMs.getAsLong());
        this.status = lease.status(nowMs.getAsLong());
        this.actsUntilMs = lease.actsUntilMs();
        for (FailoverConfig.Path path : config.paths()) {
            cables.add(new Cable(path, limits.beatBytes()));
        }
    }

    private static Thread thread(Runnable body, String name) {
        Thread thread = new Thread(body, "vigie-failover-" + name);
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Begins.
     *
     * @param opens told of each change on a thread of its own, the newest one last; may take seconds
     */
    public void start(Consumer<Turned> opens) {
        listener = opens;
        turning.start();
    }

    /** The pair, as configured. */
    public FailoverConfig config() {
        return config;
    }

    /** Whether something may be sent to a monitor at this moment, by the clock: also before the lease was looked at. */
    public boolean mayAct() {
        return nowMs.getAsLong() < actsUntilMs;
    }

    /** The lease has run out and this box has not looked yet: it was paused, and what it says may be old. */
    public boolean isLapsed() {
        return !ended && status.role() == LeaseRole.HOLDER && !mayAct();
    }

    /** The lease has ended by a fault: this box says what it hears of its beds, and calls no monitor any more. */
    public boolean hasEnded() {
        return ended;
    }

    /** What the box does now. */
    public Turned now() {
        return now;
    }

    /** Whether nobody would take over: the partner was not heard for longer than it takes to believe it. */
    public boolean isWithoutPartner() {
        Lease.Status as = status;
        return as.partnerSilentMs() < 0
                || as.partnerSilentMs() > limits.silence().toMillis();
    }

    /** Calls {@code watcher} when what {@link #now} says has changed, on a thread of its own: it returns at once. */
    public void onChange(Runnable watcher) {
        watchers.add(watcher);
    }

    /** How the pair stands. */
    public Lease.Status status() {
        return status;
    }

    /** Beats whose signature was not of this pair. */
    public long refused() {
        return refused.sum();
    }

    /** Beats over hubs of which too many waited, and datagrams that were too long or not the partner's. */
    public long dropped() {
        return dropped.sum() + cables.stream().mapToLong(Cable::dropped).sum();
    }

    /** A monitor sent something. */
    public void sawMonitor() {
        monitorSpoke.set(true);
    }

    void sawHub() {
        hubSpoke.set(true);
    }

    void cameOver(String hub, byte[] beat) {
        if (!overHubs.offer(new Came(hub, beat))) {
            dropped.increment();
        }
    }

    void tellOver(Consumer<byte[]> hub) {
        hubs.add(hub);
    }

    /** What an engineer should see to; empty when all is well. */
    public Optional<String> problem() {
        if (ended) {
            return Optional.of("failover has ended by a fault of the program, see the log: restart this box");
        }
        List<String> words = new ArrayList<>();
        Lease.Status as = status;
        if (isWithoutPartner()) {
            words.add("partner " + config.partner() + " is not heard: nobody would take over");
        } else {
            for (Cable cable : cables) {
                Long silent = as.pathSilentMs().get(cable.name());
                if (silent == null || silent > limits.silence().toMillis()) {
                    words.add(cable.name() + ": partner not heard on it");
                }
            }
        }
        cables.forEach(cable -> cable.problem().ifPresent(words::add));
        if (!now.polls() && now.watches()) {
            words.add("nobody is known to poll the monitors" + (as.sees() ? "" : ", and this box sees no hub"));
        }
        Optional.ofNullable(diskProblem).ifPresent(words::add);
        if (refused() > 0) {
            words.add("beats with a wrong signature: " + refused() + " (same key at both?)");
        }
        return words.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", words));
    }

    private void turn() {
        try (Selector selector = Selector.open()) {
            while (!closing) {
                cables.forEach(cable -> cable.open(selector, nowMs.getAsLong()));
                selector.select(key -> {}, TICK_MS);
                try {
                    look();
                } catch (RuntimeException bug) {
                    LOG.error("event=failover-step-failed action=\"looked at again\"", bug);
                }
            }
            step(new LeaseEvent.Leaving());
        } catch (IOException broken) {
            LOG.error("event=failover-ended", broken);
        } finally {
            actsUntilMs = Long.MIN_VALUE;
            cables.forEach(Cable::close);
            if (!closing) {
                ended();
            }
        }
    }

    /** By a fault of this program, and for good: what the partner does nobody here can know any more. */
    private void ended() {
        LOG.error("event=failover-ended action=\"this box holds no more; restart it\"");
        ended = true;
        tell(new Turned(false, true, Word.NOBODY_POLLS));
    }

    /** Everything that waits, then a tick: what is decided is decided on all that could be known. */
    private void look() {
        for (LeaseEvent done = fromDisk.poll(); done != null; done = fromDisk.poll()) {
            step(done);
        }
        for (Cable cable : cables) {
            cable.receive(limits.waiting()).forEach(beat -> heard(cable.name(), beat));
        }
        for (Came came = overHubs.poll(); came != null; came = overHubs.poll()) {
            heard(came.hub(), came.beat());
        }
        if (hubSpoke.getAndSet(false)) {
            step(new LeaseEvent.SawHub());
        }
        if (monitorSpoke.getAndSet(false)) {
            step(new LeaseEvent.SawMonitor());
        }
        step(new LeaseEvent.Tick());
    }

    private void heard(String path, byte[] bytes) {
        codec.decode(bytes).ifPresentOrElse(beat -> step(new LeaseEvent.Heard(path, beat)), refused::increment);
    }

    private void step(LeaseEvent event) {
        List<LeaseEffect> effects = lease.on(event, nowMs.getAsLong());
        actsUntilMs = lease.actsUntilMs();
        status = lease.status(nowMs.getAsLong());
        for (LeaseEffect effect : effects) {
            switch (effect) {
                case LeaseEffect.Send send -> send(codec.encode(send.beat()));
                case LeaseEffect.Force force -> force(force.epoch());
                case LeaseEffect.Open open ->
                    LOG.warn("event=failover-takeover pair={} epoch={}", config.pair(), open.epoch());
                case LeaseEffect.Close close ->
                    LOG.warn(
                            "event=failover-given-up pair={} reason={}",
                            config.pair(),
                            close.why().word());
            }
        }
        tell();
    }

    private void send(byte[] beat) {
        cables.forEach(cable -> cable.send(beat));
        hubs.forEach(hub -> hub.accept(beat));
    }

    private void force(long epoch) {
        forcing.execute(() -> {
            LeaseEvent done = new LeaseEvent.Forced(epoch);
            try {
                disk.force(epoch);
                diskProblem = null;
            } catch (IOException refusing) {
                LOG.error("event=failover-epoch-not-written epoch={} action=\"tried again\"", epoch, refusing);
                diskProblem = "the epoch cannot be written: " + refusing.getMessage();
                done = new LeaseEvent.Unforced(epoch);
            }
            if (!fromDisk.offer(done)) {
                LOG.error("event=failover-answer-dropped epoch={}", epoch);
            }
        });
    }

    private void tell() {
        boolean polls = status.role() == LeaseRole.HOLDER;
        boolean watches = polls || !status.partnerHolds(limits);
        tell(new Turned(polls, watches, word(polls, watches)));
    }

    private void tell(Turned next) {
        if (!next.equals(now)) {
            now = next;
            if (untold.compareAndSet(false, true)) {
                try {
                    telling.execute(this::tellNewest);
                } catch (RejectedExecutionException closed) {
                    LOG.debug("event=failover-told-after-close", closed);
                }
            }
        }
    }

    /** Nothing is said while the boxes may still be finding each other. */
    private Word word(boolean polls, boolean watches) {
        if (!watches) {
            return Word.STANDS_BY;
        }
        if (nowMs.getAsLong() - startMs < QUIET_MS) {
            return Word.NONE;
        }
        return !polls ? Word.NOBODY_POLLS : isWithoutPartner() ? Word.NO_PARTNER : Word.NONE;
    }

    private void tellNewest() {
        untold.set(false);
        Turned newest = now;
        if (!newest.equals(told)) {
            told = newest;
            try {
                listener.accept(newest);
            } catch (RuntimeException bug) {
                LOG.error("event=failover-apply-failed", bug);
            }
            watchers.forEach(Runnable::run);
        }
    }

    /** Ends in good order: the partner takes over at once. */
    @Override
    public void close() {
        closing = true;
        telling.shutdown();
        try {
            turning.join(STOP_MS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        forcing.shutdown();
    }
}
