package org.vigie.gateway.fanout;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.vigie.dashboard.wire.LiveMessage;
import org.vigie.dashboard.wire.WardView;
import org.vigie.gateway.fanout.RemoteFeed.Beds;
import org.vigie.gateway.fanout.RemoteFeed.RemoteBed;
import org.vigie.model.ward.Ward;

/**
 * What a display of a hub shows: its own beds, then those of other boxes. Both count their changes; the sum only grows,
 * and is the {@code seq} of the wire contract. Pure.
 */
public final class Screens {
    private Screens() {}

    /**
     * Own beds and those of others, at one moment.
     *
     * @param ward of this box
     * @param remote beds of other boxes
     */
    public record Both(Ward ward, Beds remote) {
        /** The {@code seq} of this state. */
        public long seq() {
            return ward.changes() + remote.changes();
        }

        /** Beds whose feed is live or slow. */
        public int reporting() {
            return ward.bedsReporting() + remote.reporting();
        }

        /** Beds that are neither empty nor on standby. */
        public int total() {
            return ward.bedsTotal() + remote.total();
        }

        /** Alarms that are on. */
        public int alarmsActive() {
            return WardViews.alarmsActive(ward)
                    + remote.alarms().size()
                    + remote.beds().values().stream()
                            .mapToInt(bed -> bed.view().alarms().size())
                            .sum();
        }
    }

    /** Everything. */
    public static WardView view(Both both, WardViews.Moment moment) {
        WardView own = WardViews.view(both.ward(), moment);
        List<WardView.Bed> beds = new ArrayList<>(own.beds());
        both.remote()
                .beds()
                .values()
                .forEach(bed -> beds.add(aged(bed, both.remote().nowMs())));
        return new WardView(
                own.epoch(),
                both.seq(),
                own.serverTime(),
                own.mode(),
                both.reporting(),
                both.total(),
                own.soundPausedMs(),
                joined(own.alarms(), both.remote().alarms()),
                beds,
                own.unassigned(),
                own.people());
    }

    /** What changed; only where {@link #canDelta}. */
    public static LiveMessage.Delta delta(Both before, Both after, WardViews.Moment moment) {
        LiveMessage.Delta own = WardViews.delta(before.ward(), after.ward(), moment);
        List<WardView.Bed> beds = new ArrayList<>(own.beds());
        after.remote().beds().forEach((name, bed) -> {
            if (isOther(bed, before.remote().beds().get(name))) {
                beds.add(aged(bed, after.remote().nowMs()));
            }
        });
        boolean sameAlarms = own.alarms() == null
                && before.remote().alarms().equals(after.remote().alarms());
        return new LiveMessage.Delta(
                own.epoch(),
                before.seq(),
                after.seq(),
                after.reporting(),
                after.total(),
                own.soundPausedMs(),
                beds,
                sameAlarms
                        ? null
                        : joined(
                                WardViews.unitAlarms(after.ward(), moment),
                                after.remote().alarms()),
                own.unassigned(),
                own.people());
    }

    /** True when one can be brought to the other by a delta: same beds, same order. */
    public static boolean canDelta(Both before, Both after) {
        return WardViews.canDelta(before.ward(), after.ward())
                && List.copyOf(before.remote().beds().keySet())
                        .equals(List.copyOf(after.remote().beds().keySet()));
    }

    /** True when nothing but values, their times and what follows from time alone is another than before. */
    public static boolean onlyValuesDiffer(Both before, Both after) {
        return canDelta(before, after)
                && WardViews.onlyValuesDiffer(before.ward(), after.ward())
                && before.remote().alarms().equals(after.remote().alarms())
                && after.remote().beds().entrySet().stream()
                        .allMatch(bed -> onlyValuesDiffer(before.remote().beds().get(bed.getKey()), bed.getValue()));
    }

    private static boolean onlyValuesDiffer(@Nullable RemoteBed before, RemoteBed after) {
        if (!isOther(after, before)) {
            return true;
        }
        if (before == null) {
            return false;
        }
        WardView.Bed was = before.view();
        WardView.Bed is = after.view();
        return was.link().equals(is.link())
                && was.linkReason().equals(is.linkReason())
                && was.alarms().equals(is.alarms())
                && was.marks().equals(is.marks())
                && was.care().equals(is.care())
                && Objects.equals(was.label(), is.label())
                && Objects.equals(was.patientId(), is.patientId())
                && was.identityVerified() == is.identityVerified()
                && (was.soundPausedMs() > 0) == (is.soundPausedMs() > 0);
    }

    @SuppressWarnings("ReferenceEquality") // the same object as long as nothing changes: the contract of RemoteBed
    private static boolean isOther(RemoteBed bed, @Nullable RemoteBed before) {
        return bed != before;
    }

    private static List<WardView.Alarm> joined(List<WardView.Alarm> own, List<WardView.Alarm> remote) {
        List<WardView.Alarm> all = new ArrayList<>(remote);
        all.addAll(own);
        return all;
    }

    /** The bed with its values as old as they are now. */
    static WardView.Bed aged(RemoteBed remote, long nowMs) {
        long more = Math.max(0, nowMs - remote.atMs());
        WardView.Bed bed = remote.view();
        return new WardView.Bed(
                bed.bed(),
                bed.label(),
                bed.patientId(),
                bed.identityVerified(),
                bed.link(),
                bed.linkReason(),
                bed.silentMs() < 0 ? bed.silentMs() : bed.silentMs() + more,
                bed.periodMs(),
                bed.priority(),
                Math.max(0, bed.soundPausedMs() - more),
                bed.marks(),
                bed.clockOffsetMs(),
                bed.numerics().stream().map(numeric -> aged(numeric, more)).toList(),
                bed.alarms(),
                bed.care(),
                aged(bed.news2(), more));
    }

    /** Once something of it is too old there is no score: the box of the bed says with its next state what is left. */
    private static WardView.@Nullable News2 aged(WardView.@Nullable News2 score, long more) {
        return score == null || (score.total() != null && score.countsMs() <= more)
                ? null
                : new WardView.News2(
                        score.total(),
                        score.response(),
                        score.points(),
                        score.missing(),
                        score.child(),
                        score.scale(),
                        Math.max(0, score.countsMs() - more),
                        score.enteredBy(),
                        score.enteredAt());
    }

    private static WardView.Numeric aged(WardView.Numeric numeric, long more) {
        return new WardView.Numeric(
                numeric.code(),
                numeric.channel(),
                numeric.label(),
                numeric.value(),
                numeric.unit(),
                numeric.quality(),
                numeric.state(),
                numeric.reason(),
                numeric.ageMs() + more,
                numeric.measuredAt(),
                numeric.limits());
    }
}
