package org.vigie.model.ward;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.vigie.model.BedId;
import org.vigie.model.alarm.AlarmAction;
import org.vigie.model.alarm.AlarmEvent;
import org.vigie.model.alarm.AlarmKey;
import org.vigie.model.alarm.AlarmKind;
import org.vigie.model.alarm.AlarmPolicy;
import org.vigie.model.alarm.AlarmState;
import org.vigie.model.alarm.Priority;
import org.vigie.model.link.LinkState;
import org.vigie.model.observation.Quality;
import org.vigie.model.report.AlarmPhase;
import org.vigie.model.report.AlarmReport;

/** The invariants A1 to A15 of docs/alarms.md as far as one step of a ward can show them. */
final class Invariants {
    private static final Set<AlarmEvent> QUIETER =
            EnumSet.of(AlarmEvent.COND_FALSE, AlarmEvent.ACK, AlarmEvent.SRC_ACK, AlarmEvent.CLOSE);
    private static final Set<AlarmAction> RAISED =
            EnumSet.of(AlarmAction.RAISED, AlarmAction.RAISED_AGAIN, AlarmAction.RAISED_UNCONFIRMED);

    private Invariants() {}

    /** One step of a ward. */
    record Taken(Ward before, WardEvent event, Ward after, List<WardEffect> effects) {
        List<WardEffect.Transition> transitions() {
            List<WardEffect.Transition> found = new ArrayList<>();
            for (WardEffect effect : effects) {
                if (effect instanceof WardEffect.Transition transition) {
                    found.add(transition);
                }
            }
            return found;
        }
    }

    static void check(Taken step) {
        if (!step.transitions().isEmpty()) {
            a2(step);
            a3(step);
            a4(step);
            a5(step);
            a6(step);
            a8(step);
            a12(step);
            a14(step);
        }
        a7(step);
        a9(step);
        values(step);
        deadlines(step);
    }

    static void a2(Taken step) {
        for (Bed bed : all(step.before())) {
            for (AlarmCondition alarm : bed.facts().board()) {
                if (!alarm.state().wantsSound(alarm.priority()) || wantsSound(step.after(), alarm.key())) {
                    continue;
                }
                boolean allowed = step.transitions().stream()
                        .anyMatch(one -> one.key().equals(alarm.key()) && QUIETER.contains(one.event()));
                require(allowed, "A2", step, alarm);
            }
        }
    }

    static void a3(Taken step) {
        for (WardEffect.Transition one : step.transitions()) {
            if (one.to() == AlarmState.INACTIVE && one.from() != AlarmState.INACTIVE) {
                boolean allowed = one.event() == AlarmEvent.COND_FALSE
                        || one.event() == AlarmEvent.CLOSE
                        || (one.from() == AlarmState.LATCHED_UNACK && one.event() == AlarmEvent.ACK);
                require(allowed, "A3", step, one);
            }
        }
    }

    static void a4(Taken step) {
        for (WardEffect.Transition one : step.transitions()) {
            if (one.event() == AlarmEvent.SRC_SILENT) {
                require(one.to() != AlarmState.INACTIVE, "A4", step, one);
            }
        }
        if (step.event() instanceof WardEvent.Restarted) {
            for (Bed bed : all(step.before())) {
                for (AlarmCondition alarm : bed.alarms()) {
                    require(!bed.sounds(alarm) || isHeard(step.after(), alarm.key()), "A4", step, alarm);
                }
            }
        }
    }

    static void a5(Taken step) {
        for (WardEffect.Transition one : step.transitions()) {
            if (one.to() == AlarmState.ACTIVE_ACK && one.from() != AlarmState.ACTIVE_ACK) {
                require(one.from() == AlarmState.ACTIVE_UNACK && one.event() == AlarmEvent.ACK, "A5", step, one);
            }
        }
    }

    static void a6(Taken step) {
        for (Bed bed : all(step.after())) {
            for (AlarmCondition alarm : bed.alarms()) {
                boolean acknowledged = alarm.state().isAcknowledged();
                require(acknowledged == (alarm.acknowledgedBy() != null), "A6", step, alarm);
                require(!acknowledged || !(step.event() instanceof WardEvent.Restarted), "A6", step, alarm);
                if (alarm.state() == AlarmState.ACTIVE_ACK && alarm.priority() != Priority.LOW) {
                    Instant remindAt = alarm.remindAt();
                    require(remindAt != null && remindAt.isAfter(step.after().now()), "A6", step, alarm);
                }
            }
        }
    }

    static void a7(Taken step) {
        if (!(step.event() instanceof WardEvent.Heard heard)) {
            return;
        }
        heard.reports().forEach(report -> {
            if (report instanceof AlarmReport alarm
                    && alarm.phase() == AlarmPhase.START
                    && alarm.priority() == Priority.HIGH
                    && alarm.kind() == AlarmKind.PHYSIOLOGICAL
                    && alarm.quality() == Quality.VALID
                    && alarm.bed() != null) {
                List<AlarmCondition> found = step.after().alarms(new BedId(alarm.bed())).stream()
                        .filter(one -> one.code().equals(Optional.ofNullable(alarm.code())))
                        .toList();
                require(!found.isEmpty(), "A7", step, alarm);
                Bed bed = step.after().beds().get(new BedId(alarm.bed()));
                for (AlarmCondition one : found) {
                    boolean isNew = step.before().alarms(one.key().bed()).stream()
                            .noneMatch(known -> known.key().equals(one.key()));
                    require(!isNew || (bed != null && bed.sounds(one)), "A7", step, one);
                }
            }
        });
    }

