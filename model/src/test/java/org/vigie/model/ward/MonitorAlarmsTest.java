package org.vigie.model.ward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.vigie.model.alarm.AlarmState;
import org.vigie.model.alarm.OwnAlarm;
import org.vigie.model.alarm.Priority;
import org.vigie.model.observation.Quality;
import org.vigie.model.report.AlarmPhase;
import org.vigie.model.report.AlarmReport;
import org.vigie.model.report.AlarmSnapshot;
import org.vigie.model.report.DeviceReport;
import org.vigie.model.report.Inactivation;

/** What a monitor says about its alarms, and what becomes of it. */
final class MonitorAlarmsTest {
    private static final String DESAT = "MDC_EVT_DESAT";
    private static final LocalDateTime CLOCK = LocalDateTime.parse("2026-01-05T08:00:00");

    private final Rig rig = Rig.of("R01").beats(3, "R01");

    private AlarmCondition desat() {
        return rig.alarm("R01", DESAT);
    }

    private Rig say(Rig.AlarmWords words) {
        return rig.say("R01", words.done());
    }

    private Rig.AlarmWords words() {
        return Rig.words("R01", DESAT);
    }

    @Test
    void aStartIsHeardInTheSameStep() {
        say(words());
        assertTrue(rig.sounds("R01", DESAT));
        assertEquals(Optional.of(Priority.HIGH), rig.bed("R01").priority());
    }

    @Test
    void continueAndUpdateOpenAnAlarmWhoseStartWasLost() {
        say(words().phase(AlarmPhase.CONTINUE));
        assertEquals(AlarmState.ACTIVE_UNACK, desat().state());
    }

    @Test
    void anEndWithoutStartIsOnlyRecorded() {
        say(words().phase(AlarmPhase.END));
        assertTrue(rig.alarms("R01").isEmpty());
        assertTrue(rig.effects.stream()
                .anyMatch(effect ->
                        effect instanceof WardEffect.Noted noted && noted.what().equals("end-without-start")));
    }

    @Test
    void aHighPhysiologicalAlarmLatchesAndAMediumOneDoesNot() {
        say(words()).say("R01", words().phase(AlarmPhase.END).done());
        assertEquals(AlarmState.LATCHED_UNACK, desat().state());
        rig.acknowledge(desat());
        say(words().priority(Priority.MEDIUM))
                .say(
                        "R01",
                        words().priority(Priority.MEDIUM).phase(AlarmPhase.END).done());
        assertFalse(rig.has("R01", DESAT));
        assertEquals(2, rig.ward.recent().size());
    }

    @Test
    void thePriorityFollowsTheMonitor() {
        say(words().priority(Priority.MEDIUM));
        rig.acknowledge(desat());
        say(words().priority(Priority.HIGH).phase(AlarmPhase.UPDATE));
        assertEquals(AlarmState.ACTIVE_UNACK, desat().state());
        assertEquals(Priority.HIGH, desat().priority());
        say(words().priority(Priority.MEDIUM).phase(AlarmPhase.UPDATE));
        assertEquals(Priority.MEDIUM, desat().priority());
    }

    @Test
    void theExtremeOfAnOccurrenceIsKept() {
        say(words().below(85, 90));
        say(words().below(78, 90).phase(AlarmPhase.UPDATE));
        say(words().below(88, 90).phase(AlarmPhase.UPDATE));
        assertEquals(Optional.of(BigDecimal.valueOf(90.0)), desat().brokenLimit());
        assertEquals(Optional.of(false), desat().isAbove());
        AlarmReport.Evidence extreme = desat().extreme();
        assertTrue(extreme != null && extreme.value().compareTo(BigDecimal.valueOf(78)) == 0);
    }

    @Test
    void theIdDecidesWhichAlarmItIs() {
        say(words().id("7"));
        AlarmReport changed = Rig.words("R01", "MDC_EVT_DESAT_SEVERE")
                .id("7")
                .phase(AlarmPhase.UPDATE)
                .done();
        rig.say("R01", changed);
        assertEquals(1, rig.alarms("R01").size());
        assertEquals(
                Optional.of("MDC_EVT_DESAT_SEVERE"), rig.alarms("R01").get(0).code());
        rig.say("R01", Rig.words("R01", "OTHER").id("7").phase(AlarmPhase.END).done());
        assertEquals(AlarmState.LATCHED_UNACK, rig.alarms("R01").get(0).state());
    }

