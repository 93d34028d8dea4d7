package org.vigie.gateway.waves;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vigie.model.observation.Waveform;

/**
 * How samples become numbers of 16 bits: {@code value = offset + step * number}.
 *
 * @param offset value of 0, in the unit of the samples
 * @param step value of 1; greater than 0
 * @param guessed true when nothing but the samples tells how large they may become
 */
record Scale(double offset, double step, boolean guessed) {
    /** No sample. */
    static final short MISSING = Short.MIN_VALUE;

    private static final int MOST = Short.MAX_VALUE;

    /** What the samples of a unit can be at most, in that unit. */
    private static final Map<String, Double> LARGEST = Map.of("mV", 20.0, "uV", 20_000.0, "mm[Hg]", 1_000.0);

    /** The monitor's edges leave this many times their distance on either side; what is beyond is cut off. */
    private static final int BEYOND_EDGES = 2;

    private static final int BEYOND_GUESS = 32;

    /** A scale for a lane that begins with these samples; null while there is none. */
    static @Nullable Scale of(Waveform wave) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < wave.length(); i++) {
            double sample = wave.sample(i);
            if (Double.isFinite(sample)) {
                low = Math.min(low, sample);
                high = Math.max(high, sample);
            }
        }
        if (low > high) {
            return null;
        }
        Waveform.@Nullable Span span = wave.span();
        if (span != null) {
            return around(span.low(), span.high(), BEYOND_EDGES, false);
        }
        Double largest = LARGEST.get(wave.unit().ucum());
        if (largest != null) {
            return new Scale(0, largest / MOST, false);
        }
        double least = Math.max(Math.max(Math.abs(low), Math.abs(high)) / 1_000, 1e-6);
        return around(low - least, high + least, BEYOND_GUESS, true);
    }

    private static Scale around(double low, double high, int beyond, boolean guessed) {
        return new Scale((low + high) / 2, (high - low) * (beyond + 0.5) / MOST, guessed);
    }

    /** True when no sample has to be cut off, or when that is meant. */
    boolean holds(Waveform wave) {
        if (!guessed) {
            return true;
        }
        for (int i = 0; i < wave.length(); i++) {
            double sample = wave.sample(i);
            if (Double.isFinite(sample) && Math.abs(sample - offset) > step * MOST) {
                return false;
            }
        }
        return true;
    }

    /** The number of a value; {@link #MISSING} for what is no number. */
    short number(double value) {
        if (!Double.isFinite(value)) {
            return MISSING;
        }
        return (short) Math.max(-MOST, Math.min(MOST, Math.round((value - offset) / step)));
    }
}
