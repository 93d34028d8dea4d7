package org.vigie.gateway.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads all epochs of a data folder, merged by (epoch, seq), without a lock and without writing: also beside a running
 * gateway, and on a disk that is full or read-only. Every record's checksums are tested; damage is an {@link Entry},
 * never an exception. It reads the files itself instead of with Chronicle Queue, whose reader stops silently at the
 * first damaged page (ADR 0025). One thread.
 */
public final class JournalReader implements Records {
    private static final Logger LOG = LoggerFactory.getLogger(JournalReader.class);

    private final JournalFolder folder;
    private final List<Long> epochs;

    /**
     * What one epoch holds on the disk.
     *
     * @param epoch its number
     * @param bytes apparent size of its files, holes included
     * @param files hourly files of all classes
     * @param complete whether it ended in an orderly stop
     */
    public record EpochSummary(long epoch, long bytes, int files, boolean complete) {}

    private JournalReader(JournalFolder folder, List<Long> epochs) {
        this.folder = folder;
        this.epochs = epochs;
    }

    /**
     * Opens the journal below a data folder; a folder without a journal is an empty journal. Epochs that begin later
     * are not seen.
     *
     * @throws IOException when the folder cannot be listed
     */
    public static JournalReader open(Path data) throws IOException {
        JournalFolder folder = new JournalFolder(data);
        return new JournalReader(folder, folder.epochs());
    }

    /** The epochs that exist, ascending. */
    @Override
    public List<Long> epochs() {
        return epochs;
    }

    /**
     * Size and state of an epoch without reading its records.
     *
     * @throws IOException when the folder cannot be listed
     */
    public EpochSummary summary(long epoch) throws IOException {
        long bytes = 0;
        int files = 0;
        for (RecordClass cls : RecordClass.values()) {
            for (Path file : folder.files(epoch, cls)) {
                bytes += Files.size(file);
                files++;
            }
        }
        return new EpochSummary(epoch, bytes, files, folder.complete(epoch).isPresent());
    }

    /** Everything, in order. */
    @Override
    public JournalEntries all() {
        return after(0, 0);
    }

    /** What follows the record (epoch, seq), in order; found without reading what lies before it. */
    public JournalEntries after(long epoch, long seq) {
        return new JournalEntries(
                epochs.stream().filter(candidate -> candidate >= epoch).toList(),
                candidate -> EpochCursor.open(folder, candidate, candidate == epoch ? seq : 0));
    }

    /** What was written at an engine time and later, in order; found without reading what lies before it. */
    public JournalEntries from(Instant at) {
        for (int i = epochs.size() - 1; i >= 0; i--) {
            Optional<Instant> begin = EpochCursor.begin(folder, epochs.get(i));
            if (i == 0 || begin.filter(first -> !first.isAfter(at)).isPresent()) {
                long first = epochs.get(i);
                return new JournalEntries(
                        epochs.subList(i, epochs.size()),
                        candidate -> candidate == first
                                ? EpochCursor.openAt(folder, candidate, at)
                                : EpochCursor.open(folder, candidate, 0));
            }
        }
        return new JournalEntries(List.of(), candidate -> EpochCursor.open(folder, candidate, 0));
    }

    /** One epoch alone, in order. */
    public JournalEntries only(long epoch) {
        return new JournalEntries(
                epochs.contains(epoch) ? List.of(epoch) : List.of(),
                candidate -> EpochCursor.open(folder, candidate, 0));
    }

    /**
     * Whether a gateway writes this journal now, so that its end is not yet the end.
     *
     * @throws IOException when that cannot be told
     */
    public boolean isBeingWritten() throws IOException {
        boolean stopped = epochs.isEmpty() || folder.complete(epochs.getLast()).isPresent();
        return !stopped && DirectoryLock.isTaken(folder.lock());
    }

    /** The name of this journal among all journals, the same in every copy; empty when it has none. */
    public Optional<UUID> identity() {
        return folder.identity();
    }

    /** The LIFE records of an epoch alone, in order: far fewer than all. Damage is passed over. */
    @Override
    public void life(long epoch, Consumer<JournalRecord> each) {
        each(epoch, RecordClass.LIFE, each);
    }

    /** The records of one class and epoch alone, in order. Damage is passed over. */
    public void each(long epoch, RecordClass cls, Consumer<JournalRecord> each) {
        for (Path path : files(epoch, cls)) {
            eachIn(path, epoch, cls, each);
        }
    }

    /** The newest intact LIFE record of the kind, searched from the end; for the newest CHECKPOINT at a restart. */
    public Optional<JournalRecord> newest(RecordKind kind) {
        for (long epoch : epochs.reversed()) {
            for (Path file : files(epoch, RecordClass.LIFE).reversed()) {
                JournalRecord found = newestIn(file, epoch, kind);
                if (found != null) {
                    return Optional.of(found);
                }
            }
        }
        return Optional.empty();
    }

    private List<Path> files(long epoch, RecordClass cls) {
        try {
            return folder.files(epoch, cls);
        } catch (IOException e) {
            LOG.warn(
                    "event=journal.read epoch={} problem=\"{}\" next=\"older epochs are searched\"",
                    epoch,
                    e.toString());
            return List.of();
        }
    }

    private static @Nullable JournalRecord newestIn(Path path, long epoch, RecordKind kind) {
        AtomicReference<@Nullable JournalRecord> newest = new AtomicReference<>();
        eachIn(path, epoch, RecordClass.LIFE, record -> {
            if (record.kind() == kind) {
                newest.set(record);
            }
        });
        return newest.get();
    }

    private static void eachIn(Path path, long epoch, RecordClass cls, Consumer<JournalRecord> each) {
        try (FrameFile file = FrameFile.open(path, cls, epoch)) {
            for (FrameFile.Found found = file.next(); found != null; found = file.next()) {
                if (found instanceof FrameFile.Whole whole) {
                    each.accept(whole.entry());
                }
            }
        } catch (IOException e) {
            LOG.warn(
                    "event=journal.read file={} problem=\"{}\" next=\"what was read before it counts\"",
                    path,
                    e.toString());
        }
    }
}
