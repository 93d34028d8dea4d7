package org.vigie.gateway.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a test of the chain over a whole journal found. The records are read again, from the first; beside a gateway
 * that writes, what is not sealed yet is counted as that.
 *
 * @param breaches what is not as it was sealed, the first {@link #LISTED}; the count goes on
 * @param broken how many there are
 * @param notes what a reader of the result must know and that is no breach
 * @param first the first record under a seal; empty when there is no chain
 * @param last the last one
 * @param epochs that have a chain
 * @param seals tested
 * @param records that are as they were sealed
 * @param unsealed records that can be read and lie under no seal
 * @param newest the newest line; empty when there is no chain
 * @param anchored whether the seal that was asked for is in the chain
 */
public record ChainCheck(
        List<Breach> breaches,
        long broken,
        List<String> notes,
        Optional<Place> first,
        Optional<Place> last,
        int epochs,
        long seals,
        long records,
        long unsealed,
        Optional<Newest> newest,
        boolean anchored) {
    /** Breaches listed. */
    public static final int LISTED = 1_000;

    /** Copies the lists. */
    public ChainCheck {
        breaches = List.copyOf(breaches);
        notes = List.copyOf(notes);
    }

    /** What kind of breach it is. */
    public enum Kind {
        /** A record has another content than the one that was sealed. */
        EXCHANGED,
        /** Records are missing, and later ones are there. */
        REMOVED,
        /** The end is missing, of records or of seals. */
        CUT,
        /** Records cannot be read: the disk, or somebody who did not mind. */
        DAMAGED,
        /** Records are there that were not when the next start looked. */
        ADDED,
        /** A seal is not as it was written. */
        SEAL,
        /** Seals are missing, or do not follow each other. */
        LINK,
        /** A whole start of the box is missing. */
        EPOCH
    }

    /** One breach. */
    public record Breach(Kind kind, long epoch, String text) {}

    /** A record by its numbers. */
    public record Place(long epoch, long seq) {
        @Override
        public String toString() {
            return epoch + "/" + seq;
        }
    }

    /**
     * The newest line of the chain: whoever keeps its hash elsewhere can show later that nothing before it was changed.
     *
     * @param journal name of the journal among all journals; {@code -} when it has none
     * @param seq last number under a seal, 0 when the epoch has none yet
     * @param at engine time of the line
     * @param hash 64 hexadecimal digits
     */
    public record Newest(String journal, long epoch, long seq, Instant at, String hash) {}

    /** Whether there is a chain at all: a journal of an older version has none. */
    public boolean isChained() {
        return epochs > 0;
    }

    /** Whether nothing was found; also true of a journal without a chain. */
    public boolean isWhole() {
        return broken == 0;
    }

    /**
     * Tests the chain of a data folder.
     *
     * @param anchor the beginning of a hash that was kept elsewhere; empty for none
     * @throws IOException when the folder cannot be listed, or a file of the chain cannot be read
     */
    public static ChainCheck of(Path data, String anchor) throws IOException {
        return new ChainWalk(new JournalFolder(data), anchor).run();
    }

    /**
     * The newest line of the chain alone, found without reading the records.
     *
     * @throws IOException as {@link #of}
     */
    public static Optional<Newest> newest(Path data) throws IOException {
        JournalFolder folder = new JournalFolder(data);
        for (long epoch : folder.epochs().reversed()) {
            NewestLine newest = new NewestLine(folder, epoch);
            for (Path file : folder.chainFiles(epoch)) {
                ChainReading.each(file, (number, text) -> ChainLine.parse(text).ifPresent(newest::saw));
            }
            Optional<Newest> found = newest.found();
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }
}
