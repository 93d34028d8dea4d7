package org.vigie.gateway.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.vigie.gateway.files.DurableFile;

/** The three queues and the chain of the epoch that is being written. Journal thread. */
final class EpochWriter {
    private static final int FIRST_BUFFER_BYTES = 16 << 10;

    private final JournalFolder folder;
    private final long epoch;
    private final Map<RecordClass, Lane> lanes = new EnumMap<>(RecordClass.class);
    private final ChainFile chain;
    private byte[] buffer = new byte[FIRST_BUFFER_BYTES];
    private long seq;
    private boolean checkpointAppended;
    private boolean checkpointForced;

    private static final class Lane {
        private final RecordQueue queue;
        private long ordinal;
        private @Nullable Instant unforcedSince;
        private boolean forceFailed;

        Lane(RecordQueue queue) {
            this.queue = queue;
        }
    }

    private EpochWriter(JournalFolder folder, long epoch, ChainFile chain) {
        this.folder = folder;
        this.epoch = epoch;
        this.chain = chain;
    }

    /** Counts the epoch up and makes its folder, chain and queues; all of it is durable on return. */
    static EpochWriter open(JournalFolder folder, RecordQueue.Factory queues, Instant now) throws IOException {
        long epoch = folder.nextEpoch();
        Files.createDirectories(folder.chain(epoch));
        EpochWriter writer = new EpochWriter(folder, epoch, ChainFile.open(folder, epoch, now));
        boolean whole = false;
        try {
            for (RecordClass cls : RecordClass.values()) {
                Files.createDirectories(folder.queue(writer.epoch, cls));
                writer.lanes.put(cls, new Lane(queues.open(folder.queue(writer.epoch, cls))));
            }
            DurableFile.forceNames(folder.epoch(writer.epoch));
            DurableFile.forceNames(folder.root());
            whole = true;
            return writer;
        } finally {
            if (!whole) {
                writer.chain.close();
                writer.lanes.values().forEach(lane -> lane.queue.close());
            }
        }
    }

    long epoch() {
        return epoch;
    }

    /** Whether a restart would find a durable checkpoint in this epoch, so that older ones are not needed for it. */
    boolean isRestartable() {
        return checkpointForced;
    }

    /** Gives the draft its number, appends it at an engine time and returns the number. */
    long append(JournalRecord draft, byte[] source, Instant now) throws IOException {
        Lane lane = lane(draft.cls());
        int length = Frame.HEADER_BYTES + source.length + draft.payload().length;
        if (buffer.length < length) {
            buffer = new byte[Math.max(length, 2 * buffer.length)];
        }
        Frame.encode(buffer, draft.numbered(epoch, seq + 1), source, lane.ordinal + 1);
        if (lane.unforcedSince == null) {
            lane.unforcedSince = draft.at();
        }
        lane.queue.append(buffer, length);
        lane.ordinal++;
        chain.add(draft.cls(), seq + 1, lane.ordinal, buffer, length, now);
        checkpointAppended |= draft.kind() == RecordKind.CHECKPOINT;
        return ++seq;
    }

    /** Whether what was written must be sealed before the next record is. */
    boolean isSealFull(Instant now) {
        return chain.isFull(now);
    }

    /** Whether a record waits long enough for its seal. */
    boolean isSealDue(Instant now) {
        return chain.isDue(now);
    }

    /** Seals what was written, all of which is forced. */
    void seal(Instant now) {
        chain.seal(now);
    }

    /** Notes in the chain that a file, or with {@code -} a whole epoch, is about to be deleted. */
    void noteDeleted(Instant now, long of, String name) {
        chain.deleted(now, of, name);
    }

    boolean isUnforced(RecordClass cls) {
        return lane(cls).unforcedSince != null;
    }

    boolean isUnforced(RecordClass cls, Duration longerThan, Instant now) {
        Instant since = lane(cls).unforcedSince;
        return since != null && !since.plus(longerThan).isAfter(now);
    }

    void force(RecordClass cls) throws IOException {
        Lane lane = lane(cls);
        boolean whole = false;
        try {
            lane.queue.force();
            whole = true;
        } finally {
            // After a failed fsync the kernel calls the pages clean: a second one would succeed and prove nothing.
            lane.forceFailed = !whole;
        }
        lane.unforcedSince = null;
        checkpointForced |= checkpointAppended && cls == RecordClass.LIFE;
    }

    /**
     * Leaves a broken epoch behind: forces what can still be forced.
     *
     * @return the classes of which records may be lost
     */
    Set<RecordClass> abandon() {
        Set<RecordClass> unsure = EnumSet.noneOf(RecordClass.class);
        lanes.forEach((cls, lane) -> {
            if (lane.unforcedSince != null && (lane.forceFailed || !isForced(cls))) {
                unsure.add(cls);
            }
            lane.queue.close();
        });
        chain.close();
        return unsure;
    }

    private boolean isForced(RecordClass cls) {
        try {
            force(cls);
            return true;
        } catch (IOException e) {
            return false; // the caller refuses these records, with the reason of the first failure
        }
    }

    /** The orderly end: everything durable, the epoch marked as complete. */
    void finish(Instant now) throws IOException {
        try {
            for (RecordClass cls : RecordClass.values()) {
                force(cls);
            }
            chain.end(now, seq);
            folder.markComplete(
                    epoch,
                    seq,
                    Arrays.stream(RecordClass.values())
                            .mapToLong(cls -> lane(cls).ordinal)
                            .toArray());
        } finally {
            chain.close();
            lanes.values().forEach(lane -> lane.queue.close());
        }
    }

    private Lane lane(RecordClass cls) {
        Lane lane = lanes.get(cls);
        if (lane == null) {
            throw new IllegalStateException("no queue for " + cls);
        }
        return lane;
    }
}
