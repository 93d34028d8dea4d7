package org.vigie.gateway.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import org.vigie.model.limits.Limits;

/** Opens the journal of a data folder for writing. */
public final class JournalDirectory {
    private JournalDirectory() {}

    /**
     * Takes the exclusive lock on the data folder and starts a new epoch in {@code <data>/journal}. Older epochs are
     * not touched: {@link JournalReader} reads them.
     *
     * @param data made when it is missing
     * @param at engine time of the start
     * @throws IOException with a message for people: folder not writable, or in use by another gateway (names the lock
     *     file and what to do)
     */
    public static Journal open(Path data, Limits.Journal limits, Instant at) throws IOException {
        Files.createDirectories(data);
        return open(data, limits, at, DiskSpace.of(data));
    }

    /** The name of the journal among all journals; empty when it has none. */
    public static String name(Path data) {
        return new JournalFolder(data).identity().map(UUID::toString).orElse("");
    }

    /** Whether a gateway that runs now holds the data folder. Nothing is made and nothing is changed. */
    public static boolean isInUse(Path data) {
        try {
            return DirectoryLock.isTaken(new JournalFolder(data).lock());
        } catch (IOException unreadable) {
            return false; // nobody whom this account could meet
        }
    }

    /** As {@link #open(Path, Limits.Journal, Instant)} with the given view of the disk. */
    public static Journal open(Path data, Limits.Journal limits, Instant at, DiskSpace disk) throws IOException {
        EngineTime time = new EngineTime(at);
        return EpochJournal.open(
                data,
                new EpochJournal.Parts(limits, disk, folder -> ChronicleRecordQueue.open(folder, limits, time), time));
    }
}
