package org.vigie.adapter.intellivue.mapping;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.vigie.adapter.intellivue.codec.AttributeId;
import org.vigie.adapter.intellivue.codec.MetricValues;
import org.vigie.adapter.intellivue.codec.MetricValues.FixedValue;
import org.vigie.adapter.intellivue.codec.MetricValues.RawRange;
import org.vigie.adapter.intellivue.codec.MetricValues.SampleSpec;
import org.vigie.adapter.intellivue.codec.MetricValues.Samples;
import org.vigie.adapter.intellivue.codec.MetricValues.Scale;
import org.vigie.adapter.intellivue.codec.MonitorTime;
import org.vigie.adapter.intellivue.codec.Octets;
import org.vigie.adapter.intellivue.codec.PolledObject;
import org.vigie.model.observation.Quality;
import org.vigie.model.observation.Waveform;
import org.vigie.model.report.Observed;
import org.vigie.model.report.Report;
import org.vigie.model.unit.Unit;
import org.vigie.profiles.PhilipsNomenclature;

/**
 * Samples. A sample that the monitor marks as invalid is missing; so is every sample of a wave whose state says that it
 * is invalid or not there. SOURCE: intellivue-protocol.md section 10.2.
 */
final class WaveMapper {
    private static final long NANOS_PER_TICK = 1_000_000_000L / MonitorTime.TICKS_PER_SECOND;
    private static final int DIGITS_BELOW_STEP = 3;
    private static final double BLOCK_SECONDS = 0.256;

    /** The most that is drawn above and below a calibration step that is all we know: half of it each. */
    private static final double ROOM = 0.5;

    private final Names names;
    private final PhilipsNomenclature codes = PhilipsNomenclature.standard();

    WaveMapper(Names names) {
        this.names = names;
    }

    /**
     * What one wave object says about its samples.
     *
     * @param spec null when it never said
     * @param scale null when the wave has no absolute values
     */
    private record Form(
            @Nullable SampleSpec spec,
            @Nullable Linear scale,
            int invalidMask,
            double rateHz,
            Unit unit,
            Waveform.@Nullable Span span) {}

    /** An object of the wave class in a cycle of this time. */
    void waves(Speaker speaker, PolledObject object, long ticks, Consumer<Report> out) {
        Octets one = object.value(AttributeId.SAMPLES);
        if (one != null) {
            tell(speaker, object, ticks, MetricValues.samples(one).map(List::of), out);
        }
        Octets many = object.value(AttributeId.COMPOUND_SAMPLES);
        if (many != null) {
            tell(speaker, object, ticks, MetricValues.compoundSamples(many), out);
        }
    }

    private void tell(
            Speaker speaker, PolledObject object, long ticks, Optional<List<Samples>> read, Consumer<Report> out) {
        Names.Label label = Names.Label.of(object);
        if (read.isEmpty()) {
            out.accept(speaker.problem("bad-value", "wave " + NumericMapper.where(object, label)));
            return;
        }
        Form form = form(object);
        Duration time = Duration.ofNanos(Math.multiplyExact(ticks, NANOS_PER_TICK));
        for (Samples samples : read.get()) {
            out.accept(new Observed(
                    speaker.bed(),
                    speaker.device(),
                    waveform(speaker, form, samples, label).at(time)));
        }
    }

    private Waveform waveform(Speaker speaker, Form form, Samples samples, Names.Label label) {
        Quality quality = speaker.quality(samples.state());
        boolean none =
                Speaker.has(samples.state(), MetricValues.INVALID | MetricValues.UNAVAILABLE) || speaker.isStandby();
        if (form.spec == null && quality == Quality.VALID) {
            quality = Quality.QUESTIONABLE; // the capture began after the description: raw numbers
        }
        double[] values = values(form, samples.samples(), none);
        double rate = form.rateHz > 0 ? form.rateHz : values.length / BLOCK_SECONDS;
        Waveform wave = new Waveform(names.single(samples.physio(), label), values, rate, form.unit, quality, null);
        return form.span == null ? wave : wave.within(form.span);
    }

