package org.vigie.adapter.intellivue.codec;

import java.util.Locale;

/** What the framer found on a serial line. Source: intellivue-protocol.md section 2.2. */
public sealed interface SerialFrame {
    /** Position in the stream of the first byte that belongs to it, from 0. */
    long offset();

    /**
     * A whole frame with a good checksum.
     *
     * @param payload the same bytes as in a UDP datagram; owned by the receiver
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over, not shared
    record Whole(long offset, byte[] payload) implements SerialFrame {
        @Override
        public String toString() {
            return "Whole[" + offset + ", " + payload.length + " bytes]"; // no payload in logs
        }
    }

    /**
     * A frame that cannot be used.
     *
     * @param length bytes on the wire
     */
    record Broken(long offset, long length, Damage damage) implements SerialFrame {}

    /**
     * Bytes outside of any frame: the other speed, a break, the tail of a frame.
     *
     * @param length how many
     */
    record Junk(long offset, long length) implements SerialFrame {}

    /** Why a frame cannot be used. */
    enum Damage {
        /** Wrong checksum: noise, or bytes lost. */
        BAD_CHECKSUM,
        /** Good checksum, another protocol or a length that is not true. */
        BAD_HEADER,
        /** The sender gave it up with 7D C1. */
        ABORTED,
        /** Another frame began in the middle. */
        RESTARTED,
        /** Longer than the limit. */
        OVERSIZE,
        /** Too short to be a frame. */
        TOO_SHORT,
        /** The stream ended. */
        CUT_OFF;

        /** The word in counters and problem lines, lower case with hyphens. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** The frame of a payload: BOF, header, payload and checksum with stuffing, EOF. */
    static byte[] wrap(byte[] payload) {
        return SerialFraming.wrap(payload);
    }
}