    static void a8(Taken step) {
        for (Bed bed : all(step.after())) {
            for (AlarmCondition alarm : bed.facts().board()) {
                if (alarm.state() == AlarmState.PENDING) {
                    Instant until = alarm.delayUntil();
                    require(
                            until != null
                                    && until.isAfter(step.after().now())
                                    && !until.isAfter(alarm.since().plus(AlarmPolicy.LONGEST_DELAY)),
                            "A8",
                            step,
                            alarm);
                }
            }
        }
    }

    static void a9(Taken step) {
        for (Bed bed : all(step.after())) {
            bed.soundPausedUntil().ifPresent(until -> {
                Duration left = Duration.between(step.after().now(), until);
                require(left.isPositive() && left.compareTo(AlarmPolicy.LONGEST_PAUSE) <= 0, "A9", step, bed.id());
            });
        }
    }

    static void a12(Taken step) {
        int live = 0;
        for (Bed bed : step.after().beds().values()) {
            Optional<Priority> highest =
                    bed.alarms().stream().map(AlarmCondition::priority).max(Priority::compareTo);
            require(bed.priority().equals(highest), "A12", step, bed.id());
            live += bed.link() == LinkState.LIVE ? 1 : 0;
        }
        require(live == step.after().bedsReporting(), "A12", step, "beds reporting");
    }

    static void a14(Taken step) {
        Set<String> ids = new HashSet<>();
        for (Bed bed : all(step.after())) {
            Set<AlarmKey> keys = new HashSet<>();
            for (AlarmCondition alarm : bed.facts().board()) {
                require(keys.add(alarm.key()), "A14", step, alarm);
                require(alarm.id().isEmpty() || ids.add(alarm.id()), "A14", step, alarm);
            }
        }
    }

    /** No value looks live when its feed does not, nor beyond its time. */
    static void values(Taken step) {
        for (Bed bed : step.after().beds().values()) {
            for (Stream stream : bed.streams()) {
                if (stream.state() != ValueState.LIVE) {
                    continue;
                }
                boolean fed = bed.feeds().stream()
                        .anyMatch(feed -> feed.source().equals(stream.source()) && feed.state() == LinkState.LIVE);
                require(fed, "value", step, stream);
            }
        }
    }

    /** Every deadline lies ahead, else time would stand still or an alarm be late. */
    static void deadlines(Taken step) {
        step.after()
                .nextDeadline()
                .ifPresent(due -> require(due.isAfter(step.after().now()), "deadline", step, due));
    }

    /** A11: occurrences that are open after a step, by their ids, from those that were open before it. */
    static Map<String, AlarmKey> a11(Taken step, Map<String, AlarmKey> open) {
        if (step.transitions().isEmpty()) {
            return open;
        }
        Map<String, AlarmKey> now = new HashMap<>(open);
        for (WardEffect.Transition one : step.transitions()) {
            if (one.actions().contains(AlarmAction.RAISED_AGAIN)) {
                now.values().remove(one.key());
            }
            if (one.actions().stream().anyMatch(RAISED::contains)) {
                require(now.put(one.occurrence(), one.key()) == null, "A11", step, one);
            } else if (one.actions().contains(AlarmAction.END_NOT_BELIEVED)) {
                now.put(one.occurrence(), one.key());
            } else if (one.to() == AlarmState.INACTIVE && one.from().isShown()) {
                require(now.remove(one.occurrence()) != null, "A11", step, one);
            }
        }
        Set<String> shown = new HashSet<>();
        for (Bed bed : all(step.after())) {
            for (AlarmCondition alarm : bed.facts().board()) {
                if (alarm.state().isShown()) {
                    shown.add(alarm.id());
                }
            }
        }
        require(now.keySet().equals(shown), "A11", step, now.keySet() + " is not " + shown);
        return now;
    }

    static Collection<Bed> all(Ward ward) {
        List<Bed> all = new ArrayList<>(ward.beds().values());
        all.add(ward.unit());
        return all;
    }

    private static boolean wantsSound(Ward ward, AlarmKey key) {
        Bed bed = key.bed().isUnit() ? ward.unit() : ward.beds().get(key.bed());
        return bed != null
                && bed.facts().board().stream()
                        .anyMatch(alarm ->
                                alarm.key().equals(key) && alarm.state().wantsSound(alarm.priority()));
    }

    private static boolean isHeard(Ward ward, AlarmKey key) {
        for (Bed bed : all(ward)) {
            for (AlarmCondition alarm : bed.alarms()) {
                if (alarm.key().equals(key) && bed.sounds(alarm)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static void require(boolean holds, String invariant, Taken step, Object what) {
        if (!holds) {
            throw new AssertionError(invariant + " broken by " + step.event() + " at "
                    + step.after().now() + ": " + what + "\neffects: " + step.effects());
        }
    }
}
