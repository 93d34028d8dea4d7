package org.vigie.model.observation;

import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.vigie.model.unit.Unit;

/**
 * A stretch of evenly spaced samples. A missing sample is NaN, and is drawn as a gap, never as a flat line. Immutable.
 */
public final class Waveform implements Observation {
    private static final double[] NO_SAMPLES = {};

    private final Parameter parameter;
    private final double[] samples;
    private final double rateHz;
    private final Unit unit;
    private final Quality quality;
    private final @Nullable DeviceTime deviceTime;
    private final @Nullable Duration sourceTime;
    private final @Nullable Span span;

    /**
     * What the monitor draws from the lower to the upper edge of a lane.
     *
     * @param low value of the lower edge, in the unit of the samples; finite
     * @param high value of the upper edge, greater than {@code low}; finite
     */
    public record Span(double low, double high) {
        public Span {
            if (!(low < high) || Double.isInfinite(low) || Double.isInfinite(high)) {
                throw new IllegalArgumentException("a span from " + low + " to " + high);
            }
        }
    }

    /**
     * Samples without a place on the monitor's own time axis and without a scale; see {@link #at} and {@link #within}.
     *
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
        this(parameter, samples.clone(), rateHz, unit, quality, deviceTime, null, null);
    }

    private Waveform(
            Parameter parameter,
            double[] owned,
            double rateHz,
            Unit unit,
            Quality quality,
            @Nullable DeviceTime deviceTime,
            @Nullable Duration sourceTime,
            @Nullable Span span) {
        this.parameter = parameter;
        this.samples = owned;
        this.rateHz = rateHz;
        this.unit = unit;
        this.quality = quality;
        this.deviceTime = deviceTime;
        this.sourceTime = sourceTime;
        this.span = span;
    }

    /** The same samples, the first of them at {@code time} on the monitor's own time axis. */
    public Waveform at(Duration time) {
        return new Waveform(parameter, samples, rateHz, unit, quality, deviceTime, time, span);
    }

    /** The same samples, to be drawn within {@code edges}. */
    public Waveform within(Span edges) {
        return new Waveform(parameter, samples, rateHz, unit, quality, deviceTime, sourceTime, edges);
    }

    /** The same lane without any sample and without its time axis: what the state of a ward keeps of it. */
    public Waveform withoutSamples() {
        return new Waveform(parameter, NO_SAMPLES, rateHz, unit, quality, deviceTime, null, span);
    }

    /**
     * When the first sample was taken on an axis of the monitor that only goes forward but for a restart; its zero
     * means nothing. Null when the feed has no such axis: then the blocks follow each other as they come.
     */
    public @Nullable Duration sourceTime() {
        return sourceTime;
    }

    /** What the monitor draws between the edges of a lane; null when it does not tell. */
    public @Nullable Span span() {
        return span;
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
                && Objects.equals(deviceTime, that.deviceTime)
                && Objects.equals(sourceTime, that.sourceTime)
                && Objects.equals(span, that.span);
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
