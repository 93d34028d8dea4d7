package org.vigie.gateway.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Goes along the lines of the chain through all epochs, and compares the records with them. One thread, once. */
final class ChainWalk {
    private final JournalFolder folder;
    private final String anchor;
    private final ChainFindings findings = new ChainFindings();
    private final List<Long> without = new ArrayList<>();
    /** Hash of the last line; empty before the first, and behind a line that cannot be read. */
    private Optional<String> last = Optional.empty();

    private boolean begun;
    private boolean anchored;
    private Optional<ChainCheck.Newest> newest = Optional.empty();
    private @Nullable SealedEpoch previous;
    private @Nullable SealedEpoch present;
    /** Newest number that the present epoch's first line says of the one before; -1 for not known. */
    private long foundBefore = -1;
    /** Last number at the orderly end of the present epoch; -1 when it had none. */
    private long ended = -1;

    private long firstChained;

    ChainWalk(JournalFolder folder, String anchor) {
        this.folder = folder;
        this.anchor = anchor;
    }

    ChainCheck run() throws IOException {
        try {
            for (long epoch : folder.epochs()) {
                List<Path> files = folder.chainFiles(epoch);
                if (!files.isEmpty()) {
                    walk(epoch, files);
                } else if (hasRecords(epoch)) {
                    without.add(epoch);
                }
            }
            finishPrevious();
            SealedEpoch open = present;
            if (open != null) {
                open.finish(ended);
            }
            noteWithout();
            return findings.result(newest, anchored);
        } finally {
            close(previous);
            close(present);
        }
    }

    private static void close(@Nullable SealedEpoch epoch) {
        if (epoch != null) {
            epoch.close();
        }
    }

    private boolean hasRecords(long epoch) throws IOException {
        for (RecordClass cls : RecordClass.values()) {
            if (!folder.files(epoch, cls).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private void noteWithout() {
        if (without.isEmpty()) {
            return;
        }
        boolean several = without.size() > 1;
        findings.note(
                (several ? "epochs " + without.getFirst() + " to " + without.getLast() : "epoch " + without.getFirst())
                        + (several ? " (" + without.size() + ") have" : " has")
                        + " no chain: written by an older version"
                        + (begun && without.getLast() > firstChained ? ", or their chain was removed" : ""));
    }

    private void walk(long epoch, List<Path> files) throws IOException {
        finishPrevious();
        previous = present;
        foundBefore = -1;
        ended = -1;
        present = new SealedEpoch(folder, epoch, findings);
        firstChained = findings.epochs == 0 ? epoch : firstChained;
        findings.epochs++;
        Lines lines = new Lines(epoch, new NewestLine(folder, epoch));
        for (Path file : files) {
            String name = SealedEpoch.name(file);
            ChainReading.each(file, (number, text) -> lines.line(name + " line " + number, text));
        }
        lines.end();
    }

    private void finishPrevious() {
        SealedEpoch before = previous;
        previous = null;
        if (before != null) {
            before.finish(foundBefore);
        }
    }

    /** The lines of one epoch. */
    private final class Lines {
        private final long epoch;
        private final NewestLine newestLine;
        private @Nullable String bad;

        Lines(long epoch, NewestLine newestLine) {
            this.epoch = epoch;
            this.newestLine = newestLine;
        }

        void line(String place, String text) {
            Optional<ChainLine> read = ChainLine.parse(text);
            if (bad != null) {
                findings.breach(ChainCheck.Kind.SEAL, epoch, bad + " of epoch " + epoch + " is not as it was written");
                last = Optional.empty();
                bad = null;
            }
            if (read.isEmpty()) {
                bad = place;
                return;
            }
            ChainLine line = read.get();
            link(line, place);
            anchored |= !anchor.isEmpty() && line.hash().startsWith(anchor);
            newestLine.saw(line);
            use(line);
            last = Optional.of(line.hash());
            begun = true;
        }

        /** A line at the very end that is none is one that a power cut tore, or nobody can tell. */
        void end() {
            if (bad != null) {
                findings.note(bad + " of epoch " + epoch + ", its last, is torn");
            }
            newest = newestLine.found().or(() -> newest);
        }

        private void link(ChainLine line, String place) {
            boolean first = line.kind() == ChainLine.Kind.BEGIN;
            if (line.prev().equals(begun ? last.orElse(line.prev()) : ChainLine.NONE)) {
                return;
            }
            if (!first) {
                findings.breachUnlessDeleted(
                        epoch + "/chain/",
                        ChainCheck.Kind.LINK,
                        epoch,
                        "seals are missing before " + place + " of epoch " + epoch);
                return;
            }
            long before = line.number("before");
            if (previous != null && before == previous.number()) {
                findings.breach(
                        ChainCheck.Kind.CUT,
                        before,
                        "the end of the chain of epoch " + before + " is not the one that epoch " + epoch + " found");
            } else if (before > 0) {
                findings.breachUnlessDeleted(
                        before + "/-",
                        ChainCheck.Kind.EPOCH,
                        before,
                        "epoch " + before + " is missing or without its chain, on which epoch " + epoch + " goes on");
            } else {
                findings.breach(
                        ChainCheck.Kind.LINK, epoch, "epoch " + epoch + " begins a chain of its own, with none before");
            }
        }

        private void use(ChainLine line) {
            SealedEpoch mine = present;
            switch (line.kind()) {
                case BEGIN -> foundBefore = line.number("found");
                case SEAL -> {
                    if (mine != null && line.epoch() == epoch) {
                        finishPrevious();
                        mine.cover(line);
                    } else if (previous != null && line.epoch() == previous.number()) {
                        previous.cover(line);
                    }
                }
                case DELETED -> findings.deleted(line.epoch(), line.word("file"));
                case END -> {
                    finishPrevious();
                    ended = line.number("to");
                }
            }
        }
    }
}
