package org.vigie.model.ward;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigie.model.BedId;
import org.vigie.model.alarm.AlarmKey;
import org.vigie.model.alarm.AlarmState;
import org.vigie.model.report.AlarmReport;

/** An alarm condition while it is changed; the names are those of {@link AlarmCondition}. */
final class AlarmEdit {
    private final AlarmKey key;
    String id;
    AlarmState state;
    AlarmReport report;
    AlarmReport.@Nullable Evidence extreme;
    List<String> alarmIds;

    @Nullable String scope;

    Instant since;
    Instant changed;
    Instant seen;

    @Nullable Instant delayUntil;

    @Nullable Instant closesAt;

    @Nullable Instant remindAt;

    int escalation;
    Instant escalatesFrom;

    @Nullable String acknowledgedBy;

    @Nullable Instant acknowledgedAt;

    boolean silencedAtBedside;
    boolean covered;
    int times;
    List<BedId> beds;
    Rhythm repeats;
    boolean stale;

    /** A condition of which nothing was heard yet. */
    AlarmEdit(AlarmKey key, AlarmReport report, Instant now) {
        this.key = key;
        this.report = report;
        id = "";
        state = AlarmState.INACTIVE;
        alarmIds = List.of();
        since = now;
        changed = now;
        seen = now;
        escalatesFrom = now;
        times = 0;
        beds = List.of();
        repeats = Rhythm.UNKNOWN;
    }

    AlarmEdit(AlarmCondition base) {
        key = base.key();
        id = base.id();
        state = base.state();
        report = base.report();
        extreme = base.extreme();
        alarmIds = base.alarmIds();
        scope = base.scope();
        since = base.since();
        changed = base.changed();
        seen = base.seen();
        delayUntil = base.delayUntil();
        closesAt = base.closesAt();
        remindAt = base.remindAt();
        escalation = base.escalation();
        escalatesFrom = base.escalatesFrom();
        acknowledgedBy = base.acknowledgedBy();
        acknowledgedAt = base.acknowledgedAt();
        silencedAtBedside = base.silencedAtBedside();
        covered = base.covered();
        times = base.times();
        beds = base.beds();
        repeats = base.repeats();
        stale = base.stale();
    }

    /** The acknowledgement is void, and the escalation begins anew. */
    void unacknowledge(Instant now) {
        acknowledgedBy = null;
        acknowledgedAt = null;
        escalation = 0;
        escalatesFrom = now;
    }

    AlarmCondition done() {
        return new AlarmCondition(
                key,
                id,
                state,
                report,
                extreme,
                alarmIds,
                scope,
                since,
                changed,
                seen,
                delayUntil,
                closesAt,
                remindAt,
                escalation,
                escalatesFrom,
                acknowledgedBy,
                acknowledgedAt,
                silencedAtBedside,
                covered,
                times,
                beds,
                repeats,
                stale);
    }
}
