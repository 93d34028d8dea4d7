package org.vigie.model.ward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.vigie.model.BedId;
import org.vigie.model.alarm.AlarmState;
import org.vigie.model.alarm.OwnAlarm;
import org.vigie.model.alarm.Priority;
import org.vigie.model.link.LinkState;

/** What people do at the displays. */
final class CommandsTest {
    private static final String CODE = "MDC_EVT_DESAT";
    private final Rig rig = Rig.of("R01", "R02").beats(3, "R01", "R02");

    @Test
    void anAcknowledgementSilencesOneOccurrenceAndNamesThePerson() {
        rig.say("R01", Rig.words("R01", CODE).done());
        rig.acknowledge(rig.alarm("R01", CODE));
        assertEquals(Optional.empty(), rig.refusal());
        assertEquals("AB", rig.alarm("R01", CODE).acknowledgedBy());
        assertFalse(rig.sounds("R01", CODE));
    }

    @Test
    void refusesWhatIsNotThere() {
        rig.command(Action.ACKNOWLEDGE, null, "a1-1");
        assertEquals(Optional.of("no-such-alarm"), rig.refusal());
        rig.command(Action.ACKNOWLEDGE, "R01", null);
        assertEquals(Optional.of("nothing-to-acknowledge"), rig.refusal());
        rig.command(Action.STANDBY, "R99", null);
        assertEquals(Optional.of("no-such-bed"), rig.refusal());
        rig.command(Action.STANDBY, null, null);
        assertEquals(Optional.of("no-bed-given"), rig.refusal());
        rig.command(Action.END_STANDBY, "R01", null);
        assertEquals(Optional.of("not-on-standby"), rig.refusal());
    }

    @Test
    void allAlarmsOfABedCanBeAcknowledgedAtOnce() {
        rig.say("R01", Rig.words("R01", CODE).done(), Rig.words("R01", "OTHER").done());
        rig.command(Action.ACKNOWLEDGE, "R01", null);
        assertEquals(0, rig.sounding());
    }

    @Test
    void theSameCommandTwiceTakesEffectOnce() {
        rig.say("R01", Rig.words("R01", CODE).done());
        WardEvent pause = new WardEvent.Commanded("x", Action.PAUSE, new BedId("R01"), null, "AB");
        rig.apply(pause);
        Optional<java.time.Instant> until = rig.bed("R01").soundPausedUntil();
        rig.afterSeconds(1).beat("R01").apply(pause);
        assertEquals(Optional.empty(), rig.refusal());
        assertEquals(until, rig.bed("R01").soundPausedUntil());
    }

    @Test
    void standbyIsRefusedWhileAnAlarmAboutThePatientIsOn() {
        rig.say("R01", Rig.words("R01", CODE).done()).command(Action.STANDBY, "R01", null);
        assertEquals(Optional.of("alarm-active"), rig.refusal());
        rig.command(Action.CLOSE, "R01", null);
        assertEquals(Optional.empty(), rig.refusal());
        rig.command(Action.STANDBY, "R01", null);
        assertEquals(Optional.empty(), rig.refusal());
        assertEquals(LinkState.STANDBY, rig.bed("R01").link());
    }

    @Test
    void silenceOnStandbyIsNoAlarmAndAMonitorThatComesBackEndsIt() {
        rig.command(Action.STANDBY, "R01", null).beats(600, "R02");
        assertTrue(rig.alarms("R01").isEmpty());
        rig.beat("R01");
        assertEquals(LinkState.LIVE, rig.bed("R01").link());
        assertTrue(rig.bed("R01").marks().contains(Mark.MONITORING_RESUMED));
        rig.command(Action.END_STANDBY, "R01", null);
        assertEquals(Optional.empty(), rig.refusal());
        assertFalse(rig.bed("R01").marks().contains(Mark.MONITORING_RESUMED));
    }

    @Test
    void aMonitorThatGoesOnSendingDoesNotEndTheStandby() {
        rig.command(Action.STANDBY, "R01", null).beats(600, "R01", "R02");
        assertEquals(LinkState.STANDBY, rig.bed("R01").link());
        rig.say(
                "R01",
                Rig.words("R01", "LEADS_OFF")
                        .technical()
                        .priority(Priority.MEDIUM)
                        .done());
        assertEquals(LinkState.STANDBY, rig.bed("R01").link());
        assertEquals(0, rig.sounding());
    }

    @Test
    void anAlarmAboutThePatientEndsTheStandby() {
        rig.command(Action.STANDBY, "R01", null).beats(60, "R01", "R02");
        rig.say("R01", Rig.words("R01", CODE).done());
        assertTrue(rig.sounds("R01", CODE));
        assertTrue(rig.bed("R01").marks().contains(Mark.MONITORING_RESUMED));
    }

    @Test
    void afterAStandbyTheFeedHasItsTimeAgain() {
        rig.command(Action.STANDBY, "R01", null).beats(600, "R02");
        rig.command(Action.END_STANDBY, "R01", null);
        assertEquals(LinkState.STALE, rig.bed("R01").link());
        rig.beats(9, "R02");
        assertTrue(rig.alarms("R01").isEmpty());
        rig.beats(1, "R02");
        assertTrue(rig.sounds("R01", OwnAlarm.NO_DATA));
    }

    @Test
    void bedsOnStandbyAreNotAmongThoseThatShouldReport() {
        assertEquals(2, rig.ward.bedsTotal());
        rig.command(Action.STANDBY, "R01", null);
        assertEquals(1, rig.ward.bedsTotal());
        assertEquals(1, rig.ward.bedsReporting());
    }

    @Test
    void aClosedAlarmThatIsStillOnIsRaisedAgainByItsMonitor() {
        rig.say("R01", Rig.words("R01", CODE).done());
        rig.command(Action.CLOSE, null, rig.alarm("R01", CODE).id());
        assertTrue(rig.alarms("R01").isEmpty());
        rig.say("R01", Rig.words("R01", CODE).done());
        assertEquals(AlarmState.ACTIVE_UNACK, rig.alarm("R01", CODE).state());
    }

    @Test
    void aSoundCheckIsRecorded() {
        rig.command(Action.SOUND_CHECK, null, null);
        assertEquals(Optional.empty(), rig.refusal());
    }
}
