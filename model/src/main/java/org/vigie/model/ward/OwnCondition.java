package org.vigie.model.ward;

import java.util.List;
import java.util.Set;
import org.vigie.model.BedId;
import org.vigie.model.SourceId;
import org.vigie.model.alarm.AlarmKey;
import org.vigie.model.alarm.AlarmKind;
import org.vigie.model.alarm.OwnAlarm;
import org.vigie.model.alarm.Priority;
import org.vigie.model.observation.Quality;
import org.vigie.model.report.AlarmPhase;
import org.vigie.model.report.AlarmReport;

/**
 * A condition that Vigie has found itself.
 *
 * @param source the feed it is about, or {@link AlarmKey#VIGIE}
 * @param code one of {@link OwnAlarm}
 * @param priority how urgent
 * @param text for the engineer; displays have their own words for the code
 * @param beds the beds of a group alarm; empty otherwise
 * @param covered true when a group alarm speaks for it
 */
record OwnCondition(SourceId source, String code, Priority priority, String text, List<BedId> beds, boolean covered) {

    static OwnCondition noData(SourceId source, Priority priority, String text, boolean covered) {
        return new OwnCondition(source, OwnAlarm.NO_DATA, priority, text, List.of(), covered);
    }

    static OwnCondition of(String code, Priority priority, String text) {
        return new OwnCondition(AlarmKey.VIGIE, code, priority, text, List.of(), false);
    }

    AlarmKey key(BedId bed) {
        return new AlarmKey(bed, source, null, code);
    }

    AlarmReport report(BedId bed) {
        return new AlarmReport(
                bed.value(),
                null,
                null,
                code,
                null,
                null,
                priority,
                AlarmKind.TECHNICAL,
                AlarmPhase.START,
                text,
                null,
                Set.of(),
                false,
                Quality.VALID,
                null);
    }
}
