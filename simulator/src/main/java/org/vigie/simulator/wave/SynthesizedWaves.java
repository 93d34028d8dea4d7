package org.vigie.simulator.wave;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.SplittableRandom;
import org.vigie.simulator.patient.Reading;
import org.vigie.simulator.patient.Readings;
import org.vigie.simulator.patient.Rhythm;
import org.vigie.simulator.patient.Vital;

/**
 * Waves made from the numbers: every wave follows the same heart beat, with the rate, pressures and breathing that the
 * monitor shows. The same seed and readings give the same samples on every machine. Not thread-safe.
 */
public final class SynthesizedWaves implements WaveSource {
    private static final double PRESSURE_DELAY_MS = 160;
    private static final double FINGER_DELAY_MS = 230;

    private final SplittableRandom noise;
    private final BeatTrain train;
    private final double strength;
    private long now;
    private double breath;
    private double rate = 70;

    /** @param seed which of the many patients */
    public SynthesizedWaves(long seed) {
        SplittableRandom random = new SplittableRandom(seed ^ 0x5713_A7E5L);
        this.train = new BeatTrain(random.split());
        this.noise = random.split();
        this.strength = 0.75 + 0.5 * random.nextDouble();
    }

    @Override
    public void skip(int millis, Readings readings) {
        live(millis, readings);
        breath += millis / 60_000.0 * breaths(readings);
        now += millis;
    }

    @Override
    public WaveBlock next(int millis, Readings readings) {
        if (millis > LONGEST_MS) {
            throw new IllegalArgumentException("at most " + LONGEST_MS + " ms, got " + millis);
        }
        live(millis, readings);
        BeatTrain.Beat[] beats = train.around(now, now + millis);
        WaveBlock block = new WaveBlock();
        if (isFitted(readings, Vital.HEART_RATE)) {
            boolean on = !readings.isMissing(Vital.HEART_RATE, Reading.Cause.SENSOR_OFF);
            block.put(WaveKind.ECG, ecg(millis, readings, beats), on);
        }
        if (isFitted(readings, Vital.ART_SYS)) {
            block.put(WaveKind.ARTERIAL, arterial(millis, readings, beats), true);
        }
        if (isFitted(readings, Vital.SPO2)) {
            boolean on = !readings.isMissing(Vital.SPO2, Reading.Cause.SENSOR_OFF);
            block.put(WaveKind.PLETH, pleth(millis, readings, beats), on);
        }
        if (isFitted(readings, Vital.RESP_RATE)) {
            boolean on = !readings.isMissing(Vital.RESP_RATE, Reading.Cause.SENSOR_OFF);
            block.put(WaveKind.RESPIRATION, respiration(millis, readings), on);
        }
        breath += millis / 60_000.0 * breaths(readings);
        now += millis;
        return block;
    }

    private static boolean isFitted(Readings readings, Vital vital) {
        return !readings.isMissing(vital, Reading.Cause.NOT_CONNECTED);
    }

    private void live(int millis, Readings readings) {
        if (isWithoutBeat(readings.rhythm())) {
            train.stop(now);
            return;
        }
        Optional<BigDecimal> shown = readings.number(Vital.HEART_RATE).filter(number -> number.signum() > 0);
        if (shown.isEmpty()) {
            shown = readings.number(Vital.PULSE_RATE).filter(number -> number.signum() > 0);
        }
        rate = shown.map(Number::doubleValue).orElse(rate);
        train.beat((double) now + millis, rate, readings.rhythm() == Rhythm.VENTRICULAR_TACHYCARDIA);
    }

    private static boolean isWithoutBeat(Rhythm rhythm) {
        return rhythm == Rhythm.ASYSTOLE || rhythm == Rhythm.VENTRICULAR_FIBRILLATION;
    }

    private static boolean isDisturbed(Readings readings) {
        return readings.of(Vital.HEART_RATE) instanceof Reading.Measured measured && measured.questionable();
    }

    private double[] ecg(int millis, Readings readings, BeatTrain.Beat[] beats) {
        double[] samples = room(WaveKind.ECG, millis);
        if (readings.isMissing(Vital.HEART_RATE, Reading.Cause.SENSOR_OFF)) {
            return samples;
        }
        long first = WaveKind.ECG.firstSampleAt(now);
        boolean disturbed = isDisturbed(readings);
        boolean fibrillating = readings.rhythm() == Rhythm.VENTRICULAR_FIBRILLATION;
        int next = 0;
        for (int i = 0; i < samples.length; i++) {
            double t = (first + i) * 2.0;
            while (next < beats.length && beats[next].atMs() <= t) {
                next++;
            }
            double value = fibrillating ? fibrillation(t) : beating(t, beats, next);
            value += 0.03 * Shapes.sine(t / 3_700) + 0.012 * (noise.nextDouble() - 0.5);
            samples[i] = disturbed ? value + shaking(t) : value;
        }
        return samples;
    }

