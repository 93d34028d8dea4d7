package org.vigie.adapter.intellivue.codec;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** The two times of a monitor. Pure. Source: intellivue-protocol.md section 9. */
public final class MonitorTime {
    /** Relative time counts eighths of a millisecond. */
    public static final int TICKS_PER_SECOND = 8_000;

    private static final int LENGTH = 8;

    private MonitorTime() {}

    /**
     * Ticks from one relative time to another, each modulo 2^32: right for distances up to 3.1 days either way, also
     * across the wrap that comes every 6.2 days.
     */
    public static int ticksBetween(long earlier, long later) {
        return (int) (later - earlier);
    }

    /**
     * An absolute time in BCD, local and without zone; the last byte, hundredths, is not used by monitors.
     *
     * @return null when it is unset, not supported (all FF), or no date
     */
    public static @Nullable LocalDateTime absolute(Octets value) {
        if (value.length() < LENGTH) {
            return null;
        }
        int[] two = new int[LENGTH - 1];
        for (int i = 0; i < two.length; i++) {
            int high = value.u8(i) >> 4;
            int low = value.u8(i) & 0xF;
            if (high > 9 || low > 9) {
                return null;
            }
            two[i] = high * 10 + low;
        }
        try {
            return LocalDateTime.of(two[0] * 100 + two[1], two[2], two[3], two[4], two[5], two[6]);
        } catch (DateTimeException e) {
            return null; // zeros mean unset
        }
    }
}
