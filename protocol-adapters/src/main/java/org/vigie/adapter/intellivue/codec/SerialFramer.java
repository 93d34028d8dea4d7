package org.vigie.adapter.intellivue.codec;

import java.util.Arrays;
import java.util.function.Consumer;
import org.vigie.adapter.intellivue.codec.SerialFrame.Damage;

/**
 * Finds frames in the bytes of a serial line, however they are cut or mixed with noise; after any damage the next good
 * frame is found. Holds at most one frame. No clock, not thread-safe. Source: intellivue-protocol.md section 2.2.
 */
public final class SerialFramer {
    /** Longest user data that is taken; monitors announce 996 bytes. */
    public static final int MOST_USER_DATA = 4_096;

    private static final int MOST_INSIDE = SerialFraming.HEADER + MOST_USER_DATA + SerialFraming.CHECKSUM;

    private enum State {
        /** Outside of a frame. */
        BETWEEN,
        /** Inside. */
        INSIDE,
        /** Inside, after 7D. */
        ESCAPED
    }

    private final byte[] inside = new byte[MOST_INSIDE];
    private State state = State.BETWEEN;
    private int length;
    private boolean oversize;
    private long position;
    private long frameStart;
    private long junkStart;
    private Counters counters = Counters.ZERO;

    /**
     * What the line looked like: a wrong speed or parity shows as junk and bad checksums, not as silence.
     *
     * @param bytes read in all
     * @param frames good ones
     * @param badChecksums frames with a wrong checksum
     * @param otherDamage frames that were unusable for another reason
     * @param junk bytes outside of frames
     */
    public record Counters(long bytes, long frames, long badChecksums, long otherDamage, long junk) {
        static final Counters ZERO = new Counters(0, 0, 0, 0, 0);

        private Counters plus(SerialFrame found) {
            return switch (found) {
                case SerialFrame.Whole whole -> new Counters(bytes, frames + 1, badChecksums, otherDamage, junk);
                case SerialFrame.Broken broken
                when broken.damage() == Damage.BAD_CHECKSUM ->
                    new Counters(bytes, frames, badChecksums + 1, otherDamage, junk);
                case SerialFrame.Broken broken -> new Counters(bytes, frames, badChecksums, otherDamage + 1, junk);
                case SerialFrame.Junk more ->
                    new Counters(bytes, frames, badChecksums, otherDamage, junk + more.length());
            };
        }
    }

    /**
     * Takes what was read.
     *
     * @param read bytes in order; not kept
     * @param out called for each finding in order
     */
    public void read(byte[] read, Consumer<SerialFrame> out) {
        for (byte b : read) {
            take(b & 0xFF, out);
            position++;
        }
        counters = new Counters(
                counters.bytes + read.length,
                counters.frames,
                counters.badChecksums,
                counters.otherDamage,
                counters.junk);
        if (state == State.BETWEEN) {
            tellJunk(position, out);
        }
    }

    /** The stream has ended: a frame that is open is cut off. */
    public void end(Consumer<SerialFrame> out) {
        if (state != State.BETWEEN) {
            broken(Damage.CUT_OFF, position, out);
        }
        state = State.BETWEEN;
        junkStart = position;
    }

    /** Whether a frame has begun and is not finished. */
    public boolean isInsideFrame() {
        return state != State.BETWEEN;
    }

    /** Counts since the beginning. */
    public Counters counters() {
        return counters;
    }

    private void take(int b, Consumer<SerialFrame> out) {
        if (b == SerialFraming.BEGIN) {
            if (state == State.BETWEEN) {
                tellJunk(position, out);
            } else if (length > 0 || state == State.ESCAPED) {
                broken(Damage.RESTARTED, position, out);
            }
            begin();
            return;
        }
        switch (state) {
            case BETWEEN -> {}
            case INSIDE -> {
                if (b == SerialFraming.END) {
                    end(frame(), out);
                } else if (b == SerialFraming.ESCAPE) {
                    state = State.ESCAPED;
                } else {
                    append(b);
                }
            }
            case ESCAPED -> {
                if (b == SerialFraming.END) {
                    end(new SerialFrame.Broken(frameStart, position + 1 - frameStart, Damage.ABORTED), out);
                } else {
                    append(b ^ SerialFraming.FLIP);
                    state = State.INSIDE;
                }
            }
        }
    }

    private void begin() {
        state = State.INSIDE;
        length = 0;
        oversize = false;
        frameStart = position;
    }

    private void append(int b) {
        if (length == MOST_INSIDE) {
            oversize = true;
        } else {
            inside[length++] = (byte) b;
        }
    }

    private SerialFrame frame() {
        long wire = position + 1 - frameStart;
        if (oversize) {
            return new SerialFrame.Broken(frameStart, wire, Damage.OVERSIZE);
        }
        if (length < SerialFraming.CHECKSUM + 1) {
            return new SerialFrame.Broken(frameStart, wire, Damage.TOO_SHORT);
        }
        int end = length - SerialFraming.CHECKSUM;
        int sent = (inside[end] & 0xFF) | (inside[end + 1] & 0xFF) << 8;
        if (SerialFraming.checksum(inside, end) != sent) {
            return new SerialFrame.Broken(frameStart, wire, Damage.BAD_CHECKSUM);
        }
        Octets header = Octets.of(inside);
        if (end < SerialFraming.HEADER
                || header.u8(0) != SerialFraming.PROTOCOL
                || header.u8(1) != SerialFraming.TYPE
                || header.u16(2) != end - SerialFraming.HEADER) {
            return new SerialFrame.Broken(frameStart, wire, Damage.BAD_HEADER);
        }
        return new SerialFrame.Whole(frameStart, Arrays.copyOfRange(inside, SerialFraming.HEADER, end));
    }

    private void end(SerialFrame found, Consumer<SerialFrame> out) {
        state = State.BETWEEN;
        junkStart = position + 1;
        tell(found, out);
    }

    private void broken(Damage damage, long end, Consumer<SerialFrame> out) {
        tell(new SerialFrame.Broken(frameStart, end - frameStart, damage), out);
    }

    private void tellJunk(long end, Consumer<SerialFrame> out) {
        if (end > junkStart) {
            tell(new SerialFrame.Junk(junkStart, end - junkStart), out);
        }
        junkStart = end;
    }

    private void tell(SerialFrame found, Consumer<SerialFrame> out) {
        counters = counters.plus(found);
        out.accept(found);
    }
}
