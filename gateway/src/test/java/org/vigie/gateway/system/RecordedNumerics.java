package org.vigie.gateway.system;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.vigie.gateway.Main;

/**
 * The built-in record of a real patient, read here a second time so that a mistake of the simulator's reader is seen:
 * ten signals of 16 bits, low byte first, one row a minute; -32768 is missing, and so is 0 (docs/adr/0046). SOURCE:
 * WFDB signal(5), format 16; the header beside it.
 */
final class RecordedNumerics {
    private static final String FILE = "/org/vigie/simulator/records/3975656n.dat";
    private static final int MISSING = -32_768;

    /** Codes in the order of the header, with the decimals of their gain. */
    private static final Map<String, Integer> SIGNALS = signals();

    private final ByteBuffer data;

    private RecordedNumerics(ByteBuffer data) {
        this.data = data;
    }

    static RecordedNumerics read() throws IOException {
        try (InputStream in = Objects.requireNonNull(Main.class.getResourceAsStream(FILE))) {
            return new RecordedNumerics(ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN));
        }
    }

    private static Map<String, Integer> signals() {
        Map<String, Integer> codes = new LinkedHashMap<>();
        codes.put("MDC_ECG_HEART_RATE", 1);
        codes.put("MDC_PRESS_BLD_ART_SYS", 1);
        codes.put("MDC_PRESS_BLD_ART_DIA", 1);
        codes.put("MDC_PRESS_BLD_ART_MEAN", 1);
        codes.put("MDC_PULS_OXIM_PULS_RATE", 1);
        codes.put("MDC_RESP_RATE", 1);
        codes.put("MDC_PULS_OXIM_SAT_O2", 1);
        codes.put("MDC_PRESS_BLD_NONINV_SYS", 0);
        codes.put("MDC_PRESS_BLD_NONINV_DIA", 0);
        codes.put("MDC_PRESS_BLD_NONINV_MEAN", 0);
        return codes;
    }

    /** One minute of the record by code; null where the value is missing. */
    Map<String, @Nullable BigDecimal> row(int minute) {
        Map<String, @Nullable BigDecimal> row = new LinkedHashMap<>();
        int at = minute * SIGNALS.size() * 2;
        for (Map.Entry<String, Integer> signal : SIGNALS.entrySet()) {
            int raw = data.getShort(at);
            at += 2;
            row.put(signal.getKey(), raw == MISSING || raw == 0 ? null : BigDecimal.valueOf(raw, signal.getValue()));
        }
        return row;
    }

    /** What a tile shows of a value, in English. */
    static String shown(@Nullable BigDecimal value, int mostDecimals) {
        return value == null
                ? "---"
                : value.setScale(mostDecimals, RoundingMode.HALF_UP)
                        .stripTrailingZeros()
                        .toPlainString();
    }
}
