package org.vigie.simulator.wave;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * A piece of all waves of one bed, of the same stretch of time. Not thread-safe; the arrays are not copied.
 *
 * <p>A wave that is not there has no module or no sensor in the patient (no arterial line); one that is there and not
 * valid has lost its sensor.
 */
public final class WaveBlock {
    private final Map<WaveKind, Piece> pieces = new EnumMap<>(WaveKind.class);

    /**
     * Samples of one wave.
     *
     * @param samples in the unit of the kind
     * @param valid false when the electrodes or the sensor are off
     */
    @SuppressWarnings("ArrayRecordComponent") // made once, read at once, never compared
    public record Piece(double[] samples, boolean valid) {}

    WaveBlock put(WaveKind kind, double[] samples, boolean valid) {
        pieces.put(kind, new Piece(samples, valid));
        return this;
    }

    /** The samples of a kind; empty when the bed has no such wave. */
    public Optional<Piece> of(WaveKind kind) {
        return Optional.ofNullable(pieces.get(kind));
    }
}
