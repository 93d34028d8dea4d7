package org.vigie.gateway.prove.thin;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * What an imaginary IHE PCD monitor says (IHE PCD TF-2: PCD-01, PCD-04): twelve values that move, an ECG and a pleth,
 * and "Low SpO2". One thread.
 */
public final class PcdMessages {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int ECG_RATE = 250;
    private static final int PLETH_RATE = 125;

    private static final List<Value> VALUES = List.of(
            new Value("147842^MDC_ECG_HEART_RATE^MDC", "264864^MDC_DIM_BEAT_PER_MIN^MDC", 82, 50, 120),
            new Value("150456^MDC_PULS_OXIM_SAT_O2^MDC", "262688^MDC_DIM_PERCENT^MDC", 96, 90, 100),
            new Value("149530^MDC_PULS_OXIM_PULS_RATE^MDC", "264864^MDC_DIM_BEAT_PER_MIN^MDC", 82, 50, 120),
            new Value("151562^MDC_RESP_RATE^MDC", "264928^MDC_DIM_RESP_PER_MIN^MDC", 16, 8, 30),
            new Value("150033^MDC_PRESS_BLD_ART_SYS^MDC", "266016^MDC_DIM_MMHG^MDC", 121, 90, 160),
            new Value("150034^MDC_PRESS_BLD_ART_DIA^MDC", "266016^MDC_DIM_MMHG^MDC", 68, 50, 90),
            new Value("150035^MDC_PRESS_BLD_ART_MEAN^MDC", "266016^MDC_DIM_MMHG^MDC", 86, 60, 110),
            new Value("150021^MDC_PRESS_BLD_NONINV_SYS^MDC", "266016^MDC_DIM_MMHG^MDC", 118, 90, 160),
            new Value("150022^MDC_PRESS_BLD_NONINV_DIA^MDC", "266016^MDC_DIM_MMHG^MDC", 66, 50, 90),
            new Value("150023^MDC_PRESS_BLD_NONINV_MEAN^MDC", "266016^MDC_DIM_MMHG^MDC", 84, 60, 110),
            new Value("150344^MDC_TEMP^MDC", "268192^MDC_DIM_DEGC^MDC", 37, 35, 39),
            new Value("151728^MDC_AWAY_CO2_ET^MDC", "266016^MDC_DIM_MMHG^MDC", 38, 30, 50));

    private final String bed;
    private final Random random;
    private final double[] now = VALUES.stream().mapToDouble(Value::usual).toArray();
    private long number;
    private long sample;

    /**
     * A value.
     *
     * @param usual about where it stays
     */
    private record Value(String code, String unit, int usual, int low, int high) {}

    /** @param bed where it stands */
    public PcdMessages(String bed, Random random) {
        this.bed = bed;
        this.random = random;
    }

    /** MSH-10 of the newest message. */
    public String newest() {
        return bed + "-" + number;
    }

    private String head(String type, String time) {
        return "MSH|^~\\&|THIN^" + bed + "^EUI-64|TEST|||" + time + "||" + type + "|" + bed + "-" + ++number
                + "|P|2.6||||||UNICODE UTF-8\r"
                + "PID|||" + bed + "^^^H^PI||Essai^Jeanne\r"
                + "PV1||I|ICU^1^" + bed + "\r";
    }

    private static String time(Instant at) {
        return TIME.format(at) + "+0000";
    }

    /** All values; about one of three is another one than a second before, as at a bedside. */
    public byte[] values(Instant at) {
        String time = time(at);
        StringBuilder text = new StringBuilder(head("ORU^R01^ORU_R01", time));
        text.append("OBR|1|1^T|1^T|182777000^monitoring of patient^SCT|||")
                .append(time)
                .append('\r');
        for (int i = 0; i < now.length; i++) {
            Value value = VALUES.get(i);
            if (random.nextInt(3) == 0) {
                now[i] += Math.rint(random.nextGaussian() + (value.usual() - now[i]) / 4);
            }
            text.append(String.format(
                    Locale.ROOT,
                    "OBX|%d|NM|%s|1.1.1.%d|%.0f|%s|%d-%d||||R|||%s\r",
                    i + 1,
                    value.code(),
                    i + 1,
                    now[i],
                    value.unit(),
                    value.low(),
                    value.high(),
                    time));
        }
        return bytes(text);
    }

