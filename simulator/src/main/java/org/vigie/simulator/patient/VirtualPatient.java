package org.vigie.simulator.patient;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A patient made of numbers that hang together. The same plan, seed and events give the same readings, second by
 * second, on every machine. Not thread-safe.
 */
public final class VirtualPatient implements Patient {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration CUFF_TAKES = Duration.ofSeconds(30);
    private static final double PULSE_NEEDS_MEAN_MMHG = 35;

    private final PatientPlan plan;
    private final Physiology body;
    private final SplittableRandom sensorRandom;
    private final List<EventCourse> events = new ArrayList<>();
    private Duration now = Duration.ZERO;
    private Duration nextCuff;
    private @Nullable Cuff cuff;
    private boolean cuffFailed;
    private double artefact;

    private record Cuff(double systolic, double diastolic, Duration at) {}

    /**
     * @param plan how the patient is at rest
     * @param seed which of the many patients of that plan
     */
    public VirtualPatient(PatientPlan plan, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        this.plan = plan;
        this.body = new Physiology(plan, random.split());
        this.sensorRandom = random.split();
        this.nextCuff = Duration.ofSeconds(5 + sensorRandom.nextInt(40));
    }

    @Override
    public void happen(ClinicalEvent event, Duration lasting) {
        events.add(new EventCourse(event, now, lasting));
    }

    @Override
    public void advanceTo(Duration patientTime) {
        while (now.plus(SECOND).compareTo(patientTime) <= 0) {
            now = now.plus(SECOND);
            events.removeIf(course -> course.isOver(now));
            body.step(strain());
            artefact = strength(ClinicalEvent.ARTEFACT);
            measureCuff();
        }
    }

    private Physiology.Strain strain() {
        return new Physiology.Strain(
                strength(ClinicalEvent.DESATURATION),
                strength(ClinicalEvent.BRADYCARDIA),
                strength(ClinicalEvent.TACHYCARDIA),
                strength(ClinicalEvent.HYPOTENSION),
                strength(ClinicalEvent.APNOEA),
                isArrested() ? 1 : 0,
                is(ClinicalEvent.VENTRICULAR_TACHYCARDIA) ? 1 : 0);
    }

    private double strength(ClinicalEvent event) {
        double strongest = 0;
        for (EventCourse course : events) {
            if (course.event() == event) {
                strongest = StrictMath.max(strongest, course.strength(now));
            }
        }
        return strongest;
    }

    private boolean is(ClinicalEvent event) {
        return strength(event) > 0.5;
    }

    private boolean isArrested() {
        return is(ClinicalEvent.ASYSTOLE) || is(ClinicalEvent.VENTRICULAR_FIBRILLATION);
    }

    private void measureCuff() {
        if (plan.nibpEvery().isZero() || now.compareTo(nextCuff.plus(CUFF_TAKES)) < 0) {
            return;
        }
        nextCuff = nextCuff.plus(plan.nibpEvery());
        cuffFailed = is(ClinicalEvent.NIBP_FAILED) || isArrested();
        if (!cuffFailed) {
            double bias = 2 * Drift.gaussian(sensorRandom);
            cuff = new Cuff(body.systolic() + bias, body.diastolic() + bias * 0.6, now);
        }
    }

    @Override
    public Readings readings() {
        Readings.Builder readings = new Readings.Builder();
        Rhythm rhythm = heart(readings);
        pulse(readings);
        pressure(readings);
        cuff(readings);
        breath(readings);
        readings.measured(Vital.TEMPERATURE, body.temperature(), false);
        return readings.build(rhythm);
    }

    private Rhythm heart(Readings.Builder readings) {
        if (is(ClinicalEvent.LEADS_OFF)) {
            readings.missing(Vital.HEART_RATE, Reading.Cause.SENSOR_OFF);
            return Rhythm.UNKNOWN;
        }
        if (is(ClinicalEvent.ASYSTOLE)) {
            readings.measured(Vital.HEART_RATE, 0, false);
            return Rhythm.ASYSTOLE;
        }
        if (is(ClinicalEvent.VENTRICULAR_FIBRILLATION)) {
            readings.missing(Vital.HEART_RATE, Reading.Cause.NOT_ANALYSABLE);
            return Rhythm.VENTRICULAR_FIBRILLATION;
        }
        readings.measured(Vital.HEART_RATE, body.heartRate() + jump(12), artefact > 0);
        if (is(ClinicalEvent.VENTRICULAR_TACHYCARDIA)) {
            return Rhythm.VENTRICULAR_TACHYCARDIA;
        }
        return artefact > 0 ? Rhythm.UNKNOWN : Rhythm.SINUS;
    }

