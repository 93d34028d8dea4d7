package org.vigie.gateway.history;

import java.io.IOException;
import java.time.Instant;
import java.util.function.Consumer;
import org.vigie.gateway.journal.JournalRecord;

/** Where the records of a moment come from: the journal of this box, or what it stored of another. */
@FunctionalInterface
public interface MomentRecords {
    /**
     * Gives the records from one time to another in the order in which they were written.
     *
     * @param from engine time of this box, inclusive
     * @param until likewise
     * @return false when something of that time was not given
     * @throws IOException when the folder cannot be listed
     */
    boolean each(Instant from, Instant until, Consumer<JournalRecord> each) throws IOException;
}
