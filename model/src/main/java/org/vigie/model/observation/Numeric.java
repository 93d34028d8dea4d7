package org.vigie.model.observation;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.vigie.model.unit.Unit;

/**
 * A measured number. A value that the monitor could not obtain is an {@link Absent}, never a Numeric of 0.
 *
 * @param parameter what is measured
 * @param value as sent, trailing zeros kept (they are its precision)
 * @param unit UCUM
 * @param quality how far it may be believed
 * @param limits the monitor's own alarm limits; null when the feed does not give them
 * @param setting true for a set value (a pacing rate, a PEEP setting), which is no measurement (OBX-17 ASET / MSET)
 * @param deviceTime the monitor's own time; null when it gave none
 */
public record Numeric(
        Parameter parameter,
        BigDecimal value,
        Unit unit,
        Quality quality,
        @Nullable AlarmLimits limits,
        boolean setting,
        @Nullable DeviceTime deviceTime)
        implements Observation {}
