package org.vigie.gateway.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Reads all epochs of a data folder, merged by (epoch, seq), without a lock and without writing: also beside a running
 * gateway. Every record's checksum is tested; damage is an {@link Entry}, never an exception. One thread.
 */
public final class JournalReader {
    private JournalReader() {}

    /**
     * Opens the journal below a data folder; a folder without a journal is an empty journal.
     *
     * @throws IOException when the folder cannot be listed
     */
    public static JournalReader open(Path data) throws IOException {
        return new JournalReader();
    }

    /** The epochs that exist, ascending. */
    public List<Long> epochs() {
        return List.of();
    }

    /** Everything, in order. */
    public Iterator<Entry> all() {
        return after(0, 0);
    }

    /** What follows the record (epoch, seq), in order; found without reading what lies before it. */
    public Iterator<Entry> after(long epoch, long seq) {
        return List.<Entry>of().iterator();
    }

    /** The newest intact LIFE record of the kind, searched from the end; for the newest CHECKPOINT at a restart. */
    public Optional<JournalRecord> newest(RecordKind kind) {
        return Optional.empty();
    }
}
