package org.vigie.model.ward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vigie.model.BedId;
import org.vigie.model.SourceId;
import org.vigie.model.alarm.OwnAlarm;
import org.vigie.model.alarm.Priority;
import org.vigie.model.link.LinkReason;
import org.vigie.model.link.LinkState;
import org.vigie.model.link.MonitorMode;
import org.vigie.model.observation.AbsenceReason;
import org.vigie.model.observation.Absent;
import org.vigie.model.observation.Quality;
import org.vigie.model.report.ModeReport;
import org.vigie.model.report.Observed;
import org.vigie.model.report.Report;

/** A monitor says that it is on standby, in service, being configured, or that it only shows a demonstration. */
final class MonitorModesTest {
    private static final Observed NOTHING =
            new Observed("R01", Rig.DEVICE, new Absent(Rig.HR, AbsenceReason.NOT_MEASURED, null));

    private final Rig rig = Rig.of("R01", "R02").beats(20, "R01", "R02");

    private static Report mode(MonitorMode mode) {
        return new ModeReport("R01", Rig.DEVICE, mode, "");
    }

    private void off(int seconds, MonitorMode mode) {
        for (int i = 0; i < seconds; i++) {
            rig.afterSeconds(1).say("R01", mode(mode), NOTHING);
            rig.beat("R02");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = MonitorMode.class,
            names = {"STANDBY", "SERVICE", "CONFIGURATION"})
    void theLinkReadsStandbyWithoutAnyAlarmAndIsLiveAgainByItself(MonitorMode mode) {
        off(1, mode);
        assertEquals(LinkState.STANDBY, rig.bed("R01").link());
        assertEquals("monitor-" + mode.word(), rig.bed("R01").linkReason().word());
        assertEquals(ValueState.ABSENT, rig.stream("R01", Rig.HR).state());
        off(600, mode);
        assertEquals(LinkState.STANDBY, rig.bed("R01").link());
        assertEquals(List.of(), rig.alarms("R01"));
        assertEquals(List.of(), rig.alarms("*"));
        assertEquals(1, rig.ward.bedsTotal());
        assertTrue(rig.bed("R01").isUnwatched(), "somebody has to watch it all the same");
        rig.afterSeconds(1).say("R01", mode(MonitorMode.MONITORING), Rig.value("R01", Rig.HR, 80));
        assertEquals(LinkState.LIVE, rig.bed("R01").link());
        assertEquals(LinkReason.NONE, rig.bed("R01").linkReason());
        assertEquals(ValueState.LIVE, rig.stream("R01", Rig.HR).state());
    }

    @Test
    void aValueThatAMonitorStillSendsInServiceIsStaleAtOnce() {
        rig.afterSeconds(1).say("R01", mode(MonitorMode.SERVICE), Rig.value("R01", Rig.HR, 80, null, Quality.TEST));
        assertEquals(ValueState.STALE, rig.stream("R01", Rig.HR).state());
    }

    @Test
    void aValueThatWentBeforeTheModeWasToldIsNoLossAnyMore() {
        rig.say("R01", mode(MonitorMode.MONITORING));
        for (int i = 0; i < 8; i++) {
            rig.afterSeconds(1).say("R01", NOTHING);
        }
        assertTrue(rig.has("R01", OwnAlarm.VALUE_LOST));
        off(1, MonitorMode.STANDBY);
        assertFalse(rig.has("R01", OwnAlarm.VALUE_LOST));
    }

    @Test
    void aValueThatDoesNotComeBackAfterTheStandbyIsNotWaitedForUntilItWasThere() {
        off(30, MonitorMode.STANDBY);
        for (int i = 0; i < 20; i++) {
            rig.afterSeconds(1).say("R01", mode(MonitorMode.MONITORING), NOTHING);
        }
        assertEquals(LinkState.LIVE, rig.bed("R01").link());
        assertFalse(rig.has("R01", OwnAlarm.VALUE_LOST));
    }

    @Test
    void silenceOfAMonitorOnStandbyIsALossBecauseItCannotSayWhenItMeasuresAgain() {
        off(30, MonitorMode.STANDBY);
        rig.beats(10, "R02");
        assertEquals(LinkState.LOST, rig.bed("R01").link());
        assertTrue(rig.sounds("R01", OwnAlarm.NO_DATA));
        off(1, MonitorMode.STANDBY);
        assertEquals(LinkState.STANDBY, rig.bed("R01").link());
    }

    @Test
    void anAlarmOfAMonitorOnStandbySounds() {
        off(5, MonitorMode.STANDBY);
        rig.say("R01", Rig.words("R01", "X").priority(Priority.MEDIUM).done());
        assertTrue(rig.sounds("R01", "X"));
        assertEquals(LinkState.STANDBY, rig.bed("R01").link());
    }

    @Test
    void aSecondMonitorThatMeasuresKeepsTheBedLive() {
        SourceId second = new SourceId("hl7/second");
        for (int i = 0; i < 5; i++) {
            off(1, MonitorMode.STANDBY);
            rig.apply(new WardEvent.Heard(
                    second, "c/2", List.of(new ModeReport("R01", null, MonitorMode.MONITORING, ""))));
        }
        assertEquals(LinkState.LIVE, rig.bed("R01").link());
    }

    @Test
    void aPersonsStandbyEndsWhenTheMonitorMeasuresAgain() {
        rig.command(Action.STANDBY, "R01", null);
        off(20, MonitorMode.STANDBY);
        assertEquals(LinkReason.NONE, rig.bed("R01").linkReason());
        rig.say("R01", mode(MonitorMode.MONITORING), Rig.value("R01", Rig.HR, 80));
        assertEquals(LinkState.LIVE, rig.bed("R01").link());
        assertTrue(rig.bed("R01").marks().contains(Mark.MONITORING_RESUMED));
    }

    @Test
    void endingAPersonsStandbyLeavesThatOfTheMonitor() {
        off(5, MonitorMode.STANDBY);
        rig.command(Action.STANDBY, "R01", null).command(Action.END_STANDBY, "R01", null);
        off(1, MonitorMode.STANDBY);
        assertEquals(LinkState.STANDBY, rig.bed("R01").link());
        assertEquals(LinkReason.MONITOR_STANDBY, rig.bed("R01").linkReason());
    }

    @Test
    void demoIsMarkedBeforeTheFirstValue() {
        rig.say("R01", mode(MonitorMode.DEMO));
        assertTrue(rig.bed("R01").marks().contains(Mark.DEMO));
        rig.say("R01", mode(MonitorMode.MONITORING));
        assertFalse(rig.bed("R01").marks().contains(Mark.DEMO));
    }

    @Test
    void theModeSurvivesARestart() {
        off(5, MonitorMode.STANDBY);
        String text = rig.ward.checkpoint();
        Ward restored = Ward.restore(rig.ward.site(), text, rig.now);
        assertEquals(text, restored.checkpoint());
        Bed bed = restored.beds().get(new BedId("R01"));
        assertEquals(rig.bed("R01").link(), bed == null ? null : bed.link());
    }
}
