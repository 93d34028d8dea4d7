package org.vigie.model.alarm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.vigie.model.alarm.AlarmMachine.Change;
import org.vigie.model.alarm.AlarmMachine.Situation;
import org.vigie.model.testing.SharedData;

/** The table of the state machine as it stands in testdata/alarms/alarm_fsm.csv. */
final class AlarmTable {
    /** One row. */
    record Row(AlarmState state, AlarmEvent event, String guard, AlarmState next, String actions) {
        /** Whether the guard of the row holds. */
        boolean holds(Situation situation) {
            boolean up = situation.change() == Change.UP;
            return switch (guard) {
                case "-" -> true;
                case "delay" -> situation.delayed();
                case "nodelay" -> !situation.delayed();
                case "up" -> up;
                case "up-delay" -> up && situation.delayed();
                case "up-nodelay" -> up && !situation.delayed();
                case "same" -> situation.change() == Change.SAME;
                case "down" -> situation.change() == Change.DOWN;
                case "latch" -> situation.latching();
                case "nolatch" -> !situation.latching();
                case "mirror" -> situation.mirrored();
                case "nomirror" -> !situation.mirrored();
                case "justended" -> situation.justEnded();
                case "longended" -> !situation.justEnded();
                default -> throw new IllegalStateException("unknown guard " + guard);
            };
        }

        /** The actions of the row by their names in the code; what the state itself says is no action. */
        Set<AlarmAction> named() {
            EnumSet<AlarmAction> named = EnumSet.noneOf(AlarmAction.class);
            for (String clause : actions.split(";", -1)) {
                List<AlarmAction> known = CLAUSES.get(clause.strip());
                if (known == null) {
                    throw new IllegalStateException("no action is known for \"" + clause.strip() + "\"");
                }
                named.addAll(known);
            }
            return named;
        }
    }

    private static final Map<String, List<AlarmAction>> CLAUSES = Map.ofEntries(
            Map.entry("new occurrence id", List.of(AlarmAction.NEW_OCCURRENCE)),
            Map.entry("new occurrence", List.of(AlarmAction.NEW_OCCURRENCE)),
            Map.entry("log RAISED", List.of(AlarmAction.RAISED)),
            Map.entry("sound", List.of(AlarmAction.SOUND)),
            Map.entry("sound (last thing we heard was abnormal)", List.of(AlarmAction.SOUND)),
            Map.entry("restart audio with the new pattern", List.of(AlarmAction.SOUND)),
            Map.entry("restart escalation clock", List.of(AlarmAction.RESTART_ESCALATION)),
            Map.entry("end audio pause", List.of(AlarmAction.END_AUDIO_PAUSE)),
            Map.entry("start condition-delay timer (monotonic clock)", List.of(AlarmAction.START_DELAY)),
            Map.entry("log PENDING", List.of(AlarmAction.PENDING)),
            Map.entry("cancel timer", List.of(AlarmAction.CANCEL_DELAY)),
            Map.entry("priority follows", List.of(AlarmAction.FOLLOW_PRIORITY)),
            Map.entry("priority follows the monitor", List.of(AlarmAction.FOLLOW_PRIORITY)),
            Map.entry("update value", List.of(AlarmAction.UPDATE)),
            Map.entry("update value and lastSeen", List.of(AlarmAction.UPDATE)),
            Map.entry(
                    "log SUPPRESSED_BY_DELAY with duration and extreme value",
                    List.of(AlarmAction.SUPPRESSED_BY_DELAY)),
            Map.entry("log END_NOT_BELIEVED", List.of(AlarmAction.END_NOT_BELIEVED)),
            Map.entry("log RAISED_UNCONFIRMED", List.of(AlarmAction.RAISED_UNCONFIRMED)),
            Map.entry("log CLOSED", List.of(AlarmAction.CLOSED)),
            Map.entry("log PRIORITY_UP", List.of(AlarmAction.PRIORITY_UP)),
            Map.entry("log PRIORITY_DOWN", List.of(AlarmAction.PRIORITY_DOWN)),
            Map.entry("log CONDITION_ENDED", List.of(AlarmAction.CONDITION_ENDED)),
            Map.entry("log ENDED_UNACKNOWLEDGED", List.of(AlarmAction.ENDED_UNACKNOWLEDGED)),
            Map.entry("log ENDED_ACKNOWLEDGED", List.of(AlarmAction.ENDED_ACKNOWLEDGED)),
            Map.entry("log ENDED_DURING_OUTAGE", List.of(AlarmAction.ENDED_DURING_OUTAGE)),
            Map.entry("log ACK", List.of(AlarmAction.ACKNOWLEDGED)),
            Map.entry("log ACK(user)", List.of(AlarmAction.ACKNOWLEDGED)),
            Map.entry("log ACK(user,workstation)", List.of(AlarmAction.ACKNOWLEDGED)),
            Map.entry("log ACK(source=bedside)", List.of(AlarmAction.ACKNOWLEDGED_AT_BEDSIDE)),
            Map.entry("same as ACK", List.of(AlarmAction.STOP_SOUND, AlarmAction.START_REMINDER)),
            Map.entry("stop audio for this occurrence only", List.of(AlarmAction.STOP_SOUND)),
            Map.entry(
                    "stop audio for this occurrence (the link-loss alarm is separate)",
                    List.of(AlarmAction.STOP_SOUND)),
            Map.entry("start reminder timer", List.of(AlarmAction.START_REMINDER)),
            Map.entry("log RESET", List.of(AlarmAction.RESET)),
            Map.entry("log RESET(source=bedside)", List.of(AlarmAction.RESET_AT_BEDSIDE)),
            Map.entry("show icon", List.of(AlarmAction.MARK_SILENCED_AT_BEDSIDE)),
            Map.entry("show 'silenced at bedside' icon", List.of(AlarmAction.MARK_SILENCED_AT_BEDSIDE)),
            Map.entry("note", List.of(AlarmAction.MARK_SILENCED_AT_BEDSIDE)),
            Map.entry("escalate: next level", List.of(AlarmAction.ESCALATE)),
            Map.entry("escalate: next level (see escalation)", List.of(AlarmAction.ESCALATE)),
            Map.entry("log UNCONFIRMED", List.of(AlarmAction.UNCONFIRMED)),
            Map.entry("log CLOSED_WHILE_ACTIVE(user)", List.of(AlarmAction.CLOSED_WHILE_ACTIVE)),
            Map.entry("log CLOSED_WHILE_LATCHED(user)", List.of(AlarmAction.CLOSED_WHILE_LATCHED)),
            Map.entry("log", List.of(AlarmAction.CLOSED_WHILE_ACTIVE)),
            Map.entry("log RESTORED_UNCONFIRMED", List.of(AlarmAction.RESTORED_UNCONFIRMED)),
            Map.entry("restore", List.of(AlarmAction.RESTORED)),
            Map.entry("log RAISED_AGAIN", List.of(AlarmAction.RAISED_AGAIN)),
            Map.entry("log REALARM", List.of(AlarmAction.REALARM)),
            Map.entry("log CONFIRMED", List.of(AlarmAction.CONFIRMED)),
            Map.entry("reject: nothing to acknowledge", List.of(AlarmAction.REJECT)),
            Map.entry("sound (acknowledgements do not survive a restart)", List.of(AlarmAction.SOUND)));

