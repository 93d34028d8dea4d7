package org.vigie.bench.hl7;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Alarm messages of the bench: ORU^R40 as IHE PCD-04 has it (TF Vol 2 Rev 9.0, example E.3.1). Stateless. */
public final class Pcd04 {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss.SSSxx", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Pcd04() {}

    /**
     * "SpO2 too low" of medium priority, with its MLLP frame. Without a limit, so that the page shows the text itself.
     *
     * @param id MSH-10
     * @param bed name of the bed
     * @param text what the monitor calls it; shown on the screen
     * @param start false for its end
     */
    public static byte[] frame(long id, String bed, String text, boolean start) {
        String now = TIME.format(Instant.now());
        String message = String.join(
                "\r",
                "MSH|^~\\&|BENCH^0011223344556677^EUI-64|VIGIE|||" + now + "||ORU^R40^ORU_R40|A" + id
                        + "|P|2.6|||AL|NE||UNICODE UTF-8|||IHE_PCD_ACM_001^IHE PCD^1.3.6.1.4.1.19376.1.6.4.4.1^ISO",
                "PID|||B" + bed + "^^^BENCH^MR||Bench^" + bed + "^^^^^L||19610101|M",
                "PV1||I|BENCH^^" + bed,
                "OBR|1|" + id + "^BENCH|" + id + "^BENCH|196616^MDC_EVT_ALARM^MDC|||" + now
                        + "||||||||||||||||||||||^1&BENCH&0011223344556677&EUI-64",
                "OBX|1|ST|196670^MDC_EVT_LO^MDC|1.3.1.150456.1|" + text + "|||L~PM~SP|||F|||" + now
                        + "||||0011223344556677",
                "OBX|2|NM|150456^MDC_PULS_OXIM_SAT_O2^MDC|1.3.1.150456.2|88|262688^MDC_DIM_PERCENT^MDC|||||F|||" + now,
                "OBX|3|ST|68481^MDC_ATTR_EVENT_PHASE^MDC|1.3.1.150456.3|" + (start ? "start" : "end") + "||||||F",
                "OBX|4|ST|68482^MDC_ATTR_ALARM_STATE^MDC|1.3.1.150456.4|" + (start ? "active" : "inactive") + "||||||F",
                "OBX|5|ST|68483^MDC_ATTR_ALARM_INACTIVATION_STATE^MDC|1.3.1.150456.5|enabled||||||F",
                "");
        return ("\u000b" + message + "\u001c\r").getBytes(US_ASCII);
    }
}