    @Test
    void withoutAKnownIdTheConditionDecides() {
        say(words().id("17"))
                .say("R01", words().id("18").phase(AlarmPhase.CONTINUE).done());
        assertEquals(1, rig.alarms("R01").size());
        say(words().id("19").phase(AlarmPhase.END));
        assertEquals(AlarmState.LATCHED_UNACK, desat().state());
    }

    @Test
    void twoAlarmsOfOneConditionEndWithTheLastOfThem() {
        say(words().id("a")).say("R01", words().id("b").done());
        assertEquals(1, rig.alarms("R01").size());
        say(words().id("a").phase(AlarmPhase.END));
        assertEquals(AlarmState.ACTIVE_UNACK, desat().state());
        say(words().id("b").phase(AlarmPhase.END));
        assertEquals(AlarmState.LATCHED_UNACK, desat().state());
    }

    /**
     * Found by the night of twelve hours: the id of what had ended stayed with its successor, which then never ended.
     */
    @Test
    void anAlarmThatComesBackUnderAnotherIdEndsWithThatId() {
        say(words().priority(Priority.MEDIUM).id("a"));
        say(words().priority(Priority.MEDIUM).id("a").phase(AlarmPhase.END));
        say(words().priority(Priority.MEDIUM).id("b"));
        say(words().priority(Priority.MEDIUM).id("b").phase(AlarmPhase.END));
        assertFalse(rig.has("R01", DESAT));
        say(words().id("c"));
        say(words().id("c").phase(AlarmPhase.END));
        say(words().id("d"));
        say(words().id("d").phase(AlarmPhase.END));
        assertEquals(AlarmState.LATCHED_UNACK, desat().state());
    }

    @Test
    void anAlarmThatComesBackAfterItsLatchIsANewOccurrence() {
        say(words());
        String first = desat().id();
        say(words().phase(AlarmPhase.END)).say("R01", words().done());
        assertNotEquals(first, desat().id());
        assertEquals(2, desat().times());
    }

    @Test
    void aListOfAlarmsEndsWhatIsMissingFromIt() {
        AlarmReport one = words().done();
        AlarmReport two =
                Rig.words("R01", "MDC_EVT_BRADY").priority(Priority.MEDIUM).done();
        rig.say("R01", new AlarmSnapshot("R01", Rig.DEVICE, "physiological", List.of(one, two)));
        assertEquals(2, rig.alarms("R01").size());
        rig.say("R01", new AlarmSnapshot("R01", Rig.DEVICE, "technical", List.of()));
        assertEquals(2, rig.alarms("R01").size());
        rig.say("R01", new AlarmSnapshot("R01", Rig.DEVICE, "physiological", List.of(one)));
        assertEquals(List.of(DESAT), codes());
        rig.say("R01", new AlarmSnapshot("R01", Rig.DEVICE, "physiological", List.of()));
        assertEquals(AlarmState.LATCHED_UNACK, desat().state());
    }

    @Test
    void anAlarmThatNeverGetsAnEndClosesAfterTenSeconds() {
        say(words().priority(Priority.MEDIUM).momentary()).beats(9, "R01");
        assertTrue(rig.has("R01", DESAT));
        rig.beats(1, "R01");
        assertFalse(rig.has("R01", DESAT));
    }

    @Test
    void silencingAtTheBedsideIsShownButNotMirrored() {
        say(words()).say("R01", words().phase(AlarmPhase.SILENCED).done());
        assertTrue(desat().silencedAtBedside());
        assertTrue(rig.sounds("R01", DESAT));
        say(words().phase(AlarmPhase.CONTINUE));
        assertFalse(desat().silencedAtBedside());
    }

    @Test
    void silencingAtTheBedsideIsMirroredWhereTheUnitWantsIt() {
        WardPolicy policy =
                new WardPolicy(true, WardPolicy.DEFAULT.mediumRepeatDelay(), false, WardPolicy.DEFAULT.zone());
        Rig mirrored = new Rig(Rig.site(policy, "R01")).beats(3, "R01");
        mirrored.say("R01", words().done())
                .say(
                        "R01",
                        words().phase(AlarmPhase.CONTINUE)
                                .silenced(Inactivation.ACKNOWLEDGED)
                                .done());
        assertEquals(AlarmState.ACTIVE_ACK, mirrored.alarm("R01", DESAT).state());
        assertEquals("bedside", mirrored.alarm("R01", DESAT).acknowledgedBy());
    }

