package org.vigie.simulator.patient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class VirtualPatientTest {
    private static final PatientPlan BREATHING_ALONE =
            new PatientPlan(84, 96, 138, 74, 18, 37.4, 39, true, true, false, Duration.ofMinutes(10));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aQuietDayStaysPlausibleAndCoherent(long seed) {
        for (PatientPlan plan : List.of(PatientPlan.DEFAULT, BREATHING_ALONE)) {
            VirtualPatient patient = new VirtualPatient(plan, seed);
            for (int second = 1; second <= 86_400; second++) {
                patient.advanceTo(Duration.ofSeconds(second));
                if (second % 10 == 0) {
                    check(plan, patient.readings(), "seed=" + seed + " second=" + second);
                }
            }
        }
    }

    private static void check(PatientPlan plan, Readings readings, String where) {
        double heart = number(readings, Vital.HEART_RATE);
        assertTrue(Math.abs(heart - plan.heartRatePerMin()) < 22, where + " hr=" + heart);
        assertTrue(Math.abs(heart - number(readings, Vital.PULSE_RATE)) <= 1, where + " pulse follows the heart");
        double saturation = number(readings, Vital.SPO2);
        assertTrue(saturation >= plan.spo2Percent() - 4 && saturation <= 100, where + " spo2=" + saturation);
        double systolic = number(readings, Vital.ART_SYS);
        double diastolic = number(readings, Vital.ART_DIA);
        double mean = number(readings, Vital.ART_MEAN);
        assertTrue(systolic > mean && mean > diastolic, where + " " + systolic + "/" + diastolic + " (" + mean + ")");
        assertTrue(Math.abs(mean - (systolic + 2 * diastolic) / 3) <= 1.5, where + " mean from systolic and diastolic");
        assertTrue(Math.abs(systolic - plan.systolicMmHg()) < 32, where + " sys=" + systolic);
        double breaths = number(readings, Vital.RESP_RATE);
        assertTrue(Math.abs(breaths - plan.respRatePerMin()) < 8, where + " rr=" + breaths);
        double carbon = number(readings, Vital.ETCO2);
        assertTrue(Math.abs(carbon - plan.etco2MmHg()) < 10, where + " etco2=" + carbon);
        double warm = number(readings, Vital.TEMPERATURE);
        assertTrue(Math.abs(warm - plan.temperatureCelsius()) < 0.6, where + " temp=" + warm);
        assertEquals(Rhythm.SINUS, readings.rhythm());
    }

    private static double number(Readings readings, Vital vital) {
        return readings.number(vital).map(BigDecimal::doubleValue).orElseThrow();
    }

    @Test
    void theSameSeedLivesTheSameLifeAndAnotherSeedAnother() {
        List<Readings> one = life(7);
        assertEquals(one, life(7));
        assertNotEquals(one, life(8));
    }

    private static List<Readings> life(long seed) {
        VirtualPatient patient = new VirtualPatient(BREATHING_ALONE, seed);
        List<Readings> life = new ArrayList<>();
        for (int second = 0; second < 600; second++) {
            if (second == 100) {
                patient.happen(ClinicalEvent.ARTEFACT, Duration.ofSeconds(30));
            }
            patient.advanceTo(Duration.ofSeconds(second));
            life.add(patient.readings());
        }
        return life;
    }

    @Test
    void askingTwiceChangesNothingAndLargeStepsGiveTheSameAsSmallOnes() {
        VirtualPatient steps = new VirtualPatient(BREATHING_ALONE, 3);
        VirtualPatient leap = new VirtualPatient(BREATHING_ALONE, 3);
        for (int second = 0; second <= 500; second++) {
            steps.advanceTo(Duration.ofSeconds(second));
            assertEquals(steps.readings(), steps.readings());
        }
        leap.advanceTo(Duration.ofSeconds(500));
        assertEquals(steps.readings(), leap.readings());
    }

    @Test
    void desaturationQuickensTheHeartAndRecovers() {
        Course course = new Course(ClinicalEvent.DESATURATION, 60);
        assertTrue(course.lowest(Vital.SPO2) < 85, "lowest " + course.lowest(Vital.SPO2));
        assertTrue(course.highest(Vital.HEART_RATE) > course.before(Vital.HEART_RATE) + 2);
        assertTrue(course.after(Vital.SPO2) >= 94, "after " + course.after(Vital.SPO2));
    }

    @Test
    void bradycardiaIsExtremeAndRecovers() {
        Course course = new Course(ClinicalEvent.BRADYCARDIA, 60);
        assertTrue(course.lowest(Vital.HEART_RATE) < 40, "lowest " + course.lowest(Vital.HEART_RATE));
        assertTrue(course.after(Vital.HEART_RATE) > 65);
    }

    @Test
    void tachycardiaIsExtremeAndRecovers() {
        Course course = new Course(ClinicalEvent.TACHYCARDIA, 60);
        assertTrue(course.highest(Vital.HEART_RATE) > 140, "highest " + course.highest(Vital.HEART_RATE));
        assertTrue(course.after(Vital.HEART_RATE) < 110);
    }

    @Test
    void lowPressureQuickensTheHeart() {
        Course course = new Course(ClinicalEvent.HYPOTENSION, 90);
        assertTrue(course.lowest(Vital.ART_MEAN) < 65, "lowest " + course.lowest(Vital.ART_MEAN));
        assertTrue(course.highest(Vital.HEART_RATE) > course.before(Vital.HEART_RATE) + 6);
        assertTrue(course.after(Vital.ART_MEAN) > 75);
    }

    @Test
    void oxygenFallsHalfAMinuteAfterTheLastBreath() {
        Course course = new Course(ClinicalEvent.APNOEA, 100);
        assertEquals(0, course.lowest(Vital.RESP_RATE));
        assertTrue(course.at(25, Vital.SPO2).orElseThrow() > 93, "reserve");
        assertTrue(course.lowest(Vital.SPO2) < 85, "lowest " + course.lowest(Vital.SPO2));
        assertTrue(course.at(60, Vital.ETCO2).isEmpty(), "no breath, no end-tidal value");
        assertTrue(course.after(Vital.SPO2) > 93);
    }

    @Test
    void anArrestHasNoPulseNoOximetryAndHardlyAnyPressure() {
        Course asystole = new Course(ClinicalEvent.ASYSTOLE, 40);
        assertEquals(0, asystole.at(5, Vital.HEART_RATE).orElseThrow());
        assertTrue(asystole.at(20, Vital.SPO2).isEmpty());
        assertTrue(asystole.at(20, Vital.PULSE_RATE).isEmpty());
        assertTrue(asystole.at(35, Vital.ART_MEAN).orElseThrow() < 25);
        assertTrue(asystole.after(Vital.ART_MEAN) > 75);

        Course fibrillation = new Course(ClinicalEvent.VENTRICULAR_FIBRILLATION, 40);
        assertTrue(fibrillation.at(20, Vital.HEART_RATE).isEmpty());
        assertTrue(fibrillation.at(20, Vital.PULSE_RATE).isEmpty());
    }

    @Test
    void aSensorThatIsOffGivesNoNumber() {
        assertTrue(
                new Course(ClinicalEvent.LEADS_OFF, 30).at(10, Vital.HEART_RATE).isEmpty());
        assertTrue(
                new Course(ClinicalEvent.SPO2_SENSOR_OFF, 30).at(10, Vital.SPO2).isEmpty());
        Course cuff = new Course(ClinicalEvent.NIBP_FAILED, 1_300);
        assertTrue(cuff.at(1_250, Vital.NIBP_SYS).isEmpty());
    }

    @Test
    void artefactIsMarked() {
        VirtualPatient patient = new VirtualPatient(PatientPlan.DEFAULT, 1);
        patient.happen(ClinicalEvent.ARTEFACT, Duration.ofSeconds(20));
        patient.advanceTo(Duration.ofSeconds(10));
        assertTrue(patient.readings().of(Vital.HEART_RATE) instanceof Reading.Measured measured
                && measured.questionable());
    }

    /** A patient to whom one thing happens at second 300. */
    private static final class Course {
        private final List<Readings> seconds = new ArrayList<>();
        private final int lasting;

        Course(ClinicalEvent event, int lasting) {
            this.lasting = lasting;
            VirtualPatient patient = new VirtualPatient(PatientPlan.DEFAULT, 11);
            for (int second = 0; second <= 300 + lasting + 300; second++) {
                patient.advanceTo(Duration.ofSeconds(second));
                if (second == 300) {
                    patient.happen(event, Duration.ofSeconds(lasting));
                }
                seconds.add(patient.readings());
            }
        }

        Optional<Double> at(int secondsIn, Vital vital) {
            return seconds.get(300 + secondsIn).number(vital).map(BigDecimal::doubleValue);
        }

        double before(Vital vital) {
            return seconds.get(299).number(vital).orElseThrow().doubleValue();
        }

        double after(Vital vital) {
            return seconds.get(300 + lasting + 300).number(vital).orElseThrow().doubleValue();
        }

        double lowest(Vital vital) {
            return seconds.subList(300, 300 + lasting + 60).stream()
                    .flatMap(readings -> readings.number(vital).stream())
                    .mapToDouble(BigDecimal::doubleValue)
                    .min()
                    .orElseThrow();
        }

        double highest(Vital vital) {
            return seconds.subList(300, 300 + lasting + 60).stream()
                    .flatMap(readings -> readings.number(vital).stream())
                    .mapToDouble(BigDecimal::doubleValue)
                    .max()
                    .orElseThrow();
        }
    }
}
