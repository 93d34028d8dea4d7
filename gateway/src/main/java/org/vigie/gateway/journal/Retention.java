package org.vigie.gateway.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigie.model.ward.StorageLevel;

/**
 * Deletes what is old, and under pressure the oldest waves and numerics before new ones are given up. Whole hourly
 * files, one at a time; an epoch's folder goes with its last file. Never what ended less than an hour ago, never alarms
 * before their age, and nothing an eventual restart needs. Ages are engine time: a wall clock that is set years ahead
 * while the gateway runs deletes nothing. Journal thread.
 */
final class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final Duration RECENT = Duration.ofHours(1);
    private static final Duration LOOK_EVERY = Duration.ofMinutes(1);
    private static final Duration LOOK_EVERY_UNDER_PRESSURE = Duration.ofSeconds(1);

    private final JournalFolder folder;
    private final Duration keep;
    private final Duration keepWaves;
    private Instant next = Instant.MIN;

    Retention(JournalFolder folder, Duration keep, Duration keepWaves) {
        this.folder = folder;
        this.keep = keep;
        this.keepWaves = keepWaves;
    }

    /** Deletes at most one file when it is time. */
    void step(Instant at, StorageLevel level, EpochWriter writer) throws IOException {
        // Before the first checkpoint a restart would still need the older epochs.
        if (at.isBefore(next) || !writer.isRestartable()) {
            return;
        }
        next = at.plus(level == StorageLevel.OK ? LOOK_EVERY : LOOK_EVERY_UNDER_PRESSURE);
        Deleting deleting = new Deleting(at, writer);
        if (deleteOldest(EnumSet.allOf(RecordClass.class), at.minus(keep), deleting, "age")
                || deleteOldest(EnumSet.of(RecordClass.WAVES), at.minus(keepWaves), deleting, "age")
                || deleteOldestOfChain(at.minus(keep).minus(RECENT), deleting)) {
            return;
        }
        Instant recent = at.minus(RECENT);
        boolean freed = level.compareTo(StorageLevel.WAVES_SHED) >= 0
                && deleteOldest(EnumSet.of(RecordClass.WAVES), recent, deleting, "disk is filling");
        if (!freed && level.compareTo(StorageLevel.DATA_SHED) >= 0) {
            deleteOldest(EnumSet.of(RecordClass.DATA), recent, deleting, "disk is nearly full");
        }
        deleteEmpty(deleting);
    }

    /**
     * A file to delete, and who notes it in the chain before it goes.
     *
     * @param at engine time
     */
    private record Deleting(Instant at, EpochWriter writer) {
        long current() {
            return writer.epoch();
        }

        void note(long epoch, String name) {
            writer.noteDeleted(at, epoch, name);
        }
    }

    private boolean deleteOldest(Set<RecordClass> classes, Instant endedBefore, Deleting deleting, String reason)
            throws IOException {
        for (long epoch : folder.epochs()) {
            for (RecordClass cls : classes) {
                List<Path> files = folder.files(epoch, cls);
                // The newest file of the present epoch is open for writing, however old it is.
                boolean spare = files.size() > (epoch == deleting.current() ? 1 : 0);
                if (spare && isEnded(files.getFirst(), endedBefore)) {
                    deleting.note(epoch, cls.folder() + "/" + files.getFirst().getFileName());
                    folder.noteDeleted(epoch, cls, files.getFirst());
                    Files.deleteIfExists(files.getFirst());
                    LOG.info("event=journal.deleted file={} reason=\"{}\"", files.getFirst(), reason);
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isEnded(Path file, Instant before) {
        return JournalFolder.endOf(file).map(end -> !end.isAfter(before)).orElse(false);
    }

    /** Seals are kept an hour longer than what they seal. Those of an epoch that is gone go with its folder. */
    private boolean deleteOldestOfChain(Instant endedBefore, Deleting deleting) throws IOException {
        for (long epoch : folder.epochs()) {
            List<Path> files = folder.chainFiles(epoch);
            if (files.size() > 1 && isEnded(files.getFirst(), endedBefore) && !isEmpty(epoch)) {
                deleting.note(
                        epoch,
                        folder.chain(epoch).getFileName() + "/"
                                + files.getFirst().getFileName());
                Files.deleteIfExists(files.getFirst());
                LOG.info("event=journal.deleted file={} reason=\"age\"", files.getFirst());
                return true;
            }
        }
        return false;
    }

    private void deleteEmpty(Deleting deleting) throws IOException {
        for (long epoch : folder.epochs()) {
            if (epoch < deleting.current() && isEmpty(epoch)) {
                deleting.note(epoch, "-");
                deleteTree(folder.epoch(epoch));
                LOG.info("event=journal.deleted epoch={} reason=\"empty\"", epoch);
                return;
            }
        }
    }

    private boolean isEmpty(long epoch) throws IOException {
        for (RecordClass cls : RecordClass.values()) {
            if (!folder.files(epoch, cls).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** A link goes, what it points to stays: a site may keep curves on another disk, and that is not ours to empty. */
    private static void deleteTree(Path path) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            List<Path> children;
            try (Stream<Path> list = Files.list(path)) {
                children = list.toList();
            }
            for (Path child : children) {
                deleteTree(child);
            }
        }
        Files.deleteIfExists(path);
    }
}
