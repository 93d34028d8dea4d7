package org.vigie.simulator.patient;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Everything a monitor measures at one moment. A vital that is not in the map has no module at this bed.
 *
 * @param values reading per vital
 * @param rhythm what the ECG analysis says
 */
public record Readings(Map<Vital, Reading> values, Rhythm rhythm) {
    public Readings {
        values = Map.copyOf(values);
    }

    /** The reading; not connected when the bed has no such module. */
    public Reading of(Vital vital) {
        return values.getOrDefault(vital, new Reading.Missing(Reading.Cause.NOT_CONNECTED));
    }

    /** The number, or empty when it is missing. */
    public Optional<BigDecimal> number(Vital vital) {
        return of(vital) instanceof Reading.Measured measured ? Optional.of(measured.value()) : Optional.empty();
    }

    /** True when the vital is missing for this cause. */
    public boolean isMissing(Vital vital, Reading.Cause cause) {
        return of(vital) instanceof Reading.Missing missing && missing.cause() == cause;
    }

    /** Gathers readings; used by patients only. */
    static final class Builder {
        private final Map<Vital, Reading> values = new EnumMap<>(Vital.class);

        void measured(Vital vital, double value, boolean questionable) {
            values.put(vital, new Reading.Measured(vital.shown(value), questionable, null));
        }

        void put(Vital vital, Reading reading) {
            values.put(vital, reading);
        }

        void missing(Vital vital, Reading.Cause cause) {
            values.put(vital, new Reading.Missing(cause));
        }

        Readings build(Rhythm rhythm) {
            return new Readings(values, rhythm);
        }
    }
}
