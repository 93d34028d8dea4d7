package org.vigie.simulator.monitor.intellivue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.vigie.simulator.monitor.Language;
import org.vigie.simulator.wave.WaveKind;

/**
 * A wave that can be exported, with the figures of CAP-L (intellivue-protocol.md section 10.2).
 *
 * @param metric context
 * @param kind what the patient gives
 * @param unit unit code
 * @param colour attribute 0911
 * @param periodTicks between two samples
 * @param bits significant bits of a sample
 * @param flags of the SaSpec
 * @param scale as it is at first
 * @param recalibrated as it is after a change of calibration
 * @param leads physio id and share of lead II for each trace
 */
record WaveObject(
        Metric metric,
        WaveKind kind,
        int unit,
        int colour,
        int periodTicks,
        int bits,
        int flags,
        WaveScale scale,
        WaveScale recalibrated,
        List<Lead> leads) {
    private static final int ACCESS = 0x4280;
    private static final int ECG_HANDLE = 0x02AE;
    private static final int COMPOUND_ECG = 0x0002_0100;

    /** The labels that a monitor exports when nobody asked for others. */
    static final List<Integer> DEFAULT_LABELS = List.of(0x0002_0102, 0x0002_4BB4, 0x0002_4A14, 0x0002_5000);

    private static final int MOST_SINGLE_LEADS = 3;

    /**
     * One trace.
     *
     * @param physio its physio id
     * @param share of lead II: leads hang together roughly
     */
    record Lead(int physio, double share) {}

    private static final List<Lead> SINGLE_LEADS = List.of(
            new Lead(0x0101, 0.62),
            new Lead(0x0102, 1),
            new Lead(0x013D, 0.38),
            new Lead(0x013E, -0.81),
            new Lead(0x013F, 0.12),
            new Lead(0x0140, 0.69),
            new Lead(0x0143, 0.85),
            new Lead(0x014B, 0.7));
    private static final List<String> LEAD_NAMES = List.of("I", "II", "III", "aVR", "aVL", "aVF", "V", "MCL");

    private static final WaveScale ECG_SCALE = WaveScale.of("-40.96", "40.955", 0, 16_383)
            .marked(1, 0x1FBD, 0x2085, 0)
            .drawing(8_125, 8_325);
    private static final WaveScale ECG_COARSE = WaveScale.of("-81.92", "81.91", 0, 16_383)
            .marked(1, 0x1FD0, 0x2034, 0)
            .drawing(8_142, 8_242);
    private static final WaveScale COMPOUND_SCALE =
            WaveScale.of("-40.96", "40.955", 0, 16_383).marked(1, 0x1F9C, 0x2064, 0);
    private static final WaveScale COMPOUND_COARSE =
            WaveScale.of("-81.92", "81.91", 0, 16_383).marked(1, 0x1FCE, 0x2032, 0);

    static final WaveObject ARTERIAL = plain(0, 0x091C, 0x4A14, new MetricText("ABP", "PA"), WaveKind.ARTERIAL)
            .drawn(Nomenclature.MMHG, 1, 13, 0xA000)
            .scaled(
                    WaveScale.of("-40", "520", 160, 9_120)
                            .marked(150, 800, 3_200, 800)
                            .drawing(560, 3_760),
                    WaveScale.of("-40", "520", 80, 4_560)
                            .marked(150, 400, 1_600, 400)
                            .drawing(280, 1_880));
    static final WaveObject PLETH = plain(1, 0x03DA, 0x4BB4, new MetricText("Pleth", "Pleth"), WaveKind.PLETH)
            .drawn(Nomenclature.NO_UNIT, 6, 12, 0x8000)
            .scaled(WaveScale.withoutUnit(4_095), WaveScale.withoutUnit(2_047));
    static final WaveObject RESPIRATION = plain(1, 0x02B8, 0x5000, new MetricText("Resp", "Resp"), WaveKind.RESPIRATION)
            .drawn(Nomenclature.OHM, 7, 12, 0x8000)
            .scaled(WaveScale.of("-0.6", "1.9", 0, 4_095), WaveScale.of("-0.6", "1.9", 0, 2_047));
    private static final WaveObject COMPOUND = plain(1, ECG_HANDLE, 0x0100, new MetricText("ECG", "ECG"), WaveKind.ECG)
            .drawn(Nomenclature.MILLIVOLT, 2, 14, 0x3000)
            .scaled(COMPOUND_SCALE, COMPOUND_COARSE)
            .inLeads(32, List.of(new Lead(0x0102, 1), new Lead(0x0143, 0.85), new Lead(0x013E, -0.81)));

    private static WaveObject plain(int context, int handle, int physio, MetricText text, WaveKind kind) {
        Metric metric = new Metric(Nomenclature.CLASS_WAVE, context, handle, 0x0002_0000L | physio, text, 0, ACCESS);
        int period = (int) Math.round(8_000 / kind.rateHz());
        WaveScale none = WaveScale.withoutUnit(1);
        return new WaveObject(metric, kind, 0, 0, period, 16, 0, none, none, List.of(new Lead(physio, 1)));
    }

    private WaveObject drawn(int unitCode, int paint, int significant, int specFlags) {
        return new WaveObject(
                metric, kind, unitCode, paint, periodTicks, significant, specFlags, scale, recalibrated, leads);
    }

    private WaveObject scaled(WaveScale first, WaveScale changed) {
        return new WaveObject(metric, kind, unit, colour, periodTicks, bits, flags, first, changed, leads);
    }

    private WaveObject inLeads(int period, List<Lead> several) {
        int structure = several.size() > 1 ? 0x0100 | several.size() : 0;
        Metric parts = metric.structured(structure, metric.access());
        return new WaveObject(parts, kind, unit, colour, period, bits, flags, scale, recalibrated, several);
    }

    /** The wave of a label; empty when this monitor has none. */
    private static Optional<WaveObject> of(int label) {
        for (WaveObject wave : List.of(ARTERIAL, PLETH, RESPIRATION, COMPOUND)) {
            if (wave.metric().label() == label) {
                return Optional.of(wave);
            }
        }
        for (int i = 0; i < SINGLE_LEADS.size(); i++) {
            Lead lead = SINGLE_LEADS.get(i);
            if ((0x0002_0000 | lead.physio()) == label) {
                String name = LEAD_NAMES.get(i);
                return Optional.of(plain(1, ECG_HANDLE, lead.physio(), new MetricText(name, name), WaveKind.ECG)
                        .drawn(Nomenclature.MILLIVOLT, 2, 14, 0x3000)
                        .scaled(ECG_SCALE, ECG_COARSE)
                        .inLeads(16, List.of(lead)));
            }
        }
        return Optional.empty();
    }

    /**
     * What the monitor makes of a wished list: unknown labels and more than three single leads are dropped silently
     * (intellivue-protocol.md section 8.5).
     */
    static List<WaveObject> chosen(List<Integer> labels) {
        List<WaveObject> waves = new ArrayList<>();
        int singles = 0;
        for (int label : labels) {
            Optional<WaveObject> wave = of(label);
            if (wave.isEmpty() || waves.contains(wave.get())) {
                continue;
            }
            boolean single = wave.get().kind() == WaveKind.ECG && label != COMPOUND_ECG;
            singles += single ? 1 : 0;
            if (!single || singles <= MOST_SINGLE_LEADS) {
                waves.add(wave.get());
            }
        }
        return waves;
    }

    int samplesPerBlock() {
        return Nomenclature.BLOCK_TICKS / periodTicks;
    }

    /** All context attributes in the order of CAP-L. */
    Attributes context(Language language, boolean afterRecalibration) {
        WaveScale now = afterRecalibration ? recalibrated : scale;
        Attributes attributes = metric.head(Nomenclature.BLOCK_TICKS)
                .put(
                        Nomenclature.ATTR_SA_SPEC,
                        new Wire().u16(samplesPerBlock()).u8(16).u8(bits).u16(flags));
        if (kind == WaveKind.ECG) {
            attributes.put(Nomenclature.ATTR_FIXED_VALUES, fixedValues());
        }
        attributes.u32(Nomenclature.ATTR_SAMPLE_PERIOD, periodTicks);
        metric.labels(attributes, language).u16(Nomenclature.ATTR_UNIT, unit);
        if (kind == WaveKind.ECG) {
            attributes.u16(Nomenclature.ATTR_MEASURE_MODE, 0x0120); // not paced, filter: CAP-L
        }
        attributes
                .u16(Nomenclature.ATTR_COLOUR, colour)
                .u16(Nomenclature.ATTR_METRIC_STATUS, 0)
                .put(Nomenclature.ATTR_SCALE, now.range());
        now.marksTo(attributes);
        return attributes;
    }

    /** Saturation, defibrillator marker and pacer spike as CAP-L has them for the ECG. */
    private static Wire fixedValues() {
        Wire body = new Wire().u16(4).u16(0x8008).u16(3).u16(0x4001).u16(2).u16(0x8004);
        return new Wire().u16(3).u16(body.size()).raw(body);
    }
}
