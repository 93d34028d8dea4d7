package org.vigie.simulator.monitor;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One thing to put on the wire. Immutable; the bytes are not copied and must not be changed. */
public final class Outgoing {
    private static final byte VT = 0x0B;
    private static final byte FS = 0x1C;
    private static final byte CR = 0x0D;

    /** What it is, for its place in the queue. */
    public enum Kind {
        /** Values: only the newest is worth sending. */
        STATE,
        /** Waves: behind the values, and only the last few seconds. */
        WAVES,
        /** An alarm: never dropped for a value. */
        ALARM,
        /** Who lies in the bed, echoes, queries. */
        OTHER,
        /** Not a message at all. */
        NOISE
    }

    private final Kind kind;
    private final byte[] wire;
    private final @Nullable String awaitedControlId;
    private final boolean byteByByte;

    private Outgoing(Kind kind, byte[] wire, @Nullable String awaitedControlId, boolean byteByByte) {
        this.kind = kind;
        this.wire = wire;
        this.awaitedControlId = awaitedControlId;
        this.byteByByte = byteByByte;
    }

    /**
     * A message in an MLLP frame.
     *
     * @param awaitedControlId its MSH-10 when the sender waits for an acknowledgement; null when it does not
     */
    public static Outgoing framed(Kind kind, byte[] message, @Nullable String awaitedControlId) {
        byte[] wire = new byte[message.length + 3];
        wire[0] = VT;
        System.arraycopy(message, 0, wire, 1, message.length);
        wire[message.length + 1] = FS;
        wire[message.length + 2] = CR;
        return new Outgoing(kind, wire, awaitedControlId, false);
    }

    /** Bytes as they are, with no answer expected. */
    public static Outgoing noise(byte[] wire) {
        return new Outgoing(Kind.NOISE, wire.clone(), null, false);
    }

    /** The same, in writes of one byte each. */
    public Outgoing inSingleBytes() {
        return new Outgoing(kind, wire, awaitedControlId, true);
    }

    public Kind kind() {
        return kind;
    }

    /** All bytes, frame included. */
    public byte[] wire() {
        return wire.clone();
    }

    /** MSH-10 of the message when an acknowledgement is expected; null otherwise. */
    public @Nullable String awaitedControlId() {
        return awaitedControlId;
    }

    /** True when each byte goes out in a write of its own. */
    public boolean isByteByByte() {
        return byteByByte;
    }

    /** The message without its frame, for tests and logs at TRACE. */
    public String text() {
        if (kind == Kind.NOISE || wire.length < 3) {
            return new String(wire, StandardCharsets.ISO_8859_1);
        }
        return new String(Arrays.copyOfRange(wire, 1, wire.length - 2), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "Outgoing[" + kind + ", " + wire.length + " bytes]"; // no identity in logs
    }
}
