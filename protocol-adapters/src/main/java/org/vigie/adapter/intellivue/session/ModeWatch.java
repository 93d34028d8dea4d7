package org.vigie.adapter.intellivue.session;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.vigie.adapter.intellivue.codec.AssembledResult;
import org.vigie.adapter.intellivue.codec.AssociationFacts;
import org.vigie.adapter.intellivue.codec.AttributeId;
import org.vigie.adapter.intellivue.codec.MetricValues;
import org.vigie.adapter.intellivue.codec.Octets;
import org.vigie.adapter.intellivue.codec.PolledObject;

/**
 * Whether the monitor measures anybody, and whether what it sends still fits what it said. The mode is told once a
 * minute; until then values that stop because of a standby would be taken for a loss, and values that come again would
 * be hidden. So it is asked as soon as values and mode disagree.
 */
final class ModeWatch {
    private static final Duration ASK_AGAIN = Duration.ofSeconds(3);
    /** Count and length before the values of a compound numeric. */
    private static final int LIST_HEADER = 4;

    private static final int STATE = 2;

    private boolean off;

    /** An association begins. */
    void begin(AssociationFacts facts) {
        off = facts.isMeasuringNobody();
    }

    /** The monitor says that it measures nobody. */
    boolean isOff() {
        return off;
    }

    /**
     * A whole result came.
     *
     * @return what changed, for the log; null when nothing did
     */
    @Nullable String take(Poll poll, AssembledResult cycle, Polls polls, Instant now) {
        if (poll == Poll.NUMERICS && cycle.objects().stream().anyMatch(ModeWatch::isMeasured) == off) {
            polls.again(Poll.MDS, now, ASK_AGAIN);
        } else if (poll == Poll.MDS && off != cycle.facts().isMeasuringNobody()) {
            off = !off;
            polls.heard(Poll.ALERTS, now); // its list of alarms counts as missing from now on, not from before
            return off ? "measures nobody" : "measures again";
        }
        return null;
    }

    private static boolean isMeasured(PolledObject object) {
        return isMeasured(object.value(AttributeId.NUMERIC), 0)
                || isMeasured(object.value(AttributeId.COMPOUND_NUMERIC), LIST_HEADER);
    }

    /** The first value stands for all of a compound one. */
    private static boolean isMeasured(@Nullable Octets value, int at) {
        return value != null
                && value.length() >= at + STATE + 2
                && (value.u16(at + STATE) & (MetricValues.INVALID | MetricValues.UNAVAILABLE)) == 0;
    }
}
