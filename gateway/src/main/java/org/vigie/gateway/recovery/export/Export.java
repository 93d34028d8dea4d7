package org.vigie.gateway.recovery.export;

import java.io.IOException;
import org.vigie.gateway.recovery.Item;

/** Writes what is told into a file as it is told, so that its length does not matter. One thread. */
public interface Export extends AutoCloseable {
    /** Writes one item, or leaves it out when the format has no place for it. */
    void write(Item item) throws IOException;

    /** Ends the file. */
    @Override
    void close() throws IOException;
}
