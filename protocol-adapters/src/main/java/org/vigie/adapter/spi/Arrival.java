package org.vigie.adapter.spi;

import org.jspecify.annotations.Nullable;
import org.vigie.model.SourceId;

/**
 * Something that came from a monitor and has to be kept before it may be answered. The bytes are the message as it was
 * sent, without its frame; who receives an arrival owns the array, nobody writes to it any more.
 *
 * @param source who sent it
 * @param connection which of the sender's connections, for example {@code 192.168.10.21:40312}
 * @param profile id of the device profile that reads it; {@code auto} when it has to be found by what the message says
 * @param kind what it is, and with it which class of the journal it belongs to
 * @param bytes the message; empty for DUPLICATE and ALIVE
 * @param reason why it is unreadable or not acted on, as {@code word: text}; null for a good message
 */
@SuppressWarnings("ArrayRecordComponent") // copied once from the socket and handed over; the journal writes it as it is
public record Arrival(
        SourceId source,
        String connection,
        String profile,
        Kind kind,
        byte[] bytes,
        @Nullable String reason) {
    private static final byte[] NONE = {};

    /** What has arrived. */
    public enum Kind {
        /** A message that passed the structure scan. */
        MESSAGE,
        /** The same, and it carries an alarm: journaled before everything else. */
        ALARM_MESSAGE,
        /** A message of nothing but samples: dropped first when something runs short, and nobody waits for it. */
        WAVES,
        /** A message that was applied before: no bytes, but a sign of life. */
        DUPLICATE,
        /** Bytes that are no message: kept in quarantine. */
        UNREADABLE,
        /** Keep-alive of the protocol: a sign of life and nothing else. */
        ALIVE
    }

    /** A sign of life without content; {@code kind} is DUPLICATE or ALIVE. */
    public static Arrival sign(SourceId source, String connection, String profile, Kind kind) {
        return new Arrival(source, connection, profile, kind, NONE, null);
    }

    @Override
    public String toString() {
        return "Arrival[" + source + ", " + connection + ", " + profile + ", " + kind + ", " + bytes.length + " bytes"
                + (reason == null ? "" : ", " + reason) + "]"; // no payload in logs
    }
}