    /** The beats before and after this moment; further ones are over or not yet begun. */
    private double beating(double t, BeatTrain.Beat[] beats, int next) {
        double value = 0;
        for (int k = Math.max(0, next - 2); k < next; k++) {
            BeatTrain.Beat past = beats[k];
            double since = t - past.atMs();
            value += past.wide() ? Shapes.wide(since) : Shapes.behind(since, past.pace());
        }
        if (next < beats.length) {
            BeatTrain.Beat coming = beats[next];
            double until = coming.atMs() - t;
            value += coming.wide() ? Shapes.wide(-until) : Shapes.ahead(until);
        }
        return value * strength;
    }

    /** Coarse waves of five or so a second that swell and fade. */
    private static double fibrillation(double t) {
        double swell = 0.6 + 0.4 * Shapes.sine(t / 2_900);
        double turn = t / 205 + 0.35 * Shapes.sine(t / 1_130);
        return swell * (0.34 * Shapes.sine(turn) + 0.17 * Shapes.sine(t / 143 + 0.3));
    }

    private double shaking(double t) {
        double slow = 0.9 * Shapes.sine(t / 830) * Shapes.sine(t / 5_900);
        return slow + 0.5 * (noise.nextDouble() - 0.5);
    }

    private double[] arterial(int millis, Readings readings, BeatTrain.Beat[] beats) {
        double[] samples = room(WaveKind.ARTERIAL, millis);
        double high = number(readings, Vital.ART_SYS);
        double low = number(readings, Vital.ART_DIA);
        double sway = isDisturbed(readings) ? 12 : 1.2;
        long first = WaveKind.ARTERIAL.firstSampleAt(now);
        for (int i = 0; i < samples.length; i++) {
            double t = (first + i) * 8.0;
            double turning = sway * Shapes.sine(breath + (t - now) / 60_000 * breaths(readings));
            samples[i] = low + (high - low) * pulse(t - PRESSURE_DELAY_MS, beats) + turning;
        }
        return samples;
    }

    private double[] pleth(int millis, Readings readings, BeatTrain.Beat[] beats) {
        double[] samples = room(WaveKind.PLETH, millis);
        if (readings.isMissing(Vital.SPO2, Reading.Cause.SENSOR_OFF)) {
            return samples;
        }
        boolean disturbed = isDisturbed(readings);
        double swing = readings.number(Vital.SPO2).isPresent() ? 0.55 * strength : 0.03;
        long first = WaveKind.PLETH.firstSampleAt(now);
        for (int i = 0; i < samples.length; i++) {
            double t = (first + i) * 8.0;
            double value = 0.22 + swing * pulse(t - FINGER_DELAY_MS, beats) + 0.02 * Shapes.sine(t / 4_300);
            value += disturbed ? 0.2 * Shapes.sine(t / 610) * Shapes.sine(t / 2_300) : 0;
            samples[i] = StrictMath.max(0, StrictMath.min(1, value));
        }
        return samples;
    }

    private static double pulse(double t, BeatTrain.Beat[] beats) {
        for (int k = beats.length - 1; k >= 0; k--) {
            double since = t - beats[k].atMs();
            if (since >= 0) {
                return Shapes.pulse(since / beats[k].intervalMs());
            }
        }
        return 0;
    }

    private double[] respiration(int millis, Readings readings) {
        double[] samples = room(WaveKind.RESPIRATION, millis);
        if (readings.isMissing(Vital.RESP_RATE, Reading.Cause.SENSOR_OFF)) {
            return samples;
        }
        double perMinute = breaths(readings);
        double depth = perMinute > 0 ? 0.55 : 0;
        long first = WaveKind.RESPIRATION.firstSampleAt(now);
        for (int i = 0; i < samples.length; i++) {
            double t = (first + i) * 16.0;
            double turn = breath + (t - now) / 60_000 * perMinute;
            double shape = Shapes.sine(turn) + 0.18 * Shapes.sine(2 * turn);
            samples[i] = 0.6 + depth * shape + 0.02 * Shapes.sine(t * rate / 60_000);
        }
        return samples;
    }

    private static double breaths(Readings readings) {
        return number(readings, Vital.RESP_RATE);
    }

    private static double number(Readings readings, Vital vital) {
        return readings.number(vital).map(Number::doubleValue).orElse(0.0);
    }

    private double[] room(WaveKind kind, int millis) {
        return new double[(int) (kind.firstSampleAt(now + millis) - kind.firstSampleAt(now))];
    }
}