    private void pulse(Readings.Builder readings) {
        if (is(ClinicalEvent.SPO2_SENSOR_OFF)) {
            readings.missing(Vital.SPO2, Reading.Cause.SENSOR_OFF);
            readings.missing(Vital.PULSE_RATE, Reading.Cause.SENSOR_OFF);
        } else if (isArrested() || body.mean() < PULSE_NEEDS_MEAN_MMHG) {
            readings.missing(Vital.SPO2, Reading.Cause.NOT_ANALYSABLE);
            readings.missing(Vital.PULSE_RATE, Reading.Cause.NOT_ANALYSABLE);
        } else {
            readings.measured(Vital.SPO2, body.saturation() - StrictMath.abs(jump(3)), artefact > 0);
            readings.measured(Vital.PULSE_RATE, body.heartRate() + jump(6), artefact > 0);
        }
    }

    private void pressure(Readings.Builder readings) {
        if (plan.arterialLine()) {
            double sway = jump(9);
            double systolic = body.systolic() + sway;
            double diastolic = body.diastolic() + sway * 0.5;
            readings.measured(Vital.ART_SYS, systolic, artefact > 0);
            readings.measured(Vital.ART_DIA, diastolic, artefact > 0);
            readings.measured(Vital.ART_MEAN, (systolic + 2 * diastolic) / 3, artefact > 0);
        }
    }

    private void cuff(Readings.Builder readings) {
        if (plan.nibpEvery().isZero()) {
            return;
        }
        Cuff last = cuff;
        if (cuffFailed || last == null) {
            Reading.Cause cause = cuffFailed ? Reading.Cause.FAILED : Reading.Cause.NOT_ANALYSABLE;
            readings.missing(Vital.NIBP_SYS, cause);
            readings.missing(Vital.NIBP_DIA, cause);
            readings.missing(Vital.NIBP_MEAN, cause);
            return;
        }
        readings.put(Vital.NIBP_SYS, cuffReading(Vital.NIBP_SYS, last.systolic(), last));
        readings.put(Vital.NIBP_DIA, cuffReading(Vital.NIBP_DIA, last.diastolic(), last));
        readings.put(Vital.NIBP_MEAN, cuffReading(Vital.NIBP_MEAN, (last.systolic() + 2 * last.diastolic()) / 3, last));
    }

    private static Reading cuffReading(Vital vital, double value, Cuff cuff) {
        return new Reading.Measured(vital.shown(value), false, cuff.at());
    }

    private void breath(Readings.Builder readings) {
        boolean noBreath = body.respRate() < 1.5;
        if (is(ClinicalEvent.LEADS_OFF) && !plan.capnograph()) {
            readings.missing(Vital.RESP_RATE, Reading.Cause.SENSOR_OFF);
        } else {
            readings.measured(Vital.RESP_RATE, noBreath ? 0 : body.respRate() + jump(4), artefact > 0);
        }
        if (plan.capnograph()) {
            if (noBreath) {
                readings.missing(Vital.ETCO2, Reading.Cause.NOT_ANALYSABLE);
            } else {
                readings.measured(Vital.ETCO2, body.co2(), false);
            }
        }
    }

    /** A jump of the given size while there is artefact; the seed decides which. */
    private double jump(double size) {
        return artefact > 0 ? artefact * size * jumpOfThisSecond() : 0;
    }

    /** A hash of the time, not the next random number: asking twice for the readings changes nothing. */
    private double jumpOfThisSecond() {
        long mixed = (now.toSeconds() + 1) * 0x9E3779B97F4A7C15L;
        mixed ^= mixed >>> 29;
        mixed *= 0xBF58476D1CE4E5B9L;
        mixed ^= mixed >>> 32;
        return (mixed >>> 11) / (double) (1L << 52) - 1;
    }
}
