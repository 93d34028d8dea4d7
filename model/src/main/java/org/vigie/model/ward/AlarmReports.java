package org.vigie.model.ward;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.vigie.model.SourceId;
import org.vigie.model.alarm.AlarmEvent;
import org.vigie.model.alarm.AlarmKey;
import org.vigie.model.alarm.AlarmKind;
import org.vigie.model.alarm.AlarmState;
import org.vigie.model.alarm.Priority;
import org.vigie.model.observation.DeviceTime;
import org.vigie.model.report.AlarmPhase;
import org.vigie.model.report.AlarmReport;
import org.vigie.model.report.AlarmSnapshot;
import org.vigie.model.report.Inactivation;
import org.vigie.model.report.SnapshotDifference;
import org.vigie.model.ward.AlarmStep.Cause;

/**
 * What a monitor says about its alarms, as events of the state machine. SOURCE: reference/hl7-profiles.md 4.2 and 4.3
 * (IHE PCD TF-2 B.8.5 and change proposal 151): the id of the alarm first, else the same device and condition.
 */
final class AlarmReports {
    /** Ids of one monitor that are remembered under one condition. */
    private static final int IDS = 8;

    /** A statement with an older device time than the last one is late when the last one came this shortly before. */
    private static final Duration LATE_WITHIN = Duration.ofSeconds(10);

    private AlarmReports() {}

    /**
     * A statement and where it comes from.
     *
     * @param source who made it
     * @param scope the complete list it was part of; null when it came by itself
     * @param report what it says
     */
    record Statement(SourceId source, @Nullable String scope, AlarmReport report) {}

    /** One list of everything that is on: what is missing from it has ended. */
    static void snapshot(WardDraft ward, BedDraft bed, SourceId source, AlarmSnapshot list) {
        List<AlarmReport> open = new ArrayList<>();
        for (AlarmCondition alarm : bed.board.items()) {
            if (alarm.state() != AlarmState.INACTIVE
                    && alarm.key().source().equals(source)
                    && list.scope().equals(alarm.scope())
                    && (list.device() == null
                            || list.device().equals(alarm.key().device()))) {
                open.add(alarm.report());
            }
        }
        for (AlarmReport change : SnapshotDifference.between(open, list)) {
            report(ward, bed, new Statement(source, list.scope(), change));
        }
        if (list.alarms().isEmpty() && list.complete()) {
            BedsideAlarms.allClear(ward, bed, source, list.device());
        }
    }

    /** One statement about one alarm. */
    static void report(WardDraft ward, BedDraft bed, Statement said) {
        AlarmReport report = said.report();
        SourceId source = said.source();
        BedsideAlarms.told(ward, bed, source, report);
        int index = find(bed, source, report);
        if (index >= 0 && isLate(ward, bed.board.get(index), report)) {
            ward.note(bed.id(), "late-alarm", report.phase() + " of " + report.condition(), null);
            return;
        }
        switch (report.phase()) {
            case START, CONTINUE, UPDATE -> {
                int on = isTrue(ward, bed, said, index);
                if (on >= 0 && report.inactivation().contains(Inactivation.ACKNOWLEDGED)) {
                    AlarmStep.take(ward, bed, on, AlarmEvent.SRC_ACK, Cause.NONE);
                }
            }
            case SILENCED -> silenced(ward, bed, said, index);
            case LATCHED -> latched(ward, bed, said, index);
            case END -> ended(ward, bed, said, index);
        }
    }

    /** True for a medium or high alarm about the patient, which a standby does not keep silent. */
    static boolean needsAnswer(AlarmReport report) {
        return report.kind() == AlarmKind.PHYSIOLOGICAL
                && report.priority() != Priority.LOW
                && (report.phase() == AlarmPhase.START
                        || report.phase() == AlarmPhase.CONTINUE
                        || report.phase() == AlarmPhase.UPDATE);
    }

