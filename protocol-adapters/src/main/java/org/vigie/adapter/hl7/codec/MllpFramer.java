package org.vigie.adapter.hl7.codec;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.vigie.adapter.hl7.codec.Framed.Damage;
import org.vigie.model.limits.Limits;

/**
 * Finds messages in the bytes of one connection, however they are cut, delayed or mixed with others. It never gives up
 * on a connection: after any damage the next good message is found.
 *
 * <pre>
 *   VT (0x0B)  message, segments end in CR  FS (0x1C)  CR
 * </pre>
 *
 * FS ends a message when CR, LF, VT, the end of the connection or 200 ms of silence follows; with any other byte it is
 * damage, and the rest up to the next end or VT belongs to it. VT in the middle begins afresh. A message without VT is
 * taken when it begins with MSH. Source: HL7 v2 Implementation Guide, MLLP Release 1, and the senders named in
 * docs/adr/0015. Not thread-safe; no clock: time comes with the call.
 */
public final class MllpFramer {
    /** As much of a broken message is kept for the engineer. */
    public static final int EVIDENCE_BYTES = 64 << 10;

    private static final byte VT = 0x0B;
    private static final byte FS = 0x1C;
    private static final byte[] END_OF_BLOCK = {FS};
    private static final byte[] MSH = {'M', 'S', 'H'};
    private static final int FIRST_BUFFER = 4_096;
    private static final int KEPT_BUFFER = 64 << 10;

    private enum State {
        /** Between frames. */
        BETWEEN,
        /** Inside a frame. */
        INSIDE,
        /** FS has come; what follows decides. */
        AFTER_FS
    }

    private final Limits.Hl7 limits;
    private State state = State.BETWEEN;
    private byte[] buffer = new byte[FIRST_BUFFER];
    private int kept;
    private long length;
    private @Nullable Damage damage;
    private long junk;
    private int mshMatched;
    private boolean atLineStart = true;
    private Instant frameStarted = Instant.EPOCH;
    private Instant lastByte = Instant.EPOCH;

    /** A framer at the beginning of a connection. */
    public MllpFramer(Limits.Hl7 limits) {
        this.limits = limits;
    }

    /**
     * Takes what was read.
     *
     * @param read bytes in order; not kept
     * @param now when they came; not before the time of any earlier call
     * @param out called for each finding in order
     */
    public void read(byte[] read, Instant now, Consumer<Framed> out) {
        tick(now, out);
        for (int i = 0; i < read.length; ) {
            int end = i;
            while (state == State.INSIDE && end < read.length && read[end] != VT && read[end] != FS) {
                end++;
            }
            append(read, i, end);
            i = end;
            if (i < read.length) {
                take(read[i++], now, out);
            }
        }
        if (read.length > 0) {
            lastByte = now;
        }
        tellJunk(out);
    }

    /** Lets time pass: ends a message after FS and silence, discards one that stopped or takes too long. */
    public void tick(Instant now, Consumer<Framed> out) {
        switch (state) {
            case BETWEEN -> {}
            case AFTER_FS -> {
                if (!now.isBefore(lastByte.plus(limits.endOfBlockSilence()))) {
                    endOfFrame(out);
                }
            }
            case INSIDE -> {
                Duration patience =
                        damage == Damage.END_OF_BLOCK_INSIDE ? limits.endOfBlockSilence() : limits.idleInFrame();
                if (!now.isBefore(lastByte.plus(patience))) {
                    discard(Damage.IDLE_IN_FRAME, out);
                } else if (!now.isBefore(frameStarted.plus(limits.wholeFrame()))) {
                    discard(Damage.FRAME_TOO_SLOW, out);
                }
            }
        }
    }

    /** Nothing was read for {@code pause} because we did not want to: the sender is not to blame for that silence. */
    public void held(Duration pause) {
        frameStarted = frameStarted.plus(pause);
        lastByte = lastByte.plus(pause);
    }

    /** The connection has ended: what FS has closed is a message, what is open is cut off. */
    public void end(Consumer<Framed> out) {
        if (state == State.AFTER_FS) {
            endOfFrame(out);
        } else if (state == State.INSIDE) {
            discard(Damage.CUT_OFF, out);
        }
        junk += mshMatched;
        mshMatched = 0;
        tellJunk(out);
    }

