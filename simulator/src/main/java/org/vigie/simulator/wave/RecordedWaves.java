package org.vigie.simulator.wave;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.vigie.simulator.patient.Readings;
import org.vigie.simulator.wfdb.WfdbRecord;

/**
 * Waves of a real patient: a WFDB record, read once and played from its beginning, and again when it ends. Rates are
 * matched by straight lines between samples. A wave that the record does not have is not there. Not thread-safe.
 */
public final class RecordedWaves implements WaveSource {
    private final Map<WaveKind, Recorded> signals = new EnumMap<>(WaveKind.class);
    private long now;

    /** Samples of one wave and their rate; some signals have several samples per frame. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Recorded(double[] values, double hz) {}

    /**
     * @param record a record of waves
     * @throws IllegalArgumentException when it has no wave that this simulator knows, or is a record of numerics
     */
    public RecordedWaves(WfdbRecord record) {
        if (record.framesPerSecond() < 10 || record.frames() == 0) {
            throw new IllegalArgumentException("record " + record.name() + ": waves expected, not numerics");
        }
        for (WfdbRecord.Signal signal : record.signals()) {
            kind(signal.spec().description())
                    .ifPresent(kind -> signals.computeIfAbsent(kind, chosen -> read(chosen, signal, record)));
        }
        if (signals.isEmpty()) {
            throw new IllegalArgumentException("record " + record.name() + ": none of its waves is known here");
        }
    }

    private static Optional<WaveKind> kind(String description) {
        return switch (description.toUpperCase(Locale.ROOT)) {
            case "II", "MLII", "ECG", "III", "I", "V" -> Optional.of(WaveKind.ECG);
            case "ABP", "ART" -> Optional.of(WaveKind.ARTERIAL);
            case "PLETH" -> Optional.of(WaveKind.PLETH);
            case "RESP" -> Optional.of(WaveKind.RESPIRATION);
            default -> Optional.empty();
        };
    }

    /** A sample that is missing repeats the one before it. */
    private static Recorded read(WaveKind kind, WfdbRecord.Signal signal, WfdbRecord record) {
        double[] values = new double[signal.length()];
        double last = 0;
        for (int i = 0; i < values.length; i++) {
            Optional<BigDecimal> value = signal.physical(i);
            last = value.map(Number::doubleValue).orElse(last);
            values[i] = last;
        }
        double hz = record.framesPerSecond() * signal.length() / record.frames();
        boolean withoutUnit = kind == WaveKind.PLETH || kind == WaveKind.RESPIRATION;
        return new Recorded(withoutUnit ? fitted(kind, values) : values, hz);
    }

    /** Pleth and resp have no unit that both sides share: the record's own range fills the monitor's. */
    private static double[] fitted(WaveKind kind, double[] values) {
        double low = Double.MAX_VALUE;
        double high = -Double.MAX_VALUE;
        for (double value : values) {
            low = StrictMath.min(low, value);
            high = StrictMath.max(high, value);
        }
        double from = kind == WaveKind.PLETH ? 0.05 : -0.4;
        double to = kind == WaveKind.PLETH ? 0.95 : 1.7;
        double span = StrictMath.max(1e-9, high - low);
        double[] fitted = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            fitted[i] = from + (values[i] - low) / span * (to - from);
        }
        return fitted;
    }

    @Override
    public WaveBlock next(int millis, Readings readings) {
        WaveBlock block = new WaveBlock();
        signals.forEach((kind, signal) -> block.put(kind, piece(kind, signal, millis), true));
        now += millis;
        return block;
    }

    private double[] piece(WaveKind kind, Recorded recorded, int millis) {
        double[] signal = recorded.values();
        long first = kind.firstSampleAt(now);
        double[] samples = new double[(int) (kind.firstSampleAt(now + millis) - first)];
        double step = recorded.hz() / kind.rateHz();
        for (int i = 0; i < samples.length; i++) {
            double place = (first + i) * step % signal.length;
            int before = (int) place;
            int after = (before + 1) % signal.length;
            samples[i] = signal[before] + (signal[after] - signal[before]) * (place - before);
        }
        return samples;
    }

    @Override
    public void skip(int millis, Readings readings) {
        now += millis;
    }
}
