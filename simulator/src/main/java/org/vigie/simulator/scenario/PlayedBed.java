package org.vigie.simulator.scenario;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.vigie.simulator.bedside.BedsideLimits;
import org.vigie.simulator.monitor.Bedside;
import org.vigie.simulator.monitor.MonitorEncoder;
import org.vigie.simulator.monitor.PatientIdentity;
import org.vigie.simulator.patient.ClinicalEvent;
import org.vigie.simulator.patient.Patient;
import org.vigie.simulator.patient.RecordedPatient;
import org.vigie.simulator.patient.VirtualPatient;

/** One bed while it is played. Not thread-safe: the player owns it. */
interface PlayedBed {
    ScenarioBed bed();

    @Nullable PatientIdentity identity();

    boolean isAlarming();

    /** Time between two ticks. */
    Duration pace();

    void begin(Instant start);

    /** Tells what happens to the alarms of the monitor. */
    void noteIn(AlarmDiary diary);

    void open(LinkFactory links, int index);

    void tick(Duration patientTime, Duration elapsed);

    /** The patient catches up first, so that the event begins now and not at the last message. */
    void happen(ClinicalEvent event, Duration lasting, Duration patientTime);

    void silence(Duration elapsed);

    void admit(@Nullable PatientIdentity who);

    void begin(Step.Deed.Fault fault);

    void end(Step.Deed.Fault fault);

    void close();

    /** The patient of a bed and the alarm unit of its monitor. */
    static Bedside bedside(ScenarioBed bed, String unit, Player.Terms terms, long seed, MonitorEncoder encoder)
            throws IOException {
        Patient patient;
        BedsideLimits limits;
        switch (bed.source()) {
            case ScenarioBed.Source.Virtual virtual -> {
                patient = new VirtualPatient(virtual.plan(), seed);
                limits = BedsideLimits.fitting(virtual.plan());
            }
            case ScenarioBed.Source.Recorded recorded -> {
                patient = new RecordedPatient(RecordLibrary.read(recorded.path()));
                limits = BedsideLimits.DEFAULT;
            }
        }
        Bedside.Settings settings =
                new Bedside.Settings(bed.bed(), unit, terms.zone(), terms.language(), limits, bed.nurseAfter());
        return new Bedside(settings, patient, encoder, bed.identity());
    }
}
