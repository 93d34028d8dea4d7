package org.vigie.simulator.patient;

import java.time.Duration;

/** A source of readings over patient time, which starts at zero. Not thread-safe: one owner. */
public interface Patient {
    /**
     * Lets the patient live until this time; going back is not possible and does nothing.
     *
     * @param patientTime since the patient's start
     */
    void advanceTo(Duration patientTime);

    /** What the monitor measures now. */
    Readings readings();

    /**
     * Something happens to the patient, from now on. Recorded patients ignore it: what happened to them is known.
     *
     * @param event what
     * @param lasting how long at full strength, before the recovery
     */
    void happen(ClinicalEvent event, Duration lasting);
}
