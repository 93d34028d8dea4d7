package org.vigie.model.alarm;

import static org.vigie.model.alarm.AlarmAction.ACKNOWLEDGED;
import static org.vigie.model.alarm.AlarmAction.ACKNOWLEDGED_AT_BEDSIDE;
import static org.vigie.model.alarm.AlarmAction.CANCEL_DELAY;
import static org.vigie.model.alarm.AlarmAction.CLOSED;
import static org.vigie.model.alarm.AlarmAction.CLOSED_WHILE_ACTIVE;
import static org.vigie.model.alarm.AlarmAction.CLOSED_WHILE_LATCHED;
import static org.vigie.model.alarm.AlarmAction.CONDITION_ENDED;
import static org.vigie.model.alarm.AlarmAction.CONFIRMED;
import static org.vigie.model.alarm.AlarmAction.ENDED_ACKNOWLEDGED;
import static org.vigie.model.alarm.AlarmAction.ENDED_DURING_OUTAGE;
import static org.vigie.model.alarm.AlarmAction.ENDED_UNACKNOWLEDGED;
import static org.vigie.model.alarm.AlarmAction.END_AUDIO_PAUSE;
import static org.vigie.model.alarm.AlarmAction.END_NOT_BELIEVED;
import static org.vigie.model.alarm.AlarmAction.ESCALATE;
import static org.vigie.model.alarm.AlarmAction.FOLLOW_PRIORITY;
import static org.vigie.model.alarm.AlarmAction.MARK_SILENCED_AT_BEDSIDE;
import static org.vigie.model.alarm.AlarmAction.NEW_OCCURRENCE;
import static org.vigie.model.alarm.AlarmAction.PRIORITY_DOWN;
import static org.vigie.model.alarm.AlarmAction.PRIORITY_UP;
import static org.vigie.model.alarm.AlarmAction.RAISED;
import static org.vigie.model.alarm.AlarmAction.RAISED_AGAIN;
import static org.vigie.model.alarm.AlarmAction.RAISED_UNCONFIRMED;
import static org.vigie.model.alarm.AlarmAction.REALARM;
import static org.vigie.model.alarm.AlarmAction.REJECT;
import static org.vigie.model.alarm.AlarmAction.RESET;
import static org.vigie.model.alarm.AlarmAction.RESET_AT_BEDSIDE;
import static org.vigie.model.alarm.AlarmAction.RESTART_ESCALATION;
import static org.vigie.model.alarm.AlarmAction.RESTORED;
import static org.vigie.model.alarm.AlarmAction.RESTORED_UNCONFIRMED;
import static org.vigie.model.alarm.AlarmAction.SOUND;
import static org.vigie.model.alarm.AlarmAction.START_DELAY;
import static org.vigie.model.alarm.AlarmAction.START_REMINDER;
import static org.vigie.model.alarm.AlarmAction.STOP_SOUND;
import static org.vigie.model.alarm.AlarmAction.SUPPRESSED_BY_DELAY;
import static org.vigie.model.alarm.AlarmAction.UNCONFIRMED;
import static org.vigie.model.alarm.AlarmAction.UPDATE;

import java.util.List;

/**
 * The life of one alarm condition as a pure, total function. SOURCE: testdata/alarms/alarm_fsm.csv, row by row; a test
 * compares both directions. Thread-safe: it has no state.
 */
public final class AlarmMachine {
    private AlarmMachine() {}

    /** How the priority of a statement stands to the one before. */
    public enum Change {
        UP,
        SAME,
        DOWN;

        /** From the priority before to the one after. */
        public static Change of(Priority before, Priority after) {
            int order = after.compareTo(before);
            return order > 0 ? UP : order < 0 ? DOWN : SAME;
        }
    }

    /**
     * The guards of the table: what is known beside state and event.
     *
     * @param change of the priority, for COND_TRUE
     * @param delayed true when the (new) priority has a condition delay
     * @param latching true when this alarm latches
     * @param mirrored true when bedside acknowledgements are mirrored
     * @param justEnded true when it ended within 5 s of the last byte that the now silent source sent
     */
    public record Situation(Change change, boolean delayed, boolean latching, boolean mirrored, boolean justEnded) {
        /** No guard holds. */
        public static final Situation PLAIN = new Situation(Change.SAME, false, false, false, false);
    }

    /**
     * Result of a step.
     *
     * @param next state afterwards; may be the state before
     * @param actions what follows, in this order; empty when the event is ignored
     * @param reason why, in words for the log
     */
    public record Outcome(AlarmState next, List<AlarmAction> actions, String reason) {
        /** True when nothing at all follows from the event. */
        public boolean isIgnored() {
            return actions.isEmpty();
        }
    }

    /** One step: defined for every state, every event and every situation. */
    public static Outcome step(AlarmState state, AlarmEvent event, Situation situation) {
        return switch (state) {
            case INACTIVE -> inactive(event, situation);
            case PENDING -> pending(event, situation);
            case ACTIVE_UNACK -> activeUnack(event, situation);
            case ACTIVE_ACK -> activeAck(event, situation);
            case LATCHED_UNACK -> latchedUnack(event, situation);
            case UNKNOWN_UNACK -> unknownUnack(event);
            case UNKNOWN_ACK -> unknownAck(event);
        };
    }

