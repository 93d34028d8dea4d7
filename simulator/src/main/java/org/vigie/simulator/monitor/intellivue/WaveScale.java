package org.vigie.simulator.monitor.intellivue;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * How a wave's numbers are written: a line from raw to physical, the calibration marks and the range to draw
 * (intellivue-protocol.md section 10.2).
 *
 * @param low physical value of {@code rawLow}; null for a wave without a unit
 * @param high physical value of {@code rawHigh}; null for a wave without a unit
 * @param rawLow lowest number
 * @param rawHigh highest number
 * @param calibration attribute 0964; null when the monitor sends none
 * @param drawn attribute 096A, two numbers in one; -1 when the monitor sends none
 */
record WaveScale(
        @Nullable BigDecimal low,
        @Nullable BigDecimal high,
        int rawLow,
        int rawHigh,
        @Nullable Calibration calibration,
        long drawn) {
    /**
     * Calibration marks.
     *
     * @param high physical value of the upper mark; the lower one is 0
     * @param rawLow number of the lower mark
     * @param rawHigh number of the upper mark
     * @param increment between the steps of a stair; 0 for a bar
     */
    record Calibration(int high, int rawLow, int rawHigh, int increment) {}

    static WaveScale of(String low, String high, int rawLow, int rawHigh) {
        return new WaveScale(new BigDecimal(low), new BigDecimal(high), rawLow, rawHigh, null, -1);
    }

    static WaveScale withoutUnit(int rawHigh) {
        return new WaveScale(null, null, 0, rawHigh, null, -1);
    }

    WaveScale marked(int markHigh, int markRawLow, int markRawHigh, int increment) {
        Calibration marks = new Calibration(markHigh, markRawLow, markRawHigh, increment);
        return new WaveScale(low, high, rawLow, rawHigh, marks, drawn);
    }

    WaveScale drawing(int from, int to) {
        return new WaveScale(low, high, rawLow, rawHigh, calibration, (long) from << 16 | to);
    }

    /** Raw number of a physical value, bounded by the range. */
    int raw(double value) {
        double from = low == null ? 0 : low.doubleValue();
        double to = high == null ? 1 : high.doubleValue();
        long number = Math.round(rawLow + (value - from) / (to - from) * (rawHigh - rawLow));
        return (int) Math.max(0, Math.min(rawHigh, number));
    }

    Wire range() {
        return new Wire()
                .u32(low == null ? DeviceFloat.NAN : DeviceFloat.of(low))
                .u32(high == null ? DeviceFloat.NAN : DeviceFloat.of(high))
                .u16(rawLow)
                .u16(rawHigh);
    }

    /** Adds calibration and drawn range, when there are any. */
    void marksTo(Attributes to) {
        Calibration marks = calibration;
        if (marks != null) {
            to.put(
                    Nomenclature.ATTR_CALIBRATION,
                    new Wire()
                            .u32(0)
                            .u32(marks.high())
                            .u16(marks.rawLow())
                            .u16(marks.rawHigh())
                            .u16(marks.increment())
                            .u16(marks.increment() == 0 ? 0 : 1));
        }
        if (drawn >= 0) {
            to.u32(Nomenclature.ATTR_PHYSIOLOGICAL_RANGE, drawn);
        }
    }
}
