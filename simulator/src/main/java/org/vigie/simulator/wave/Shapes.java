package org.vigie.simulator.wave;

/**
 * Shapes of single beats, computed once. Sums of bells placed where textbooks put P, QRS and T; a display model, not a
 * medical one.
 */
final class Shapes {
    /** Milliseconds from 300 before the R peak to 700 behind it. */
    private static final int BEFORE_MS = 300;

    private static final int SPAN_MS = 1_000;
    private static final int PULSE_STEPS = 512;
    private static final int CIRCLE = 1_024;

    private static final float[] ATRIAL = bells(new double[][] {{-160, 22, 0.14}});
    private static final float[] VENTRICULAR = bells(new double[][] {{-26, 9, -0.10}, {0, 11, 1.15}, {27, 10, -0.24}});
    private static final float[] RECOVERY = bells(new double[][] {{290, 52, 0.30}, {250, 40, 0.08}});
    private static final float[] WIDE = bells(new double[][] {{0, 55, 1.3}, {95, 45, -0.35}, {230, 70, -0.5}});
    private static final float[] PULSE = pulse();
    private static final float[] SINE = sine();

    private Shapes() {}

    private static float[] bells(double[][] bells) {
        float[] table = new float[SPAN_MS];
        for (int i = 0; i < SPAN_MS; i++) {
            double sum = 0;
            for (double[] bell : bells) {
                double z = (i - BEFORE_MS - bell[0]) / bell[1];
                sum += bell[2] * StrictMath.exp(-0.5 * z * z);
            }
            table[i] = (float) sum;
        }
        return table;
    }

    /** Rises in a seventh of the beat, a notch when the valve closes, then runs off; 0 at both ends, 1 at the peak. */
    private static float[] pulse() {
        double[] raw = new double[PULSE_STEPS];
        double most = 0;
        for (int i = 0; i < PULSE_STEPS; i++) {
            double x = i / (double) PULSE_STEPS;
            double rise = 1 / (1 + StrictMath.exp(-(x - 0.07) * 75));
            double fall = StrictMath.exp(-2.6 * x) * (1 - x);
            double wave = StrictMath.exp(-0.5 * StrictMath.pow((x - 0.46) / 0.05, 2)) * 0.11;
            double notch = StrictMath.exp(-0.5 * StrictMath.pow((x - 0.36) / 0.03, 2)) * 0.10;
            raw[i] = rise * fall + wave - notch;
            most = StrictMath.max(most, raw[i]);
        }
        float[] table = new float[PULSE_STEPS + 1];
        for (int i = 0; i < PULSE_STEPS; i++) {
            double slope = raw[0] + (raw[PULSE_STEPS - 1] - raw[0]) * i / PULSE_STEPS;
            table[i] = (float) ((raw[i] - slope) / (most - raw[0]));
        }
        return table;
    }

    private static float[] sine() {
        float[] table = new float[CIRCLE];
        for (int i = 0; i < CIRCLE; i++) {
            table[i] = (float) StrictMath.sin(2 * StrictMath.PI * i / CIRCLE);
        }
        return table;
    }

    /** P wave; QRS and T of the beat before are {@link #behind}. */
    static double ahead(double msToBeat) {
        return at(ATRIAL, -msToBeat) + at(VENTRICULAR, -msToBeat);
    }

    /**
     * QRS and T wave after a beat.
     *
     * @param msSinceBeat from the R peak
     * @param pace 1 at 60 beats per minute; the T wave comes sooner when the heart beats faster
     */
    static double behind(double msSinceBeat, double pace) {
        return at(VENTRICULAR, msSinceBeat) + at(RECOVERY, msSinceBeat / pace);
    }

    /** A beat that begins in a ventricle. */
    static double wide(double msFromBeat) {
        return at(WIDE, msFromBeat);
    }

    private static double at(float[] table, double ms) {
        int index = (int) StrictMath.floor(ms) + BEFORE_MS;
        return index < 0 || index >= SPAN_MS ? 0 : table[index];
    }

    /** Pulse wave, 0 to 1. */
    static double pulse(double phase) {
        if (phase <= 0 || phase >= 1) {
            return 0;
        }
        return PULSE[(int) (phase * PULSE_STEPS)];
    }

    /** Sine of a number of full turns. */
    static double sine(double turns) {
        double part = turns - StrictMath.floor(turns);
        return SINE[(int) (part * CIRCLE) & (CIRCLE - 1)];
    }
}
