package org.vigie.simulator.monitor.intellivue;

import java.math.BigDecimal;

/** The 32-bit FLOAT of the protocol: exponent int8, mantissa int24 (intellivue-protocol.md section 9). */
final class DeviceFloat {
    /** Not a number: nothing was measured. */
    static final int NAN = 0x007F_FFFF;

    private static final int MOST = 0x7F_FFFD;

    private DeviceFloat() {}

    /** The bits of a number; its decimal places become the exponent, so that 95.0 stays 95.0. */
    static int of(BigDecimal number) {
        int exponent = -number.scale();
        long mantissa = number.unscaledValue().longValueExact();
        if (mantissa > MOST || mantissa < -MOST || exponent < -128 || exponent > 127) {
            throw new IllegalArgumentException("not a FLOAT: " + number);
        }
        return (exponent << 24) | ((int) mantissa & 0xFF_FFFF);
    }
}
