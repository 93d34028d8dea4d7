package org.vigie.simulator.bedside;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.vigie.simulator.patient.PatientPlan;
import org.vigie.simulator.patient.Vital;

/**
 * The alarm limits of one bed.
 *
 * @param ranges per vital; a vital that is not there has its limits off
 */
public record BedsideLimits(Map<Vital, LimitRange> ranges) {
    /** The limits an adult monitor has out of the box. */
    public static final BedsideLimits DEFAULT = new BedsideLimits(Map.of(
            Vital.HEART_RATE, LimitRange.of("50", "120"),
            Vital.SPO2, LimitRange.of("90", "100"),
            Vital.ART_SYS, LimitRange.of("90", "160"),
            Vital.ART_MEAN, LimitRange.of("60", "110"),
            Vital.NIBP_SYS, LimitRange.of("90", "160"),
            Vital.RESP_RATE, LimitRange.of("8", "30"),
            Vital.TEMPERATURE, LimitRange.of("35.5", "39.0"),
            Vital.ETCO2, LimitRange.of("25", "55")));

    public BedsideLimits {
        ranges = Map.copyOf(ranges);
    }

    /** The limits of a vital; empty when off. */
    public Optional<LimitRange> of(Vital vital) {
        return Optional.ofNullable(ranges.get(vital));
    }

    /**
     * The default limits, widened the way a nurse does for a patient whose numbers at rest lie outside or close to
     * them: nobody leaves a monitor that always alarms.
     */
    public static BedsideLimits fitting(PatientPlan plan) {
        Map<Vital, LimitRange> ranges = new EnumMap<>(DEFAULT.ranges());
        widen(ranges, Vital.HEART_RATE, plan.heartRatePerMin(), 22);
        widen(ranges, Vital.SPO2, plan.spo2Percent(), 4);
        widen(ranges, Vital.ART_SYS, plan.systolicMmHg(), 26);
        widen(ranges, Vital.NIBP_SYS, plan.systolicMmHg(), 30);
        int mean = (plan.systolicMmHg() + 2 * plan.diastolicMmHg()) / 3;
        widen(ranges, Vital.ART_MEAN, mean, 16);
        widen(ranges, Vital.RESP_RATE, plan.respRatePerMin(), 7);
        widen(ranges, Vital.ETCO2, plan.etco2MmHg(), 12);
        return new BedsideLimits(ranges);
    }

    private static void widen(Map<Vital, LimitRange> ranges, Vital vital, int rest, int margin) {
        LimitRange range = ranges.get(vital);
        if (range == null || range.low() == null || range.high() == null) {
            return;
        }
        int low = Math.min(range.low().intValue(), (rest - margin) / 5 * 5);
        int high = vital == Vital.SPO2 ? 100 : Math.max(range.high().intValue(), (rest + margin + 4) / 5 * 5);
        ranges.put(vital, LimitRange.of(Integer.toString(low), Integer.toString(high)));
    }
}
