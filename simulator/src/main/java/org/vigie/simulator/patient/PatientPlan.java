package org.vigie.simulator.patient;

import java.time.Duration;

/**
 * How a virtual patient is at rest, and what is connected.
 *
 * @param heartRatePerMin 30 to 180
 * @param spo2Percent 70 to 100
 * @param systolicMmHg 60 to 220
 * @param diastolicMmHg 30 to 140, below systolic
 * @param respRatePerMin 6 to 45
 * @param temperatureCelsius 33 to 41
 * @param etco2MmHg 15 to 70
 * @param arterialLine true when the arterial pressure is measured invasively
 * @param capnograph true when carbon dioxide is measured
 * @param ventilated true when a machine sets the rate of breathing
 * @param nibpEvery cuff interval; zero for no cuff
 */
public record PatientPlan(
        int heartRatePerMin,
        int spo2Percent,
        int systolicMmHg,
        int diastolicMmHg,
        int respRatePerMin,
        double temperatureCelsius,
        int etco2MmHg,
        boolean arterialLine,
        boolean capnograph,
        boolean ventilated,
        Duration nibpEvery) {
    /** A quiet ventilated adult with an arterial line. */
    public static final PatientPlan DEFAULT =
            new PatientPlan(78, 97, 122, 66, 16, 37.1, 38, true, true, true, Duration.ofMinutes(15));

    public PatientPlan {
        check("hr", heartRatePerMin, 30, 180);
        check("spo2", spo2Percent, 70, 100);
        check("sys", systolicMmHg, 60, 220);
        check("dia", diastolicMmHg, 30, 140);
        check("rr", respRatePerMin, 6, 45);
        check("temp", temperatureCelsius, 33, 41);
        check("etco2", etco2MmHg, 15, 70);
        if (diastolicMmHg >= systolicMmHg) {
            throw new IllegalArgumentException("dia: must be below sys");
        }
        if (nibpEvery.isNegative() || (!nibpEvery.isZero() && nibpEvery.compareTo(Duration.ofMinutes(1)) < 0)) {
            throw new IllegalArgumentException("nibp-every: 0 or at least 1m expected, got " + nibpEvery);
        }
    }

    private static void check(String name, double value, double low, double high) {
        if (value < low || value > high) {
            throw new IllegalArgumentException(name + ": " + low + " to " + high + " expected, got " + value);
        }
    }

    /** Mean pressure at rest, mmHg. */
    double meanMmHg() {
        return (systolicMmHg + 2.0 * diastolicMmHg) / 3;
    }
}
