package org.vigie.model.ward;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.vigie.model.DeviceId;
import org.vigie.model.SourceId;
import org.vigie.model.alarm.AlarmKey;
import org.vigie.model.alarm.AlarmState;
import org.vigie.model.alarm.OwnAlarm;
import org.vigie.model.alarm.Priority;
import org.vigie.model.report.AlarmReport;
import org.vigie.model.report.Inactivation;

/** Alarms that are off or paused at the bedside: marked at once, an alarm after 3 min. */
final class BedsideAlarms {
    static final Duration ALARM_AFTER = Duration.ofMinutes(3);

    /** Statements remembered for one bed; the oldest goes first. */
    private static final int REMEMBERED = 32;

    /** A pause of the sound ends by itself within minutes and is only marked. */
    private static final Set<Inactivation> OFF =
            EnumSet.of(Inactivation.ALARM_OFF, Inactivation.ALARM_PAUSED, Inactivation.AUDIO_OFF);

    private BedsideAlarms() {}

    /** What a statement says about silencing, which is nothing when its set is empty. */
    static void told(WardDraft ward, BedDraft bed, SourceId source, AlarmReport report) {
        EnumSet<Inactivation> what = EnumSet.noneOf(Inactivation.class);
        what.addAll(report.inactivation());
        what.remove(Inactivation.ACKNOWLEDGED);
        if (what.isEmpty() && bed.silences.size() == 0) {
            return;
        }
        String condition = report.condition();
        for (int i = bed.silences.size() - 1; i >= 0; i--) {
            BedsideSilence said = bed.silences.get(i);
            boolean sameDevice = said.source().equals(source) && Objects.equals(said.device(), report.device());
            boolean same = sameDevice && said.condition().equals(condition);
            if (same && said.what().equals(what)) {
                return;
            }
            if (same || (sameDevice && what.isEmpty() && !isOpen(bed, said))) {
                bed.silences.remove(i);
            }
        }
        if (!what.isEmpty()) {
            if (bed.silences.size() == REMEMBERED) {
                bed.silences.remove(0);
            }
            bed.silences.add(new BedsideSilence(source, report.device(), condition, Set.copyOf(what)));
        }
        settle(ward, bed);
    }

    /** An empty list of alarms: nothing is silenced any more by alarms that are on no list. */
    static void allClear(WardDraft ward, BedDraft bed, SourceId source, @Nullable DeviceId device) {
        boolean removed = false;
        for (int i = bed.silences.size() - 1; i >= 0; i--) {
            BedsideSilence said = bed.silences.get(i);
            if (said.source().equals(source) && Objects.equals(said.device(), device) && !isOn(bed, said)) {
                bed.silences.remove(i);
                removed = true;
            }
        }
        if (removed) {
            settle(ward, bed);
        }
    }

    /** The alarm that said so may still be on: that of another of the monitor's lists. */
    private static boolean isOn(BedDraft bed, BedsideSilence said) {
        int index = AlarmBoard.indexOf(bed, new AlarmKey(bed.id(), said.source(), said.device(), said.condition()));
        return index >= 0 && bed.board.get(index).state().mayBePresent();
    }

    private static boolean isOpen(BedDraft bed, BedsideSilence said) {
        int index = AlarmBoard.indexOf(bed, new AlarmKey(bed.id(), said.source(), said.device(), said.condition()));
        return index >= 0 && bed.board.get(index).state() != AlarmState.INACTIVE;
    }

    /** Starts or stops the clock of the alarm. */
    static void settle(WardDraft ward, BedDraft bed) {
        boolean off = false;
        for (int i = 0; i < bed.silences.size(); i++) {
            for (Inactivation what : bed.silences.get(i).what()) {
                off |= OFF.contains(what);
            }
        }
        if (off && bed.alarmsOffSince == null) {
            bed.alarmsOffSince = ward.now();
        } else if (!off && bed.alarmsOffSince != null) {
            bed.alarmsOffSince = null;
            bed.alarmsOffRaised = false;
            AlarmBoard.endOwn(ward, bed, AlarmKey.VIGIE, OwnAlarm.BEDSIDE_ALARMS_OFF, "alarms are on at the bedside");
        }
    }

    /** When the alarm is due; null when it is not, or was raised. */
    static @Nullable Instant due(BedDraft bed) {
        return bed.alarmsOffSince == null || bed.alarmsOffRaised ? null : bed.alarmsOffSince.plus(ALARM_AFTER);
    }

    static void tick(WardDraft ward, BedDraft bed) {
        Instant at = due(bed);
        if (at != null && !ward.now().isBefore(at)) {
            bed.alarmsOffRaised = true;
            AlarmBoard.raiseOwn(
                    ward,
                    bed,
                    OwnCondition.of(
                            OwnAlarm.BEDSIDE_ALARMS_OFF, Priority.MEDIUM, "alarms are off or paused at the bedside"));
        }
    }
}
