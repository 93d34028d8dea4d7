package org.vigie.model.ward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vigie.model.alarm.AlarmAction;
import org.vigie.model.alarm.AlarmState;
import org.vigie.model.alarm.Escalation;
import org.vigie.model.alarm.OwnAlarm;
import org.vigie.model.alarm.Priority;
import org.vigie.model.report.AlarmPhase;

/** Acknowledgements that run out, escalation, delays and pauses. */
final class AlarmTimersTest {
    private static final String CODE = "MDC_EVT_LO_VAL_LT_LIM";
    private final Rig rig = Rig.of("R01", "R02").beats(3, "R01", "R02");

    private Rig raise(Priority priority) {
        return rig.say("R01", Rig.words("R01", CODE).priority(priority).done());
    }

    private AlarmCondition alarm() {
        return rig.alarm("R01", CODE);
    }

    @Test
    void anAcknowledgementOfAHighAlarmLastsThreeMinutes() {
        raise(Priority.HIGH).acknowledge(alarm());
        rig.beats(179, "R01", "R02");
        assertEquals(AlarmState.ACTIVE_ACK, alarm().state());
        rig.beats(1, "R01", "R02");
        assertEquals(AlarmState.ACTIVE_UNACK, alarm().state());
        assertEquals(1, alarm().escalation());
        assertTrue(rig.sounds("R01", CODE));
    }

    @Test
    void anAcknowledgementOfAMediumAlarmLastsFiveMinutes() {
        raise(Priority.MEDIUM).acknowledge(alarm());
        rig.beats(299, "R01", "R02");
        assertEquals(AlarmState.ACTIVE_ACK, alarm().state());
        rig.beats(1, "R01", "R02");
        assertEquals(AlarmState.ACTIVE_UNACK, alarm().state());
    }

    @Test
    void anAcknowledgementOfALowAlarmHasNoEnd() {
        raise(Priority.LOW).acknowledge(alarm());
        rig.beats(3600, "R01", "R02");
        assertEquals(AlarmState.ACTIVE_ACK, alarm().state());
    }

    @Test
    void aHighAlarmEscalatesAfterThirtySixtyAndOneHundredTwentySeconds() {
        raise(Priority.HIGH);
        int[] expected = {0, 1, 2, 3};
        int[] seconds = {29, 1, 30, 60};
        for (int i = 0; i < seconds.length; i++) {
            rig.beats(seconds[i], "R01", "R02");
            assertEquals(expected[i], alarm().escalation());
        }
        rig.beats(600, "R01", "R02");
        assertEquals(3, alarm().escalation());
    }

    @Test
    void aMediumAlarmEscalatesAfterSixtyAndOneHundredEightySecondsAndALowOneNever() {
        raise(Priority.MEDIUM).beats(60, "R01", "R02");
        assertEquals(1, alarm().escalation());
        rig.beats(120, "R01", "R02");
        assertEquals(2, alarm().escalation());
        rig.say("R02", Rig.words("R02", CODE).priority(Priority.LOW).done()).beats(600, "R01", "R02");
        assertEquals(0, rig.alarm("R02", CODE).escalation());
    }

    @Test
    void aUnitMayChooseEarlierLevelsAndTheJournalSaysWhichWasReached() {
        Escalation early = new Escalation(seconds(10, 25, 40), seconds(20, 90), Priority.MEDIUM);
        Rig own = new Rig(Rig.site(new WardPolicy(false, Duration.ZERO, false, early, ZoneOffset.UTC), "R01"));
        own.beats(3, "R01").say("R01", Rig.words("R01", CODE).done()).beats(9, "R01");
        assertEquals(0, own.alarm("R01", CODE).escalation());
        own.beats(1, "R01");
        assertEquals(List.of("nobody has acknowledged it; level 1 of 3, 10 s"), reasons(own));
        own.beats(15, "R01");
        assertEquals(2, own.alarm("R01", CODE).escalation());
        assertEquals(List.of("nobody has acknowledged it; level 2 of 3, 25 s"), reasons(own));
    }

    /** Of the transitions in the last second. */
    private static List<String> reasons(Rig rig) {
        return rig.effects.stream()
                .filter(WardEffect.Transition.class::isInstance)
                .map(effect -> ((WardEffect.Transition) effect).reason())
                .toList();
    }

