package org.vigie.model.ward;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.vigie.model.SourceId;
import org.vigie.model.alarm.AlarmEvent;
import org.vigie.model.alarm.AlarmKey;
import org.vigie.model.alarm.AlarmPolicy;
import org.vigie.model.alarm.AlarmState;
import org.vigie.model.alarm.OwnAlarm;
import org.vigie.model.alarm.Priority;
import org.vigie.model.report.AlarmReport;
import org.vigie.model.ward.AlarmStep.Cause;

/** The alarms of one bed: finding them, raising and ending Vigie's own, silence of their source, and their timers. */
final class AlarmBoard {
    /** Intervals between repetitions that have to be known before the next one is expected. */
    private static final int PROVEN_REPEATS = 2;

    private static final Duration STALE_AFTER = Duration.ofSeconds(3);

    private AlarmBoard() {}

    /** Index of a key on the board; -1 when it is not there. */
    static int indexOf(BedDraft bed, AlarmKey key) {
        for (int i = 0; i < bed.board.size(); i++) {
            if (bed.board.get(i).key().equals(key)) {
                return i;
            }
        }
        return -1;
    }

    /** One of Vigie's own conditions, whatever its state. */
    static Optional<AlarmCondition> own(BedDraft bed, SourceId source, String code) {
        int index = indexOf(bed, new AlarmKey(bed.id(), source, null, code));
        return index < 0 ? Optional.empty() : Optional.of(bed.board.get(index));
    }

    /** Raises a condition that Vigie has found, or says that it is still there. */
    static void raiseOwn(WardDraft ward, BedDraft bed, OwnCondition condition) {
        AlarmReport report = condition.report(bed.id());
        int index = indexOf(bed, condition.key(bed.id()));
        if (index < 0) {
            bed.board.add(new AlarmEdit(condition.key(bed.id()), report, ward.now()).done());
            index = bed.board.size() - 1;
        }
        AlarmStep.take(
                ward,
                bed,
                index,
                AlarmEvent.COND_TRUE,
                new Cause(report, false, false, condition.covered(), condition.beds(), null, null));
    }

    /** Says that a condition that Vigie had found has gone; nothing happens when it was not there. */
    static void endOwn(WardDraft ward, BedDraft bed, SourceId source, String code, String why) {
        for (int i = bed.board.size() - 1; i >= 0; i--) {
            AlarmCondition alarm = bed.board.get(i);
            if (alarm.key().condition().equals(code)
                    && alarm.key().source().equals(source)
                    && alarm.key().isOwn()
                    && alarm.state() != AlarmState.LATCHED_UNACK) {
                AlarmStep.take(ward, bed, i, AlarmEvent.COND_FALSE, Cause.by(null, why));
            }
        }
    }

    /**
     * Makes room for a condition of a monitor and puts it on the board, inactive.
     *
     * @return its index; -1 when there is no room, which raises an alarm of its own
     */
    static int create(WardDraft ward, BedDraft bed, AlarmKey key, AlarmReport report) {
        int most = ward.limits().alarmsPerBed();
        int held = 0;
        for (int i = bed.board.size() - 1; i >= 0; i--) {
            if (!bed.board.get(i).key().isOwn()) {
                held++;
            }
        }
        for (int i = 0; i < bed.board.size() && held >= most; i++) {
            if (bed.board.get(i).state() == AlarmState.INACTIVE) {
                bed.board.remove(i--);
                held--;
            }
        }
        if (held >= most) {
            Optional<AlarmCondition> raised = own(bed, AlarmKey.VIGIE, OwnAlarm.TOO_MANY_ALARMS);
            if (raised.filter(alarm -> alarm.state().mayBePresent()).isEmpty()) {
                ward.note(bed.id(), "alarms-refused", "from " + key.condition() + " on", null);
            }
            Priority before = raised.map(AlarmCondition::priority).orElse(Priority.MEDIUM);
            raiseOwn(
                    ward,
                    bed,
                    OwnCondition.of(
                            OwnAlarm.TOO_MANY_ALARMS,
                            report.priority() == Priority.HIGH ? Priority.HIGH : before,
                            "more than " + most + " alarms at once: look at the monitor"));
            return -1;
        }
        bed.board.add(new AlarmEdit(key, report, ward.now()).done());
        return bed.board.size() - 1;
    }

    /** After alarms have gone: ends the alarm about too many of them once there is room again. */
    static void roomAgain(WardDraft ward, BedDraft bed) {
        if (own(bed, AlarmKey.VIGIE, OwnAlarm.TOO_MANY_ALARMS)
                .filter(alarm -> alarm.state() != AlarmState.LATCHED_UNACK)
                .isEmpty()) {
            return;
        }
        long open = bed.board.items().stream()
                .filter(alarm -> !alarm.key().isOwn() && alarm.state() != AlarmState.INACTIVE)
                .count();
        if (open < ward.limits().alarmsPerBed()) {
            endOwn(ward, bed, AlarmKey.VIGIE, OwnAlarm.TOO_MANY_ALARMS, "there is room again");
        }
    }