    /** True when the alarm is about a limit that a value has passed, the only kind that may be delayed. */
    static boolean isLimitAlarm(AlarmReport report) {
        if (report.kind() != AlarmKind.PHYSIOLOGICAL) {
            return false;
        }
        String code = report.code() == null ? "" : report.code();
        return (report.evidence() != null && report.evidence().limits() != null)
                || code.contains("_LO_VAL")
                || code.contains("_HI_VAL");
    }

    /** @return index of the alarm on the board; -1 when there was no room */
    private static int isTrue(WardDraft ward, BedDraft bed, Statement said, int found) {
        AlarmReport report = said.report();
        int index = found;
        boolean isNew = index < 0 || isOver(bed.board.get(index).state());
        if (index < 0) {
            index = AlarmBoard.create(ward, bed, key(bed, said.source(), report), report);
            if (index < 0) {
                return -1;
            }
        }
        AlarmKey key = bed.board.get(index).key();
        boolean acknowledgedThere =
                report.inactivation().contains(Inactivation.ACKNOWLEDGED) || report.phase() == AlarmPhase.SILENCED;
        AlarmStep.take(ward, bed, index, AlarmEvent.COND_TRUE, Cause.statement(report));
        int after = AlarmBoard.indexOf(bed, key);
        AlarmEdit edit = new AlarmEdit(bed.board.get(after));
        edit.scope = said.scope();
        if (report.phase() == AlarmPhase.CONTINUE && said.scope() == null) {
            edit.repeats = edit.repeats.after(ward.now(), false);
        }
        edit.alarmIds = ids(bed.board.get(after), report, isNew);
        edit.silencedAtBedside = edit.silencedAtBedside && acknowledgedThere;
        bed.board.set(after, edit.done());
        return after;
    }

    /** What ended is on the board a little longer, or until somebody has seen it; its ids say nothing any more. */
    private static boolean isOver(AlarmState state) {
        return state == AlarmState.INACTIVE || state == AlarmState.LATCHED_UNACK;
    }

    /** START adds an id; a later phase with an id not seen before replaces them: some monitors count per message. */
    private static List<String> ids(AlarmCondition alarm, AlarmReport report, boolean isNew) {
        String id = report.alarmId();
        if (!isNew && (id == null || alarm.alarmIds().contains(id))) {
            return alarm.alarmIds();
        }
        if (id == null) {
            return List.of();
        }
        List<String> ids = new ArrayList<>();
        if (!isNew && report.phase() == AlarmPhase.START) {
            int from = Math.max(0, alarm.alarmIds().size() - IDS + 1);
            ids.addAll(alarm.alarmIds().subList(from, alarm.alarmIds().size()));
        }
        ids.add(id);
        return ids;
    }

    private static void silenced(WardDraft ward, BedDraft bed, Statement said, int found) {
        boolean latched = found >= 0 && bed.board.get(found).state() == AlarmState.LATCHED_UNACK;
        int index = latched ? found : isTrue(ward, bed, said, found);
        if (index >= 0) {
            AlarmStep.take(ward, bed, index, AlarmEvent.SRC_ACK, Cause.NONE);
        }
    }

    private static void latched(WardDraft ward, BedDraft bed, Statement said, int found) {
        int index = found;
        if (index < 0 || bed.board.get(index).state() == AlarmState.INACTIVE) {
            if (ward.wasShown(key(bed, said.source(), said.report()))) {
                return; // seen here already; the monitor merely keeps it
            }
            index = isTrue(ward, bed, said, index);
        }
        if (index >= 0) {
            Cause cause = new Cause(null, true, false, false, List.of(), null, "latched by the monitor");
            AlarmStep.take(ward, bed, index, AlarmEvent.COND_FALSE, cause);
        }
    }

