package org.vigie.gateway.recovery.send;

/** A line to a record system: one message in flight. One thread. */
public interface RecordLine extends AutoCloseable {
    /**
     * Sends a message and waits for its answer; opens the connection when there is none, and closes it when there was
     * no answer.
     *
     * @param id MSH-10
     * @param text of the message
     */
    Answer send(String id, String text);

    @Override
    void close();
}