    /** True when the bed is in an alarm of high priority from that source, seen or not. */
    static boolean hasHigh(BedDraft bed, SourceId source) {
        return bed.board.items().stream()
                .anyMatch(alarm -> alarm.state().isShown()
                        && alarm.priority() == Priority.HIGH
                        && alarm.key().source().equals(source)
                        && !alarm.key().isOwn()
                        && (bed.demoSounds || !alarm.isDemo()));
    }

    /** A source is silent: what it said about its alarms is no longer known to be true. */
    static void sourceSilent(WardDraft ward, BedDraft bed, Feed feed) {
        silent(
                ward,
                bed,
                alarm -> alarm.key().source().equals(feed.source())
                        && !alarm.key().isOwn(),
                feed.lastHeard());
    }

    /** Whoever speaks of these alarms is silent since {@code lastByte}. */
    static void silent(WardDraft ward, BedDraft bed, Predicate<AlarmCondition> which, Instant lastByte) {
        for (int i = bed.board.size() - 1; i >= 0; i--) {
            AlarmCondition alarm = bed.board.get(i);
            if (!which.test(alarm)) {
                continue;
            }
            boolean justEnded = alarm.state() == AlarmState.INACTIVE
                    && Duration.between(alarm.changed(), lastByte).compareTo(AlarmPolicy.END_NOT_BELIEVED_WITHIN) <= 0;
            Cause cause = new Cause(null, false, justEnded, false, List.of(), null, null);
            AlarmStep.take(ward, bed, i, AlarmEvent.SRC_SILENT, cause);
        }
    }

    /** A message later than 5 s after an end: that end is believed for good. */
    static void forgetEnded(WardDraft ward, BedDraft bed, Feed feed) {
        for (int i = bed.board.size() - 1; i >= 0; i--) {
            AlarmCondition alarm = bed.board.get(i);
            if (alarm.state() == AlarmState.INACTIVE
                    && alarm.key().source().equals(feed.source())
                    && ward.now().isAfter(alarm.changed().plus(AlarmPolicy.END_NOT_BELIEVED_WITHIN))) {
                bed.board.remove(i);
            }
        }
    }

    /** Everything that time alone does to alarms by now. */
    static void tick(WardDraft ward, BedDraft bed) {
        for (int i = bed.board.size() - 1; i >= 0; i--) {
            AlarmCondition alarm = bed.board.get(i);
            if (isDue(staleAt(alarm), ward)) {
                AlarmEdit edit = new AlarmEdit(alarm);
                edit.stale = true;
                bed.board.set(i, edit.done());
                ward.note(bed.id(), "alarm-not-repeated", alarm.id(), null);
                ward.touch();
            } else if (isDue(alarm.delayUntil(), ward)) {
                AlarmStep.take(ward, bed, i, AlarmEvent.DELAY_ELAPSED, Cause.NONE);
            } else if (isDue(alarm.closesAt(), ward)) {
                AlarmStep.take(ward, bed, i, AlarmEvent.COND_FALSE, Cause.by(null, "no end comes for it"));
            } else if (isDue(alarm.remindAt(), ward) || isDue(escalatesAt(ward, bed, alarm), ward)) {
                AlarmStep.take(ward, bed, i, AlarmEvent.REMIND, Cause.NONE);
            }
        }
    }

    /** When an alarm that its monitor repeats is no longer confirmed; null when it is not repeated, or is stale. */
    private static @Nullable Instant staleAt(AlarmCondition alarm) {
        Duration every = alarm.repeats().period().orElse(null);
        if (every == null
                || alarm.repeats().intervals().size() < PROVEN_REPEATS
                || alarm.stale()
                || !alarm.state().mayBePresent()) {
            return null;
        }
        Duration patience = Spans.twoAndAHalf(every);
        return alarm.seen().plus(patience.compareTo(STALE_AFTER) > 0 ? patience : STALE_AFTER);
    }

    private static boolean isDue(@Nullable Instant at, WardDraft ward) {
        return at != null && !ward.now().isBefore(at);
    }

    /** The next moment at which time alone changes an alarm of the bed; null when none. */
    static @Nullable Instant due(WardDraft ward, BedDraft bed) {
        Instant next = null;
        for (int i = 0; i < bed.board.size(); i++) {
            AlarmCondition alarm = bed.board.get(i);
            next = LinkSupervision.earlier(next, alarm.delayUntil());
            next = LinkSupervision.earlier(next, staleAt(alarm));
            next = LinkSupervision.earlier(next, alarm.closesAt());
            next = LinkSupervision.earlier(next, alarm.remindAt());
            next = LinkSupervision.earlier(next, escalatesAt(ward, bed, alarm));
        }
        return next;
    }

    /** When nobody's answer makes it more urgent; null when it does not escalate further. */
    private static @Nullable Instant escalatesAt(WardDraft ward, BedDraft bed, AlarmCondition alarm) {
        if (!alarm.state().isUnacknowledged()
                || alarm.covered()
                || bed.standbySince != null
                || (alarm.isDemo() && !bed.demoSounds)) {
            return null;
        }
        List<Duration> levels = ward.policy().escalation(alarm.priority());
        return alarm.escalation() < levels.size() ? alarm.escalatesFrom().plus(levels.get(alarm.escalation())) : null;
    }
}
