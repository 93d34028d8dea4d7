package org.vigie.bench.hl7;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Messages of nothing but samples, OBX of type NA as IHE PCD monitors send them: 256 ms of a lead II at 250 Hz and,
 * when asked, of a pleth at 125 Hz; sixteen blocks that join without a jump, then again. SOURCE: reference
 * "hl7-profiles", section 6.
 */
public final class WaveNa {
    /** Length of a block in milliseconds. */
    public static final int BLOCK_MILLIS = 256;

    private static final int BLOCKS = 16;
    private static final int ECG_HZ = 250;
    private static final int PLETH_HZ = 125;
    private static final double BEAT_SECONDS = BLOCKS * BLOCK_MILLIS / 1_000.0 / 4;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss.SSSxx", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final String bed;
    private final String[] ecg = new String[BLOCKS];
    private final String[] pleth = new String[BLOCKS];
    private final boolean both;

    /**
     * The messages of one bed.
     *
     * @param bed name that the monitor gives its bed
     * @param both true for ECG and pleth, false for the ECG alone
     */
    public WaveNa(String bed, boolean both) {
        this.bed = bed;
        this.both = both;
        for (int block = 0; block < BLOCKS; block++) {
            ecg[block] = samples(block, ECG_HZ, true);
            pleth[block] = samples(block, PLETH_HZ, false);
        }
    }

    private static String samples(int block, int rate, boolean ecg) {
        int n = rate * BLOCK_MILLIS / 1_000;
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < n; i++) {
            double beats = (block * n + i) / (double) rate / BEAT_SECONDS;
            double t = beats - Math.floor(beats);
            double value = ecg
                    ? 120 * bump(t, 0.18, 0.025)
                            + 1_150 * bump(t, 0.3, 0.01)
                            - 250 * bump(t, 0.33, 0.01)
                            + 280 * bump(t, 0.55, 0.045)
                    : 950 * bump(t, 0.4, 0.09) + 400 * bump(t, 0.65, 0.12);
            text.append(i == 0 ? "" : "^").append(Math.round(value));
        }
        return text.toString();
    }

    private static double bump(double t, double at, double width) {
        double d = (t - at) / width;
        return Math.exp(-d * d / 2);
    }

    /**
     * A block with its MLLP frame.
     *
     * @param id MSH-10
     * @param block number of the block, from 0
     */
    public byte[] frame(long id, long block) {
        int at = (int) (block % BLOCKS);
        String time = TIME.format(Instant.now());
        StringBuilder text = new StringBuilder(1_024);
        text.append("\u000bMSH|^~\\&|BENCH^0011223344556677^EUI-64|VIGIE|||")
                .append(time)
                .append("||ORU^R01^ORU_R01|")
                .append(id)
                .append("|P|2.6|||NE|AL||UNICODE UTF-8|||IHE_PCD_001^IHE PCD^1.3.6.1.4.1.19376.1.6.1.1.1^ISO\r")
                .append("PID|||B")
                .append(bed)
                .append("^^^BENCH^MR||Bench^")
                .append(bed)
                .append("\rPV1||I|BENCH^^")
                .append(bed)
                .append("\rOBR|1|1^BENCH|1^BENCH|69121^MDC_OBS_WAVE_CTS^MDC|||")
                .append(time)
                .append("\rOBX|1|NA|131330^MDC_ECG_ELEC_POTL_II^MDC|1.7.6.1|")
                .append(ecg[at])
                .append("||||||R\rOBX|2|NM|0^MDC_ATTR_SAMP_RATE^MDC|1.7.6.1.1|250|264640^MDC_DIM_HZ^MDC|||||R\r")
                .append(
                        "OBX|3|NM|67917^MDC_ATTR_NU_MSMT_RES^MDC|1.7.6.1.2|0.001|266418^MDC_DIM_MILLI_VOLT^MDC|||||R\r");
        if (both) {
            text.append("OBX|4|NA|150452^MDC_PULS_OXIM_PLETH^MDC|1.3.1.5|")
                    .append(pleth[at])
                    .append("||||||R\rOBX|5|NM|0^MDC_ATTR_SAMP_RATE^MDC|1.3.1.5.1|125|264640^MDC_DIM_HZ^MDC|||||R\r");
        }
        return text.append("\u001c\r").toString().getBytes(US_ASCII);
    }
}