    /** Whether a message has begun and is not finished. */
    public boolean isInsideFrame() {
        return state != State.BETWEEN;
    }

    private void take(byte b, Instant now, Consumer<Framed> out) {
        switch (state) {
            case BETWEEN -> between(b, now, out);
            case INSIDE -> inside(b, now, out);
            case AFTER_FS -> afterFs(b, now, out);
        }
    }

    private void between(byte b, Instant now, Consumer<Framed> out) {
        if (b == VT) {
            junk += mshMatched;
            tellJunk(out);
            beginFrame(now);
            return;
        }
        if (b == MSH[mshMatched] && (mshMatched > 0 || atLineStart)) {
            mshMatched++;
            if (mshMatched == MSH.length) {
                tellJunk(out);
                beginFrame(now);
                append(MSH, 0, MSH.length);
            }
            return;
        }
        junk += mshMatched + 1L;
        mshMatched = 0;
        atLineStart = b == '\r' || b == '\n' || b == ' ' || b == '\t' || b == 0 || b == FS;
    }

    /** VT or FS inside a frame; all other bytes are appended in runs. */
    private void inside(byte b, Instant now, Consumer<Framed> out) {
        if (b == VT) {
            discard(Damage.RESTARTED, out);
            beginFrame(now);
        } else {
            state = State.AFTER_FS; // take() gets no other byte inside a frame
        }
    }

    private void afterFs(byte b, Instant now, Consumer<Framed> out) {
        if (b == '\r' || b == '\n') {
            endOfFrame(out);
        } else if (b == VT) {
            endOfFrame(out);
            beginFrame(now);
        } else {
            damage = damage == null ? Damage.END_OF_BLOCK_INSIDE : damage;
            state = State.INSIDE;
            append(END_OF_BLOCK, 0, 1);
            if (b == FS) {
                state = State.AFTER_FS;
            } else {
                append(new byte[] {b}, 0, 1);
            }
        }
    }

    private void beginFrame(Instant now) {
        state = State.INSIDE;
        kept = 0;
        length = 0;
        damage = null;
        mshMatched = 0;
        frameStarted = now;
        lastByte = now;
    }

    private void append(byte[] from, int start, int end) {
        int count = end - start;
        length += count;
        if (length > limits.frameBytes()) {
            if (damage != Damage.OVERSIZE) {
                damage = Damage.OVERSIZE;
                copy(from, start, Math.min(count, Math.max(0, EVIDENCE_BYTES - kept)));
                kept = Math.min(kept, EVIDENCE_BYTES);
                shrink();
            }
            return;
        }
        copy(from, start, count);
    }

    private void copy(byte[] from, int start, int count) {
        if (kept + count > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, kept + count));
        }
        System.arraycopy(from, start, buffer, kept, count);
        kept += count;
    }

    private void endOfFrame(Consumer<Framed> out) {
        if (damage != null) {
            discard(Damage.END_OF_BLOCK_INSIDE, out);
            return;
        }
        state = State.BETWEEN;
        atLineStart = true;
        out.accept(kept == 0 ? new Framed.KeepAlive() : new Framed.Whole(Arrays.copyOf(buffer, kept)));
        kept = 0;
        shrink();
    }

    /** Gives up on the frame; damage that was found before is the reason, else {@code why}. */
    private void discard(Damage why, Consumer<Framed> out) {
        Damage first = damage == null ? why : damage;
        state = State.BETWEEN;
        atLineStart = true;
        if (length > 0) {
            out.accept(new Framed.Broken(Arrays.copyOf(buffer, Math.min(kept, EVIDENCE_BYTES)), length, first));
        }
        kept = 0;
        damage = null;
        shrink();
    }

    private void shrink() {
        if (buffer.length > KEPT_BUFFER) {
            buffer = Arrays.copyOf(buffer, KEPT_BUFFER);
        }
    }

    private void tellJunk(Consumer<Framed> out) {
        if (junk > 0) {
            out.accept(new Framed.Junk(junk));
            junk = 0;
        }
    }
}
