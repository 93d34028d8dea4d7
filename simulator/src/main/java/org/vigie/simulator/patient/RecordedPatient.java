package org.vigie.simulator.patient;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.vigie.simulator.wfdb.WfdbRecord;

/**
 * A real patient: a numerics record of PhysioNet, played from its beginning, and again from its beginning when it ends.
 * A sample that is missing stays missing. In these records a sensor that is not in use is written as 0 (for example an
 * arterial pressure of 0/0 for hours): such zeros are missing too, never a number on a screen (docs/adr/0046).
 */
public final class RecordedPatient implements Patient {
    /** Names of the signals in numerics records of the MIMIC waveform databases. */
    private static final Map<String, Vital> SIGNALS = Map.ofEntries(
            Map.entry("HR", Vital.HEART_RATE),
            Map.entry("ABPSys", Vital.ART_SYS),
            Map.entry("ABP SYS", Vital.ART_SYS),
            Map.entry("ABPDias", Vital.ART_DIA),
            Map.entry("ABP DIAS", Vital.ART_DIA),
            Map.entry("ABPMean", Vital.ART_MEAN),
            Map.entry("ABP MEAN", Vital.ART_MEAN),
            Map.entry("PULSE", Vital.PULSE_RATE),
            Map.entry("RESP", Vital.RESP_RATE),
            Map.entry("SpO2", Vital.SPO2),
            Map.entry("%SpO2", Vital.SPO2),
            Map.entry("NBPSys", Vital.NIBP_SYS),
            Map.entry("NBP SYS", Vital.NIBP_SYS),
            Map.entry("NBPDias", Vital.NIBP_DIA),
            Map.entry("NBP DIAS", Vital.NIBP_DIA),
            Map.entry("NBPMean", Vital.NIBP_MEAN),
            Map.entry("NBP MEAN", Vital.NIBP_MEAN));

    private final Map<Vital, WfdbRecord.Signal> signals = new LinkedHashMap<>();
    private final double framesPerSecond;
    private final long frames;
    private Duration now = Duration.ZERO;

    /**
     * @param record a numerics record
     * @throws IllegalArgumentException when the record has no numerics that this simulator knows, or is a record of
     *     waves
     */
    public RecordedPatient(WfdbRecord record) {
        if (record.framesPerSecond() > 1 || record.frames() == 0) {
            throw new IllegalArgumentException(
                    "record " + record.name() + ": numerics at most once a second expected (a record ...n)");
        }
        framesPerSecond = record.framesPerSecond();
        frames = record.frames();
        for (WfdbRecord.Signal signal : record.signals()) {
            Vital vital = SIGNALS.get(signal.spec().description());
            if (vital != null) {
                signals.putIfAbsent(vital, signal);
            }
        }
        if (signals.isEmpty()) {
            throw new IllegalArgumentException("record " + record.name() + ": none of its signals is known here");
        }
    }

    @Override
    public void advanceTo(Duration patientTime) {
        if (patientTime.compareTo(now) > 0) {
            now = patientTime;
        }
    }

    @Override
    public void happen(ClinicalEvent event, Duration lasting) {
        // What happened to this patient is in the record.
    }

    /** Which sample is played now. */
    public int index() {
        // The frequency is written with few digits: a thousandth of a sample forgives what 32 hours add up to.
        double played = now.toMillis() / 1000.0 * framesPerSecond;
        return (int) ((long) StrictMath.floor(played + 1e-3) % frames);
    }

    /** How often the record has a new sample. */
    public Duration sampleEvery() {
        return Duration.ofMillis(Math.round(1000 / framesPerSecond));
    }

    @Override
    public Readings readings() {
        Readings.Builder readings = new Readings.Builder();
        int index = index();
        signals.forEach((vital, signal) -> {
            Optional<BigDecimal> value = signal.physical(index).filter(number -> number.signum() != 0);
            if (value.isPresent()) {
                readings.put(vital, new Reading.Measured(value.get(), false, vital.isCuff() ? now : null));
            } else {
                readings.missing(vital, Reading.Cause.NOT_ANALYSABLE);
            }
        });
        return readings.build(
                readings.build(Rhythm.UNKNOWN).number(Vital.HEART_RATE).isPresent() ? Rhythm.SINUS : Rhythm.UNKNOWN);
    }
}