    @Test
    void noLevelIsLaterThanItsReferenceNorCloserThanTenSecondsToTheOneBefore() {
        for (List<Duration> high : List.of(
                seconds(31, 60, 120),
                seconds(9, 60, 120),
                seconds(30, 39, 120),
                seconds(30, 60, 121),
                seconds(30, 60))) {
            assertThrows(IllegalArgumentException.class, () -> new Escalation(high, seconds(60, 180), Priority.HIGH));
        }
        List<Duration> high = Escalation.DEFAULT.high();
        assertThrows(IllegalArgumentException.class, () -> new Escalation(high, seconds(60, 181), Priority.HIGH));
        assertThrows(IllegalArgumentException.class, () -> new Escalation(high, seconds(60, 180), Priority.LOW));
        assertEquals(List.of(), Escalation.DEFAULT.levels(Priority.LOW));
    }

    private static List<Duration> seconds(int... seconds) {
        return Arrays.stream(seconds).mapToObj(Duration::ofSeconds).toList();
    }

    @Test
    void onlyARepeatedMediumLimitAlarmIsDelayed() {
        WardPolicy policy = new WardPolicy(false, Duration.ofSeconds(10), false, ZoneOffset.UTC);
        Rig delayed = new Rig(Rig.site(policy, "R01")).beats(3, "R01");
        Rig.AlarmWords medium = Rig.words("R01", CODE).priority(Priority.MEDIUM).below(88, 90);
        delayed.say("R01", medium.done());
        assertTrue(delayed.sounds("R01", CODE));
        delayed.say("R01", medium.phase(AlarmPhase.END).done()).beats(6, "R01");

        delayed.say("R01", medium.phase(AlarmPhase.START).done());
        assertFalse(delayed.has("R01", CODE));
        delayed.beats(6, "R01").say("R01", medium.phase(AlarmPhase.CONTINUE).done());
        delayed.beats(3, "R01");
        assertFalse(delayed.has("R01", CODE));
        delayed.beats(1, "R01");
        assertTrue(delayed.sounds("R01", CODE));
        delayed.say("R01", medium.phase(AlarmPhase.END).done()).beats(6, "R01");

        delayed.say("R01", medium.phase(AlarmPhase.START).done()).beats(4, "R01");
        delayed.say("R01", medium.phase(AlarmPhase.END).done());
        assertTrue(delayed.effects.stream()
                .anyMatch(effect -> effect instanceof WardEffect.Transition transition
                        && transition.actions().contains(AlarmAction.SUPPRESSED_BY_DELAY)));
        delayed.say("R01", medium.phase(AlarmPhase.START).done());
        delayed.say("R01", Rig.words("R01", CODE).done());
        assertTrue(delayed.sounds("R01", CODE));
    }

    @Test
    void aPauseIsSilentForTwoMinutesAndNeverLonger() {
        raise(Priority.HIGH).command(Action.PAUSE, "R01", null);
        assertEquals(0, rig.sounding());
        rig.beats(100, "R01", "R02").command(Action.PAUSE, "R01", null);
        rig.beats(119, "R01", "R02");
        assertEquals(0, rig.sounding());
        rig.beats(1, "R01", "R02");
        assertEquals(1, rig.sounding());
    }

    @Test
    void aNewMediumAlarmEndsThePauseOfItsBedOnly() {
        raise(Priority.HIGH).say("R02", Rig.words("R02", CODE).done());
        rig.command(Action.PAUSE, null, null);
        assertEquals(0, rig.sounding());
        rig.say("R01", Rig.words("R01", "OTHER").priority(Priority.LOW).done());
        assertEquals(0, rig.sounding());
        rig.say("R01", Rig.words("R01", "THIRD").priority(Priority.MEDIUM).done());
        assertTrue(rig.bed("R01").soundPausedUntil().isEmpty());
        assertTrue(rig.bed("R02").soundPausedUntil().isPresent());
        assertTrue(rig.ward.unit().soundPausedUntil().isPresent());
    }

    @Test
    void aHigherPriorityEndsThePause() {
        raise(Priority.MEDIUM).command(Action.PAUSE, "R01", null);
        raise(Priority.HIGH);
        assertTrue(rig.sounds("R01", CODE));
    }

    @Test
    void aPersonEndsThePause() {
        raise(Priority.HIGH).command(Action.PAUSE, null, null).command(Action.RESUME, null, null);
        assertTrue(rig.sounds("R01", CODE));
        assertTrue(rig.ward.unit().soundPausedUntil().isEmpty());
    }

    @Test
    void aLostBedBreaksThroughAPause() {
        rig.command(Action.PAUSE, null, null).beats(10, "R02");
        assertTrue(rig.sounds("R01", OwnAlarm.NO_DATA));
    }
}
