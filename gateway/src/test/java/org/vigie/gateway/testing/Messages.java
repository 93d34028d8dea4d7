package org.vigie.gateway.testing;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Messages of an imaginary IHE PCD monitor, written by hand from IHE PCD TF-2 (PCD-01, PCD-04). */
public final class Messages {
    private static final AtomicLong NEXT = new AtomicLong(1000);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT);

    private Messages() {}

    /** Values of one bed. */
    public static String values(String bed, int heartRate, int spo2) {
        String time = TIME.format(LocalDateTime.now(ZoneOffset.UTC)) + "+0000";
        return head("ORU^R01^ORU_R01", time, bed)
                + "OBR|1|1^T|1^T|182777000^monitoring of patient^SCT|||" + time + "\r"
                + "OBX|1|NM|147842^MDC_ECG_HEART_RATE^MDC|1.1.1.1|" + heartRate
                + "|264864^MDC_DIM_BEAT_PER_MIN^MDC|50-120||||R|||" + time + "\r"
                + "OBX|2|NM|150456^MDC_PULS_OXIM_SAT_O2^MDC|1.1.1.2|" + spo2
                + "|262688^MDC_DIM_PERCENT^MDC|90-100||||R|||" + time + "\r";
    }

    /** "Low SpO2" of one bed begins ({@code start}), goes on ({@code continue}) or ends ({@code end}). */
    public static String lowSpo2(String bed, String phase) {
        String time = TIME.format(LocalDateTime.now(ZoneOffset.UTC)) + "+0000";
        String state = phase.equals("end") ? "inactive" : "active";
        return head("ORU^R40^ORU_R40", time, bed)
                + "OBR|1|1^T|1^T|196616^MDC_EVT_ALARM^MDC|||" + time + "||||||||||||||||||||||^77&T\r"
                + "OBX|1|ST|196670^MDC_EVT_LO^MDC|1.3.1.150456.1|Low SpO2|||L~PH~SP|||F|||" + time + "\r"
                + "OBX|2|NM|150456^MDC_PULS_OXIM_SAT_O2^MDC|1.3.1.150456.2|84|262688^MDC_DIM_PERCENT^MDC|90-100||||F|||"
                + time + "\r"
                + "OBX|3|ST|68481^MDC_ATTR_EVENT_PHASE^MDC|1.3.1.150456.3|" + phase + "||||||F\r"
                + "OBX|4|ST|68482^MDC_ATTR_ALARM_STATE^MDC|1.3.1.150456.4|" + state + "||||||F\r"
                + "OBX|5|ST|68483^MDC_ATTR_ALARM_INACTIVATION_STATE^MDC|1.3.1.150456.5|enabled||||||F\r";
    }

    /**
     * A second of a lead II at one bed as IHE PCD sends waves: OBX of type NA with its rate and resolution.
     *
     * @param samples thousandths of a millivolt; null for a missing one
     */
    public static String ecg(String bed, int rate, @Nullable Integer... samples) {
        String time = TIME.format(LocalDateTime.now(ZoneOffset.UTC)) + "+0000";
        StringBuilder numbers = new StringBuilder();
        for (@Nullable Integer sample : samples) {
            numbers.append(numbers.isEmpty() ? "" : "^").append(sample == null ? "32767" : sample.toString());
        }
        return head("ORU^R01^ORU_R01", time, bed)
                + "OBR|1|1^T|1^T|69121^MDC_OBS_WAVE_CTS^MDC|||" + time + "\r"
                + "OBX|1|NA|131330^MDC_ECG_ELEC_POTL_II^MDC|1.7.6.131330|" + numbers + "||||||R|||" + time + "\r"
                + "OBX|2|NM|0^MDC_ATTR_SAMP_RATE^MDC|1.7.6.131330.1|" + rate + "|264640^MDC_DIM_HZ^MDC|||||R\r"
                + "OBX|3|NM|67917^MDC_ATTR_NU_MSMT_RES^MDC|1.7.6.131330.2|0.001|266418^MDC_DIM_MILLI_VOLT^MDC|||||R\r"
                + "OBX|4|NM|196660^MDC_EVT_INOP^MDC|1.7.6.131330.3|32767||||||R\r";
    }

    private static String head(String type, String time, String bed) {
        return "MSH|^~\\&|TEST_MONITOR^0000000000000001^EUI-64|TEST|||" + time + "||" + type + "|"
                + NEXT.incrementAndGet() + "|P|2.6||||||UNICODE UTF-8\r"
                + "PID|||77^^^H^PI||Essai^Jeanne\r"
                + "PV1||I|ICU^1^" + bed + "\r";
    }
}
