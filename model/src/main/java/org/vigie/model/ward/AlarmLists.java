package org.vigie.model.ward;

import java.util.Objects;
import org.vigie.model.SourceId;
import org.vigie.model.alarm.AlarmState;
import org.vigie.model.alarm.OwnAlarm;
import org.vigie.model.alarm.Priority;
import org.vigie.model.report.AlarmReport;
import org.vigie.model.report.AlarmSnapshot;

/**
 * A monitor that lists its alarms and stops doing so while its values go on: what was on its list is unknown then, and
 * that is an alarm of its own, "alarm feed lost". It is noticed by the first values after max(3 s, 2.5 periods of the
 * list), so that the silence of the whole feed never counts. SOURCE: docs/alarms.md, lists.
 */
final class AlarmLists {
    /** Lists of one bed that are watched; a further one takes the place of the oldest. */
    private static final int WATCHED = 8;

    private AlarmLists() {}

    /** A list has come. */
    static void told(WardDraft ward, BedDraft bed, SourceId source, AlarmSnapshot list) {
        if (!bed.isWatched()) {
            return;
        }
        int index = indexOf(bed, source, list);
        if (index < 0) {
            if (bed.lists.size() == WATCHED) {
                bed.lists.remove(0);
            }
            bed.lists.add(new AlarmList(
                    source, list.device(), list.scope(), null, ward.now(), ward.now(), content(list), 0, false));
            return;
        }
        AlarmList before = bed.lists.get(index);
        bed.lists.set(index, before.next(ward.now(), content(list)));
        if (before.lost()) {
            endUnlessLost(ward, bed, source, "the list of alarms is back");
        }
    }

    private static int content(AlarmSnapshot list) {
        int content = list.alarms().size();
        for (AlarmReport alarm : list.alarms()) {
            content = 31 * content
                    + alarm.condition().hashCode()
                    + 7 * alarm.priority().name().hashCode();
        }
        return content;
    }

    /** Values or alarms of the source have come: what it should have listed by now is lost. */
    static void content(WardDraft ward, BedDraft bed, SourceId source) {
        for (int i = 0; i < bed.lists.size(); i++) {
            AlarmList list = bed.lists.get(i);
            if (list.source().equals(source)
                    && list.isOverdue(ward.now())
                    && (!list.lost() || isUnknown(bed, source))) {
                bed.lists.set(i, list.lost(true));
                Priority priority = AlarmBoard.hasHigh(bed, source) ? Priority.HIGH : Priority.MEDIUM;
                AlarmBoard.raiseOwn(
                        ward,
                        bed,
                        OwnCondition.of(
                                source,
                                OwnAlarm.ALARM_FEED_LOST,
                                priority,
                                "the monitor no longer lists its alarms: " + list.scope()));
                AlarmBoard.silent(ward, bed, alarm -> isListed(alarm, list), list.from());
            }
        }
    }

    private static boolean isListed(AlarmCondition alarm, AlarmList list) {
        return alarm.key().source().equals(list.source())
                && !alarm.key().isOwn()
                && list.scope().equals(alarm.scope())
                && (list.device() == null || list.device().equals(alarm.key().device()));
    }

    private static boolean isUnknown(BedDraft bed, SourceId source) {
        return AlarmBoard.own(bed, source, OwnAlarm.ALARM_FEED_LOST)
                .map(AlarmCondition::state)
                .filter(state -> state == AlarmState.UNKNOWN_UNACK || state == AlarmState.UNKNOWN_ACK)
                .isPresent();
    }

    /** The feed has been silent: absence of its lists counts from its return. */
    static void watchAgain(WardDraft ward, BedDraft bed, SourceId source) {
        for (int i = 0; i < bed.lists.size(); i++) {
            AlarmList list = bed.lists.get(i);
            if (list.source().equals(source)) {
                bed.lists.set(i, list.from(ward.now()));
            }
        }
    }

    /** Forgets the lists of a feed that has gone, and all while nobody is expected in the bed. */
    static void settle(WardDraft ward, BedDraft bed) {
        for (int i = bed.lists.size() - 1; i >= 0; i--) {
            AlarmList list = bed.lists.get(i);
            if (!bed.isWatched() || bed.feedOf(list.source()) < 0) {
                bed.lists.remove(i);
                if (list.lost()) {
                    endUnlessLost(ward, bed, list.source(), "no longer expected");
                }
            }
        }
    }

    private static void endUnlessLost(WardDraft ward, BedDraft bed, SourceId source, String why) {
        boolean another = bed.lists.items().stream()
                .anyMatch(list -> list.lost() && list.source().equals(source));
        if (!another) {
            AlarmBoard.endOwn(ward, bed, source, OwnAlarm.ALARM_FEED_LOST, why);
        }
    }

    private static int indexOf(BedDraft bed, SourceId source, AlarmSnapshot list) {
        for (int i = 0; i < bed.lists.size(); i++) {
            AlarmList known = bed.lists.get(i);
            if (known.source().equals(source)
                    && known.scope().equals(list.scope())
                    && Objects.equals(known.device(), list.device())) {
                return i;
            }
        }
        return -1;
    }
}
