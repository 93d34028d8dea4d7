package org.vigie.model.ward;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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
 * @param about reference identifier of the value it is about; null for none: it is one condition per value
 * @param priority how urgent
 * @param text for the engineer; displays have their own words for the code
 * @param beds the beds of a group alarm; empty otherwise
 * @param covered true when a group alarm speaks for it
 */
record OwnCondition(
        SourceId source,
        String code,
        @Nullable String about,
        Priority priority,
        String text,
        List<BedId> beds,
        boolean covered) {

    static OwnCondition noData(SourceId source, Priority priority, String text, boolean covered) {
        return new OwnCondition(source, OwnAlarm.NO_DATA, null, priority, text, List.of(), covered);
    }

    static OwnCondition of(String code, Priority priority, String text) {
        return new OwnCondition(AlarmKey.VIGIE, code, null, priority, text, List.of(), false);
    }

    static OwnCondition about(String code, String about, Priority priority, String text) {
        return new OwnCondition(AlarmKey.VIGIE, code, about, priority, text, List.of(), false);
    }

    static OwnCondition of(SourceId source, String code, Priority priority, String text) {
        return new OwnCondition(source, code, null, priority, text, List.of(), false);
    }

    /** The condition of its key. */
    static String condition(String code, @Nullable String about) {
        return about == null ? code : code + "@" + about;
    }

    AlarmKey key(BedId bed) {
        return new AlarmKey(bed, source, null, condition(code, about));
    }

    AlarmReport report(BedId bed) {
        return new AlarmReport(
                bed.value(),
                null,
                null,
                code,
                null,
                about,
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
