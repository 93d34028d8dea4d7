package org.vigie.gateway.pipeline;

import io.vertx.core.Context;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigie.adapter.spi.Stored;
import org.vigie.gateway.journal.Journal;
import org.vigie.gateway.journal.JournalHealth;
import org.vigie.gateway.journal.JournalUnavailableException;
import org.vigie.gateway.journal.RecordClass;
import org.vigie.gateway.journal.RecordKind;
import org.vigie.gateway.pipeline.records.AuditText;
import org.vigie.gateway.pipeline.records.Input;
import org.vigie.gateway.pipeline.records.InputCodec;
import org.vigie.model.limits.Limits;
import org.vigie.model.ward.StorageLevel;

/**
 * The only thread that writes. It takes what waits, gives each input its place and time, appends, forces once for all
 * of them, answers those who wait, and passes them on; five times a second it looks at clocks and disk and lets time
 * pass for the ward.
 */
final class JournalThread implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(JournalThread.class);
    private static final Duration TICK = Duration.ofMillis(200);
    private static final Duration MARK_EVERY = Duration.ofSeconds(10);

    /** Soon after a start, so that a second restart need not replay what the first one did. */
    private static final Duration FIRST_CHECKPOINT = Duration.ofSeconds(5);

    private final Journal journal;
    private final Ingest ingest;
    private final Audit audit;
    private final EngineClock clock;
    private final Limits limits;
    private final BlockingQueue<Work> passedOn;
    private final Thinning thinning = new Thinning();
    private final LongAdder thinned = new LongAdder();
    private final LongAdder notWritable = new LongAdder();
    private final LongAdder wavesDropped = new LongAdder();
    private final LongAdder journaled = new LongAdder();
    private final int wavesAllowed;
    private Instant last;
    private long wavesMarked;
    private Instant nextWavesMark = Instant.MIN;
    private StorageLevel level = StorageLevel.OK;
    private long nextTick;
    private long nextCheckpoint;
    private boolean failing;
    private volatile boolean stopping;
    private volatile boolean abandoned;

    JournalThread(Journal journal, Ingest ingest, Audit audit, EngineClock clock, Limits limits) {
        this.wavesAllowed = Math.min(
                Limits.Waves.DEFAULT.waitingMessages(), limits.pipeline().decodedWaiting() / 2);
        this.journal = journal;
        this.ingest = ingest;
        this.audit = audit;
        this.clock = clock;
        this.limits = limits;
        this.passedOn = new ArrayBlockingQueue<>(limits.pipeline().decodedWaiting());
        this.last = clock.now();
        this.nextTick = clock.nanos();
        this.nextCheckpoint = clock.nanos() + FIRST_CHECKPOINT.toNanos();
    }

    /** What the ward thread takes from. */
    BlockingQueue<Work> passedOn() {
        return passedOn;
    }

    /** Ends after everything that waits has been journaled and a last checkpoint was written. */
    void stop() {
        stopping = true;
    }

    /** Ends without another record, as a power cut would; for tests. */
    void abandon() {
        abandoned = true;
        stopping = true;
    }

    long thinned() {
        return thinned.sum();
    }

    long notWritable() {
        return notWritable.sum();
    }

    /** Wave messages dropped behind the journal because the ward was busy. */
    long wavesDropped() {
        return wavesDropped.sum();
    }

    long journaled() {
        return journaled.sum();
    }

    @Override
    public void run() {
        List<Ingest.Waiting> batch = new ArrayList<>();
        try {
            while (!stopping || (ingest.waiting() > 0 && !abandoned)) {
                batch.clear();
                ingest.take(batch, limits.pipeline().groupCommit(), stopping ? 0 : nextTick - clock.nanos());
                if (abandoned) {
                    break;
                }
                if (!batch.isEmpty()) {
                    commit(batch);
                }
                writeAudit();
                if (clock.nanos() - nextTick >= 0) {
                    tick();
                }
            }
            if (!abandoned) {
                passOn(new Work.Checkpoint());
            }
            passOn(new Work.End());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** After the ward thread has ended: what it still wanted to be written. */
    void finish() {
        if (!abandoned) {
            writeAudit();
            force(RecordClass.LIFE);
            force(RecordClass.DATA);
        }
    }

    private void commit(List<Ingest.Waiting> batch) throws InterruptedException {
        Instant at = engineTime();
        Instant wall = clock.wall();
        long[] seq = new long[batch.size()];
        long[] epoch = new long[batch.size()];
        boolean life = false;
        boolean data = false;
        for (int i = 0; i < seq.length; i++) {
            InputCodec.Encoded record = InputCodec.encode(batch.get(i).input());
            if (!thinning.writes(batch.get(i).input(), level, at)) {
                thinned.increment();
                continue;
            }
            seq[i] = append(record, at, wall);
            epoch[i] = journal.epoch();
            life |= seq[i] > 0 && record.cls() == RecordClass.LIFE;
            data |= seq[i] > 0 && record.cls() == RecordClass.DATA;
        }
        boolean lifeDurable = !life || force(RecordClass.LIFE);
        boolean durable = (!data || force(RecordClass.DATA)) && lifeDurable;
        answer(batch, seq, durable);
        for (int i = 0; i < seq.length; i++) {
            Input input = batch.get(i).input();
            if (Ingest.isWaves(input) && passedOn.size() >= wavesAllowed) {
                wavesDropped.increment(); // before anything else has to wait
            } else {
                passOn(new Work.Apply(input, at, epoch[i], seq[i]));
            }
        }
    }

    private long append(InputCodec.Encoded record, Instant at, Instant wall) {
        try {
            long seq = journal.append(record.cls(), record.kind(), record.source(), at, wall, record.payload());
            if (seq != Journal.SHED) {
                journaled.increment();
            }
            return seq;
        } catch (JournalUnavailableException broken) {
            failed(broken);
            return 0;
        } catch (IllegalArgumentException tooLong) {
            LOG.error("event=record-refused kind={} source={}", record.kind(), record.source(), tooLong);
            return 0;
        }
    }

    private boolean force(RecordClass cls) {
        try {
            journal.force(cls);
            if (failing) {
                failing = false;
                LOG.info("event=journal-back action=\"messages are acknowledged again\"");
            }
            return true;
        } catch (JournalUnavailableException broken) {
            failed(broken);
            return false;
        }
    }

    private void failed(JournalUnavailableException broken) {
        if (!failing) {
            failing = true;
            LOG.error("event=journal-unavailable action=\"live view goes on, nothing is acknowledged\"", broken);
        }
    }

    private void answer(List<Ingest.Waiting> batch, long[] seq, boolean durable) {
        IdentityHashMap<Context, List<Runnable>> byLoop = new IdentityHashMap<>();
        for (int i = 0; i < seq.length; i++) {
            Ingest.Waiting waiting = batch.get(i);
            boolean sign = waiting.input() instanceof Input.Sign;
            Stored stored = sign || (durable && seq[i] > 0) ? Stored.DURABLE : Stored.NOT_WRITABLE;
            if (stored == Stored.NOT_WRITABLE && !Ingest.isWaves(waiting.input())) {
                notWritable.increment();
            }
            if (waiting.loop() == null) {
                waiting.done().accept(stored);
            } else {
                byLoop.computeIfAbsent(waiting.loop(), loop -> new ArrayList<>())
                        .add(() -> waiting.done().accept(stored));
            }
        }
        byLoop.forEach((loop, answers) -> loop.runOnContext(nothing -> answers.forEach(Runnable::run)));
    }

    private void writeAudit() {
        Instant at = engineTime();
        Instant wall = clock.wall();
        audit.drain(entry ->
                append(new InputCodec.Encoded(entry.cls(), entry.kind(), entry.source(), entry.payload()), at, wall));
    }

    private void tick() throws InterruptedException {
        EngineClock.Look look = clock.look();
        if (!look.slept().isZero()) {
            LOG.warn(
                    "event=box-slept seconds={} action=\"every bed is stale until its next message\"",
                    look.slept().toSeconds());
            own(new Input.Slept(look.slept()), engineTime()); // the end of the sleep: see WardEvent.Suspended
        }
        if (!look.stepped().isZero()) {
            LOG.warn("event=clock-step seconds={}", look.stepped().toSeconds());
            append(
                    new InputCodec.Encoded(
                            RecordClass.LIFE, RecordKind.CLOCK_STEP, "", InputCodec.clockStep(look.stepped())),
                    engineTime(),
                    clock.wall());
            force(RecordClass.LIFE);
        }
        Instant now = engineTime();
        journal.maintain(now);
        storage(now);
        markWaves(now);
        if (clock.nanos() - nextCheckpoint >= 0) {
            nextCheckpoint = clock.nanos() + limits.journal().checkpointEvery().toNanos();
            passOn(new Work.Checkpoint());
        }
        // Audit of an otherwise idle gateway.
        force(RecordClass.LIFE);
        passOn(new Work.Tick(now));
        nextTick = clock.nanos() + TICK.toNanos();
    }

    /** The record that waves are missing although no disk was short; at most one in ten seconds. */
    private void markWaves(Instant now) {
        long dropped = ingest.wavesDropped() + wavesDropped.sum();
        if (dropped > wavesMarked && !now.isBefore(nextWavesMark)) {
            byte[] text = AuditText.gap(dropped - wavesMarked).getBytes(StandardCharsets.UTF_8);
            append(new InputCodec.Encoded(RecordClass.LIFE, RecordKind.GAP, "", text), now, clock.wall());
            LOG.warn("event=waves-dropped messages={} reason=overload", dropped - wavesMarked);
            wavesMarked = dropped;
            nextWavesMark = now.plus(MARK_EVERY);
        }
    }

    private void storage(Instant now) throws InterruptedException {
        JournalHealth health = journal.health();
        if (health.level() != level) {
            LOG.warn("event=storage-level from={} to={} free={}", level, health.level(), health.freeBytes());
            level = health.level();
            own(new Input.Storage(level, health.shedData() + thinned.sum(), health.shedWaves()), now);
        }
    }

    /** An input of the gateway itself: journaled if possible, applied in any case. */
    private void own(Input input, Instant at) throws InterruptedException {
        long seq = append(InputCodec.encode(input), at, clock.wall());
        force(RecordClass.LIFE);
        passOn(new Work.Apply(input, at, journal.epoch(), seq));
    }

    /** Waits while the ward thread is behind; gives up only when the gateway is abandoned. */
    private void passOn(Work work) throws InterruptedException {
        while (!passedOn.offer(work, 100, TimeUnit.MILLISECONDS)) {
            if (abandoned) {
                return;
            }
        }
    }

    private Instant engineTime() {
        Instant now = clock.now();
        if (now.isAfter(last)) {
            last = now;
        }
        return last;
    }
}
