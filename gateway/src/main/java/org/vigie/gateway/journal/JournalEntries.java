package org.vigie.gateway.journal;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Entries in order, read as they are asked for. One thread; closing it lets go of the open files. */
public final class JournalEntries implements Iterator<Entry>, AutoCloseable {
    private final JournalFolder folder;
    private final Iterator<Long> epochs;
    private final long firstEpoch;
    private final long afterSeq;
    private @Nullable EpochCursor cursor;
    private @Nullable Entry next;

    JournalEntries(JournalFolder folder, List<Long> epochs, long firstEpoch, long afterSeq) {
        this.folder = folder;
        this.epochs = epochs.iterator();
        this.firstEpoch = firstEpoch;
        this.afterSeq = afterSeq;
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
                long epoch = epochs.next();
                present = EpochCursor.open(folder, epoch, epoch == firstEpoch ? afterSeq : 0);
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
