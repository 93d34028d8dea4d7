package org.vigie.gateway.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigie.model.limits.Limits;
import org.vigie.model.ward.StorageLevel;

/**
 * The journal over one epoch after the other: a queue that breaks is left behind with its epoch, and a new one is begun
 * as soon as the disk takes it. Journal thread, except {@link #health}.
 */
final class EpochJournal implements Journal {
    private static final Logger LOG = LoggerFactory.getLogger(EpochJournal.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    /** A disk that fails at once again must not be filled with folders. */
    private static final Duration OPEN_EVERY = Duration.ofSeconds(5);
    /** Room for pages beside the records: a mapped file that finds none is a SIGBUS. */
    private static final long FLOOR_BYTES = 512 << 10;

    private final JournalFolder folder;
    private final DirectoryLock lock;
    private final Limits.Journal limits;
    private final DiskSpace disk;
    private final RecordQueue.Factory queues;
    private final EngineTime time;
    private final Ballast ballast;
    private final Retention retention;
    private final JournalCounters counters = new JournalCounters();
    private final Set<RecordClass> unsure = EnumSet.noneOf(RecordClass.class);
    private DiskSpace.Reading reading;
    private long bytesSinceReading;
    private StorageLevel level = StorageLevel.OK;
    private boolean failing;
    private Instant nextLook;
    private Instant nextOpen;
    private @Nullable EpochWriter writer;
    private long lastEpoch;
    private boolean closed;

    /** What a journal is made of; tests put their own disk and queues in. */
    record Parts(Limits.Journal limits, DiskSpace disk, RecordQueue.Factory queues, EngineTime time) {}

    private EpochJournal(JournalFolder folder, DirectoryLock lock, Parts parts) throws IOException {
        this.folder = folder;
        this.lock = lock;
        this.limits = parts.limits();
        this.disk = parts.disk();
        this.queues = parts.queues();
        this.time = parts.time();
        this.reading = disk.read();
        this.nextLook = time.now().plus(LOOK_EVERY);
        this.nextOpen = time.now();
        this.level = guard().level(reading.freeBytes(), StorageLevel.OK);
        this.ballast = new Ballast(folder.ballast(), guard().ballastBytes());
        this.retention = new Retention(folder, limits.keep(), limits.keepWaves());
    }

    static EpochJournal open(Path data, Parts parts) throws IOException {
        JournalFolder folder = new JournalFolder(data);
        Files.createDirectories(folder.root());
        DirectoryLock lock = DirectoryLock.take(folder.lock());
        boolean whole = false;
        try {
            EpochJournal journal = new EpochJournal(folder, lock, parts);
            journal.begin();
            whole = true;
            return journal;
        } finally {
            if (!whole) {
                lock.close();
            }
        }
    }

    /** A full disk at the start does not stop the live view: the journal begins as failed and tries again. */
    private void begin() {
        try {
            keepBallast();
            openWriter();
        } catch (IOException e) {
            failing = true;
            counters.problem(e.toString());
            LOG.error("event=journal.open next=\"runs without a journal, tries again\"", e);
        }
        publish();
    }

    @Override
    public long epoch() {
        return lastEpoch;
    }

    @Override
    public long append(RecordClass cls, RecordKind kind, String source, Instant at, Instant wall, byte[] payload)
            throws JournalUnavailableException {
        byte[] sourceBytes = source.getBytes(StandardCharsets.UTF_8);
        if (sourceBytes.length > Frame.MAX_SOURCE_BYTES || payload.length > limits.recordBytes()) {
            throw new IllegalArgumentException(
                    "record: source " + sourceBytes.length + " bytes, payload " + payload.length + " bytes");
        }
        time.advance(at);
        lookAgainWhenLow();
        if (!StorageGuard.isWritten(cls, level)) {
            counters.shed(cls);
            publish();
            return SHED;
        }
        JournalRecord draft = new JournalRecord(0, 0, cls, kind, source, at, wall, payload);
        try {
            return write(draft, sourceBytes);
        } catch (IOException first) {
            breakEpoch(first);
            if (cls != RecordClass.LIFE) {
                throw refused(first);
            }
        }
        return writeAgain(draft, sourceBytes);
    }

    /** An alarm gets a second chance in a new epoch, with the room of the ballast. */
    private long writeAgain(JournalRecord draft, byte[] source) throws JournalUnavailableException {
        try {
            ballast.release();
            look();
            return write(draft, source);
        } catch (IOException second) {
            breakEpoch(second);
            throw refused(second);
        }
    }

    private long write(JournalRecord draft, byte[] source) throws IOException, JournalUnavailableException {
        EpochWriter open = writer == null ? openWriter() : writer;
        int length = Frame.HEADER_BYTES + source.length + draft.payload().length;
        ensureRoom(length);
        if (open.isSealFull(time.now())) {
            seal(open);
        }
        long seq = open.append(draft, source, time.now());
        bytesSinceReading += length;
        failing = false;
        counters.written();
        return seq;
    }

    private EpochWriter openWriter() throws IOException {
        if (time.now().isBefore(nextOpen)) {
            throw new IOException("the journal is broken, next attempt at " + nextOpen + ": " + counters.problem());
        }
        nextOpen = time.now().plus(OPEN_EVERY);
        if (reading.freeBytes() < 3 * FLOOR_BYTES && ballast.release()) {
            look();
        }
        if (reading.freeBytes() < 3 * FLOOR_BYTES) {
            throw new IOException("no room for a new epoch: " + reading.freeBytes() + " bytes are free in "
                    + folder.root() + ". Delete something on that disk.");
        }
        EpochWriter opened = EpochWriter.open(folder, queues, time.now());
        writer = opened;
        lastEpoch = opened.epoch();
        failing = false;
        LOG.info("event=journal.opened epoch={} folder={}", opened.epoch(), folder.epoch(opened.epoch()));
        return opened;
    }

    private void ensureRoom(int frameLength) throws IOException, JournalUnavailableException {
        long need = frameLength + FLOOR_BYTES;
        if (reading.freeBytes() - bytesSinceReading >= need) {
            return;
        }
        look();
        if (reading.freeBytes() < need && ballast.release()) {
            LOG.warn("event=journal.ballast next=\"its room is given to alarms\" freeBytes={}", reading.freeBytes());
            look();
        }
        if (reading.freeBytes() < need) {
            throw refused(new IOException("the disk is full: " + reading.freeBytes() + " bytes free"));
        }
    }

    /** Between two looks the journal itself must not write through the marks. */
    private void lookAgainWhenLow() {
        long untilLifeOnly = reading.freeBytes() - guard().lifeOnlyBelowBytes();
        if (bytesSinceReading * 4 >= untilLifeOnly) {
            look();
        }
    }

    private void look() {
        nextLook = time.now().plus(LOOK_EVERY);
        try {
            reading = disk.read();
            bytesSinceReading = 0;
        } catch (IOException e) {
            counters.problem("free space unknown: " + e);
            return;
        }
        StorageLevel before = level;
        level = guard().level(reading.freeBytes(), before);
        if (level != before) {
            LOG.warn(
                    "event=journal.level from={} to={} freeBytes={} totalBytes={}",
                    before,
                    level,
                    reading.freeBytes(),
                    reading.totalBytes());
        }
    }

    private StorageGuard guard() {
        return new StorageGuard(limits, reading.totalBytes());
    }

    private void breakEpoch(IOException reason) {
        counters.problem(reason.toString());
        EpochWriter broken = writer;
        if (broken == null) {
            return;
        }
        writer = null;
        LOG.error("event=journal.broken epoch={} next=\"a new epoch is begun\"", broken.epoch(), reason);
        unsure.addAll(broken.abandon());
    }

    private JournalUnavailableException refused(IOException reason) {
        failing = true;
        counters.refused(reason.toString());
        publish();
        return new JournalUnavailableException("not written: " + reason.getMessage(), reason);
    }

    @Override
    public void force(RecordClass cls) throws JournalUnavailableException {
        if (unsure.remove(cls)) {
            throw refused(new IOException("records of class " + cls + " were lost with a broken queue"));
        }
        EpochWriter open = writer;
        if (open == null || !open.isUnforced(cls)) {
            return;
        }
        try {
            forceTimed(open, cls);
        } catch (IOException e) {
            breakEpoch(e);
            unsure.remove(cls);
            throw refused(e);
        }
    }

    private void forceTimed(EpochWriter open, RecordClass cls) throws IOException {
        counters.forceBegins();
        try {
            open.force(cls);
        } finally {
            counters.forceEnded();
            publish();
        }
    }

    @Override
    public void maintain(Instant at) {
        time.advance(at);
        if (!time.now().isBefore(nextLook)) {
            look();
        }
        forceDue(RecordClass.LIFE, limits.forceData());
        forceDue(RecordClass.DATA, limits.forceData());
        forceDue(RecordClass.WAVES, limits.forceWaves());
        sealDue();
        try {
            if (writer == null && !time.now().isBefore(nextOpen)) {
                openWriter();
            }
            failing &= writer == null || reading.freeBytes() < 2 * FLOOR_BYTES;
            keepBallast();
            EpochWriter open = writer;
            if (open != null) {
                retention.step(time.now(), level, open);
            }
        } catch (IOException e) {
            counters.problem(e.toString());
            failing |= writer == null;
        }
        publish();
    }

    private void forceDue(RecordClass cls, Duration longerThan) {
        EpochWriter open = writer;
        if (open == null || !open.isUnforced(cls, longerThan, time.now())) {
            return;
        }
        try {
            forceTimed(open, cls);
        } catch (IOException e) {
            // The next caller who waits for this class is refused, so nothing unsure is acknowledged.
            breakEpoch(e);
            unsure.add(cls);
        }
    }

    private void sealDue() {
        EpochWriter open = writer;
        if (open == null || !open.isSealDue(time.now())) {
            return;
        }
        for (RecordClass cls : RecordClass.values()) {
            forceDue(cls, Duration.ZERO);
        }
        if (open == writer) {
            open.seal(time.now());
        }
    }

    /** Under a seal lies only what is durable. */
    private void seal(EpochWriter open) throws IOException {
        for (RecordClass cls : RecordClass.values()) {
            if (open.isUnforced(cls)) {
                forceTimed(open, cls);
            }
        }
        open.seal(time.now());
    }

    private void keepBallast() throws IOException {
        if (level == StorageLevel.OK && !ballast.isThere() && reading.freeBytes() > 4 * ballast.bytes()) {
            ballast.create();
            look();
        }
    }

    private void publish() {
        counters.publish(failing ? StorageLevel.FAILED : level, reading, ballast.isThere());
    }

    @Override
    public JournalHealth health() {
        return counters.health();
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        EpochWriter open = writer;
        writer = null;
        try {
            if (open != null) {
                open.finish(time.now());
            }
        } catch (IOException e) {
            LOG.error("event=journal.close epoch={} next=\"the epoch stays incomplete\"", lastEpoch, e);
        }
        try {
            lock.close();
        } catch (IOException e) {
            LOG.warn("event=journal.lock problem=\"{}\" next=\"released when the process ends\"", e.toString());
        }
    }
}
