package org.vigie.model.observation;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.vigie.model.unit.Unit;

/**
 * A stretch of evenly spaced samples. A missing sample is NaN, and is drawn as a gap, never as a flat line. Immutable.
 */
public final class Waveform implements Observation {
    private final Parameter parameter;
    private final double[] samples;
    private final double rateHz;
    private final Unit unit;
    private final Quality quality;
    private final @Nullable DeviceTime deviceTime;

    /**
     * @param parameter what is measured
     * @param samples values in {@code unit}, NaN where missing; copied
     * @param rateHz samples per second; 0 when the feed does not tell
     * @param unit UCUM
     * @param quality how far it may be believed
     * @param deviceTime the monitor's time of the first sample; null when it gave none
     */
    public Waveform(
            Parameter parameter,
            double[] samples,
            double rateHz,
            Unit unit,
            Quality quality,
            @Nullable DeviceTime deviceTime) {
        this.parameter = parameter;
        this.samples = samples.clone();
        this.rateHz = rateHz;
        this.unit = unit;
        this.quality = quality;
        this.deviceTime = deviceTime;
    }

    @Override
    public Parameter parameter() {
        return parameter;
    }

    @Override
    public @Nullable DeviceTime deviceTime() {
        return deviceTime;
    }

    /** Number of samples, missing ones included. */
    public int length() {
        return samples.length;
    }

    /** The sample at {@code index}, NaN when missing. */
    public double sample(int index) {
        return samples[index];
    }

    /** Samples per second; 0 when the feed does not tell. */
    public double rateHz() {
        return rateHz;
    }

    /** Unit of the samples. */
    public Unit unit() {
        return unit;
    }

    /** How far the samples may be believed. */
    public Quality quality() {
        return quality;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Waveform that
                && parameter.equals(that.parameter)
                && Arrays.equals(samples, that.samples)
                && rateHz == that.rateHz
                && unit.equals(that.unit)
                && quality == that.quality
                && Objects.equals(deviceTime, that.deviceTime);
    }

    @Override
    public int hashCode() {
        return parameter.hashCode() * 31 + Arrays.hashCode(samples);
    }

    @Override
    public String toString() {
        return "Waveform[" + parameter.key() + ", " + samples.length + " samples at " + rateHz + " Hz]";
    }
}
