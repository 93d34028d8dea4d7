package org.vigie.bench.hl7;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The message of the benchmark: ORU^R01 of 20 OBX as IHE PCD-01 has it, {@value #FRAME_BYTES} bytes with its MLLP
 * frame. MSH-7, MSH-10 and the heart rate are put in anew for every copy; all copies have the same length. Not
 * thread-safe: one per connection. SOURCE: IHE PCD TF Vol 2 Rev 9.0, appendix B; the codes are those of its example
 * E.1.1.
 */
public final class Pcd01 {
    /** Frame included. */
    public static final int FRAME_BYTES = 2_049;

    /** Lowest heart rate that can be put in; three digits keep the length. */
    public static final int LOWEST_RATE = 100;

    /** Highest heart rate that can be put in. */
    public static final int HIGHEST_RATE = 199;

    private static final int ID_DIGITS = 12;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss.SSSxx", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String[] NUMERICS = {
        "150021^MDC_PRESS_BLD_NONINV_SYS^MDC|1.1.1.5|117|266016^MDC_DIM_MMHG^MDC|90-160",
        "150022^MDC_PRESS_BLD_NONINV_DIA^MDC|1.1.1.6|82|266016^MDC_DIM_MMHG^MDC|",
        "150023^MDC_PRESS_BLD_NONINV_MEAN^MDC|1.1.1.7|90|266016^MDC_DIM_MMHG^MDC|",
        "147842^MDC_ECG_CARD_BEAT_RATE^MDC|1.2.1.1|100|264864^MDC_DIM_BEAT_PER_MIN^MDC|50-200",
        "147232^MDC_ECG_TIME_PD_QT_GL^MDC|1.2.1.14|360|264338^MDC_DIM_MILLI_SEC^MDC|",
        "147236^MDC_ECG_TIME_PD_QTc^MDC|1.2.1.15|416|264338^MDC_DIM_MILLI_SEC^MDC|",
        "151562^MDC_RESP_RATE^MDC|1.2.1.19|18|264928^MDC_DIM_RESP_PER_MIN^MDC|8-45",
        "150456^MDC_PULS_OXIM_SAT_O2^MDC|1.3.1.1|97|262688^MDC_DIM_PERCENT^MDC|90-100",
        "149530^MDC_PULS_OXIM_PULS_RATE^MDC|1.3.1.2|80|264864^MDC_DIM_BEAT_PER_MIN^MDC|50-120",
        "150448^MDC_PULS_OXIM_PERF_REL^MDC|1.3.1.3|3.9|262656^MDC_DIM_DIMLESS^MDC|",
        "150037^MDC_PRESS_BLD_ART_ABP_SYS^MDC|1.4.1.1|121|266016^MDC_DIM_MMHG^MDC|90-160",
        "150038^MDC_PRESS_BLD_ART_ABP_DIA^MDC|1.4.1.2|71|266016^MDC_DIM_MMHG^MDC|",
        "150039^MDC_PRESS_BLD_ART_ABP_MEAN^MDC|1.4.1.3|88|266016^MDC_DIM_MMHG^MDC|",
        "150087^MDC_PRESS_BLD_VEN_CENT_MEAN^MDC|1.5.1.3|8|266016^MDC_DIM_MMHG^MDC|",
    };

    private final byte[] template;
    private final int timeAt;
    private final int idAt;
    private final int rateAt;

    /**
     * The messages of one bed.
     *
     * @param bed name that the monitor gives its bed, 1 to 8 ASCII characters
     */
    public Pcd01(String bed) {
        String zeros = "0".repeat(ID_DIGITS);
        String time = TIME.format(Instant.EPOCH);
        StringBuilder text = new StringBuilder(FRAME_BYTES);
        text.append('\u000b')
                .append("MSH|^~\\&|BENCH^0011223344556677^EUI-64|VIGIE|||")
                .append(time)
                .append("||ORU^R01^ORU_R01|")
                .append(zeros)
                .append("|P|2.6|||NE|AL||UNICODE UTF-8|||IHE_PCD_001^IHE PCD^1.3.6.1.4.1.19376.1.6.1.1.1^ISO\r")
                .append("PID|||B")
                .append(bed)
                .append("^^^BENCH^MR||Bench^")
                .append(bed)
                .append("^^^^^L||19610101|M\rPV1||I|BENCH^^")
                .append(bed)
                .append("\rOBR|1|1^BENCH|1^BENCH|69965^MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS^MDC|||20261121220000+0000\r")
                .append("OBX|1||69965^MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS^MDC|1.0.0.0|||||||X\r")
                .append("OBX|2||70686^MDC_DEV_PRESS_BLD_NONINV_VMD^MDC|1.1.0.0|||||||X\r")
                .append("OBX|3||4262^MDC_DEV_ECG_VMD^MDC|1.2.0.0|||||||X\r")
                .append("OBX|4||4263^MDC_DEV_ECG_CHAN^MDC|1.2.1.0|||||||X\r")
                .append("OBX|5||69642^MDC_DEV_ANALY_SAT_O2_VMD^MDC|1.3.0.0|||||||X\r")
                .append("OBX|6||70771^MDC_DEV_ANALY_PERF_REL_CHAN^MDC|1.3.1.0|||||||X\r");
        int set = 7;
        for (String numeric : NUMERICS) {
            text.append("OBX|").append(set).append("|NM|").append(numeric).append("||||R\r");
            set++;
        }
        int padding = FRAME_BYTES - text.length() - 2;
        if (padding < 0) {
            throw new IllegalStateException("message is " + -padding + " bytes too long");
        }
        // The last OBX ends in OBX-11: its OBX-18, the equipment, makes up the length.
        text.setLength(text.length() - 1);
        text.append(padding >= 7 ? "|||||||" + "E".repeat(padding - 7) : "|".repeat(padding));
        text.append("\r\u001c\r");
        template = text.toString().getBytes(US_ASCII);
        timeAt = text.indexOf(time);
        idAt = text.indexOf("|" + zeros + "|") + 1;
        rateAt = text.indexOf("|1.2.1.1|") + "|1.2.1.1|".length();
        if (template.length != FRAME_BYTES) {
            throw new IllegalStateException("message is " + template.length + " bytes long");
        }
    }

    /**
     * One message with its frame.
     *
     * @param id MSH-10, 0 to 999,999,999,999
     * @param heartRate from {@link #LOWEST_RATE} to {@link #HIGHEST_RATE}, 1/min
     */
    public byte[] frame(long id, int heartRate) {
        byte[] frame = template.clone();
        byte[] time = TIME.format(Instant.now()).getBytes(US_ASCII);
        System.arraycopy(time, 0, frame, timeAt, time.length);
        digits(frame, idAt, ID_DIGITS, id);
        digits(frame, rateAt, 3, heartRate);
        return frame;
    }

    private static void digits(byte[] into, int at, int count, long value) {
        long rest = value;
        for (int i = at + count - 1; i >= at; i--) {
            into[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