    private static void ended(WardDraft ward, BedDraft bed, Statement said, int index) {
        AlarmReport report = said.report();
        boolean isMissing = said.scope() != null;
        if (index < 0 || bed.board.get(index).state() == AlarmState.INACTIVE) {
            ward.note(bed.id(), "end-without-start", report.condition(), null);
            return;
        }
        AlarmCondition alarm = bed.board.get(index);
        String ended = report.alarmId();
        if (!isMissing
                && ended != null
                && alarm.alarmIds().size() > 1
                && alarm.alarmIds().contains(ended)) {
            AlarmEdit edit = new AlarmEdit(alarm);
            edit.alarmIds =
                    alarm.alarmIds().stream().filter(id -> !id.equals(ended)).toList();
            bed.board.set(index, edit.done());
            ward.note(bed.id(), "one-of-several-ended", report.condition(), null);
            return;
        }
        if (report.deviceTime() != null) {
            AlarmEdit edit = new AlarmEdit(alarm);
            edit.report = told(alarm.report(), report.deviceTime());
            bed.board.set(index, edit.done());
        }
        AlarmStep.take(ward, bed, index, AlarmEvent.COND_FALSE, Cause.NONE);
    }

    /** The same statement with the time of a later one, so that what comes between the two is known to be late. */
    private static AlarmReport told(AlarmReport report, DeviceTime time) {
        return new AlarmReport(
                report.bed(),
                report.device(),
                report.alarmId(),
                report.code(),
                report.vendorCode(),
                report.channel(),
                report.priority(),
                report.kind(),
                report.phase(),
                report.text(),
                report.evidence(),
                report.inactivation(),
                report.momentary(),
                report.quality(),
                time);
    }

    /** The alarm on the board that a statement is about, one that has just ended included; -1 when none. */
    private static int find(BedDraft bed, SourceId source, AlarmReport report) {
        AlarmKey key = key(bed, source, report);
        int sameCondition = AlarmBoard.indexOf(bed, key);
        String id = report.alarmId();
        if (id == null) {
            return sameCondition;
        }
        for (int i = 0; i < bed.board.size(); i++) {
            AlarmCondition alarm = bed.board.get(i);
            if (alarm.state() != AlarmState.INACTIVE
                    && alarm.alarmIds().contains(id)
                    && alarm.key().source().equals(source)
                    && Objects.equals(alarm.key().device(), report.device())
                    && alarm.isDemo() == isDemo(report)
                    && (report.phase() != AlarmPhase.START || alarm.key().equals(key))) {
                return i;
            }
        }
        return sameCondition;
    }

    private static AlarmKey key(BedDraft bed, SourceId source, AlarmReport report) {
        String condition = report.condition();
        if (isDemo(report)) {
            condition = "demo:" + condition; // never the same alarm as a patient's
        } else if (condition.startsWith(AlarmKey.OWN_PREFIX)) {
            condition = "monitor:" + condition;
        }
        return new AlarmKey(bed.id(), source, report.device(), condition);
    }

    private static boolean isDemo(AlarmReport report) {
        return switch (report.quality()) {
            case DEMO, TEST -> true;
            case VALID, QUESTIONABLE, INVALID -> false;
        };
    }

    /**
     * A statement that was overtaken by a newer one: it changes nothing. A monitor whose clock was set back is believed
     * again after 10 s; one occurrence is never raised again by its own late start.
     */
    private static boolean isLate(WardDraft ward, AlarmCondition alarm, AlarmReport report) {
        if (!isBefore(report.deviceTime(), alarm.report().deviceTime())) {
            return false;
        }
        if (alarm.state() == AlarmState.INACTIVE) {
            return report.alarmId() != null && alarm.alarmIds().contains(report.alarmId());
        }
        Instant last = alarm.seen();
        return Duration.between(last, ward.now()).compareTo(LATE_WITHIN) < 0;
    }

    /** True when both are told in the same way and the first is the earlier one. */
    static boolean isBefore(@Nullable DeviceTime one, @Nullable DeviceTime other) {
        if (one == null || other == null || !Objects.equals(one.offset(), other.offset())) {
            return false;
        }
        return one.local().isBefore(other.local());
    }
}
