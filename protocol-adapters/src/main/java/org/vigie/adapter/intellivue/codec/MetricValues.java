package org.vigie.adapter.intellivue.codec;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * Values of attributes of metrics. Each method gives nothing when the bytes are not what the attribute should be. Pure,
 * thread-safe. Source: intellivue-protocol.md section 10.
 */
public final class MetricValues {
    /** State bit: the value is wrong. */
    public static final int INVALID = 0x8000;
    /** State bit: the value may be wrong. */
    public static final int QUESTIONABLE = 0x4000;
    /** State bit: there is no value. */
    public static final int UNAVAILABLE = 0x2000;
    /** State bit: calibration is going on. */
    public static final int CALIBRATING = 0x1000;
    /** State bit: test data. */
    public static final int TEST = 0x0800;
    /** State bit: demonstration data. */
    public static final int DEMO = 0x0400;
    /** State bit: an early indication, not yet the final value. */
    public static final int EARLY = 0x0040;

    private static final int OBJECT_ID = 1;
    private static final int OBJECT_ID_AND_VALUE = 4;

    private MetricValues() {}

    /**
     * A number.
     *
     * @param physio what is measured, partition SCADA
     * @param state bits, see the constants
     * @param unit partition DIM
     * @param raw FLOAT, see {@link MonitorFloat}
     */
    public record Measured(int physio, int state, int unit, long raw) {
        /** The number; NaN or infinite when there is none. */
        public double value() {
            return MonitorFloat.of(raw);
        }

        /** The digits that the monitor means; {@link ArithmeticException} when {@link #value()} is not finite. */
        public BigDecimal decimal() {
            return MonitorFloat.decimal(raw);
        }
    }

    /**
     * Samples of one wave.
     *
     * @param physio what is measured, partition SCADA
     * @param state bits, see the constants
     * @param samples as sent, see {@link SampleSpec}
     */
    public record Samples(int physio, int state, Octets samples) {}

    /**
     * A state in words.
     *
     * @param physio what is described, partition SCADA
     * @param state bits, see the constants
     * @param word code of the state, partition SCADA
     */
    public record Word(int physio, int state, int word) {}

    /**
     * How samples are stored.
     *
     * @param arraySize samples in a block
     * @param sampleBits bits that each takes: 8 or 16
     * @param significantBits bits of them that are the value
     * @param flags 8000 smooth curve, 4000 delayed, 2000 static scale, 1000 the other bits have to be masked
     */
    public record SampleSpec(int arraySize, int sampleBits, int significantBits, int flags) {
        private static final int EXTENDED = 0x1000;

        /** The bits of a sample that are its value. */
        public int mask() {
            int all = sampleBits >= 16 ? 0xFFFF : 0xFF;
            boolean masked = (flags & EXTENDED) != 0 && significantBits > 0 && significantBits < sampleBits;
            return masked ? (1 << significantBits) - 1 : all;
        }
    }

    /**
     * Two pairs of numbers that mean the same: raw samples and absolute values.
     *
     * @param low absolute; NaN when the wave has no absolute scale
     * @param high absolute; NaN when the wave has no absolute scale
     * @param rawLow sample that means {@code low}
     * @param rawHigh sample that means {@code high}
     */
    public record Scale(double low, double high, int rawLow, int rawHigh) {}

    /** A range of raw samples. */
    public record RawRange(int low, int high) {}

    /**
     * Bits that make a sample a mark.
     *
     * @param id 1 invalid, 2 pacer spike, 3 defibrillator, 4 saturation, 5 QRS
     * @param mask all of them are set then
     */
    public record FixedValue(int id, int mask) {
        /** Samples that are none. */
        public static final int INVALID = 1;
    }

    /** Attribute 0950. */
    public static Optional<Measured> number(Octets value) {
        return read(value, MetricValues::number);
    }

    /** Attribute 094B. */
    public static Optional<List<Measured>> numbers(Octets value) {
        return read(value, in -> PduReader.list(in, MetricValues::number));
    }

    /** Attribute 096E. */
    public static Optional<Samples> samples(Octets value) {
        return read(value, MetricValues::samples);
    }

    /** Attribute 0967. */
    public static Optional<List<Samples>> compoundSamples(Octets value) {
        return read(value, in -> PduReader.list(in, MetricValues::samples));
    }

    /** Attribute 099E. Nothing for a choice that is neither an object id nor one with a value. */
    public static Optional<Word> word(Octets value) {
        return read(value, in -> {
            int physio = in.u16();
            int state = in.u16();
            int choice = in.u16();
            OctetReader content = in.sized();
            if (choice != OBJECT_ID && choice != OBJECT_ID_AND_VALUE) {
                throw new MalformedException(in.position(), "no-such-choice");
            }
            int word = content.u16();
            content.rest(); // a value beside it is sent as a numeric too
            return new Word(physio, state, word);
        });
    }

    /** Attribute 096D. */
    public static Optional<SampleSpec> sampleSpec(Octets value) {
        return read(value, in -> new SampleSpec(in.u16(), in.u8(), in.u8(), in.u16()));
    }

    /** Attribute 096F, or the first 12 bytes of a calibration (0964), which have the same form. */
    public static Optional<Scale> scale(Octets value) {
        return read(
                value.part(0, Math.min(value.length(), 12)),
                in -> new Scale(MonitorFloat.of(in.u32()), MonitorFloat.of(in.u32()), in.u16(), in.u16()));
    }

    /** Attribute 096A. */
    public static Optional<RawRange> rawRange(Octets value) {
        return read(value, in -> new RawRange(in.u16(), in.u16()));
    }

    /** Attribute 0A16. */
    public static Optional<List<FixedValue>> fixedValues(Octets value) {
        return read(value, in -> PduReader.list(in, item -> new FixedValue(item.u16(), item.u16())));
    }

    private static Measured number(OctetReader in) throws MalformedException {
        return new Measured(in.u16(), in.u16(), in.u16(), in.u32());
    }

    private static Samples samples(OctetReader in) throws MalformedException {
        return new Samples(in.u16(), in.u16(), in.sized().rest());
    }

    /** The whole value has to be what is read from it. */
    static <T> Optional<T> read(Octets value, PduReader.Item<T> item) {
        OctetReader in = new OctetReader(value);
        try {
            T read = item.read(in);
            in.end();
            return Optional.of(read);
        } catch (MalformedException e) {
            return Optional.empty();
        }
    }
}
