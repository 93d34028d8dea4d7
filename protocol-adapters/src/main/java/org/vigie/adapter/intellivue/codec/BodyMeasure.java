package org.vigie.adapter.intellivue.codec;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * A measure of the patient as a whole: height, weight. Source: intellivue-protocol.md section 12.
 *
 * @param value as typed
 * @param unit code in partition DIM
 */
public record BodyMeasure(BigDecimal value, int unit) {
    /** FLOAT and unit; nothing when unset. */
    public static Optional<BodyMeasure> read(Octets value) {
        return MetricValues.read(value, in -> {
            long raw = in.u32();
            int unit = in.u16();
            if (!Double.isFinite(MonitorFloat.of(raw))) {
                throw new MalformedException(0, "unset");
            }
            return new BodyMeasure(MonitorFloat.decimal(raw), unit);
        });
    }
}
