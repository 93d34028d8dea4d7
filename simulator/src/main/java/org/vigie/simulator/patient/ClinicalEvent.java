package org.vigie.simulator.patient;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** What can happen to a virtual patient or to its sensors, each with its onset and recovery. */
public enum ClinicalEvent {
    /** Oxygenation falls by about 16 percent points. */
    DESATURATION(8, 25),
    /** Sinus rate falls to the high thirties. */
    BRADYCARDIA(8, 20),
    /** Sinus rate rises to about 150. */
    TACHYCARDIA(15, 40),
    /** Mean pressure falls by about 30 mmHg. */
    HYPOTENSION(25, 60),
    /** Breathing stops; oxygenation follows after half a minute. */
    APNOEA(2, 6),
    /** No beat, no pulse. */
    ASYSTOLE(0, 8),
    /** No effective beat, no pulse. */
    VENTRICULAR_FIBRILLATION(0, 8),
    /** Fast wide beats with a weak pulse. */
    VENTRICULAR_TACHYCARDIA(0, 8),
    /** Movement, washing, suction: numbers jump and are marked as doubtful. */
    ARTEFACT(0, 3),
    /** ECG electrodes off. */
    LEADS_OFF(0, 0),
    /** Finger clip off. */
    SPO2_SENSOR_OFF(0, 0),
    /** The cuff leaks: each measurement fails. */
    NIBP_FAILED(0, 0);

    private final Duration onset;
    private final Duration recovery;

    ClinicalEvent(int onsetSeconds, int recoverySeconds) {
        this.onset = Duration.ofSeconds(onsetSeconds);
        this.recovery = Duration.ofSeconds(recoverySeconds);
    }

    /** Time from nothing to full strength. */
    public Duration onset() {
        return onset;
    }

    /** Time from full strength back to nothing. */
    public Duration recovery() {
        return recovery;
    }

    /** The word in scenario files, lower case with hyphens. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The event of that word. */
    public static Optional<ClinicalEvent> of(String word) {
        for (ClinicalEvent event : values()) {
            if (event.word().equals(word)) {
                return Optional.of(event);
            }
        }
        return Optional.empty();
    }
}
