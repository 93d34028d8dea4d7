package org.vigie.model.ward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.vigie.model.link.LinkState;
import org.vigie.model.observation.AbsenceReason;
import org.vigie.model.observation.Absent;
import org.vigie.model.observation.DeviceTime;
import org.vigie.model.observation.Numeric;
import org.vigie.model.observation.Parameter;
import org.vigie.model.observation.Quality;
import org.vigie.model.report.Observed;

/** How values may be shown: live, late, stale, absent, invalid. */
final class ValueSupervisionTest {
    private static final LocalDateTime CLOCK = LocalDateTime.parse("2026-01-05T08:00:00");

    @Test
    void aParameterThatStopsInALiveFeedBecomesLateThenStaleThenAbsent() {
        Rig rig = Rig.of("R01");
        for (int i = 0; i < 5; i++) {
            rig.afterSeconds(1).say("R01", Rig.value("R01", Rig.HR, 80), Rig.value("R01", Rig.SPO2, 97));
        }
        rig.beats(2, "R01");
        assertEquals(ValueState.LIVE, rig.stream("R01", Rig.SPO2).state());
        rig.beats(1, "R01");
        assertEquals(ValueState.LATE, rig.stream("R01", Rig.SPO2).state());
        rig.beats(2, "R01");
        assertEquals(ValueState.STALE, rig.stream("R01", Rig.SPO2).state());
        rig.beats(59, "R01");
        assertEquals(ValueState.STALE, rig.stream("R01", Rig.SPO2).state());
        rig.beats(1, "R01");
        assertEquals(ValueState.ABSENT, rig.stream("R01", Rig.SPO2).state());
        assertEquals(ValueState.LIVE, rig.stream("R01", Rig.HR).state());
    }

    @Test
    void aValueThatTheMonitorBlanksIsAbsentAtOnce() {
        Rig rig = Rig.of("R01").beats(3, "R01");
        rig.say("R01", new Observed("R01", Rig.DEVICE, new Absent(Rig.HR, AbsenceReason.SENSOR_OFF, null)));
        assertEquals(ValueState.ABSENT, rig.stream("R01", Rig.HR).state());
    }

    @Test
    void anInvalidValueIsInvalidUntilItIsStale() {
        Rig rig = Rig.of("R01").beats(3, "R01");
        rig.say("R01", Rig.value("R01", Rig.HR, 80, null, Quality.INVALID));
        assertEquals(ValueState.INVALID, rig.stream("R01", Rig.HR).state());
        rig.afterSeconds(5);
        assertEquals(ValueState.STALE, rig.stream("R01", Rig.HR).state());
    }

    @Test
    void aCuffPressureHasItsOwnInterval() {
        Rig rig = Rig.of("R01");
        rig.say("R01", Rig.value("R01", Rig.HR, 80), Rig.value("R01", Rig.NIBP, 118));
        rig.beats(29 * 60, "R01");
        assertTrue(rig.stream("R01", Rig.NIBP).episodic());
        assertEquals(ValueState.LIVE, rig.stream("R01", Rig.NIBP).state());
        rig.beats(61, "R01");
        assertEquals(ValueState.LATE, rig.stream("R01", Rig.NIBP).state());
    }

    @Test
    void aMeasurementThatTheFeedRepeatsKeepsItsAge() {
        Rig rig = Rig.of("R01");
        LocalDateTime cuff = CLOCK.minusMinutes(4);
        for (int i = 0; i < 600; i++) {
            rig.afterSeconds(1)
                    .say(
                            "R01",
                            Rig.value("R01", Rig.NIBP, 118, cuff),
                            Rig.value("R01", Rig.HR, 80, CLOCK.plusSeconds(i)));
        }
        assertEquals(Rig.START.plusSeconds(1), rig.stream("R01", Rig.NIBP).measured());
        assertEquals(Rig.START.plusSeconds(600), rig.stream("R01", Rig.HR).measured());
        assertEquals(ValueState.LIVE, rig.stream("R01", Rig.HR).state());
        rig.say("R01", Rig.value("R01", Rig.NIBP, 121, CLOCK.plusSeconds(599)));
        assertEquals(rig.now, rig.stream("R01", Rig.NIBP).measured());
    }

    @Test
    void aCuffThatHadNoValueYetDoesNotTeachItsFirstValueToAgeInSeconds() {
        Rig rig = Rig.of("R01");
        for (int i = 0; i < 60; i++) {
            DeviceTime told = new DeviceTime(CLOCK.plusSeconds(i), null);
            Absent none = new Absent(Rig.NIBP, AbsenceReason.NOT_MEASURED, told);
            rig.afterSeconds(1).say("R01", new Observed("R01", Rig.DEVICE, none));
        }
        LocalDateTime cuff = CLOCK.plusSeconds(60);
        for (int i = 60; i < 360; i++) {
            rig.afterSeconds(1)
                    .say(
                            "R01",
                            Rig.value("R01", Rig.NIBP, 118, cuff),
                            Rig.value("R01", Rig.HR, 80, CLOCK.plusSeconds(i)));
        }
        assertEquals(ValueState.LIVE, rig.stream("R01", Rig.NIBP).state());
    }

    @Test
    void aMonitorWhoseClockStandsStillIsStillBelieved() {
        Rig rig = Rig.of("R01");
        for (int i = 0; i < 60; i++) {
            rig.afterSeconds(1).say("R01", Rig.value("R01", Rig.HR, 80, CLOCK));
        }
        assertEquals(ValueState.LIVE, rig.stream("R01", Rig.HR).state());
    }