    /** "Low SpO2" begins ({@code start}) or ends ({@code end}). */
    byte[] alarm(Instant at, String phase) {
        return alarm(at, phase, bed + "-low", "PM");
    }

    /**
     * The same under this name of the alarm.
     *
     * @param priority of OBX-8: {@code PH}, {@code PM} or {@code PL}
     */
    public byte[] alarm(Instant at, String phase, String alarm, String priority) {
        String time = time(at);
        String state = phase.equals("end") ? "inactive" : "active";
        return bytes(
                new StringBuilder(head("ORU^R40^ORU_R40", time))
                        .append("OBR|1|1^T|1^T|196616^MDC_EVT_ALARM^MDC|||")
                        .append(time)
                        .append("||||||||||||||||||||||^")
                        .append(alarm)
                        .append("&T\r")
                        .append("OBX|1|ST|196670^MDC_EVT_LO^MDC|1.3.1.150456.1|Low SpO2|||L~" + priority + "~SP|||F|||")
                        .append(time)
                        .append(
                                "\rOBX|2|NM|150456^MDC_PULS_OXIM_SAT_O2^MDC|1.3.1.150456.2|84|262688^MDC_DIM_PERCENT^MDC|90-100||||F|||")
                        .append(time)
                        .append("\rOBX|3|ST|68481^MDC_ATTR_EVENT_PHASE^MDC|1.3.1.150456.3|")
                        .append(phase)
                        .append("||||||F\rOBX|4|ST|68482^MDC_ATTR_ALARM_STATE^MDC|1.3.1.150456.4|")
                        .append(state)
                        .append(
                                "||||||F\rOBX|5|ST|68483^MDC_ATTR_ALARM_INACTIVATION_STATE^MDC|1.3.1.150456.5|enabled||||||F\r"));
    }

    /** A second of lead II and of the pleth. */
    byte[] waves(Instant at) {
        String time = time(at);
        StringBuilder text = new StringBuilder(head("ORU^R01^ORU_R01", time))
                .append("OBR|1|1^T|1^T|69121^MDC_OBS_WAVE_CTS^MDC|||")
                .append(time)
                .append('\r');
        curve(text, 1, "131330^MDC_ECG_LEAD_II^MDC|1.7.6.131330", ECG_RATE, time);
        curve(text, 5, "150452^MDC_PULS_OXIM_PLETH^MDC|1.7.6.150452", PLETH_RATE, time);
        sample++;
        return bytes(text);
    }

    private void curve(StringBuilder text, int row, String code, int rate, String time) {
        text.append("OBX|").append(row).append("|NA|").append(code).append('|');
        for (int i = 0; i < rate; i++) {
            double beat = (sample + (double) i / rate) * 1.37 % 1;
            double height = rate == ECG_RATE
                    ? 900 * Math.exp(-Math.pow((beat - 0.3) / 0.02, 2))
                            + 200 * Math.exp(-Math.pow((beat - 0.6) / 0.08, 2))
                    : 500 + 400 * Math.sin(2 * Math.PI * beat);
            text.append(i == 0 ? "" : "^").append(Math.round(height + 4 * random.nextGaussian()));
        }
        String path = code.substring(code.indexOf('|') + 1);
        text.append("||||||R|||").append(time).append('\r');
        text.append(String.format(
                Locale.ROOT,
                "OBX|%d|NM|0^MDC_ATTR_SAMP_RATE^MDC|%s.1|%d|264608^MDC_DIM_PER_SEC^MDC|||||R\r"
                        + "OBX|%d|NM|2327^MDC_ATTR_NU_MSMT_RES^MDC|%s.2|0.001|266418^MDC_DIM_MILLI_VOLT^MDC|||||R\r"
                        + "OBX|%d|NM|196660^MDC_EVT_INOP^MDC|%s.3|32767||||||R\r",
                row + 1,
                path,
                rate,
                row + 2,
                path,
                row + 3,
                path));
    }

    private static byte[] bytes(StringBuilder text) {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
