package org.vigie.gateway.fanout.websocket;

import org.vigie.model.limits.Limits;

/**
 * When the next group of changes is sent. Each frame costs a display more than what is in it: values of a busy unit go
 * out together twice a second, everything else at once and takes the values along. Pure; times are nanoseconds of a
 * clock that only goes forward.
 */
final class Pace {
    /** What {@link #due} says while nothing waits. */
    static final long NOTHING = Long.MAX_VALUE;

    private final long deltaNanos;
    private final long valuesNanos;
    private long sent;
    private long due = NOTHING;

    /** A pace that has not sent anything for long. */
    Pace(Limits.Live limits, long nowNanos) {
        this.deltaNanos = limits.deltaEvery().toNanos();
        this.valuesNanos = limits.valuesEvery().toNanos();
        this.sent = nowNanos - valuesNanos;
    }

    /**
     * Something has changed.
     *
     * @param onlyValues whether nothing else has since the last call
     * @return true when {@link #due} is earlier than before
     */
    boolean changed(boolean onlyValues) {
        long next = sent + (onlyValues ? valuesNanos : deltaNanos);
        if (next >= due) {
            return false;
        }
        due = next;
        return true;
    }

    /** When what waits is to be sent; may be past. */
    long due() {
        return due;
    }

    /** All that waited goes out now. */
    void sent(long nowNanos) {
        sent = nowNanos;
        due = NOTHING;
    }
}