    @Test
    void anOlderValueNeverReplacesANewerOne() {
        Rig rig = Rig.of("R01");
        rig.say("R01", Rig.value("R01", Rig.HR, 80, CLOCK.plusSeconds(10)));
        rig.afterSeconds(1).say("R01", Rig.value("R01", Rig.HR, 140, CLOCK));
        assertEquals(BigDecimal.valueOf(80.0), shown(rig));
    }

    @Test
    void aMonitorWhoseClockWasSetBackIsBelievedAgainAfterTenSeconds() {
        Rig rig = Rig.of("R01");
        rig.say("R01", Rig.value("R01", Rig.HR, 80, CLOCK.plusHours(1)));
        for (int i = 1; i <= 12; i++) {
            rig.afterSeconds(1).say("R01", Rig.value("R01", Rig.HR, 140, CLOCK.plusSeconds(i)));
        }
        assertEquals(BigDecimal.valueOf(140.0), shown(rig));
        assertEquals(ValueState.LIVE, rig.stream("R01", Rig.HR).state());
    }

    @Test
    void twoChannelsOfOneCodeAreTwoValues() {
        Rig rig = Rig.of("R01");
        Parameter one = new Parameter("MDC_TEMP", null, "1.26.1.1", "T1");
        Parameter two = new Parameter("MDC_TEMP", null, "1.26.2.1", "T2");
        rig.say("R01", Rig.value("R01", one, 36.9), Rig.value("R01", two, 35.1));
        rig.say("R01", Rig.value("R01", two, 35.2), Rig.value("R01", one, 37.0));
        assertEquals(2, rig.bed("R01").streams().size());
    }

    @Test
    void theNumberOfParametersIsBounded() {
        Rig rig = Rig.of("R01");
        for (int i = 0; i < 400; i++) {
            rig.say("R01", Rig.value("R01", new Parameter(null, "X" + i, null, ""), i));
        }
        assertEquals(256, rig.bed("R01").streams().size());
    }

    @Test
    void aMonitorClockThatIsOffIsMarkedAndNothingElse() {
        Rig rig = Rig.of("R01");
        for (int i = 0; i < 30; i++) {
            rig.afterSeconds(1)
                    .say(
                            "R01",
                            Rig.value("R01", Rig.HR, 80, CLOCK.minusMinutes(24).plusSeconds(i + 1)));
        }
        assertEquals(Optional.of(Duration.ofMinutes(-24)), rig.bed("R01").clockOffset());
        assertTrue(rig.bed("R01").marks().contains(Mark.CLOCK_OFFSET));
        assertEquals(ValueState.LIVE, rig.stream("R01", Rig.HR).state());
    }

    /**
     * Fault row 46. A monitor without a zone turns its clock by an hour: nothing is lost, for at most 10 s it is
     * doubted.
     */
    @Test
    void summerTimeBeginsAndEndsAtTheMonitorAndNothingIsMissed() {
        for (int hours : new int[] {1, -1}) {
            Rig rig = Rig.of("R01");
            int doubted = 0;
            for (int i = 1; i <= 120; i++) {
                LocalDateTime told = CLOCK.plusSeconds(i).plusHours(i > 60 ? hours : 0);
                rig.afterSeconds(1).say("R01", Rig.value("R01", Rig.HR, i, told));
                assertEquals(LinkState.LIVE, rig.bed("R01").link());
                assertTrue(rig.alarms("R01").isEmpty(), () -> rig.alarms("R01").toString());
                boolean shown = shown(rig).intValue() == i;
                boolean live = rig.stream("R01", Rig.HR).state() == ValueState.LIVE;
                assertTrue(shown || i > 60, "second " + i);
                doubted += shown && live ? 0 : 1;
            }
            assertTrue(doubted <= 10, hours + " h: doubted for " + doubted + " s");
            rig.say(
                    "R01",
                    Rig.words("R01", "MDC_EVT_DESAT")
                            .told(CLOCK.plusSeconds(121).plusHours(hours))
                            .done());
            assertTrue(rig.sounds("R01", "MDC_EVT_DESAT"));
            assertTrue(rig.bed("R01").clockOffset().orElseThrow().abs().compareTo(Duration.ofMinutes(61)) < 0);
        }
    }

    /** Fault row 46: a clock that says nothing at all is no reason to doubt, or to believe too long. */
    @Test
    void aMonitorWithoutAnyTimeIsJudgedByOurClockAlone() {
        Rig rig = Rig.of("R01");
        for (int i = 1; i <= 30; i++) {
            rig.afterSeconds(1).say("R01", Rig.value("R01", Rig.HR, i));
            assertEquals(ValueState.LIVE, rig.stream("R01", Rig.HR).state());
        }
        assertEquals(Optional.empty(), rig.bed("R01").clockOffset());
        assertFalse(rig.bed("R01").marks().contains(Mark.CLOCK_OFFSET));
        rig.afterSeconds(3);
        assertEquals(LinkState.STALE, rig.bed("R01").link());
        assertEquals(ValueState.STALE, rig.stream("R01", Rig.HR).state());
    }

    @Test
    void demonstrationDataAreMarked() {
        Rig rig = Rig.of("R01");
        rig.say("R01", Rig.value("R01", Rig.HR, 80, null, Quality.DEMO));
        assertTrue(rig.bed("R01").marks().contains(Mark.DEMO));
        rig.say("R01", Rig.value("R01", Rig.HR, 80));
        assertFalse(rig.bed("R01").marks().contains(Mark.DEMO));
    }

    private static BigDecimal shown(Rig rig) {
        return ((Numeric) rig.stream("R01", Rig.HR).observation()).value();
    }
}
