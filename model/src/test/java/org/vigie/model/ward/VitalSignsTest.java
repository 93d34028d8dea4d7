package org.vigie.model.ward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDateTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.vigie.model.alarm.AlarmState;
import org.vigie.model.alarm.OwnAlarm;
import org.vigie.model.alarm.Priority;
import org.vigie.model.observation.AbsenceReason;
import org.vigie.model.observation.Absent;
import org.vigie.model.report.AlarmPhase;
import org.vigie.model.report.Observed;

/** A heart rate or saturation that vanishes from a feed that goes on. */
final class VitalSignsTest {
    private static final String LOST = OwnAlarm.VALUE_LOST;

    /** A bed that has sent both values once a second for 10 s. */
    private static Rig both() {
        Rig rig = Rig.of("R01");
        for (int i = 0; i < 10; i++) {
            rig.afterSeconds(1).say("R01", Rig.value("R01", Rig.HR, 80), Rig.value("R01", Rig.SPO2, 97));
        }
        return rig;
    }

    private static Observed none(AbsenceReason why) {
        return new Observed("R01", Rig.DEVICE, new Absent(Rig.SPO2, why, null));
    }

    /** Heart rate, and the saturation as absent, once a second. */
    private static void without(Rig rig, int seconds, AbsenceReason why) {
        for (int i = 0; i < seconds; i++) {
            rig.afterSeconds(1).say("R01", Rig.value("R01", Rig.HR, 80), none(why));
        }
    }

    @Test
    void aValueThatIsNoLongerSentIsAnAlarmAfterFiveIntervalsAndEndsWithTheNextOne() {
        Rig rig = both().beats(4, "R01");
        assertFalse(rig.has("R01", LOST));
        rig.beats(1, "R01");
        AlarmCondition alarm = rig.alarm("R01", LOST);
        assertEquals(Priority.MEDIUM, alarm.priority());
        assertEquals(Optional.of("MDC_PULS_OXIM_SAT_O2"), alarm.about());
        assertTrue(rig.sounds("R01", LOST));
        rig.beats(100, "R01");
        assertEquals(alarm.id(), rig.alarm("R01", LOST).id());
        rig.afterSeconds(1).say("R01", Rig.value("R01", Rig.HR, 80), Rig.value("R01", Rig.SPO2, 97));
        assertFalse(rig.has("R01", LOST));
    }

    @Test
    void aValueThatTheMonitorBlanksIsAnAlarmToo() {
        Rig rig = both();
        without(rig, 4, AbsenceReason.NOT_MEASURED);
        assertFalse(rig.has("R01", LOST));
        without(rig, 1, AbsenceReason.NOT_MEASURED);
        assertTrue(rig.sounds("R01", LOST));
    }

    @Test
    void aValueWhoseMeasurementStandsStillIsGone() {
        Rig rig = Rig.of("R01");
        LocalDateTime clock = LocalDateTime.parse("2026-01-05T08:00:00");
        for (int i = 0; i < 30; i++) {
            LocalDateTime saturation = clock.plusSeconds(Math.min(i, 20));
            rig.afterSeconds(1)
                    .say(
                            "R01",
                            Rig.value("R01", Rig.HR, 80, clock.plusSeconds(i)),
                            Rig.value("R01", Rig.SPO2, 97, saturation));
        }
        assertTrue(rig.has("R01", LOST));
    }

    @Test
    void aMonitorWhoseClockWasSetBackHasNotLostItsValues() {
        Rig rig = Rig.of("R01");
        LocalDateTime clock = LocalDateTime.parse("2026-01-05T09:00:00");
        for (int i = 0; i < 60; i++) {
            LocalDateTime told =
                    i < 10 ? clock.plusSeconds(i) : clock.minusHours(1).plusSeconds(i);
            rig.afterSeconds(1).say("R01", Rig.value("R01", Rig.HR, 80, told), Rig.value("R01", Rig.SPO2, 97, told));
            assertFalse(rig.has("R01", LOST));
        }
        assertEquals(ValueState.LIVE, rig.stream("R01", Rig.HR).state());
    }

    @Test
    void bothValuesAreOneAlarmEach() {
        Rig rig = both();
        for (int i = 0; i < 30; i++) {
            rig.afterSeconds(1).say("R01", Rig.value("R01", Rig.NIBP, 118));
        }
        assertEquals(2, rig.alarms("R01").size());
        assertEquals(
                2,
                rig.alarms("R01").stream().map(AlarmCondition::about).distinct().count());
    }

