package org.vigie.gateway.journal;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Entries in order, read as they are asked for. */
public final class JournalEntries implements EntryStream {
    private final Iterator<Long> epochs;
    private final LongFunction<EpochCursor> opening;
    private @Nullable EpochCursor cursor;
    private @Nullable Entry next;

    /**
     * @param epochs to read, ascending
     * @param opening one of them, where it is to be read from
     */
    JournalEntries(List<Long> epochs, LongFunction<EpochCursor> opening) {
        this.epochs = epochs.iterator();
        this.opening = opening;
    }

    @Override
    public boolean hasNext() {
        if (next == null) {
            next = read();
        }
        return next != null;
    }

    @Override
    public Entry next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException();
        }
        Entry entry = next;
        next = null;
        return entry;
    }

    private @Nullable Entry read() {
        while (cursor != null || epochs.hasNext()) {
            EpochCursor present = cursor;
            if (present == null) {
                present = opening.apply(epochs.next());
                cursor = present;
            }
            Entry entry = present.next();
            if (entry != null) {
                return entry;
            }
            close();
        }
        return null;
    }

    @Override
    public void close() {
        EpochCursor present = cursor;
        cursor = null;
        if (present != null) {
            present.close();
        }
    }
}
