package org.vigie.gateway.history;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.vigie.gateway.journal.Entry;
import org.vigie.gateway.journal.JournalEntries;
import org.vigie.gateway.journal.JournalReader;
import org.vigie.gateway.journal.JournalRecord;
import org.vigie.gateway.journal.OtherBoxes;
import org.vigie.model.limits.Limits;

/**
 * The records of a moment of another box, from what this hub stored of it. They came when the link brought them, what
 * was missing later: it reads on from that time until nothing is missing, and brings them into the order of their box.
 * Its time of day is taken for that of this one. Thread-safe.
 */
public final class StoredMoments implements MomentRecords {
    /** By how much the clocks of two boxes may differ before the moment is looked for in the wrong place. */
    private static final Duration ASKEW = Duration.ofMinutes(5);

    /** Within that time a box that is heard has told how much it has written. */
    private static final Duration HEARD_OF = Duration.ofSeconds(3);

    private final Path folder;
    private final String box;
    private final Present present;
    private final Limits.Review limits;

    /**
     * How it stands now.
     *
     * @param clock of this box
     * @param behind boxes that are known to have messages which are not stored here
     */
    public record Present(Supplier<Clock> clock, Supplier<List<String>> behind) {}

    /**
     * @param folder of the stores of all boxes
     * @param box whose
     */
    public StoredMoments(Path folder, String box, Present present, Limits.Review limits) {
        this.folder = folder;
        this.box = box;
        this.present = present;
        this.limits = limits;
    }

    @Override
    public boolean each(Instant from, Instant until, Consumer<JournalRecord> each) throws IOException {
        List<Path> stores = new ArrayList<>(OtherBoxes.replaced(folder, box));
        stores.add(folder.resolve(box));
        Clock clock = present.clock().get();
        boolean behind = present.behind().get().contains(box) || clock.now().isBefore(until.plus(HEARD_OF));
        List<JournalRecord> records = new ArrayList<>();
        boolean heard = false;
        boolean whole = true;
        for (Path store : stores) {
            StoredStretch found = new StoredStretch(from, until, clock.offset());
            boolean read = read(store, found, from);
            heard |= found.isHeard();
            // Nothing behind that time is there: only who has everything knows that nothing of it is missing.
            boolean known = found.isOver() || !behind;
            whole &= !found.isHeard() || (read && known && found.isWhole());
            records.addAll(found.records());
        }
        records.sort(Comparator.comparing(JournalRecord::at));
        records.forEach(each);
        return heard && whole;
    }

    private boolean read(Path store, StoredStretch found, Instant from) throws IOException {
        int read = 0;
        try (JournalEntries entries = JournalReader.open(store).from(from.minus(ASKEW))) {
            while (entries.hasNext() && !found.isOver()) {
                if (entries.next() instanceof Entry.Intact(JournalRecord record)) {
                    if (++read > limits.records()) {
                        return false;
                    }
                    found.take(record);
                }
            }
        }
        return true;
    }
}