    private static Outcome inactive(AlarmEvent event, Situation situation) {
        AlarmState stay = AlarmState.INACTIVE;
        return switch (event) {
            case COND_TRUE ->
                situation.delayed()
                        ? to(AlarmState.PENDING, "condition is true, its delay runs", START_DELAY, AlarmAction.PENDING)
                        : to(AlarmState.ACTIVE_UNACK, "condition is true", NEW_OCCURRENCE, RAISED, SOUND);
            case SRC_SILENT ->
                situation.justEnded()
                        ? to(
                                AlarmState.LATCHED_UNACK,
                                "an end that arrives with the loss of its source is not believed",
                                END_NOT_BELIEVED)
                        : to(stay, "nothing was on");
            case ACK -> to(stay, "nothing to acknowledge", REJECT);
            case COND_FALSE, SRC_ACK, REMIND, CLOSE, RESTART -> to(stay, "nothing was on");
            case DELAY_ELAPSED -> to(stay, "a timer of the past");
        };
    }

    private static Outcome pending(AlarmEvent event, Situation situation) {
        AlarmState stay = AlarmState.PENDING;
        return switch (event) {
            case COND_TRUE ->
                switch (situation.change()) {
                    case UP ->
                        situation.delayed()
                                ? to(stay, "priority follows, the delay is not restarted", FOLLOW_PRIORITY)
                                : to(
                                        AlarmState.ACTIVE_UNACK,
                                        "the higher priority has no delay",
                                        NEW_OCCURRENCE,
                                        RAISED,
                                        SOUND);
                    case SAME -> to(stay, "still true, the delay is not restarted", UPDATE);
                    case DOWN -> to(stay, "priority follows, the delay is not restarted", FOLLOW_PRIORITY);
                };
            case COND_FALSE ->
                to(AlarmState.INACTIVE, "ended before its delay was over", CANCEL_DELAY, SUPPRESSED_BY_DELAY);
            case DELAY_ELAPSED ->
                to(AlarmState.ACTIVE_UNACK, "true for its whole delay", NEW_OCCURRENCE, RAISED, SOUND);
            case ACK -> to(stay, "nothing to acknowledge", REJECT);
            case SRC_ACK -> to(stay, "silenced at the bedside", MARK_SILENCED_AT_BEDSIDE);
            case REMIND -> to(stay, "not an alarm yet");
            case SRC_SILENT ->
                to(
                        AlarmState.UNKNOWN_UNACK,
                        "the last thing heard from its source was abnormal",
                        RAISED_UNCONFIRMED,
                        SOUND);
            case CLOSE -> to(AlarmState.INACTIVE, "closed", CANCEL_DELAY, CLOSED);
            case RESTART ->
                to(AlarmState.UNKNOWN_UNACK, "was about to be raised at the restart", RAISED_UNCONFIRMED, SOUND);
        };
    }

    private static Outcome activeUnack(AlarmEvent event, Situation situation) {
        AlarmState stay = AlarmState.ACTIVE_UNACK;
        return switch (event) {
            case COND_TRUE ->
                switch (situation.change()) {
                    case UP -> to(stay, "the priority rose", PRIORITY_UP, SOUND, RESTART_ESCALATION, END_AUDIO_PAUSE);
                    case SAME -> to(stay, "still true", UPDATE);
                    case DOWN -> to(stay, "the monitor lowered the priority", PRIORITY_DOWN, FOLLOW_PRIORITY);
                };
            case COND_FALSE ->
                situation.latching()
                        ? to(AlarmState.LATCHED_UNACK, "ended, nobody has seen it", CONDITION_ENDED)
                        : to(AlarmState.INACTIVE, "ended", ENDED_UNACKNOWLEDGED);
            case DELAY_ELAPSED -> to(stay, "a timer of the past");
            case ACK -> to(AlarmState.ACTIVE_ACK, "acknowledged by a person", ACKNOWLEDGED, STOP_SOUND, START_REMINDER);
            case SRC_ACK ->
                situation.mirrored()
                        ? to(
                                AlarmState.ACTIVE_ACK,
                                "acknowledged at the bedside",
                                ACKNOWLEDGED_AT_BEDSIDE,
                                STOP_SOUND,
                                START_REMINDER)
                        : to(stay, "silenced at the bedside, not mirrored here", MARK_SILENCED_AT_BEDSIDE);
            case REMIND -> to(stay, "nobody has acknowledged it", ESCALATE);
            case SRC_SILENT -> to(AlarmState.UNKNOWN_UNACK, "its source is silent", UNCONFIRMED);
            case CLOSE -> to(AlarmState.INACTIVE, "closed although active", CLOSED_WHILE_ACTIVE);
            case RESTART -> to(AlarmState.UNKNOWN_UNACK, "was on at the restart", RESTORED_UNCONFIRMED, SOUND);
        };
    }

