package org.vigie.adapter.intellivue.session;

import org.jspecify.annotations.Nullable;
import org.vigie.adapter.spi.Arrival;
import org.vigie.model.link.LinkReason;

/** What the session wants done, in this order. */
public sealed interface Effect {
    /** Send one message; on a serial line within a frame. */
    @SuppressWarnings("ArrayRecordComponent") // handed over, not shared
    record Send(byte[] payload) implements Effect {
        @Override
        public String toString() {
            return "Send[" + payload.length + " bytes]"; // no payload in logs
        }
    }

    /**
     * Hand something to the journal.
     *
     * @param bytes an assembled result; empty for ALIVE; the raw message for UNREADABLE
     * @param reason why it is unreadable; null otherwise
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over, not shared
    record Publish(
            Arrival.Kind kind, byte[] bytes, @Nullable String reason) implements Effect {
        @Override
        public String toString() {
            return "Publish[" + kind + ", " + bytes.length + " bytes]"; // no payload in logs
        }
    }

    /** The association began, or ended for a reason. */
    record Link(boolean open, LinkReason reason) implements Effect {}

    /** Something to count by a stable word. */
    record Count(String word, long by) implements Effect {}

    /** Something unreadable or unwanted to count by a stable word. */
    record Rejected(String word) implements Effect {}

    /** Something an engineer should read in the log; no patient, no payload. */
    record Note(String event, String text) implements Effect {}
}
