package org.vigie.gateway.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The records of one epoch, compared with its seals in their order. One thread. */
final class SealedEpoch implements AutoCloseable {
    private final JournalFolder folder;
    private final long epoch;
    private final ChainFindings findings;
    private final Map<RecordClass, SealedRecords> records = new EnumMap<>(RecordClass.class);
    private final Set<RecordClass> cut = EnumSet.noneOf(RecordClass.class);

    SealedEpoch(JournalFolder folder, long epoch, ChainFindings findings) throws IOException {
        this.folder = folder;
        this.epoch = epoch;
        this.findings = findings;
        for (RecordClass cls : RecordClass.values()) {
            records.put(cls, new SealedRecords(folder, epoch, cls));
        }
    }

    long number() {
        return epoch;
    }

    /** The next seal. */
    void cover(ChainLine seal) {
        findings.seals++;
        seal.parts()
                .ifPresentOrElse(
                        parts -> parts.forEach((cls, part) -> cover(seal, cls, part)),
                        () -> findings.breach(
                                ChainCheck.Kind.SEAL, epoch, "a seal of epoch " + epoch + " is not as seals are"));
    }

    private void cover(ChainLine seal, RecordClass cls, ChainLine.Part part) {
        SealedRecords of = of(cls);
        MessageDigest digest = ChainLine.sha256();
        boolean whole = true;
        SealedRecords.@Nullable Hashed exchanged = null;
        long want = part.from();
        for (SealedRecords.Hashed next = of.peek(); next != null && next.ordinal() <= part.to(); next = of.peek()) {
            if (next.ordinal() < part.from()) {
                findings.unsealed++;
                of.take();
                continue;
            }
            if (next.ordinal() > want) {
                missing(seal, cls, want, next.ordinal() - 1);
                whole = false;
            }
            boolean same = mark(next.hash()).equals(part.mark(next.ordinal()));
            exchanged = exchanged == null && !same ? next : exchanged;
            if (same) {
                findings.sealed(epoch, next.seq());
            }
            digest.update(next.hash());
            want = next.ordinal() + 1;
            of.take();
        }
        if (want <= part.to()) {
            missing(seal, cls, want, part.to());
            whole = false;
        }
        if (exchanged != null) {
            findings.breach(
                    ChainCheck.Kind.EXCHANGED,
                    epoch,
                    "record " + exchanged.seq() + " (" + cls.folder() + " " + exchanged.ordinal()
                            + ") is not the one that was sealed, " + under(seal));
        } else if (whole && !HexFormat.of().formatHex(digest.digest()).equals(part.hash())) {
            findings.breach(
                    ChainCheck.Kind.EXCHANGED,
                    epoch,
                    "a record of " + cls.folder() + " " + part.from() + " to " + part.to()
                            + " is not the one that was sealed, it cannot be told which; " + under(seal));
        }
    }

    private static String mark(byte[] hash) {
        return HexFormat.of().formatHex(hash, 0, ChainLine.MARK_BYTES);
    }

    private String under(ChainLine seal) {
        return "in epoch " + epoch + " between the seals at " + (seal.number("from") - 1) + " and " + seal.number("to")
                + " (" + seal.at() + ")";
    }

    private void missing(ChainLine seal, RecordClass cls, long from, long to) {
        SealedRecords of = of(cls);
        if (of.isAtBegin() && isGoneOnPurpose(seal, cls)) {
            return;
        }
        String which = cls.folder() + " " + from + (from == to ? "" : " to " + to) + ", behind record " + of.lastSeq();
        List<String> unreadable = of.unreadable();
        if (!unreadable.isEmpty()) {
            findings.breach(
                    ChainCheck.Kind.DAMAGED,
                    epoch,
                    which + " cannot be read (" + unreadable.getFirst() + "), " + under(seal));
        } else if (of.peek() != null) {
            findings.breach(ChainCheck.Kind.REMOVED, epoch, which + " was removed, " + under(seal));
        } else if (cut.add(cls)) {
            findings.breach(ChainCheck.Kind.CUT, epoch, which + " and all that follows was cut off, " + under(seal));
        }
    }

    /** Whether the beginning of a queue is missing because retention deleted it, or a copy leaves it out. */
    private boolean isGoneOnPurpose(ChainLine seal, RecordClass cls) {
        if (!folder.isShortened(epoch, cls)) {
            return false;
        }
        if (folder.isLeftOut(epoch, cls)) {
            findings.note(cls.folder() + " of epoch " + epoch + " was left out of this copy");
            return true;
        }
        String file = JournalFolder.fileName(seal.word("since"));
        boolean noted = folder.deleted(epoch, cls).contains(file);
        findings.breachUnlessDeleted(
                epoch + "/" + cls.folder() + "/" + file,
                noted ? ChainCheck.Kind.REMOVED : ChainCheck.Kind.CUT,
                epoch,
                cls.folder() + "/" + file + " of epoch " + epoch + " is missing, and the chain does not say that it was"
                        + " deleted"
                        + (noted ? "; the note beside it does, which an older version wrote, or a hand" : ""));
        return true;
    }

    /**
     * What lies behind the last seal.
     *
     * @param found newest number there was when the next start looked, or at the orderly end; -1 when nobody knows
     */
    void finish(long found) {
        for (Map.Entry<RecordClass, SealedRecords> lane : records.entrySet()) {
            long added = 0;
            long firstAdded = 0;
            SealedRecords of = lane.getValue();
            for (SealedRecords.Hashed next = of.peek(); next != null; next = of.peek()) {
                boolean late = found >= 0 && next.seq() > found;
                firstAdded = late && added == 0 ? next.seq() : firstAdded;
                added += late ? 1 : 0;
                findings.unsealed += late ? 0 : 1;
                of.take();
            }
            if (added > 0) {
                findings.breach(
                        ChainCheck.Kind.ADDED,
                        epoch,
                        added + " records of " + lane.getKey().folder() + " from record " + firstAdded
                                + " on were added to epoch " + epoch + " after it had ended at " + found);
            }
        }
        close();
    }

    /** Name of a file of the chain, for people. */
    static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private SealedRecords of(RecordClass cls) {
        SealedRecords of = records.get(cls);
        if (of == null) {
            throw new IllegalStateException("no records of " + cls);
        }
        return of;
    }

    @Override
    public void close() {
        records.values().forEach(SealedRecords::close);
    }
}
