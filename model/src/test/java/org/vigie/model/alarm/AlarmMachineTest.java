package org.vigie.model.alarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vigie.model.alarm.AlarmMachine.Outcome;
import org.vigie.model.alarm.AlarmMachine.Situation;

/** The table of the state machine against the code, both ways, and the invariants that one step alone can break. */
final class AlarmMachineTest {
    static Stream<AlarmTable.Row> rows() {
        return AlarmTable.rows().stream();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void doesWhatEachRowOfTheTableSays(AlarmTable.Row row) {
        int situations = 0;
        for (Situation situation : AlarmTable.situations()) {
            if (row.holds(situation)) {
                situations++;
                Outcome outcome = AlarmMachine.step(row.state(), row.event(), situation);
                assertEquals(row.next(), outcome.next(), () -> row + " in " + situation);
                Set<AlarmAction> expected = row.actions().isEmpty() ? EnumSet.noneOf(AlarmAction.class) : row.named();
                EnumSet<AlarmAction> actual = EnumSet.noneOf(AlarmAction.class);
                actual.addAll(outcome.actions());
                assertEquals(expected, actual, () -> row + " in " + situation);
                assertFalse(outcome.reason().isBlank());
            }
        }
        assertTrue(situations > 0, () -> "the guard of " + row + " never holds");
    }

    @Test
    void hasNoTransitionWithoutExactlyOneRow() {
        List<AlarmTable.Row> rows = AlarmTable.rows();
        int cases = 0;
        for (AlarmState state : AlarmState.values()) {
            for (AlarmEvent event : AlarmEvent.values()) {
                for (Situation situation : AlarmTable.situations()) {
                    long matching = rows.stream()
                            .filter(row -> row.state() == state && row.event() == event && row.holds(situation))
                            .count();
                    assertEquals(1, matching, () -> state + " " + event + " " + situation);
                    cases++;
                }
            }
        }
        assertEquals(7 * 9 * 48, cases);
    }

    @Test
    void a1IsTotalAndDeterministic() {
        everyStep((state, event, situation, outcome) ->
                assertEquals(outcome, AlarmMachine.step(state, event, situation)));
    }

    @Test
    void a2LeavesAnAudibleStateForAQuietOneOnlyByAnEndOrAPerson() {
        Set<AlarmEvent> allowed =
                EnumSet.of(AlarmEvent.COND_FALSE, AlarmEvent.ACK, AlarmEvent.SRC_ACK, AlarmEvent.CLOSE);
        everyStep((state, event, situation, outcome) -> {
            if (state.wantsSound(Priority.HIGH) && !outcome.next().wantsSound(Priority.HIGH)) {
                assertTrue(allowed.contains(event), () -> state + " " + event + " " + outcome);
            }
        });
    }

    @Test
    void a3BecomesInactiveOnlyByAnEndACloseOrTheResetOfALatch() {
        everyStep((state, event, situation, outcome) -> {
            if (state != AlarmState.INACTIVE && outcome.next() == AlarmState.INACTIVE) {
                boolean reset = state == AlarmState.LATCHED_UNACK
                        && (event == AlarmEvent.ACK || (event == AlarmEvent.SRC_ACK && situation.mirrored()));
                assertTrue(
                        reset || event == AlarmEvent.COND_FALSE || event == AlarmEvent.CLOSE,
                        () -> state + " " + event + " " + outcome);
            }
        });
    }

    @Test
    void a4SilenceNeverClearsAndARestartNeverMakesQuieter() {
        everyStep((state, event, situation, outcome) -> {
            for (Priority priority : Priority.values()) {
                if (event == AlarmEvent.SRC_SILENT && state.isShown()) {
                    assertTrue(outcome.next().isShown(), () -> state + " " + outcome);
                }
                if (event == AlarmEvent.RESTART && state.wantsSound(priority)) {
                    assertTrue(outcome.next().wantsSound(priority), () -> state + " " + outcome);
                }
            }
        });
    }

    @Test
    void a5IsAcknowledgedOnlyByAnAcknowledgementOfAnAlarmThatWasOn() {
        everyStep((state, event, situation, outcome) -> {
            if (outcome.next() == AlarmState.ACTIVE_ACK && state != AlarmState.ACTIVE_ACK) {
                assertEquals(AlarmState.ACTIVE_UNACK, state);
                assertTrue(event == AlarmEvent.ACK || (event == AlarmEvent.SRC_ACK && situation.mirrored()));
            }
        });
    }

    @Test
    void a6AnAcknowledgementDiesWithHigherPriorityReminderSourceReturnAndRestart() {
        Situation up = new Situation(AlarmMachine.Change.UP, false, false, false, false);
        assertEquals(AlarmState.ACTIVE_UNACK, next(AlarmState.ACTIVE_ACK, AlarmEvent.COND_TRUE, up));
        assertEquals(AlarmState.ACTIVE_UNACK, next(AlarmState.ACTIVE_ACK, AlarmEvent.REMIND, Situation.PLAIN));
        assertEquals(AlarmState.ACTIVE_UNACK, next(AlarmState.UNKNOWN_ACK, AlarmEvent.COND_TRUE, Situation.PLAIN));
        assertEquals(AlarmState.UNKNOWN_UNACK, next(AlarmState.ACTIVE_ACK, AlarmEvent.RESTART, Situation.PLAIN));
        assertEquals(AlarmState.UNKNOWN_UNACK, next(AlarmState.UNKNOWN_ACK, AlarmEvent.RESTART, Situation.PLAIN));
    }

    @Test
    void a8ARepeatedStatementNeverRestartsTheDelay() {
        everyStep((state, event, situation, outcome) -> {
            if (state == AlarmState.PENDING) {
                assertFalse(outcome.actions().contains(AlarmAction.START_DELAY));
            }
        });
    }

    private static AlarmState next(AlarmState state, AlarmEvent event, Situation situation) {
        return AlarmMachine.step(state, event, situation).next();
    }

    /** Looks at one step. */
    private interface Look {
        void at(AlarmState state, AlarmEvent event, Situation situation, Outcome outcome);
    }

    private static void everyStep(Look look) {
        for (AlarmState state : AlarmState.values()) {
            for (AlarmEvent event : AlarmEvent.values()) {
                for (Situation situation : AlarmTable.situations()) {
                    look.at(state, event, situation, AlarmMachine.step(state, event, situation));
                }
            }
        }
    }
}
