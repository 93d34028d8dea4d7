package org.vigie.simulator.patient;

import java.util.SplittableRandom;

/**
 * The body: rate, pressure, breathing and oxygen pull on each other, one second at a time. Plausible for a display and
 * for alarms, not a teaching model: first-order relaxations towards targets that depend on the other variables. The
 * figures are our own choice within ranges that monitors' manuals and alarms.md section 5 call normal or alarming.
 */
final class Physiology {
    private static final double ARREST_MEAN_MMHG = 12;
    private static final double OXYGEN_RESERVE_SECONDS = 35;
    private static final double OXYGEN_FALL_PER_SECOND = 0.45;

    /**
     * How strong each disturbance is now, 0 to 1.
     *
     * @param arrest asystole or fibrillation
     * @param fastVentricular ventricular tachycardia
     */
    record Strain(
            double desaturation,
            double bradycardia,
            double tachycardia,
            double hypotension,
            double apnoea,
            double arrest,
            double fastVentricular) {}

    private final PatientPlan rest;
    private final Drift rateDrift;
    private final Drift meanDrift;
    private final Drift breathDrift;
    private final Drift temperatureDrift;
    private final Drift oxygenDrift;
    private final Drift pulsePressureDrift;
    private final Drift rateNoise;
    private final Drift meanNoise;

    private double heartRate;
    private double mean;
    private double pulsePressure;
    private double respRate;
    private double temperature;
    private double co2;
    private double saturation;
    private double secondsWithoutBreath;
    private double breathPhase;

    Physiology(PatientPlan rest, SplittableRandom random) {
        this.rest = rest;
        rateDrift = new Drift(2.5, 600, random.split());
        meanDrift = new Drift(3, 900, random.split());
        breathDrift = new Drift(rest.ventilated() ? 0.2 : 1.2, 300, random.split());
        temperatureDrift = new Drift(0.15, 14_400, random.split());
        oxygenDrift = new Drift(0.5, 400, random.split());
        pulsePressureDrift = new Drift(2, 600, random.split());
        rateNoise = new Drift(0.8, 4, random.split());
        meanNoise = new Drift(0.8, 6, random.split());
        heartRate = rest.heartRatePerMin();
        mean = rest.meanMmHg();
        pulsePressure = (double) rest.systolicMmHg() - rest.diastolicMmHg();
        respRate = rest.respRatePerMin();
        temperature = rest.temperatureCelsius();
        co2 = rest.etco2MmHg();
        saturation = rest.spo2Percent();
    }

    /** One second on. */
    void step(Strain strain) {
        temperature = rest.temperatureCelsius() + temperatureDrift.step();
        breathe(strain);
        oxygenate(strain);
        double reflex = pressure(strain);
        beat(strain, reflex);
    }

    private void breathe(Strain strain) {
        double drive = breathDrift.step();
        if (!rest.ventilated()) {
            drive += 0.35 * StrictMath.max(0, co2 - rest.etco2MmHg() - 3);
            drive += 8 * StrictMath.max(0, 88 - saturation) / 20;
            drive += 1.2 * StrictMath.max(0, temperature - 38);
        }
        double target = StrictMath.max(0, rest.respRatePerMin() + drive) * (1 - strain.apnoea());
        respRate = relax(respRate, target, strain.apnoea() > 0.5 ? 3 : 8);
        secondsWithoutBreath = respRate < 2 ? secondsWithoutBreath + 1 : 0;
        breathPhase += respRate / 60;

        double ventilation = respRate / rest.respRatePerMin();
        if (ventilation < 0.15) {
            co2 = StrictMath.min(90, co2 + 0.07);
        } else {
            double perfusion = StrictMath.min(1, mean / rest.meanMmHg() + 0.15);
            double bounded = StrictMath.max(0.5, StrictMath.min(2, ventilation));
            co2 = relax(co2, rest.etco2MmHg() * StrictMath.pow(bounded, -0.6) * perfusion, 45);
        }
    }

    private void oxygenate(Strain strain) {
        double target = StrictMath.min(100, rest.spo2Percent() + oxygenDrift.step()) - 16 * strain.desaturation();
        if (secondsWithoutBreath > OXYGEN_RESERVE_SECONDS) {
            saturation = StrictMath.max(55, saturation - OXYGEN_FALL_PER_SECOND);
        } else if (strain.arrest() > 0.5) {
            saturation = StrictMath.max(50, saturation - 0.3);
        } else {
            saturation = relax(saturation, target, 9);
        }
    }

    /** Moves the pressure and returns the beats per minute that the baroreflex asks for. */
    private double pressure(Strain strain) {
        double set = rest.meanMmHg() + meanDrift.step();
        double target = set
                - 30 * strain.hypotension()
                - 6 * strain.tachycardia()
                - 0.25 * StrictMath.max(0, rest.heartRatePerMin() - 12 - heartRate) * strain.bradycardia()
                - 0.35 * mean * strain.fastVentricular();
        if (strain.arrest() > 0.5) {
            mean = relax(mean, ARREST_MEAN_MMHG, 6);
        } else {
            mean = relax(mean, target, 10) + meanNoise.step() * 0.25;
        }
        double filling = StrictMath.pow(rest.heartRatePerMin() / StrictMath.max(30, heartRate), 0.35);
        double width = (rest.systolicMmHg() - rest.diastolicMmHg()) * filling * mean / rest.meanMmHg();
        double wanted = strain.arrest() > 0.5 ? 2 : StrictMath.max(8, width + pulsePressureDrift.step());
        pulsePressure = relax(pulsePressure, wanted, 5);
        return StrictMath.max(-10, StrictMath.min(35, 0.55 * (set - mean)));
    }

    private void beat(Strain strain, double reflex) {
        double free = 1 - StrictMath.max(strain.bradycardia(), strain.tachycardia());
        double target = rest.heartRatePerMin() + rateDrift.step();
        target += free * reflex;
        target += free * 0.9 * StrictMath.max(0, StrictMath.min(23, 88 - saturation));
        target -= 2 * StrictMath.max(0, 65 - saturation);
        target += 9 * StrictMath.max(-1, temperature - rest.temperatureCelsius());
        target += strain.bradycardia() * (37 - rest.heartRatePerMin());
        target += strain.tachycardia() * (150 - rest.heartRatePerMin());
        target = strain.fastVentricular() > 0.5 ? 172 : StrictMath.max(32, target);
        heartRate = relax(heartRate, target, strain.fastVentricular() > 0.5 ? 2 : 5) + rateNoise.step() * 0.3;
    }

    private static double relax(double value, double target, double timeConstantSeconds) {
        return value + (target - value) / timeConstantSeconds;
    }

    /** Beats per minute with the sway of breathing. */
    double heartRate() {
        return heartRate + 1.2 * StrictMath.sin(2 * StrictMath.PI * breathPhase);
    }

    double mean() {
        return mean;
    }

    double systolic() {
        return diastolic() + pulsePressure;
    }

    double diastolic() {
        return mean - pulsePressure / 3;
    }

    double respRate() {
        return respRate;
    }

    double temperature() {
        return temperature;
    }

    double co2() {
        return co2;
    }

    double saturation() {
        return StrictMath.min(100, saturation);
    }
}
