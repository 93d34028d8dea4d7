package org.vigie.simulator.monitor.hl7;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.vigie.simulator.bedside.AlarmNotice;
import org.vigie.simulator.monitor.BedsideView;
import org.vigie.simulator.monitor.MonitorEncoder;
import org.vigie.simulator.monitor.Outgoing;
import org.vigie.simulator.wave.WaveBlock;
import org.vigie.simulator.wave.WaveKind;
import org.vigie.simulator.wave.WaveSource;

/**
 * IHE PCD with waves: after the values of a period a second message with the samples of that period as OBX of type NA,
 * each followed by its rate, resolution and the number that means "no sample" (hl7-profiles.md section 6). One per
 * monitor; not thread-safe.
 */
public final class IhePcdWaveEncoder implements MonitorEncoder {
    private static final String GROUP = "69121^MDC_OBS_WAVE_CTS^MDC";
    private static final String PER_SECOND = "264608^MDC_DIM_PER_SEC^MDC";
    private static final int NO_SAMPLE = 32_767;

    /**
     * How a wave is written.
     *
     * @param kind of the patient
     * @param code {@code code^REFID^MDC}
     * @param unit MDC unit
     * @param path OBX-4
     * @param every how many samples of the patient make one sent sample
     * @param step of one count, in the unit
     * @param decimals of the step
     */
    private record Row(WaveKind kind, String code, String unit, String path, int every, double step, int decimals) {}

    private static final List<Row> ROWS = List.of(
            new Row(
                    WaveKind.ECG,
                    "131330^MDC_ECG_LEAD_II^MDC",
                    "266418^MDC_DIM_MILLI_VOLT^MDC",
                    "1.1.1.101",
                    2,
                    0.005,
                    3),
            new Row(
                    WaveKind.PLETH,
                    "150452^MDC_PULS_OXIM_PLETH^MDC",
                    "262656^MDC_DIM_DIMLESS^MDC",
                    "1.2.1.101",
                    1,
                    0.001,
                    3),
            new Row(
                    WaveKind.ARTERIAL,
                    "150036^MDC_PRESS_BLD_ART_ABP^MDC",
                    "266016^MDC_DIM_MMHG^MDC",
                    "1.3.1.101",
                    1,
                    0.1,
                    1));

    private final IhePcdEncoder values;
    private final WaveSource waves;
    private final Duration period;

    /** @param period of the monitor's messages, at most {@link WaveSource#LONGEST_MS} */
    public IhePcdWaveEncoder(IhePcdEncoder values, WaveSource waves, Duration period) {
        if (period.toMillis() > WaveSource.LONGEST_MS) {
            throw new IllegalArgumentException("waves: period of at most 4s expected, got " + period);
        }
        this.values = values;
        this.waves = waves;
        this.period = period;
    }

    @Override
    public List<Outgoing> greeting(BedsideView view) {
        return values.greeting(view);
    }

    @Override
    public List<Outgoing> notices(BedsideView view, List<AlarmNotice> notices) {
        return values.notices(view, notices);
    }

    @Override
    public List<Outgoing> state(BedsideView view) {
        List<Outgoing> messages = new ArrayList<>(values.state(view));
        messages.add(samples(view, waves.next((int) period.toMillis(), view.readings())));
        return messages;
    }

    private Outgoing samples(BedsideView view, WaveBlock block) {
        String controlId = values.nextControlId(view);
        Hl7Message message = new Hl7Message();
        values.header(message, view, "ORU^R01^ORU_R01", controlId, IhePcdEncoder.PCD_01);
        Instant end = view.deviceTime();
        String start = Hl7Times.withZone(end.minus(period));
        message.segment("OBR", "1", controlId, controlId, GROUP, "", "", start, Hl7Times.withZone(end));
        int row = 1;
        message.segment(
                "OBX",
                "1",
                "",
                IhePcdEncoder.MDS,
                "1.0.0.0",
                "",
                "",
                "",
                "",
                "",
                "",
                "X",
                "",
                "",
                "",
                "",
                "",
                "",
                values.deviceId(view));
        for (Row wave : ROWS) {
            WaveBlock.Piece piece = block.of(wave.kind()).orElse(null);
            if (piece == null) {
                continue;
            }
            String path = wave.path();
            int rate = (int) (wave.kind().rateHz() / wave.every());
            String resolution = String.format(Locale.ROOT, "%." + wave.decimals() + "f", wave.step());
            obx(message, ++row, List.of("NA", wave.code(), path, numbers(wave, piece), wave.unit(), start));
            obx(message, ++row, List.of("NM", "0^MDC_ATTR_SAMP_RATE^MDC", path + ".1", "" + rate, PER_SECOND, ""));
            obx(
                    message,
                    ++row,
                    List.of("NM", "2327^MDC_ATTR_NU_MSMT_RES^MDC", path + ".2", resolution, wave.unit(), ""));
            obx(message, ++row, List.of("NM", "196660^MDC_EVT_INOP^MDC", path + ".3", "" + NO_SAMPLE, "", ""));
        }
        return Outgoing.framed(Outgoing.Kind.WAVES, message.bytes(StandardCharsets.UTF_8), controlId);
    }

    /** Type, code, path, value, unit and time of one row. */
    private static void obx(Hl7Message message, int setId, List<String> cells) {
        message.segment(
                "OBX",
                Integer.toString(setId),
                cells.get(0),
                cells.get(1),
                cells.get(2),
                cells.get(3),
                cells.get(4),
                "",
                "",
                "",
                "",
                "R",
                "",
                "",
                cells.get(5));
    }

    private static String numbers(Row wave, WaveBlock.Piece piece) {
        double[] samples = piece.samples();
        StringJoiner numbers = new StringJoiner("^");
        for (int i = 0; i < samples.length; i += wave.every()) {
            long count = piece.valid() ? Math.round(samples[i] / wave.step()) : NO_SAMPLE;
            numbers.add(Long.toString(count));
        }
        return numbers.toString();
    }
}
