package org.vigie.gateway.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigie.model.limits.ChainLimits;

/**
 * Where the chain of a new epoch goes on: the newest line of an earlier one, and the records behind its last seal,
 * which a kill or a power cut left without one.
 *
 * @param prev hash of the newest line; {@link ChainLine#NONE} when there is none
 * @param before the epoch of that line, 0 when there is none
 * @param found newest number that this epoch holds; -1 when that is not known
 * @param seals over what was left without, each without its link
 */
record ChainTail(String prev, long before, long found, List<String> seals) {
    private static final Logger LOG = LoggerFactory.getLogger(ChainTail.class);

    ChainTail {
        seals = List.copyOf(seals);
    }

    /**
     * Looks at what is before an epoch. A folder that cannot be read does not stop a start: then the chain begins anew.
     */
    static ChainTail find(JournalFolder folder, long epoch, Instant at) {
        try {
            List<Long> earlier =
                    folder.epochs().stream().filter(other -> other < epoch).toList();
            for (long candidate : earlier.reversed()) {
                Optional<ChainTail> found = of(folder, candidate, at);
                if (found.isPresent()) {
                    return found.get();
                }
            }
            return new ChainTail(ChainLine.NONE, 0, -1, List.of());
        } catch (IOException e) {
            LOG.warn("event=journal.chain problem=\"{}\" next=\"a new chain is begun\"", e.toString());
            return new ChainTail(ChainLine.NONE, 0, -1, List.of());
        }
    }

    private static Optional<ChainTail> of(JournalFolder folder, long epoch, Instant at) throws IOException {
        String prev = "";
        for (Path file : folder.chainFiles(epoch).reversed()) {
            List<ChainLine> lines = new ArrayList<>();
            ChainReading.each(file, (number, text) -> ChainLine.parse(text).ifPresent(lines::add));
            for (ChainLine line : lines.reversed()) {
                prev = prev.isEmpty() ? line.hash() : prev;
                if (line.kind() == ChainLine.Kind.END) {
                    return Optional.of(new ChainTail(prev, epoch, line.number("to"), List.of()));
                }
                if (line.kind() != ChainLine.Kind.DELETED && line.epoch() == epoch) {
                    return Optional.of(behind(folder, epoch, Math.max(0, line.number("to")), at, prev));
                }
            }
        }
        return prev.isEmpty() ? Optional.empty() : Optional.of(new ChainTail(prev, epoch, -1, List.of()));
    }

    private static ChainTail behind(JournalFolder folder, long epoch, long sealed, Instant at, String prev) {
        Sealing sealing = new Sealing(epoch, sealed, at);
        for (RecordClass cls : RecordClass.values()) {
            sealing.read(folder, cls);
        }
        return new ChainTail(prev, epoch, sealing.whole() ? sealing.found : -1, sealing.seals);
    }

    /** Seals the records of one class after the other; where records are missing a seal ends. */
    private static final class Sealing {
        private final long epoch;
        private final long sealed;
        private final Instant at;
        private final List<String> seals = new ArrayList<>();
        private Chain chain;
        private Instant since = Instant.EPOCH;
        private int read;
        private long found;

        Sealing(long epoch, long sealed, Instant at) {
            this.epoch = epoch;
            this.sealed = sealed;
            this.found = sealed;
            this.at = at;
            this.chain = new Chain(epoch, ChainLine.NONE);
        }

        boolean whole() {
            return read < ChainLimits.DEFAULT.tailRecords();
        }

        void read(JournalFolder folder, RecordClass cls) {
            long last = 0;
            try (QueueCursor cursor = new QueueCursor(folder, epoch, cls)) {
                if (sealed > 0) {
                    cursor.moveBehind(record -> record.seq() <= sealed);
                }
                for (FrameFile.Whole next = cursor.peek(); next != null && whole(); next = cursor.peek()) {
                    if (chain.waiting() >= ChainLimits.DEFAULT.records() || next.ordinal() != last + 1) {
                        seal();
                    }
                    since = chain.waiting() == 0 ? next.entry().at() : since;
                    byte[] frame = Frame.encoded(next.entry(), next.ordinal());
                    chain.add(cls, next.entry().seq(), next.ordinal(), frame, frame.length);
                    found = Math.max(found, next.entry().seq());
                    last = next.ordinal();
                    read++;
                    cursor.take();
                }
            }
            seal();
        }

        private void seal() {
            if (chain.waiting() > 0) {
                String line = chain.seal(since, at);
                seals.add(line.substring(0, line.indexOf(" prev=")));
                chain = new Chain(epoch, ChainLine.NONE);
            }
        }
    }
}
