package org.vigie.gateway.journal;

import java.util.List;
import java.util.function.Consumer;

/** The records of one box: its journal, or what another box stored of it. One thread. */
public interface Records {
    /** Everything, in the order in which the box wrote it; what is missing is an {@link Entry.Damage}. */
    EntryStream all();

    /** The starts of the box of which there are records, ascending. */
    List<Long> epochs();

    /** The LIFE records of one start alone, in order. */
    void life(long epoch, Consumer<JournalRecord> each);
}
