package org.vigie.gateway.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vigie.gateway.journal.EntryStream;
import org.vigie.gateway.journal.JournalReader;
import org.vigie.gateway.journal.JournalRecord;
import org.vigie.gateway.journal.RecordKind;
import org.vigie.gateway.link.Entry;
import org.vigie.gateway.link.EntryCodec;
import org.vigie.gateway.link.HubEffect;
import org.vigie.gateway.link.Lane;

/**
 * The records of one start of a box in the order in which they came: a few runs, each ascending by itself (what came
 * live, what was fetched, alarms, messages). One thread.
 */
final class StoredRuns {
    private static final Comparator<Entry> ORDER = Comparator.comparingLong(Entry::number)
            .thenComparingLong(Entry::atNanos)
            .thenComparing(Entry::lane)
            .thenComparingLong(Entry::seq);

    private final long epoch;
    private final Division division = new Division();
    private final List<HubEffect.Lost> lost = new ArrayList<>();
    private long firstEpoch;
    private long firstSeq;

    /**
     * Which run a record belongs to: the one whose end is nearest before it. The same for everybody who counts along.
     */
    private static final class Division {
        private final List<Entry> ends = new ArrayList<>();

        int run(Entry entry) {
            int best = -1;
            for (int run = 0; run < ends.size(); run++) {
                boolean fits = ORDER.compare(ends.get(run), entry) < 0;
                if (fits && (best < 0 || ORDER.compare(ends.get(best), ends.get(run)) < 0)) {
                    best = run;
                }
            }
            if (best < 0) {
                ends.add(entry);
                return ends.size() - 1;
            }
            ends.set(best, entry);
            return best;
        }
    }

    /** @param epoch number of that start */
    StoredRuns(long epoch) {
        this.epoch = epoch;
    }

    /** Takes the place of the next record. */
    void note(Entry entry, JournalRecord stored) {
        if (firstEpoch == 0) {
            firstEpoch = stored.epoch();
            firstSeq = stored.seq();
        }
        division.run(bare(entry));
    }

    /** Without its content. */
    private static Entry bare(Entry entry) {
        return new Entry(
                entry.epoch(),
                entry.lane(),
                entry.seq(),
                entry.number(),
                entry.kind(),
                "",
                entry.atNanos(),
                entry.wallNanos(),
                new byte[0]);
    }

    /** Nobody has these any more. */
    void lost(HubEffect.Lost gone) {
        lost.add(gone);
    }

    /** Whether all of a range is lost for good. */
    boolean isLost(Lane lane, long from, long to) {
        return lost.stream().anyMatch(gone -> gone.lane() == lane && gone.from() <= from && to <= gone.to());
    }

    /** How many runs there are. */
    int count() {
        return division.ends.size();
    }

    /** The record of a box in a record of the store. */
    static Optional<Entry> entry(JournalRecord stored) {
        return stored.kind() == RecordKind.REMOTE ? EntryCodec.readEntry(stored.payload()) : Optional.empty();
    }

    /** All of them in the order of the box, each once. */
    Reading read(JournalReader store) {
        List<Run> runs = new ArrayList<>();
        for (int number = 0; number < count(); number++) {
            runs.add(new Run(store, number));
        }
        return new Reading(runs);
    }

    /** One run while it is read. */
    final class Run implements AutoCloseable {
        private final EntryStream entries;
        private final Division counting = new Division();
        private final int number;
        private @Nullable Entry head;

        Run(JournalReader store, int number) {
            this.entries = store.after(firstEpoch, firstSeq - 1);
            this.number = number;
            advance();
        }

        void advance() {
            head = null;
            while (head == null && entries.hasNext()) {
                if (entries.next() instanceof org.vigie.gateway.journal.Entry.Intact(JournalRecord stored)) {
                    head = entry(stored).filter(this::isMine).orElse(null);
                }
            }
        }

        private boolean isMine(Entry entry) {
            return entry.epoch() == epoch && counting.run(bare(entry)) == number;
        }

        @Override
        public void close() {
            entries.close();
        }
    }

    /** The runs while they are merged. */
    static final class Reading implements AutoCloseable {
        private final List<Run> runs;
        private @Nullable Entry last;

        Reading(List<Run> runs) {
            this.runs = runs;
        }

        /** The next record, or null at the end. */
        @Nullable Entry next() {
            while (true) {
                Run lowest = null;
                Entry found = null;
                for (Run run : runs) {
                    Entry head = run.head;
                    if (head != null && (found == null || ORDER.compare(head, found) < 0)) {
                        lowest = run;
                        found = head;
                    }
                }
                if (lowest == null || found == null) {
                    return null;
                }
                lowest.advance();
                Entry before = last;
                boolean again = before != null && before.lane() == found.lane() && before.seq() == found.seq();
                if (!again) {
                    last = found;
                    return found;
                }
            }
        }

        @Override
        public void close() {
            runs.forEach(Run::close);
        }
    }
}
