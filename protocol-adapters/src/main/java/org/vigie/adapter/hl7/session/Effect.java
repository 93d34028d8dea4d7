package org.vigie.adapter.hl7.session;

import org.vigie.adapter.spi.Arrival;
import org.vigie.model.link.LinkReason;

/** What a session wants done, in order. */
public sealed interface Effect {
    /**
     * Write to the peer, in one write.
     *
     * @param bytes with their frame
     * @param code of the acknowledgement, or the word of what else it is; counted
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over to the socket, not shared
    record Send(byte[] bytes, String code) implements Effect {
        @Override
        public String toString() {
            return "Send[" + code + ", " + bytes.length + " bytes]";
        }
    }

    /** Hand {@code arrival} to the sink and report its answer with {@code ticket}. */
    record Deliver(long ticket, Arrival arrival) implements Effect {}

    /** Stop reading. {@code reason} is for the engineer: {@code journal}, {@code rate} or {@code closing}. */
    record PauseReading(String reason) implements Effect {}

    /** Read on. */
    record ResumeReading() implements Effect {}

    /** End the connection after what was sent. */
    record Close(LinkReason reason, String text) implements Effect {}

    /** Add to a running total. */
    record Count(String word, long by) implements Effect {}

    /** Unreadable input, by the word of its reason. */
    record CountRejected(String word) implements Effect {}
}
