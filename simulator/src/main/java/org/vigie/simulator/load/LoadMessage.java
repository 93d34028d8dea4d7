package org.vigie.simulator.load;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A PCD-01 message of 20 OBX and about 2 KB, made once per connection; only MSH-10 and one value are patched in place
 * for each message, so that sending costs next to nothing and no two messages are the same. Not thread-safe.
 */
public final class LoadMessage {
    /** Digits of MSH-10. */
    public static final int CONTROL_ID_LENGTH = 12;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss.SSSxx", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String[] METRICS = {
        "147842^MDC_ECG_HEART_RATE^MDC|1.1.1.1|072|264864^MDC_DIM_BEAT_PER_MIN^MDC|50-120",
        "150456^MDC_PULS_OXIM_SAT_O2^MDC|1.2.1.1|97|262688^MDC_DIM_PERCENT^MDC|90-100",
        "149530^MDC_PULS_OXIM_PULS_RATE^MDC|1.2.1.2|72|264864^MDC_DIM_BEAT_PER_MIN^MDC|50-120",
        "150448^MDC_PULS_OXIM_PERF_REL^MDC|1.2.1.3|3.9|262656^MDC_DIM_DIMLESS^MDC|",
        "150033^MDC_PRESS_BLD_ART_SYS^MDC|1.3.1.1|121|266016^MDC_DIM_MMHG^MDC|90-160",
        "150034^MDC_PRESS_BLD_ART_DIA^MDC|1.3.1.2|66|266016^MDC_DIM_MMHG^MDC|",
        "150035^MDC_PRESS_BLD_ART_MEAN^MDC|1.3.1.3|84|266016^MDC_DIM_MMHG^MDC|60-110",
        "150021^MDC_PRESS_BLD_NONINV_SYS^MDC|1.4.1.1|118|266016^MDC_DIM_MMHG^MDC|90-160",
        "150022^MDC_PRESS_BLD_NONINV_DIA^MDC|1.4.1.2|64|266016^MDC_DIM_MMHG^MDC|",
        "150023^MDC_PRESS_BLD_NONINV_MEAN^MDC|1.4.1.3|82|266016^MDC_DIM_MMHG^MDC|",
        "151562^MDC_RESP_RATE^MDC|1.5.1.1|16|264928^MDC_DIM_RESP_PER_MIN^MDC|8-30",
        "150344^MDC_TEMP^MDC|1.6.1.1|37.1|268192^MDC_DIM_DEGC^MDC|35.5-39.0",
        "151728^MDC_AWAY_CO2_ET^MDC|1.7.1.1|38|266016^MDC_DIM_MMHG^MDC|25-55",
        "150087^MDC_PRESS_BLD_VEN_CENT_MEAN^MDC|1.8.1.1|8|266016^MDC_DIM_MMHG^MDC|2-12"
    };
    private static final String[] DEVICES = {
        "69965^MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS^MDC|1.0.0.0",
        "4262^MDC_DEV_ECG_VMD^MDC|1.1.0.0",
        "4263^MDC_DEV_ECG_CHAN^MDC|1.1.1.0",
        "69642^MDC_DEV_ANALY_SAT_O2_VMD^MDC|1.2.0.0",
        "70686^MDC_DEV_PRESS_BLD_NONINV_VMD^MDC|1.4.0.0",
        "70687^MDC_DEV_PRESS_BLD_NONINV_CHAN^MDC|1.4.1.0"
    };

    private final byte[] frame;
    private final int controlIdAt;
    private final int valueAt;

    /**
     * @param bed PV1-3 and the beginning of all identities of this connection
     * @param now MSH-7 and all other times, the same in each message
     */
    public LoadMessage(String bed, Instant now) {
        String time = TIME.format(now);
        StringBuilder text = new StringBuilder(2_200);
        text.append('\u000B')
                .append("MSH|^~\\&|VIGIE_LOAD^0200000000000001^EUI-64|VIGIE|||")
                .append(time);
        text.append("||ORU^R01^ORU_R01|");
        controlIdAt = text.length();
        text.append("0".repeat(CONTROL_ID_LENGTH));
        text.append(
                "|P|2.6|||AL|NE||UNICODE UTF-8|EN^English^ISO639||IHE_PCD_001^IHE PCD^1.3.6.1.4.1.19376.1.6.1.1.1^ISO\r");
        text.append("PID|||LOAD-")
                .append(bed)
                .append("^^^VIGIE^PI||Load^")
                .append(bed)
                .append("^^^^^L||19700101|U\r");
        text.append("PV1||I|ICU^^").append(bed).append("\r");
        text.append("OBR|1|1^VIGIE_LOAD^0200000000000001^EUI-64|1^VIGIE_LOAD^0200000000000001^EUI-64|")
                .append(DEVICES[0], 0, DEVICES[0].indexOf('|'))
                .append("|||")
                .append(time)
                .append("\r");
        int setId = 0;
        for (String device : DEVICES) {
            setId++;
            text.append("OBX|").append(setId).append("||").append(device).append("|||||||X");
            text.append(setId == 1 ? "|||||||" + bed + "^VIGIE_LOAD^0200000000000001^EUI-64\r" : "\r");
        }
        int value = 0;
        for (String metric : METRICS) {
            setId++;
            text.append("OBX|").append(setId).append("|NM|");
            value = value == 0 ? text.length() + metric.indexOf("|072|") + 1 : value;
            text.append(metric).append("||||R\r");
        }
        text.append('\u001C').append('\r');
        valueAt = value;
        frame = text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** Length of the frame in bytes. */
    public int length() {
        return frame.length;
    }

    /** The frame of this number; the same array in each call, to be used up before the next. */
    public byte[] numbered(long number) {
        digits(number, controlIdAt, CONTROL_ID_LENGTH);
        digits(60 + number % 60, valueAt, 3);
        return frame;
    }

    private void digits(long number, int at, int length) {
        long rest = number;
        for (int i = length - 1; i >= 0; i--) {
            frame[at + i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
