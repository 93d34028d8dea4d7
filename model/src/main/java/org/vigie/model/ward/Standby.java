package org.vigie.model.ward;

import org.jspecify.annotations.Nullable;
import org.vigie.model.alarm.AlarmEvent;
import org.vigie.model.alarm.AlarmKind;
import org.vigie.model.alarm.AlarmState;
import org.vigie.model.ward.AlarmStep.Cause;

/**
 * A bed whose silence is expected. It begins by a person, and ends by a person, or by itself when a monitor that had
 * fallen silent measures again, or when it alarms about a patient with medium or high priority; then a mark asks to
 * confirm the patient. A monitor that goes on sending values does not end it.
 */
final class Standby {
    private Standby() {}

    /** True when an alarm about the patient is, or may be, on: it has to be closed first. */
    static boolean isRefused(BedDraft bed) {
        return bed.board.items().stream()
                .anyMatch(alarm ->
                        alarm.state().mayBePresent() && alarm.kind() == AlarmKind.PHYSIOLOGICAL && !alarm.isDemo());
    }

    static void begin(WardDraft ward, BedDraft bed, @Nullable String user) {
        closeAll(ward, bed, user, "standby");
        GroupLoss.back(ward, bed.id());
        bed.standbySince = ward.now();
        bed.silentInStandby = bed.feeds.items().stream().noneMatch(Feed::isMonitoring);
        bed.resumed = false;
        ward.note(bed.id(), "standby", "begun", user);
        ward.touch();
    }

    /** By a person; on a bed without patient: there is one now. */
    static void end(WardDraft ward, BedDraft bed, @Nullable String user) {
        if (bed.empty) {
            ward.note(bed.id(), "occupied", "no longer empty", user);
        }
        if (bed.standbySince != null) {
            ward.note(bed.id(), "standby", "ended", user);
        }
        bed.empty = false;
        bed.emptiedAt = null;
        bed.standbySince = null;
        bed.silentInStandby = false;
        bed.resumed = false;
        LinkSupervision.watchAgain(ward, bed);
    }

    static void endByItself(WardDraft ward, BedDraft bed, String why) {
        end(ward, bed, null);
        bed.resumed = true;
        ward.note(bed.id(), "monitoring-resumed", why, null);
    }

    static void closeAll(WardDraft ward, BedDraft bed, @Nullable String user, String why) {
        for (int i = bed.board.size() - 1; i >= 0; i--) {
            if (bed.board.get(i).state() != AlarmState.INACTIVE) {
                AlarmStep.take(ward, bed, i, AlarmEvent.CLOSE, Cause.by(user, why));
            }
        }
    }
}