    private static double[] values(Form form, Octets raw, boolean none) {
        int bytes = form.spec != null && form.spec.sampleBits() == 8 ? 1 : 2;
        int mask = form.spec == null ? 0xFFFF : form.spec.mask();
        double[] values = new double[raw.length() / bytes];
        for (int i = 0; i < values.length; i++) {
            int sample = bytes == 1 ? raw.u8(i) : raw.u16(2 * i);
            boolean invalid = form.invalidMask != 0 && (sample & form.invalidMask) == form.invalidMask;
            values[i] = none || invalid ? Double.NaN : absolute(form.scale, sample & mask);
        }
        return values;
    }

    private static double absolute(@Nullable Linear scale, int raw) {
        return scale == null ? raw : scale.at(raw);
    }

    /**
     * From samples to absolute values.
     *
     * @param round values have no more digits than the steps of the samples are worth: -0.04, not -0.04000000000000625
     */
    private record Linear(double low, int rawLow, double step, double round) {
        /** Null when the wave has no absolute scale. */
        static @Nullable Linear of(Scale scale) {
            boolean absolute = Double.isFinite(scale.low())
                    && Double.isFinite(scale.high())
                    && scale.low() != scale.high()
                    && scale.rawLow() != scale.rawHigh();
            if (!absolute) {
                return null;
            }
            double step = (scale.high() - scale.low()) / (scale.rawHigh() - scale.rawLow());
            double round = Math.pow(10, DIGITS_BELOW_STEP - Math.floor(Math.log10(Math.abs(step))));
            return new Linear(scale.low(), scale.rawLow(), step, round);
        }

        double at(int raw) {
            double value = low + (raw - rawLow) * step;
            double rounded = Math.rint(value * round) / round;
            return Double.isFinite(rounded) ? rounded : value;
        }
    }

    private Form form(PolledObject object) {
        SampleSpec spec = read(object, AttributeId.SAMPLE_SPEC, MetricValues::sampleSpec);
        Scale told = read(object, AttributeId.SCALE, MetricValues::scale);
        Linear scale = told == null ? null : Linear.of(told);
        Octets unit = object.value(AttributeId.UNIT);
        Octets period = object.value(AttributeId.SAMPLE_PERIOD);
        long ticks = period == null || period.length() < 4 ? 0 : period.u32(0);
        return new Form(
                spec,
                scale,
                invalidMask(object),
                ticks == 0 ? 0 : (double) MonitorTime.TICKS_PER_SECOND / ticks,
                scale == null || unit == null || unit.length() < 2 ? Unit.NONE : codes.unit(unit.u16(0)),
                span(object, scale, told));
    }

    private static int invalidMask(PolledObject object) {
        List<FixedValue> fixed = read(object, AttributeId.FIXED_VALUES, MetricValues::fixedValues);
        if (fixed != null) {
            for (FixedValue value : fixed) {
                if (value.id() == FixedValue.INVALID) {
                    return value.mask();
                }
            }
        }
        return 0;
    }

    /** What the monitor would draw: its range for that, else around its calibration, else all there can be. */
    private static Waveform.@Nullable Span span(PolledObject object, @Nullable Linear scale, @Nullable Scale told) {
        RawRange range = read(object, AttributeId.PHYSIOLOGICAL_RANGE, MetricValues::rawRange);
        if (range != null) {
            return span(absolute(scale, range.low()), absolute(scale, range.high()));
        }
        Scale step = read(object, AttributeId.CALIBRATION, MetricValues::scale);
        if (scale != null && step != null && Double.isFinite(step.low()) && Double.isFinite(step.high())) {
            double room = (step.high() - step.low()) * ROOM;
            return span(step.low() - room, step.high() + room);
        }
        return told == null ? null : span(absolute(scale, told.rawLow()), absolute(scale, told.rawHigh()));
    }

    private static Waveform.@Nullable Span span(double one, double other) {
        return one == other || !Double.isFinite(one) || !Double.isFinite(other)
                ? null
                : new Waveform.Span(Math.min(one, other), Math.max(one, other));
    }

    private interface Reading<T> {
        Optional<T> read(Octets value);
    }

    private static <T> @Nullable T read(PolledObject object, int attribute, Reading<T> reading) {
        Octets value = object.value(attribute);
        return value == null ? null : reading.read(value).orElse(null);
    }
}