    @Test
    void aLatchOfTheMonitorStaysUntilSomebodyHasSeenIt() {
        say(words().priority(Priority.LOW)).say("R01", latchedLow());
        assertEquals(AlarmState.LATCHED_UNACK, desat().state());
        rig.acknowledge(desat());
        rig.say("R01", latchedLow());
        assertFalse(rig.has("R01", DESAT));
    }

    @Test
    void aLatchThatWasNeverHeardBeforeIsShown() {
        rig.say("R01", latchedLow());
        assertEquals(AlarmState.LATCHED_UNACK, desat().state());
    }

    private AlarmReport latchedLow() {
        return words().priority(Priority.LOW).phase(AlarmPhase.LATCHED).done();
    }

    @Test
    void anEndThatArrivesWithTheLossOfItsSourceIsNotBelieved() {
        say(words().priority(Priority.MEDIUM)).beats(5, "R01");
        say(words().priority(Priority.MEDIUM).phase(AlarmPhase.END)).beats(5, "R01");
        assertFalse(rig.has("R01", DESAT));
        rig.afterSeconds(10);
        assertEquals(AlarmState.LATCHED_UNACK, desat().state());
    }

    @Test
    void anEndIsBelievedWhenItsSourceWentOnForMoreThanFiveSeconds() {
        say(words().priority(Priority.MEDIUM)).beats(5, "R01");
        say(words().priority(Priority.MEDIUM).phase(AlarmPhase.END)).beats(6, "R01");
        rig.afterSeconds(10);
        assertFalse(rig.has("R01", DESAT));
    }

    @Test
    void silenceMakesAlarmsUnknownUntilTheMonitorConfirmsOrEndsThem() {
        say(words().priority(Priority.MEDIUM)).afterSeconds(10);
        assertEquals(AlarmState.UNKNOWN_UNACK, desat().state());
        rig.beat("R01");
        assertEquals(AlarmState.UNKNOWN_UNACK, desat().state());
        String occurrence = desat().id();
        say(words().priority(Priority.MEDIUM).phase(AlarmPhase.CONTINUE));
        assertEquals(AlarmState.ACTIVE_UNACK, desat().state());
        assertEquals(occurrence, desat().id());
        rig.afterSeconds(10);
        say(words().priority(Priority.MEDIUM).phase(AlarmPhase.END));
        assertEquals(AlarmState.LATCHED_UNACK, desat().state());
    }

    @Test
    void aLateStatementChangesNothing() {
        say(words().id("1").told(CLOCK.plusSeconds(20)));
        rig.afterSeconds(1);
        say(words().id("1").phase(AlarmPhase.END).told(CLOCK));
        assertEquals(AlarmState.ACTIVE_UNACK, desat().state());
        say(words().id("1").phase(AlarmPhase.END).told(CLOCK.plusSeconds(21)));
        assertEquals(AlarmState.LATCHED_UNACK, desat().state());
    }

    @Test
    void theLateStartOfAnEndedAlarmDoesNotRaiseItAgain() {
        say(words().priority(Priority.MEDIUM).id("1").told(CLOCK));
        say(words().priority(Priority.MEDIUM).id("1").phase(AlarmPhase.END).told(CLOCK.plusSeconds(9)));
        say(words().priority(Priority.MEDIUM).id("1").told(CLOCK.plusSeconds(1)));
        assertFalse(rig.has("R01", DESAT));
    }

    @Test
    void aLateOnsetWhoseEndWasNotSeenIsRaisedAtOnce() {
        rig.say("R01", Rig.value("R01", Rig.HR, 80, CLOCK.plusMinutes(5)));
        say(words().told(CLOCK));
        assertTrue(rig.sounds("R01", DESAT));
    }

