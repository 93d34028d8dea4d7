package org.vigie.adapter.intellivue.session;

import org.jspecify.annotations.Nullable;
import org.vigie.adapter.intellivue.codec.IntellivuePdu.PollResult;
import org.vigie.adapter.intellivue.codec.ObjectClass;

/**
 * The cycles of one poll in their order. The sequence counts up between renewals and begins at 0 with each; the
 * relative time is the second check. SOURCE: intellivue-protocol.md section 8.2, rules.
 */
final class PollStream {
    private static final int MOST_GAP = 0xFFFF;

    private boolean begun;
    private int sequence;
    private long time;
    private long relativeTime;
    private boolean linked;
    private boolean hasData;
    private long dataTime;
    private boolean empty;
    private int told;
    private @Nullable PollResult alone;

    /** What to do with a cycle: publish it with a gap before it, or drop it because it came twice or too late. */
    record Verdict(int gap, boolean dropped, boolean duplicate) {
        static final Verdict DUPLICATE = new Verdict(0, true, true);
        static final Verdict LATE = new Verdict(0, true, false);
    }

    void clear() {
        begun = false;
        hasData = false;
        alone = null;
    }

    /**
     * Whether the cycle of this part has been published already. One that was published as empty may have been the end
     * of a cycle whose parts were overtaken by it.
     */
    boolean isPublished(PollResult part) {
        return begun
                && part.sequence() == sequence
                && part.relativeTime() == relativeTime
                && (!empty || part.objects().isEmpty());
    }

    /** A result without any object came before all that it could be the end of. */
    void cameAlone(PollResult end) {
        alone = end;
    }

    /** The end of the cycle of this part, when that came first; else null. */
    @Nullable PollResult endOf(PollResult part) {
        PollResult end = alone;
        boolean same = end != null && end.sequence() == part.sequence() && end.relativeTime() == part.relativeTime();
        return same ? end : null;
    }

    /** Its cycles come in parts. */
    void inParts() {
        linked = true;
    }

    /** Whether this is the end of a cycle of parts none of which came: published, it would hide that they are lost. */
    boolean isBareEnd(PollResult end) {
        return linked && end.objects().isEmpty() && end.sequence() != 0;
    }

    /** Whether a part belongs to a cycle before the one published last. */
    boolean isPast(PollResult part) {
        int elapsed = MonitorTicks.between(relativeTime, part.relativeTime());
        return begun
                && elapsed < 0
                && !MonitorTicks.isRestart(elapsed)
                && part.sequence() != following()
                && part.objectClass() != ObjectClass.WAVE;
    }

    /**
     * A whole cycle.
     *
     * @param now its time without wraps
     * @param data whether it holds any: a confirmation need not
     * @param nothing whether it holds no object at all
     */
    Verdict next(PollResult cycle, long now, boolean data, boolean nothing) {
        if (isPublished(cycle)) {
            return Verdict.DUPLICATE;
        }
        boolean inOrder = begun && cycle.sequence() == following();
        boolean confirmation = cycle.sequence() == 0 && cycle.objectClass() == ObjectClass.WAVE;
        if (begun && !inOrder && now < time && !confirmation) {
            return Verdict.LATE;
        }
        int gap = begun && cycle.extended() && !(inOrder && dataTime == time) ? gap(cycle, now, data) : 0;
        if (begun && empty && cycle.sequence() == sequence && cycle.relativeTime() == relativeTime) {
            gap = Math.max(0, gap - told); // of the end that came first
        }
        told = gap;
        begun = true;
        empty = nothing;
        sequence = cycle.sequence();
        relativeTime = cycle.relativeTime();
        time = now;
        if (data) {
            hasData = true;
            dataTime = now;
        } else if (cycle.sequence() != 0) {
            hasData = false; // the monitor says that it has none: what is missing from here on is not lost
        }
        return new Verdict(Math.min(gap, MOST_GAP), false, false);
    }

    private int following() {
        return sequence + 1 & 0xFFFF;
    }

    private int gap(PollResult cycle, long now, boolean data) {
        int bySequence = cycle.sequence() > sequence ? cycle.sequence() - sequence - 1 : 0;
        if (!data || !hasData) {
            return bySequence;
        }
        int period = cycle.objectClass() == ObjectClass.WAVE ? MonitorTicks.WAVE_BLOCK : MonitorTicks.CYCLE;
        long byTime = Math.round((now - dataTime) / (double) period) - 1;
        return (int) Math.max(bySequence, Math.min(MOST_GAP, byTime));
    }
}
