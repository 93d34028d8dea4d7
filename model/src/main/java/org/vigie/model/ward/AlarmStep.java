package org.vigie.model.ward;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigie.model.BedId;
import org.vigie.model.alarm.AlarmAction;
import org.vigie.model.alarm.AlarmEvent;
import org.vigie.model.alarm.AlarmMachine;
import org.vigie.model.alarm.AlarmMachine.Outcome;
import org.vigie.model.alarm.AlarmMachine.Situation;
import org.vigie.model.alarm.AlarmPolicy;
import org.vigie.model.alarm.AlarmState;
import org.vigie.model.alarm.Priority;
import org.vigie.model.report.AlarmReport;

/** Takes one alarm of one bed through one step of the state machine, with everything that follows from it. */
final class AlarmStep {
    private AlarmStep() {}

    /**
     * What comes with an event.
     *
     * @param report the statement, for COND_TRUE; null otherwise
     * @param latched true when the monitor says "latched"
     * @param justEnded true when it ended within 5 s of the last byte of its source
     * @param covered true when a group alarm speaks for a new occurrence
     * @param beds the beds of a group alarm
     * @param user who; null when nobody
     * @param why more words for the log; null for those of the state machine
     */
    record Cause(
            @Nullable AlarmReport report,
            boolean latched,
            boolean justEnded,
            boolean covered,
            List<BedId> beds,
            @Nullable String user,
            @Nullable String why) {
        static final Cause NONE = new Cause(null, false, false, false, List.of(), null, null);

        static Cause statement(AlarmReport report) {
            return new Cause(report, false, false, false, List.of(), null, null);
        }

        static Cause by(@Nullable String user, @Nullable String why) {
            return new Cause(null, false, false, false, List.of(), user, why);
        }
    }

    /** Steps the alarm at {@code index} of the bed's board and puts, or removes, the result there. */
    static Outcome take(WardDraft ward, BedDraft bed, int index, AlarmEvent event, Cause cause) {
        AlarmCondition before = bed.board.get(index);
        Outcome outcome = AlarmMachine.step(before.state(), event, situation(ward, before, cause));
        AlarmEdit edit = new AlarmEdit(before);
        boolean wasSilenced = edit.silencedAtBedside;
        if (event == AlarmEvent.COND_TRUE && cause.report() != null) {
            statement(ward, edit, cause, cause.report());
        }
        edit.state = outcome.next();
        for (AlarmAction action : outcome.actions()) {
            perform(ward, edit, before, action, cause);
        }
        tidy(ward, edit, before);
        AlarmCondition after = edit.done();
        put(ward, bed, index, after, event);
        ward.touch();
        if (isWorthALine(before, outcome, wasSilenced)) {
            ward.effect(new WardEffect.Transition(
                    ward.now(),
                    after.id(),
                    after.key(),
                    after.priority(),
                    after.code().orElse(null),
                    after.text(),
                    before.state(),
                    event,
                    after.state(),
                    outcome.actions(),
                    reason(ward, after, outcome, cause),
                    cause.user()));
        }
        if (endsPause(ward, before, after, outcome)) {
            AudioPause.end(ward, bed, "alarm " + after.id());
        }
        return outcome;
    }

    /**
     * Why, in words that stand in the journal: those of the state machine, the level reached, and more of the cause.
     */
    private static String reason(WardDraft ward, AlarmCondition after, Outcome outcome, Cause cause) {
        StringBuilder words = new StringBuilder(outcome.reason());
        if (outcome.actions().contains(AlarmAction.ESCALATE)) {
            List<Duration> levels = ward.policy().escalation(after.priority());
            int level = after.escalation();
            words.append("; level ").append(level).append(" of ").append(levels.size());
            if (level <= levels.size()) {
                words.append(", ").append(levels.get(level - 1).toSeconds()).append(" s");
            }
        }
        return cause.why() == null
                ? words.toString()
                : words.append("; ").append(cause.why()).toString();
    }

    private static Situation situation(WardDraft ward, AlarmCondition before, Cause cause) {
        AlarmPolicy policy = ward.policy();
        AlarmReport report = cause.report() == null ? before.report() : cause.report();
        Priority next = report.priority();
        return new Situation(
                AlarmMachine.Change.of(before.priority(), next),
                !policy.delay(next, isRepeatedLimit(ward, before, report)).isZero(),
                policy.latches(before.priority(), before.kind(), before.key().condition(), cause.latched()),
                policy.mirrorBedsideAcknowledge(),
                cause.justEnded());
    }

    private static boolean isRepeatedLimit(WardDraft ward, AlarmCondition before, AlarmReport report) {
        return !before.key().isOwn()
                && !ward.policy().mediumRepeatDelay().isZero()
                && AlarmReports.isLimitAlarm(report)
                && ward.endedRecently(before.key());
    }

    private static void statement(WardDraft ward, AlarmEdit edit, Cause cause, AlarmReport report) {
        edit.extreme = Limit.extreme(edit.extreme, report.evidence());
        edit.report = report;
        edit.seen = ward.now();
        edit.stale = false;
        edit.beds = cause.beds();
        if (report.momentary()) {
            edit.closesAt = ward.now().plus(AlarmPolicy.MOMENTARY_STAYS);
        }
    }