    /** Words of the table that ask for nothing beyond the new state. */
    private static final List<String> SAID_BY_THE_STATE = List.of(
            "show",
            "notify",
            "ignore",
            "ignore (stale timer)",
            "none",
            "none here (the link-loss technical alarm is another condition)",
            "none (the link-loss alarm has its own reminder)",
            "an end that arrives with the loss of the source is not believed",
            "the timer keeps running and is not restarted",
            "timer not restarted",
            "do NOT restart the timer",
            "never shorten audio",
            "audio goes on with the lower pattern",
            "keep message and time",
            "audio per latch policy",
            "leave a 'recent' entry in the event list",
            "steady visual",
            "keep audio",
            "hatch the value",
            "hatch the value (the link-loss alarm is what sounds)",
            "show age",
            "only after explicit confirmation",
            "acknowledgement void",
            "idempotent",
            "log once",
            "re-alarm: timed acknowledgement ran out",
            "count+1",
            "same occurrence id",
            "always latch (someone must see that it happened)",
            "ignore until the source is back",
            "new information voids the acknowledgement");

    private AlarmTable() {}

    static List<Row> rows() {
        List<String> lines;
        try {
            lines = Files.readAllLines(SharedData.testdata("alarms/alarm_fsm.csv"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<Row> rows = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith("#") || line.startsWith("state,") || line.isBlank()) {
                continue;
            }
            String[] fields = line.split(",", 5);
            rows.add(new Row(
                    AlarmState.valueOf(fields[0]),
                    AlarmEvent.valueOf(fields[1]),
                    fields[2],
                    AlarmState.valueOf(fields[3]),
                    stripped(fields[4])));
        }
        return rows;
    }

    private static String stripped(String actions) {
        List<String> kept = new ArrayList<>();
        for (String clause : actions.split(";", -1)) {
            if (!SAID_BY_THE_STATE.contains(clause.strip())) {
                kept.add(clause.strip());
            }
        }
        return String.join(";", kept);
    }

    /** Every situation there is. */
    static List<Situation> situations() {
        List<Situation> all = new ArrayList<>();
        for (Change change : Change.values()) {
            for (int bits = 0; bits < 16; bits++) {
                all.add(new Situation(change, (bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, (bits & 8) != 0));
            }
        }
        return all;
    }
}