    private static Outcome activeAck(AlarmEvent event, Situation situation) {
        AlarmState stay = AlarmState.ACTIVE_ACK;
        return switch (event) {
            case COND_TRUE ->
                switch (situation.change()) {
                    case UP ->
                        to(
                                AlarmState.ACTIVE_UNACK,
                                "the priority rose: the acknowledgement is void",
                                PRIORITY_UP,
                                SOUND);
                    case SAME -> to(stay, "still true", UPDATE);
                    case DOWN -> to(stay, "the monitor lowered the priority", PRIORITY_DOWN, FOLLOW_PRIORITY);
                };
            case COND_FALSE -> to(AlarmState.INACTIVE, "ended after it was acknowledged", ENDED_ACKNOWLEDGED);
            case DELAY_ELAPSED -> to(stay, "a timer of the past");
            case ACK, SRC_ACK -> to(stay, "acknowledged already");
            case REMIND -> to(AlarmState.ACTIVE_UNACK, "still true when its acknowledgement ran out", REALARM, SOUND);
            case SRC_SILENT -> to(AlarmState.UNKNOWN_ACK, "its source is silent", UNCONFIRMED);
            case CLOSE -> to(AlarmState.INACTIVE, "closed although active", CLOSED_WHILE_ACTIVE);
            case RESTART ->
                to(AlarmState.UNKNOWN_UNACK, "acknowledgements do not survive a restart", RESTORED_UNCONFIRMED, SOUND);
        };
    }

    private static Outcome latchedUnack(AlarmEvent event, Situation situation) {
        AlarmState stay = AlarmState.LATCHED_UNACK;
        return switch (event) {
            case COND_TRUE -> to(AlarmState.ACTIVE_UNACK, "true again", NEW_OCCURRENCE, RAISED_AGAIN, SOUND);
            case COND_FALSE -> to(stay, "had ended already");
            case DELAY_ELAPSED -> to(stay, "a timer of the past");
            case ACK -> to(AlarmState.INACTIVE, "seen by a person after its end", ACKNOWLEDGED, RESET);
            case SRC_ACK ->
                situation.mirrored()
                        ? to(AlarmState.INACTIVE, "reset at the bedside", RESET_AT_BEDSIDE)
                        : to(stay, "silenced at the bedside, not mirrored here", MARK_SILENCED_AT_BEDSIDE);
            case REMIND -> to(stay, "nobody has seen it", ESCALATE);
            case SRC_SILENT -> to(stay, "had ended before its source fell silent");
            case CLOSE -> to(AlarmState.INACTIVE, "closed before anybody acknowledged it", CLOSED_WHILE_LATCHED);
            case RESTART -> to(stay, "was unseen at the restart", RESTORED, SOUND);
        };
    }

    private static Outcome unknownUnack(AlarmEvent event) {
        AlarmState stay = AlarmState.UNKNOWN_UNACK;
        return switch (event) {
            case COND_TRUE -> to(AlarmState.ACTIVE_UNACK, "confirmed by its source", CONFIRMED);
            case COND_FALSE -> to(AlarmState.LATCHED_UNACK, "ended while its source was silent", ENDED_DURING_OUTAGE);
            case DELAY_ELAPSED -> to(stay, "a timer of the past");
            case ACK -> to(AlarmState.UNKNOWN_ACK, "acknowledged by a person", ACKNOWLEDGED, STOP_SOUND);
            case SRC_ACK -> to(stay, "not before its source is back");
            case REMIND -> to(stay, "nobody has acknowledged it", ESCALATE);
            case SRC_SILENT -> to(stay, "its source was silent already");
            case CLOSE -> to(AlarmState.INACTIVE, "closed although it may be active", CLOSED_WHILE_ACTIVE);
            case RESTART -> to(stay, "was on at the restart", RESTORED, SOUND);
        };
    }

    private static Outcome unknownAck(AlarmEvent event) {
        AlarmState stay = AlarmState.UNKNOWN_ACK;
        return switch (event) {
            case COND_TRUE ->
                to(
                        AlarmState.ACTIVE_UNACK,
                        "confirmed by its source: new information voids the acknowledgement",
                        CONFIRMED,
                        SOUND);
            case COND_FALSE -> to(AlarmState.INACTIVE, "ended while its source was silent", ENDED_DURING_OUTAGE);
            case DELAY_ELAPSED -> to(stay, "a timer of the past");
            case ACK -> to(stay, "acknowledged already");
            case SRC_ACK -> to(stay, "not before its source is back");
            case REMIND -> to(stay, "the alarm about the silent source has its own reminder");
            case SRC_SILENT -> to(stay, "its source was silent already");
            case CLOSE -> to(AlarmState.INACTIVE, "closed although it may be active", CLOSED_WHILE_ACTIVE);
            case RESTART -> to(AlarmState.UNKNOWN_UNACK, "acknowledgements do not survive a restart", RESTORED, SOUND);
        };
    }

    private static Outcome to(AlarmState next, String reason, AlarmAction... actions) {
        return new Outcome(next, List.of(actions), reason);
    }
}