    private static void perform(
            WardDraft ward, AlarmEdit edit, AlarmCondition before, AlarmAction action, Cause cause) {
        Instant now = ward.now();
        switch (action) {
            case NEW_OCCURRENCE -> newOccurrence(ward, edit, cause);
            case START_DELAY -> {
                newOccurrence(ward, edit, cause);
                edit.delayUntil = now.plus(ward.policy().delay(edit.report.priority(), true));
            }
            case RAISED_UNCONFIRMED, END_NOT_BELIEVED, PRIORITY_UP -> edit.unacknowledge(now);
            case RESTORED, RESTORED_UNCONFIRMED -> {
                edit.unacknowledge(now);
                if (edit.closesAt != null) {
                    edit.closesAt = now.plus(AlarmPolicy.MOMENTARY_STAYS); // nobody could see it while we were down
                }
            }
            case RAISED_AGAIN -> edit.times = before.times() + 1;
            case CONFIRMED -> confirmed(edit, before, now);
            case REALARM -> realarm(ward, edit, now);
            case ACKNOWLEDGED -> {
                edit.acknowledgedBy = cause.user() == null ? "?" : cause.user();
                edit.acknowledgedAt = now;
            }
            case ACKNOWLEDGED_AT_BEDSIDE, RESET_AT_BEDSIDE -> {
                edit.acknowledgedBy = "bedside";
                edit.acknowledgedAt = now;
                edit.silencedAtBedside = true;
            }
            case MARK_SILENCED_AT_BEDSIDE -> edit.silencedAtBedside = true;
            case START_REMINDER ->
                edit.remindAt = ward.policy()
                        .acknowledgementLasts(edit.report.priority())
                        .map(now::plus)
                        .orElse(null);
            case ESCALATE -> edit.escalation = before.escalation() + 1;
            // What is left is said by the new state, or is only a name for the log.
            case CANCEL_DELAY,
                    SOUND,
                    STOP_SOUND,
                    END_AUDIO_PAUSE,
                    RESTART_ESCALATION,
                    UPDATE,
                    FOLLOW_PRIORITY,
                    REJECT,
                    RAISED,
                    PENDING,
                    SUPPRESSED_BY_DELAY,
                    PRIORITY_DOWN,
                    CONDITION_ENDED,
                    ENDED_UNACKNOWLEDGED,
                    ENDED_ACKNOWLEDGED,
                    ENDED_DURING_OUTAGE,
                    RESET,
                    UNCONFIRMED,
                    CLOSED,
                    CLOSED_WHILE_ACTIVE,
                    CLOSED_WHILE_LATCHED -> {}
        }
    }

    /** New information voids an acknowledgement; a higher priority escalates anew. */
    private static void confirmed(AlarmEdit edit, AlarmCondition before, Instant now) {
        if (before.state() == AlarmState.UNKNOWN_ACK || edit.report.priority().compareTo(before.priority()) > 0) {
            edit.unacknowledge(now);
        }
    }

    /** An acknowledgement that ran out: the escalation goes on from its first level. */
    private static void realarm(WardDraft ward, AlarmEdit edit, Instant now) {
        edit.unacknowledge(now);
        List<Duration> levels = ward.policy().escalation(edit.report.priority());
        if (!levels.isEmpty()) {
            edit.escalation = 1;
            edit.escalatesFrom = now.minus(levels.get(0));
        }
    }

    private static void newOccurrence(WardDraft ward, AlarmEdit edit, Cause cause) {
        edit.id = ward.nextOccurrence();
        edit.since = ward.now();
        edit.unacknowledge(ward.now());
        edit.silencedAtBedside = false;
        edit.covered = cause.covered();
        edit.times = 1;
        edit.repeats = Rhythm.UNKNOWN;
        edit.extreme = edit.report.evidence();
    }

    /** Timers live only as long as the state that they belong to. */
    private static void tidy(WardDraft ward, AlarmEdit edit, AlarmCondition before) {
        if (edit.state != before.state()) {
            edit.changed = ward.now();
        }
        if (edit.state != AlarmState.ACTIVE_ACK || edit.report.priority() == Priority.LOW) {
            edit.remindAt = null;
        }
        if (edit.state != AlarmState.PENDING) {
            edit.delayUntil = null;
        }
        if (!edit.state.mayBePresent()) {
            edit.closesAt = null;
        }
    }

    private static void put(WardDraft ward, BedDraft bed, int index, AlarmCondition after, AlarmEvent event) {
        AlarmCondition before = bed.board.get(index);
        if (after.state() != AlarmState.INACTIVE) {
            bed.board.set(index, after);
            return;
        }
        if (before.state().isShown()) {
            ward.ended(after);
        }
        boolean endSaidBySource = event == AlarmEvent.COND_FALSE
                && before.state().isShown()
                && !after.key().isOwn()
                && before.closesAt() == null;
        if (endSaidBySource) {
            bed.board.set(index, after); // may have to come back: an end just before the loss is not believed
        } else {
            bed.board.remove(index);
        }
    }

    private static boolean isWorthALine(AlarmCondition before, Outcome outcome, boolean wasSilenced) {
        if (before.state() != outcome.next()) {
            return true;
        }
        for (AlarmAction action : outcome.actions()) {
            boolean quiet = action == AlarmAction.UPDATE
                    || action == AlarmAction.REJECT
                    || (action == AlarmAction.MARK_SILENCED_AT_BEDSIDE && wasSilenced);
            if (!quiet) {
                return true;
            }
        }
        return false;
    }

    private static boolean endsPause(WardDraft ward, AlarmCondition before, AlarmCondition after, Outcome outcome) {
        if (after.covered()
                || after.priority() == Priority.LOW
                || !after.state().isUnacknowledged()
                || (after.isDemo() && !ward.site().policy().alarmOnDemoData())) {
            return false;
        }
        boolean isNew = !before.state().isShown() || outcome.actions().contains(AlarmAction.NEW_OCCURRENCE);
        return isNew || after.priority().compareTo(before.priority()) > 0;
    }
}
