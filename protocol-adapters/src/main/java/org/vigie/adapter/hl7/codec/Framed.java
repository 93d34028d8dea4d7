package org.vigie.adapter.hl7.codec;

import java.util.Locale;

/** What the framer found on the wire. */
public sealed interface Framed {
    /**
     * A whole message as sent, without its frame.
     *
     * @param bytes owned by the receiver
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over, not shared
    record Whole(byte[] bytes) implements Framed {
        @Override
        public String toString() {
            return "Whole[" + bytes.length + " bytes]"; // no payload in logs
        }
    }

    /**
     * A message that did not come whole.
     *
     * @param bytes what there is of it, at most {@link MllpFramer#EVIDENCE_BYTES}; owned by the receiver
     * @param length how many bytes it had in all
     * @param damage what was wrong
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over, not shared
    record Broken(byte[] bytes, long length, Damage damage) implements Framed {
        @Override
        public String toString() {
            return "Broken[" + damage + ", " + length + " bytes]"; // no payload in logs
        }
    }

    /** An empty frame: the sender keeps the connection alive. */
    record KeepAlive() implements Framed {}

    /**
     * Bytes that belong to no message: white space, NUL, remains.
     *
     * @param length how many
     */
    record Junk(long length) implements Framed {}

    /** Why a message is not whole. */
    enum Damage {
        /** No byte came for a while. */
        IDLE_IN_FRAME,
        /** It took too long in all. */
        FRAME_TOO_SLOW,
        /** A new frame began in the middle: the sender started again. */
        RESTARTED,
        /** Longer than the limit. */
        OVERSIZE,
        /** End-of-block byte in the middle. */
        END_OF_BLOCK_INSIDE,
        /** The connection ended. */
        CUT_OFF;

        /** The word in counters and in the journal, lower case with hyphens. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /**
         * Whether the sender has sent all of it and now waits for an answer. A sender that broke off sends it again of
         * its own accord, and would take an answer for that one.
         */
        public boolean isAnswered() {
            return this == OVERSIZE || this == END_OF_BLOCK_INSIDE;
        }
    }
}
