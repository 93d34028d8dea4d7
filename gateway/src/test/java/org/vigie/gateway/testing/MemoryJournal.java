package org.vigie.gateway.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import org.vigie.gateway.journal.Journal;
import org.vigie.gateway.journal.JournalHealth;
import org.vigie.gateway.journal.JournalRecord;
import org.vigie.gateway.journal.JournalUnavailableException;
import org.vigie.gateway.journal.RecordClass;
import org.vigie.gateway.journal.RecordKind;
import org.vigie.model.ward.StorageLevel;

/** A journal in memory that can be made to wait, to fail and to run short. Thread-safe. */
public final class MemoryJournal implements Journal {
    private final List<JournalRecord> records = new ArrayList<>();
    private final Semaphore forcesAllowed = new Semaphore(0);
    private boolean held;
    private boolean failing;
    private Predicate<byte[]> broken = payload -> false;
    private StorageLevel level = StorageLevel.OK;
    private long forces;
    private boolean waiting;
    private boolean closed;

    /** From now on a force of DATA waits until {@link #release}. */
    public synchronized void hold() {
        held = true;
    }

    /** Lets the forces that wait go on. */
    public synchronized void release() {
        held = false;
        forcesAllowed.release(1_000_000);
    }

    /** Every force fails, or works again. */
    public synchronized void fail(boolean fails) {
        failing = fails;
    }

    /** Every append ends by a bug, or works again. */
    public synchronized void breaks(boolean breaks) {
        broken = payload -> breaks;
    }

    /** An append of such a payload ends by a bug. */
    public synchronized void breaksAt(Predicate<byte[]> payloads) {
        broken = payloads;
    }

    /** The disk runs short. */
    public synchronized void level(StorageLevel now) {
        level = now;
    }

    /** Everything appended. */
    public synchronized List<JournalRecord> records() {
        return List.copyOf(records);
    }

    /** Records of one kind. */
    public List<JournalRecord> records(RecordKind kind) {
        return records().stream().filter(record -> record.kind() == kind).toList();
    }

    /** Forces that did something. */
    public synchronized long forces() {
        return forces;
    }

    /** Whether a force waits. */
    public synchronized boolean isWaiting() {
        return waiting;
    }

    /** Whether it was closed in order. */
    public synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public long epoch() {
        return 1;
    }

    @Override
    public synchronized long append(
            RecordClass cls, RecordKind kind, String source, Instant at, Instant wall, byte[] payload) {
        if (broken.test(payload)) {
            throw new IllegalStateException("a bug");
        }
        long seq = records.size() + 1L;
        records.add(new JournalRecord(1, seq, cls, kind, source, at, wall, payload));
        return seq;
    }

    @Override
    public void force(RecordClass cls) throws JournalUnavailableException {
        boolean wait;
        synchronized (this) {
            wait = held && cls == RecordClass.DATA;
            waiting = wait;
        }
        if (wait) {
            forcesAllowed.acquireUninterruptibly();
        }
        synchronized (this) {
            if (failing) {
                throw new JournalUnavailableException("the test says so", null);
            }
            forces++;
        }
    }

    @Override
    public void maintain(Instant at) {}

    @Override
    public synchronized JournalHealth health() {
        return new JournalHealth(
                level,
                1,
                1,
                0,
                0,
                0,
                records.size(),
                forces,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                true,
                failing ? "the test says so" : null);
    }

    @Override
    public synchronized void close() {
        closed = true;
    }
}