    @Test
    void aValueThatWasNeverLiveIsNotMissed() {
        Rig rig = Rig.of("R01");
        without(rig, 60, AbsenceReason.NOT_MEASURED);
        assertTrue(rig.alarms("R01").isEmpty());
    }

    @Test
    void aValueThatTheMonitorSaysIsOffIsNotMissed() {
        Rig rig = both();
        without(rig, 60, AbsenceReason.SENSOR_OFF);
        assertTrue(rig.alarms("R01").isEmpty());
        without(rig, 60, AbsenceReason.NOT_MEASURED);
        assertTrue(rig.alarms("R01").isEmpty());
    }

    @Test
    void aLeadsOffAlarmSpeaksForItAndWhatIsStillGoneAfterItIsAnAlarm() {
        Rig rig = both();
        rig.say(
                "R01",
                Rig.words("R01", "MDC_EVT_SENSOR_DISCONN")
                        .technical()
                        .priority(Priority.LOW)
                        .done());
        without(rig, 60, AbsenceReason.NOT_MEASURED);
        assertFalse(rig.has("R01", LOST));
        rig.say(
                "R01",
                Rig.words("R01", "MDC_EVT_SENSOR_DISCONN")
                        .technical()
                        .priority(Priority.LOW)
                        .phase(AlarmPhase.END)
                        .done());
        without(rig, 1, AbsenceReason.NOT_MEASURED);
        assertFalse(rig.has("R01", LOST), "the value may need a moment to come back");
        without(rig, 5, AbsenceReason.NOT_MEASURED);
        assertTrue(rig.sounds("R01", LOST));
    }

    @Test
    void aLeadsOffAlarmThatComesLateEndsOurs() {
        Rig rig = both().beats(6, "R01");
        assertTrue(rig.has("R01", LOST));
        rig.say("R01", Rig.words("R01", "MDC_EVT_SENSOR_DISCONN").technical().done());
        assertFalse(rig.has("R01", LOST));
    }

    @Test
    void theSilenceOfTheWholeFeedIsNotCountedAsMissingValues() {
        Rig rig = both().afterSeconds(30);
        assertFalse(rig.has("R01", LOST));
        assertTrue(rig.has("R01", OwnAlarm.NO_DATA));
        rig.beats(4, "R01");
        assertFalse(rig.has("R01", LOST), "it counts from the return of the feed");
        rig.beats(2, "R01");
        assertTrue(rig.has("R01", LOST));
    }

    @Test
    void onStandbyNothingIsMissed() {
        Rig rig = both();
        rig.command(Action.STANDBY, "R01", null).beats(60, "R01");
        assertTrue(rig.alarms("R01").isEmpty());
        rig.command(Action.END_STANDBY, "R01", null).beats(60, "R01");
        assertTrue(rig.alarms("R01").isEmpty());
    }

    @Test
    void whoClosesItIsNotToldAgainUntilTheValueWasBack() {
        Rig rig = both().beats(6, "R01");
        rig.command(Action.CLOSE, "R01", rig.alarm("R01", LOST).id());
        assertEquals(Optional.empty(), rig.refusal());
        rig.beats(60, "R01");
        assertFalse(rig.has("R01", LOST));
        rig.say("R01", Rig.value("R01", Rig.SPO2, 97)).beats(6, "R01");
        assertTrue(rig.has("R01", LOST));
    }

    @Test
    void aRestartKeepsItAndConfirmsIt() {
        Rig rig = both().beats(6, "R01");
        rig.acknowledge(rig.alarm("R01", LOST));
        rig.ward = Ward.restore(rig.ward.site(), rig.ward.checkpoint(), rig.now);
        rig.afterSeconds(20).apply(new WardEvent.Restarted());
        assertEquals(AlarmState.UNKNOWN_UNACK, rig.alarm("R01", LOST).state());
        rig.beats(7, "R01");
        assertEquals(AlarmState.ACTIVE_UNACK, rig.alarm("R01", LOST).state());
        rig.say("R01", Rig.value("R01", Rig.SPO2, 97));
        assertFalse(rig.has("R01", LOST));
    }

    @Test
    void aFeedOnceAMinuteIsGivenFiveMinutes() {
        Rig rig = Rig.of("R01");
        for (int i = 0; i < 5; i++) {
            rig.afterSeconds(60).say("R01", Rig.value("R01", Rig.HR, 80), Rig.value("R01", Rig.SPO2, 97));
        }
        for (int i = 0; i < 4; i++) {
            rig.afterSeconds(60).beat("R01");
        }
        assertFalse(rig.has("R01", LOST));
        rig.afterSeconds(60).beat("R01");
        assertTrue(rig.has("R01", LOST));
    }
}