    /** Fault row 7: its numbers begin at one again and its clock stands in another year. */
    @Test
    void aMonitorThatStartsAgainMayUseItsIdsAgainWithAnEarlierClock() {
        say(words().id("1").told(CLOCK));
        rig.afterSeconds(40);
        assertEquals(AlarmState.UNKNOWN_UNACK, desat().state());
        LocalDateTime reset = LocalDateTime.parse("2000-01-01T00:00:30");
        rig.say("R01", Rig.words("R01", "MDC_EVT_BRADY").id("1").told(reset).done());
        assertTrue(rig.sounds("R01", "MDC_EVT_BRADY"), "the number of another alarm is no reason for silence");
        assertEquals(AlarmState.UNKNOWN_UNACK, desat().state(), "nor does it end that alarm");
        say(words().id("2").told(reset.plusSeconds(1)));
        assertEquals(AlarmState.ACTIVE_UNACK, desat().state());
        rig.say("R01", Rig.value("R01", Rig.HR, 41, reset.plusSeconds(2)));
        assertEquals(ValueState.LIVE, rig.stream("R01", Rig.HR).state());
    }

    /** Fault row 16: the network held it back for a minute and a half; what is known to have ended stays quiet. */
    @Test
    void anOnsetThatComesNinetySecondsLateIsHeardUnlessItsEndIsKnown() {
        rig.beats(90, "R01");
        say(words().id("1").told(CLOCK));
        assertTrue(rig.sounds("R01", DESAT));
        rig.say(
                "R01",
                Rig.words("R01", "MDC_EVT_BRADY")
                        .id("2")
                        .phase(AlarmPhase.END)
                        .told(CLOCK.plusSeconds(60))
                        .done());
        assertFalse(rig.has("R01", "MDC_EVT_BRADY"));
        rig.say("R01", Rig.words("R01", "MDC_EVT_BRADY").id("2").told(CLOCK).done());
        assertTrue(
                rig.sounds("R01", "MDC_EVT_BRADY"),
                "end before start: nothing is kept of an end that belongs to nothing, so the start is heard");
    }

    @Test
    void demonstrationAlarmsAreShownAndNotHeard() {
        say(words().quality(Quality.DEMO));
        assertTrue(rig.has("R01", DESAT));
        assertEquals(0, rig.sounding());
        say(words());
        assertEquals(2, rig.alarms("R01").size());
        assertEquals(1, rig.sounding());
    }

    @Test
    void demonstrationAlarmsSoundInADrill() {
        WardPolicy policy =
                new WardPolicy(false, WardPolicy.DEFAULT.mediumRepeatDelay(), true, WardPolicy.DEFAULT.zone());
        Rig drill = new Rig(Rig.site(policy, "R01"));
        drill.say("R01", words().quality(Quality.TEST).done());
        assertEquals(1, drill.sounding());
    }

    @Test
    void aWatchdogIsASignOfLifeAndNoAlarm() {
        Rig quiet = Rig.of("R01");
        for (int i = 0; i < 30; i++) {
            quiet.afterSeconds(1).say("R01", new DeviceReport("R01", Rig.DEVICE, "MDC_EVT_ACTIVE", null, ""));
        }
        assertTrue(quiet.alarms("R01").isEmpty());
    }

    @Test
    void moreAlarmsThanAreHeldRaiseOneOfTheirOwn() {
        for (int i = 0; i < 200; i++) {
            rig.say("R01", Rig.words("R01", "X" + i).priority(Priority.LOW).done());
        }
        assertEquals(129, rig.alarms("R01").size());
        assertTrue(rig.sounds("R01", OwnAlarm.TOO_MANY_ALARMS));
        rig.say("R01", words().done());
        assertEquals(Priority.HIGH, rig.alarm("R01", OwnAlarm.TOO_MANY_ALARMS).priority());
        rig.say(
                "R01",
                Rig.words("R01", "X1")
                        .priority(Priority.LOW)
                        .phase(AlarmPhase.END)
                        .done());
        assertEquals(
                AlarmState.LATCHED_UNACK,
                rig.alarm("R01", OwnAlarm.TOO_MANY_ALARMS).state());
    }

    @Test
    void aMonitorCannotSpeakInVigiesName() {
        rig.say("R01", Rig.words("R01", OwnAlarm.NO_DATA).done()).beats(3, "R01");
        assertEquals(AlarmState.ACTIVE_UNACK, rig.alarm("R01", OwnAlarm.NO_DATA).state());
    }

    private List<String> codes() {
        return rig.alarms("R01").stream().map(alarm -> alarm.code().orElse("")).toList();
    }
}
