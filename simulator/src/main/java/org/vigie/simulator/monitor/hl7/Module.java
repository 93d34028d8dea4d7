package org.vigie.simulator.monitor.hl7;

import java.util.List;
import org.vigie.simulator.patient.Vital;

/**
 * One VMD of the containment tree, with its one channel. Codes seen in IHE's and vendors' samples; MDCX names where
 * none was seen.
 *
 * @param number of the VMD below the MDS
 * @param vmd {@code code^REFID^MDC}
 * @param channel {@code code^REFID^MDC}
 * @param vitals in the order of their metric numbers, which begin with 1
 */
record Module(int number, String vmd, String channel, List<Vital> vitals) {
    private static final Module ECG =
            new Module(1, "4262^MDC_DEV_ECG_VMD^MDC", "4263^MDC_DEV_ECG_CHAN^MDC", List.of(Vital.HEART_RATE));

    /** All modules in the order of the tree. */
    static final List<Module> ALL = List.of(
            ECG,
            new Module(
                    2,
                    "69642^MDC_DEV_ANALY_SAT_O2_VMD^MDC",
                    "70771^MDC_DEV_ANALY_PERF_REL_CHAN^MDC",
                    List.of(Vital.SPO2, Vital.PULSE_RATE)),
            new Module(
                    3,
                    "69854^MDC_DEV_METER_PRESS_BLD_VMD^MDC",
                    "69855^MDC_DEV_METER_PRESS_BLD_CHAN^MDC",
                    List.of(Vital.ART_SYS, Vital.ART_DIA, Vital.ART_MEAN)),
            new Module(
                    4,
                    "70686^MDC_DEV_PRESS_BLD_NONINV_VMD^MDC",
                    "70687^MDC_DEV_PRESS_BLD_NONINV_CHAN^MDC",
                    List.of(Vital.NIBP_SYS, Vital.NIBP_DIA, Vital.NIBP_MEAN)),
            new Module(5, "70666^MDC_DEV_ECG_RESP_VMD^MDC", "0^MDCX_DEV_RESP_CHAN^MDC", List.of(Vital.RESP_RATE)),
            new Module(
                    6,
                    "69902^MDC_DEV_METER_TEMP_VMD^MDC",
                    "69903^MDC_DEV_METER_TEMP_CHAN^MDC",
                    List.of(Vital.TEMPERATURE)),
            new Module(7, "0^MDCX_DEV_ANALY_CO2_VMD^MDC", "0^MDCX_DEV_ANALY_CO2_CHAN^MDC", List.of(Vital.ETCO2)));

    boolean isEcg() {
        return number == ECG.number;
    }

    /** OBX-4 of the VMD's own row without its zeros. */
    String path() {
        return "1." + number;
    }

    /** OBX-4 of a metric, {@code MDS.VMD.CHAN.METRIC}. */
    static String pathOf(Vital vital) {
        for (Module module : ALL) {
            int at = module.vitals.indexOf(vital);
            if (at >= 0) {
                return module.path() + ".1." + (at + 1);
            }
        }
        throw new IllegalArgumentException("no module for " + vital);
    }
}
