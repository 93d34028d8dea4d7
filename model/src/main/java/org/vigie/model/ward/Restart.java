package org.vigie.model.ward;

import org.vigie.model.BedId;
import org.vigie.model.alarm.AlarmEvent;
import org.vigie.model.alarm.AlarmState;
import org.vigie.model.link.LinkReason;
import org.vigie.model.ward.AlarmStep.Cause;

/** After a restart nothing is quieter than before: acknowledgements and pauses are gone, no value is live. */
final class Restart {
    private Restart() {}

    static void apply(WardDraft ward) {
        SiteChange.apply(ward, ward.site());
        restart(ward, ward.unit());
        for (BedDraft bed : ward.allBeds()) {
            restart(ward, bed);
            LinkSupervision.startAnew(ward, bed, LinkReason.RESTARTED, true);
        }
        ward.note(BedId.UNIT, "restarted", "acknowledgements and pauses are void", null);
    }

    private static void restart(WardDraft ward, BedDraft bed) {
        for (int i = bed.board.size() - 1; i >= 0; i--) {
            if (bed.board.get(i).state() != AlarmState.INACTIVE) {
                AlarmStep.take(ward, bed, i, AlarmEvent.RESTART, Cause.NONE);
            }
        }
        AudioPause.end(ward, bed, "restart");
    }
}
