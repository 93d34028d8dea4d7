package org.vigie.model.ward;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vigie.model.BedId;
import org.vigie.model.alarm.AlarmEvent;
import org.vigie.model.alarm.AlarmKey;
import org.vigie.model.alarm.AlarmState;
import org.vigie.model.alarm.OwnAlarm;
import org.vigie.model.alarm.Priority;
import org.vigie.model.link.LinkState;
import org.vigie.model.ward.AlarmStep.Cause;

/**
 * Half of the reporting beds, and at least two, silent within 5 s: a switch or the power, and one alarm with a list
 * instead of many. The alarms of the single beds are shown but not heard. SOURCE: docs/alarms.md, group loss.
 */
final class GroupLoss {
    private static final Duration WITHIN = Duration.ofSeconds(5);

    private GroupLoss() {}

    /**
     * A bed has been lost.
     *
     * @param feed the feed that was lost; null when the bed was never heard
     * @return true when a group alarm speaks for it
     */
    static boolean lost(WardDraft ward, BedDraft bed, @Nullable Feed feed, Priority priority) {
        Instant since = feed == null ? bed.watchFrom : feed.watchFrom();
        if (ward.outage == null) {
            return begin(ward, since, feed == null, priority);
        }
        boolean listed = ward.outage.members().contains(bed.id());
        if (listed || (isOpen(ward) && isSameCut(ward.outage, since, feed))) {
            List<BedId> members = new ArrayList<>(ward.outage.members());
            if (!listed) {
                members.add(bed.id());
            }
            raise(ward, new Outage(ward.outage.cut(), ward.inSiteOrder(members)), priority);
            return true;
        }
        return false;
    }

    /** A slow feed notices a cut late: its last message came before it, the next one was due after it. */
    private static boolean isSameCut(Outage outage, Instant since, @Nullable Feed feed) {
        Duration gap = feed == null ? WITHIN : LinkSupervision.staleAfter(feed.rhythm());
        return !since.isAfter(outage.cut().plus(WITHIN)) && !since.plus(gap).isBefore(outage.cut());
    }

    private static boolean begin(WardDraft ward, Instant since, boolean neverHeard, Priority priority) {
        List<BedId> silent = new ArrayList<>();
        int live = 0;
        Instant cut = since;
        for (BedDraft other : ward.allBeds()) {
            if (!other.isWatched()) {
                continue;
            }
            Feed deciding = LinkSupervision.deciding(other.feeds.items()).orElse(null);
            if (deciding != null && deciding.isLive()) {
                live++;
                continue;
            }
            Instant silentSince = deciding == null ? other.watchFrom : deciding.watchFrom();
            boolean sameMoment = Duration.between(since, silentSince).abs().compareTo(WITHIN) <= 0;
            if (sameMoment && neverHeard == (deciding == null)) {
                silent.add(other.id());
                cut = silentSince.isAfter(cut) ? silentSince : cut;
            }
        }
        if (silent.size() < 2 || silent.size() * 2 < live + silent.size()) {
            return false;
        }
        raise(ward, new Outage(cut, List.copyOf(silent)), priority);
        cover(ward, silent, true);
        return true;
    }

    private static void raise(WardDraft ward, Outage outage, Priority priority) {
        ward.outage = outage;
        Priority before = alarm(ward).map(AlarmCondition::priority).orElse(priority);
        Priority now = before.compareTo(priority) > 0 ? before : priority;
        AlarmBoard.raiseOwn(
                ward,
                ward.unit(),
                new OwnCondition(
                        AlarmKey.VIGIE,
                        OwnAlarm.GROUP_LOSS,
                        null,
                        now,
                        "several beds lost at once: switch or power?",
                        outage.members(),
                        false));
    }

    /** The alarm about a bed of the group became more urgent: so does that of the group. */
    static void priorityRose(WardDraft ward, BedId bed) {
        if (ward.outage != null && ward.outage.members().contains(bed)) {
            raise(ward, ward.outage, Priority.HIGH);
        }
    }

    /** A bed is heard again, or is no longer watched. */
    static void back(WardDraft ward, BedId bed) {
        Outage outage = ward.outage;
        if (outage == null || !outage.members().contains(bed)) {
            return;
        }
        List<BedId> members = new ArrayList<>(outage.members());
        members.remove(bed);
        if (members.isEmpty()) {
            ward.outage = null;
            ward.touch();
            AlarmBoard.endOwn(ward, ward.unit(), AlarmKey.VIGIE, OwnAlarm.GROUP_LOSS, "all beds are back");
        } else {
            raise(ward, new Outage(outage.cut(), List.copyOf(members)), Priority.MEDIUM);
        }
    }

    /** The group alarm was closed by a person: each bed speaks for itself again. */
    static void dissolve(WardDraft ward) {
        if (ward.outage != null) {
            cover(ward, ward.outage.members(), false);
            ward.outage = null;
            ward.touch();
        }
    }

    /** Whoever acknowledges the group has seen its beds. */
    static void acknowledged(WardDraft ward, @Nullable String user) {
        for (BedDraft bed : ward.allBeds()) {
            for (int i = bed.board.size() - 1; i >= 0; i--) {
                AlarmCondition alarm = bed.board.get(i);
                if (alarm.covered() && isNoData(alarm) && alarm.state().isUnacknowledged()) {
                    AlarmStep.take(ward, bed, i, AlarmEvent.ACK, Cause.by(user, "with the group"));
                }
            }
        }
    }

    private static void cover(WardDraft ward, List<BedId> beds, boolean covered) {
        for (BedDraft bed : ward.allBeds()) {
            for (int i = 0; i < bed.board.size() && beds.contains(bed.id()); i++) {
                AlarmCondition alarm = bed.board.get(i);
                if (isNoData(alarm)
                        && alarm.covered() != covered
                        && alarm.state().mayBePresent()) {
                    AlarmEdit edit = new AlarmEdit(alarm);
                    edit.covered = covered;
                    edit.escalatesFrom = ward.now();
                    bed.board.set(i, edit.done());
                    ward.touch();
                }
            }
        }
    }

    private static boolean isNoData(AlarmCondition alarm) {
        return alarm.key().condition().equals(OwnAlarm.NO_DATA);
    }

    private static boolean isOpen(WardDraft ward) {
        return alarm(ward).filter(alarm -> alarm.state().isUnacknowledged()).isPresent();
    }

    private static Optional<AlarmCondition> alarm(WardDraft ward) {
        return AlarmBoard.own(ward.unit(), AlarmKey.VIGIE, OwnAlarm.GROUP_LOSS)
                .filter(alarm -> alarm.state() != AlarmState.LATCHED_UNACK);
    }

    /** True when a bed is reporting: its feeds are believed. */
    static boolean isReporting(Bed bed) {
        return bed.link() == LinkState.LIVE || bed.link() == LinkState.SLOW;
    }
}
