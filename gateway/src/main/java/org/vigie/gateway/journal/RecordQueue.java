package org.vigie.gateway.journal;

import java.io.IOException;
import java.nio.file.Path;

/** The queue of one class in one epoch. One thread. After an exception it is broken and only {@code close} is left. */
interface RecordQueue {
    /**
     * Writes the first {@code length} bytes.
     *
     * @throws IOException when the frame was not or not surely written
     */
    void append(byte[] frame, int length) throws IOException;

    /** Makes what was appended durable. */
    void force() throws IOException;

    /** Releases everything; never throws, so that a broken queue can be left behind. */
    void close();

    /** Makes the queues of an epoch; tests put a queue that breaks in here. */
    @FunctionalInterface
    interface Factory {
        RecordQueue open(Path folder) throws IOException;
    }
}
