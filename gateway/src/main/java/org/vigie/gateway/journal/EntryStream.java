package org.vigie.gateway.journal;

import java.util.Iterator;

/** Entries of a journal in the order in which they were written. One thread; closing it lets go of the open files. */
public interface EntryStream extends Iterator<Entry>, AutoCloseable {
    @Override
    void close();
}
