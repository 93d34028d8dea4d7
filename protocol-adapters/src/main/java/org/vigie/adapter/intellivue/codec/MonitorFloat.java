package org.vigie.adapter.intellivue.codec;

import java.math.BigDecimal;

/**
 * FLOAT: 8 bit exponent and 24 bit mantissa, both two's complement; m x 10^e. Pure. Source: intellivue-protocol.md
 * section 9.
 */
public final class MonitorFloat {
    private static final int NAN = 0x7F_FFFF;
    private static final int NRES = -0x80_0000;
    private static final int PLUS_INFINITY = 0x7F_FFFE;
    private static final int MINUS_INFINITY = -0x7F_FFFE;
    /** Powers of ten up to here are exact in a double. */
    private static final int EXACT_POWER = 22;

    private MonitorFloat() {}

    /**
     * The number, correctly rounded; NaN for "not a number" and "not at this resolution", infinities as such, whatever
     * the exponent.
     */
    public static double of(long raw) {
        int mantissa = (int) raw << 8 >> 8;
        int exponent = (int) raw >> 24;
        return switch (mantissa) {
            case NAN, NRES -> Double.NaN;
            case PLUS_INFINITY -> Double.POSITIVE_INFINITY;
            case MINUS_INFINITY -> Double.NEGATIVE_INFINITY;
            default -> finite(mantissa, exponent);
        };
    }

    private static double finite(int mantissa, int exponent) {
        if (exponent >= 0 && exponent <= EXACT_POWER) {
            return mantissa * Math.pow(10, exponent);
        }
        if (exponent < 0 && exponent >= -EXACT_POWER) {
            return mantissa / Math.pow(10, -exponent);
        }
        return Double.parseDouble(mantissa + "e" + exponent);
    }

    /**
     * The number with the digits that the monitor means: {@code FF0003B6} is 95.0.
     *
     * @throws ArithmeticException when it is not finite
     */
    static BigDecimal decimal(long raw) {
        if (!Double.isFinite(of(raw))) {
            throw new ArithmeticException("no number");
        }
        int mantissa = (int) raw << 8 >> 8;
        int exponent = (int) raw >> 24;
        return exponent > 0
                ? BigDecimal.valueOf(mantissa).scaleByPowerOfTen(exponent).setScale(0)
                : BigDecimal.valueOf(mantissa, -exponent);
    }
}
