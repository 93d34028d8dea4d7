package org.vigie.model.ward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.vigie.model.alarm.AlarmState;
import org.vigie.model.alarm.OwnAlarm;
import org.vigie.model.alarm.Priority;
import org.vigie.model.report.AlarmReport;
import org.vigie.model.report.AlarmSnapshot;
import org.vigie.model.report.Inactivation;

/** A monitor that sends complete lists of its alarms, and pauses them. */
class PausedAlarmsTest {
    private static final String DESAT = "MDC_EVT_DESAT";
    private static final String OFF = "MDC_EVT_STAT_AL_OFF";

    private final Rig rig = Rig.of("R01").beats(3, "R01");
    private final AlarmReport desat = Rig.words("R01", DESAT).done();
    private final AlarmReport off = Rig.words("R01", OFF)
            .priority(Priority.LOW)
            .technical()
            .silenced(Inactivation.ALARM_PAUSED)
            .done();

    private void lists(boolean complete, List<AlarmReport> physiological, List<AlarmReport> technical) {
        rig.say("R01", new AlarmSnapshot("R01", Rig.DEVICE, "physiological", physiological, complete));
        rig.say("R01", new AlarmSnapshot("R01", Rig.DEVICE, "technical", technical, complete));
    }

    @Test
    void anEmptyListOfPausedAlarmsEndsNothingAndTheClearOneDoes() {
        lists(true, List.of(desat), List.of());
        lists(false, List.of(), List.of(off));
        assertEquals(AlarmState.ACTIVE_UNACK, rig.alarm("R01", DESAT).state());
        assertTrue(rig.bed("R01").marks().contains(Mark.BEDSIDE_ALARMS_PAUSED));
        lists(true, List.of(), List.of());
        assertEquals(AlarmState.LATCHED_UNACK, rig.alarm("R01", DESAT).state());
        assertFalse(rig.bed("R01").marks().contains(Mark.BEDSIDE_ALARMS_PAUSED));
        assertFalse(rig.has("R01", OFF));
    }

    @Test
    void thePauseOfOneListIsNotEndedByTheEmptinessOfTheOther() {
        for (int second = 0; second < 200; second++) {
            lists(true, List.of(), List.of(off));
            rig.beats(1, "R01");
        }
        assertTrue(rig.has("R01", OwnAlarm.BEDSIDE_ALARMS_OFF));
        lists(true, List.of(), List.of());
        assertFalse(rig.has("R01", OwnAlarm.BEDSIDE_ALARMS_OFF));
    }
}
