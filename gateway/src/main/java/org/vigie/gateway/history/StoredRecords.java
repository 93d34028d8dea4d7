package org.vigie.gateway.history;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.vigie.gateway.journal.Entry;
import org.vigie.gateway.journal.EntryStream;
import org.vigie.gateway.journal.JournalReader;
import org.vigie.gateway.journal.JournalRecord;
import org.vigie.gateway.journal.RecordClass;
import org.vigie.gateway.journal.RecordKind;
import org.vigie.gateway.journal.Records;
import org.vigie.gateway.link.EntryCodec;
import org.vigie.gateway.link.Lane;
import org.vigie.gateway.link.Packet;

/**
 * The records of another box as this hub stored them, in the order in which that box wrote them and with its numbers:
 * as its own journal, without curves that were records of their own. They lie on the disk as they came, what was
 * fetched later among what is newer; each reading merges the few runs that are in order by themselves, so that no more
 * than one record of each is in memory. One thread.
 */
public final class StoredRecords implements Records {
    private final JournalReader store;
    private final NavigableMap<Long, StoredRuns> starts = new TreeMap<>();

    private StoredRecords(JournalReader store) {
        this.store = store;
    }

    /**
     * Reads where everything lies.
     *
     * @param folder of the box at this hub
     * @param mostRuns that may have to be merged at once
     * @throws IOException when it cannot be listed, or is too scattered
     */
    public static StoredRecords open(Path folder, int mostRuns) throws IOException {
        StoredRecords records = new StoredRecords(JournalReader.open(folder));
        try (EntryStream entries = records.store.all()) {
            while (entries.hasNext()) {
                if (entries.next() instanceof Entry.Intact(JournalRecord stored)) {
                    records.note(stored);
                }
            }
        }
        for (StoredRuns runs : records.starts.values()) {
            if (runs.count() > mostRuns) {
                throw new IOException("The records in " + folder + " are too scattered to be put into order ("
                        + runs.count() + " runs). Export at the box itself.");
            }
        }
        return records;
    }

    private void note(JournalRecord stored) {
        if (stored.kind() == RecordKind.REMOTE) {
            EntryCodec.readEntry(stored.payload())
                    .ifPresent(entry -> runs(entry.epoch()).note(entry, stored));
        } else if (stored.kind() == RecordKind.REMOTE_LOST) {
            EntryCodec.readLost(stored.payload())
                    .filter(lost -> lost.cause() != Packet.Loss.SET_ASIDE) // the box has it
                    .ifPresent(lost -> runs(lost.epoch()).lost(lost));
        }
    }

    private StoredRuns runs(long epoch) {
        return starts.computeIfAbsent(epoch, StoredRuns::new);
    }

    @Override
    public List<Long> epochs() {
        return starts.entrySet().stream()
                .filter(entry -> entry.getValue().count() > 0)
                .map(Map.Entry::getKey)
                .toList();
    }

    @Override
    public void life(long epoch, Consumer<JournalRecord> each) {
        List<JournalRecord> records = new ArrayList<>();
        Set<Long> seen = new HashSet<>();
        for (long run : store.epochs()) {
            // A copy of LIFE is of class DATA at a hub (ADR 0101).
            store.each(
                    run,
                    RecordClass.DATA,
                    stored -> StoredRuns.entry(stored)
                            .filter(entry ->
                                    entry.epoch() == epoch && entry.lane() == Lane.LIFE && seen.add(entry.seq()))
                            .ifPresent(entry -> record(entry).ifPresent(records::add)));
        }
        records.sort(Comparator.comparingLong(JournalRecord::seq));
        records.forEach(each);
    }

    /** The record as the box wrote it; empty for one of a kind that is not known here. */
    private static Optional<JournalRecord> record(org.vigie.gateway.link.Entry entry) {
        return RecordKind.numbered(entry.kind())
                .map(kind -> new JournalRecord(
                        entry.epoch(),
                        entry.number(),
                        entry.lane() == Lane.LIFE ? RecordClass.LIFE : RecordClass.DATA,
                        kind,
                        entry.source(),
                        Instant.ofEpochSecond(0, entry.atNanos()),
                        Instant.ofEpochSecond(0, entry.wallNanos()),
                        entry.payload()));
    }

    @Override
    public EntryStream all() {
        return new Merged();
    }

    /** All starts, one behind the other. */
    private final class Merged implements EntryStream {
        private final Iterator<Map.Entry<Long, StoredRuns>> left =
                starts.entrySet().iterator();
        private final Deque<Entry> ready = new ArrayDeque<>();
        private StoredRuns.@Nullable Reading reading;

        @Nullable StoredRuns present;

        private final Map<Lane, Long> last = new EnumMap<>(Lane.class);
        private long number;

        @Override
        public boolean hasNext() {
            while (ready.isEmpty()) {
                StoredRuns.Reading open = reading;
                if (open == null) {
                    if (!left.hasNext()) {
                        return false;
                    }
                    present = left.next().getValue();
                    reading = present.read(store);
                    last.clear();
                    number = 0;
                    continue;
                }
                org.vigie.gateway.link.Entry next = open.next();
                if (next == null) {
                    close();
                } else {
                    take(next);
                }
            }
            return true;
        }

        private void take(org.vigie.gateway.link.Entry next) {
            StoredRuns runs = present;
            long before = last.getOrDefault(next.lane(), 0L);
            long missing = next.seq() - before - 1;
            if (missing > 0 && runs != null) {
                boolean gone = runs.isLost(next.lane(), before + 1, next.seq() - 1);
                ready.add(new Entry.Damage(
                        next.epoch(),
                        next.lane() == Lane.LIFE ? RecordClass.LIFE : RecordClass.DATA,
                        number,
                        missing,
                        String.format(
                                Locale.ROOT,
                                "%,d records of %s are not at this hub; %s",
                                missing,
                                next.lane() == Lane.LIFE ? "alarms" : "messages",
                                gone ? "nobody has them any more" : "the box may have them")));
            }
            last.put(next.lane(), next.seq());
            number = Math.max(number, next.number());
            record(next).ifPresent(record -> ready.add(new Entry.Intact(record)));
        }

        @Override
        public Entry next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return ready.remove();
        }

        @Override
        public void close() {
            if (reading != null) {
                reading.close();
                reading = null;
            }
        }
    }
}
