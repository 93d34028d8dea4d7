package org.vigie.gateway.annunciator;

/**
 * One burst of a high priority alarm as samples: ten pulses of 150 ms, 440 Hz with four harmonics. SOURCE:
 * reference/alarms.md 2.3, "our values" (IEC 60601-1-8 tables 3 and 4); the same tone as on the displays.
 */
final class Burst {
    static final int RATE = 44_100;
    static final double FUNDAMENTAL_HZ = 440;
    static final double PERIOD_S = 7.8;
    private static final double PULSE_S = 0.150;
    private static final double RISE_S = 0.015;
    private static final double FALL_S = 0.025;
    private static final double[] HARMONICS_DB = {0, -3, -6, -9, -12};

    /** Begins of the ten pulses: 3 + 2, half a second, 3 + 2. */
    private static final double[] ONSETS = onsets();

    private Burst() {}

    private static double[] onsets() {
        double spacing = 0.100;
        double afterThird = 0.350;
        double half = 0.500;
        double[] onsets = new double[10];
        double at = 0;
        for (int i = 0; i < onsets.length; i++) {
            onsets[i] = at;
            at += PULSE_S
                    + switch (i) {
                        case 2, 7 -> afterThird;
                        case 4 -> half;
                        default -> spacing;
                    };
        }
        return onsets;
    }

    /**
     * A whole burst with the silence behind it, ready to be repeated.
     *
     * @param level 0 to 1 of full scale
     * @return 16 bit samples of one channel, {@link #RATE} a second
     */
    static short[] samples(double level) {
        short[] samples = new short[(int) Math.round(PERIOD_S * RATE)];
        double sum = 0;
        for (double db : HARMONICS_DB) {
            sum += amplitude(db);
        }
        for (double onset : ONSETS) {
            int begin = (int) Math.round(onset * RATE);
            int length = (int) Math.round(PULSE_S * RATE);
            for (int i = 0; i < length; i++) {
                double t = (double) i / RATE;
                double wave = 0;
                for (int h = 0; h < HARMONICS_DB.length; h++) {
                    wave += amplitude(HARMONICS_DB[h]) * Math.sin(2 * Math.PI * FUNDAMENTAL_HZ * (h + 1) * t);
                }
                samples[begin + i] = (short) Math.round(wave / sum * envelope(t) * level * Short.MAX_VALUE);
            }
        }
        return samples;
    }

    private static double amplitude(double db) {
        return Math.pow(10, db / 20);
    }

    private static double envelope(double t) {
        return Math.max(0, Math.min(1, Math.min(t / RISE_S, (PULSE_S - t) / FALL_S)));
    }
}
