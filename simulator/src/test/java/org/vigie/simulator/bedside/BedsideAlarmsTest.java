package org.vigie.simulator.bedside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.vigie.simulator.bedside.AlarmNotice.Phase;
import org.vigie.simulator.patient.ClinicalEvent;
import org.vigie.simulator.patient.PatientPlan;
import org.vigie.simulator.patient.Reading;
import org.vigie.simulator.patient.Readings;
import org.vigie.simulator.patient.Rhythm;
import org.vigie.simulator.patient.VirtualPatient;
import org.vigie.simulator.patient.Vital;

final class BedsideAlarmsTest {
    private final BedsideAlarms alarms = new BedsideAlarms(BedsideLimits.DEFAULT);
    private final List<String> told = new ArrayList<>();
    private int second;

    private void saturation(int percent, int seconds) {
        see(new Reading.Measured(BigDecimal.valueOf(percent), false, null), Rhythm.SINUS, seconds);
    }

    private void see(Reading saturation, Rhythm rhythm, int seconds) {
        for (int i = 0; i < seconds; i++) {
            second++;
            tell(alarms.step(Duration.ofSeconds(second), new Readings(Map.of(Vital.SPO2, saturation), rhythm)));
        }
    }

    private void tell(List<AlarmNotice> notices) {
        for (AlarmNotice notice : notices) {
            told.add(second + " " + notice.alarm().condition() + " " + notice.phase());
        }
    }

    @Test
    void aLimitViolationAlarmsAfterItsDelayAndEndsByItself() {
        saturation(97, 10);
        saturation(88, 10);
        saturation(97, 10);
        assertEquals(List.of("17 SPO2_LOW START", "24 SPO2_LOW END"), told);
    }

    @Test
    void aShortDipDoesNotAlarm() {
        saturation(88, 5);
        saturation(97, 10);
        assertEquals(List.of(), told);
    }

    @Test
    void theExtremeConditionTakesThePlaceOfTheLimitAndLatches() {
        saturation(80, 30);
        saturation(97, 10);
        assertEquals(
                List.of("7 SPO2_LOW START", "9 DESATURATION START", "12 SPO2_LOW END", "34 DESATURATION LATCHED"),
                told);
        assertTrue(alarms.active().getFirst().latched());
        tell(alarms.silence(Duration.ofSeconds(second)));
        assertEquals("40 DESATURATION END", told.getLast());
        assertTrue(alarms.active().isEmpty());
    }

    @Test
    void silencedAtTheBedsideItEndsWithoutLatching() {
        saturation(80, 30);
        told.clear();
        tell(alarms.silence(Duration.ofSeconds(second)));
        saturation(97, 5);
        assertEquals(List.of("30 DESATURATION SILENCED", "34 DESATURATION END"), told);
    }

    @Test
    void aLatchedAlarmThatComesBackKeepsItsOccurrence() {
        saturation(80, 30);
        long occurrence = alarms.active().getFirst().occurrence();
        saturation(97, 10);
        saturation(80, 1);
        assertEquals("41 DESATURATION CONTINUE", told.getLast());
        assertEquals(occurrence, alarms.active().getFirst().occurrence());
        assertFalse(alarms.active().getFirst().latched());
    }

    @Test
    void aWorseValueIsTold() {
        saturation(88, 10);
        saturation(86, 2);
        assertEquals("11 SPO2_LOW UPDATE", told.getLast());
    }

    @Test
    void aMissingValueIsATechnicalAlarmAndNoPhysiologicalOne() {
        see(new Reading.Missing(Reading.Cause.SENSOR_OFF), Rhythm.SINUS, 30);
        assertEquals(List.of("4 SPO2_SENSOR_OFF START"), told);
    }

    @Test
    void allThatIsOnIsSaidAgainAfterAReconnect() {
        see(new Reading.Missing(Reading.Cause.NOT_ANALYSABLE), Rhythm.ASYSTOLE, 10);
        List<AlarmNotice> again = alarms.sayAgain(Duration.ofSeconds(second));
        assertEquals(1, again.size());
        assertEquals(Phase.CONTINUE, again.getFirst().phase());
        assertEquals(BedsideAlarm.ASYSTOLE, again.getFirst().alarm().condition());
    }

    @Test
    void aQuietDayRaisesNoAlarmWithFittingLimits() {
        for (long seed = 1; seed <= 3; seed++) {
            PatientPlan plan =
                    new PatientPlan(104, 93, 98, 52, 24, 38.3, 44, true, true, false, Duration.ofMinutes(10));
            VirtualPatient patient = new VirtualPatient(plan, seed);
            BedsideAlarms unit = new BedsideAlarms(BedsideLimits.fitting(plan));
            List<AlarmNotice> notices = new ArrayList<>();
            for (int at = 1; at <= 4 * 3_600; at++) {
                patient.advanceTo(Duration.ofSeconds(at));
                notices.addAll(unit.step(Duration.ofSeconds(at), patient.readings()));
            }
            assertTrue(notices.size() <= 4, "seed=" + seed + " " + notices);
        }
    }

    @Test
    void everyClinicalEventRaisesItsAlarm() {
        Map<ClinicalEvent, BedsideAlarm> expected = Map.ofEntries(
                Map.entry(ClinicalEvent.DESATURATION, BedsideAlarm.DESATURATION),
                Map.entry(ClinicalEvent.BRADYCARDIA, BedsideAlarm.EXTREME_BRADYCARDIA),
                Map.entry(ClinicalEvent.TACHYCARDIA, BedsideAlarm.EXTREME_TACHYCARDIA),
                Map.entry(ClinicalEvent.HYPOTENSION, BedsideAlarm.ART_MEAN_LOW),
                Map.entry(ClinicalEvent.APNOEA, BedsideAlarm.APNOEA),
                Map.entry(ClinicalEvent.ASYSTOLE, BedsideAlarm.ASYSTOLE),
                Map.entry(ClinicalEvent.VENTRICULAR_FIBRILLATION, BedsideAlarm.VENTRICULAR_FIBRILLATION),
                Map.entry(ClinicalEvent.VENTRICULAR_TACHYCARDIA, BedsideAlarm.VENTRICULAR_TACHYCARDIA),
                Map.entry(ClinicalEvent.LEADS_OFF, BedsideAlarm.LEADS_OFF),
                Map.entry(ClinicalEvent.SPO2_SENSOR_OFF, BedsideAlarm.SPO2_SENSOR_OFF),
                Map.entry(ClinicalEvent.NIBP_FAILED, BedsideAlarm.NIBP_FAILED));
        expected.forEach((event, condition) -> {
            VirtualPatient patient = new VirtualPatient(PatientPlan.DEFAULT, 5);
            BedsideAlarms unit = new BedsideAlarms(BedsideLimits.fitting(PatientPlan.DEFAULT));
            List<BedsideAlarm> started = new ArrayList<>();
            for (int at = 1; at <= 2_000; at++) {
                patient.advanceTo(Duration.ofSeconds(at));
                if (at == 60) {
                    patient.happen(event, Duration.ofSeconds(event == ClinicalEvent.NIBP_FAILED ? 1_500 : 90));
                }
                for (AlarmNotice notice : unit.step(Duration.ofSeconds(at), patient.readings())) {
                    if (notice.phase() == Phase.START) {
                        started.add(notice.alarm().condition());
                    }
                }
                if (at > 600) {
                    unit.silence(Duration.ofSeconds(at));
                }
            }
            assertTrue(started.contains(condition), event + " raised " + started);
            assertTrue(unit.active().isEmpty(), event + " leaves " + unit.active());
        });
    }
}
