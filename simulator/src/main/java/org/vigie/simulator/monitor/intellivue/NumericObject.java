package org.vigie.simulator.monitor.intellivue;

import java.util.List;
import org.vigie.simulator.monitor.Language;
import org.vigie.simulator.patient.Vital;

/**
 * A numeric of the monitor, its values in the order of the wire.
 *
 * @param metric context
 * @param resolution attribute 0917; -1 when the monitor does not send one
 * @param colour attribute 0911
 * @param values one for a simple numeric, several for a compound one; empty for a numeric without a measurement
 */
record NumericObject(Metric metric, int resolution, int colour, List<Value> values) {
    private static final int CONTINUOUS = 0x4228;
    private static final int EPISODIC = 0x5228;
    private static final int PLUG_IN = 0;
    private static final int SERVER = 1;

    /**
     * One value.
     *
     * @param vital of the patient
     * @param physio its physio id
     * @param unit its unit code
     */
    record Value(Vital vital, int physio, int unit) {}

    private static final NumericObject PERFUSION_PRESSURE =
            numeric(PLUG_IN, 0x8649, 0x5804, text("CPP", "PPC")).shown(0x0300, 5);
    private static final NumericObject ARTERIAL = numeric(PLUG_IN, 0x891A, 0x4A14, text("ABP", "PA"))
            .shown(-1, 1)
            .with(
                    value(Vital.ART_MEAN, 0x4A17, Nomenclature.MMHG),
                    value(Vital.ART_SYS, 0x4A15, Nomenclature.MMHG),
                    value(Vital.ART_DIA, 0x4A16, Nomenclature.MMHG));
    private static final NumericObject CUFF = numeric(SERVER, 0x826A, 0x4A04, text("NBP", "PB"))
            .shown(-1, 5)
            .with(
                    value(Vital.NIBP_SYS, 0x4A05, Nomenclature.MMHG),
                    value(Vital.NIBP_DIA, 0x4A06, Nomenclature.MMHG),
                    value(Vital.NIBP_MEAN, 0x4A07, Nomenclature.MMHG))
            .episodic();

    /** Everything that this monitor can measure, in the order of contexts and handles as CAP-L has them. */
    static final List<NumericObject> ALL = List.of(
            PERFUSION_PRESSURE,
            numeric(PLUG_IN, 0x8662, 0x4B28, text("SVR", "RVS")).shown(0x0400, 2),
            numeric(PLUG_IN, 0x867B, 0x4BC4, text("\u0394SpO\u2082", "\u0394SpO\u2082"))
                    .shown(0x0400, 2),
            numeric(PLUG_IN, 0x8694, 0xE018, text("\u0394Temp", "\u0394Temp")).shown(0x0301, 2),
            numeric(PLUG_IN, 0x86AD, 0xF0E3, text("PPV", "VPP")).shown(0x0300, 1),
            numeric(PLUG_IN, 0x86C6, 0xF06C, text("Sp-vO\u2082", "Sp-vO\u2082")).shown(0x0400, 2),
            ARTERIAL,
            numeric(PLUG_IN, 0x8A5E, 0x4B48, text("Temp", "Temp"))
                    .shown(0x0301, 2)
                    .with(value(Vital.TEMPERATURE, 0x4B48, Nomenclature.CELSIUS)),
            numeric(PLUG_IN, 0x8AC2, 0x50B0, text("etCO\u2082", "etCO\u2082"))
                    .shown(0x0300, 3)
                    .with(value(Vital.ETCO2, 0x50B0, Nomenclature.MMHG)),
            CUFF,
            numeric(SERVER, 0x82B3, 0x4182, text("HR", "FC"))
                    .shown(-1, 2)
                    .with(value(Vital.HEART_RATE, 0x4182, Nomenclature.BEATS_PER_MINUTE)),
            numeric(SERVER, 0x82BA, 0x500A, text("RR", "FR"))
                    .shown(-1, 7)
                    .with(value(Vital.RESP_RATE, 0x500A, Nomenclature.BREATHS_PER_MINUTE)),
            numeric(SERVER, 0x82CA, 0x4261, text("PVC", "ESV")).shown(-1, 2),
            numeric(SERVER, 0x83D5, 0x4BB8, text("SpO\u2082", "SpO\u2082"))
                    .shown(0x0300, 6)
                    .with(value(Vital.SPO2, 0x4BB8, Nomenclature.PERCENT)),
            numeric(SERVER, 0x83DC, 0x4822, text("Pulse", "Pouls"))
                    .shown(-1, 6)
                    .with(value(Vital.PULSE_RATE, 0x4822, Nomenclature.BEATS_PER_MINUTE)));

    private static NumericObject numeric(int context, int handle, int physio, MetricText text) {
        Metric metric =
                new Metric(Nomenclature.CLASS_NUMERIC, context, handle, 0x0002_0000L | physio, text, 0, CONTINUOUS);
        return new NumericObject(metric, -1, 0, List.of());
    }

    private NumericObject shown(int digits, int paint) {
        return new NumericObject(metric, digits, paint, values);
    }

    /** Several values make it compound. */
    private NumericObject with(Value... measured) {
        int structure = measured.length == 1 ? 0 : 0x0100 | measured.length;
        return new NumericObject(metric.structured(structure, metric.access()), resolution, colour, List.of(measured));
    }

    private NumericObject episodic() {
        return new NumericObject(metric.structured(metric.structure(), EPISODIC), resolution, colour, values);
    }

    private static Value value(Vital vital, int physio, int unit) {
        return new Value(vital, physio, unit);
    }

    private static MetricText text(String english, String french) {
        return new MetricText(english, french);
    }

    /** The object that measures a vital. */
    static NumericObject of(Vital vital) {
        for (NumericObject object : ALL) {
            if (object.values().stream().anyMatch(value -> value.vital() == vital)) {
                return object;
            }
        }
        throw new IllegalArgumentException("no numeric for " + vital);
    }

    /** Physio id of a vital. */
    static int physio(Vital vital) {
        return of(vital).values().stream()
                .filter(value -> value.vital() == vital)
                .findFirst()
                .orElseThrow()
                .physio();
    }

    /** All context attributes. */
    Attributes context(Language language) {
        Attributes attributes = metric.labels(metric.head(Nomenclature.CYCLE_TICKS), language);
        if (resolution >= 0) {
            attributes.u16(Nomenclature.ATTR_RESOLUTION, resolution);
        }
        return attributes.u16(Nomenclature.ATTR_COLOUR, colour);
    }
}
