package org.vigie.simulator.scenario;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vigie.simulator.bedside.BedsideLimits;
import org.vigie.simulator.fault.FaultyOutput;
import org.vigie.simulator.fault.LinkFault;
import org.vigie.simulator.monitor.Bedside;
import org.vigie.simulator.monitor.MonitorEncoder;
import org.vigie.simulator.monitor.MonitorLink;
import org.vigie.simulator.monitor.Outgoing;
import org.vigie.simulator.monitor.PatientIdentity;
import org.vigie.simulator.monitor.hl7.IhePcdEncoder;
import org.vigie.simulator.monitor.hl7.MindrayPdsEncoder;
import org.vigie.simulator.monitor.hl7.NihonKohdenEncoder;
import org.vigie.simulator.monitor.hl7.PhilipsMdilEncoder;
import org.vigie.simulator.patient.ClinicalEvent;
import org.vigie.simulator.patient.Patient;
import org.vigie.simulator.patient.RecordedPatient;
import org.vigie.simulator.patient.VirtualPatient;

/** One bed while it is played: the bedside, what spoils its messages, and its link. */
final class PlayedBed {
    private final ScenarioBed bed;
    private final Player.Terms terms;
    private final Bedside bedside;
    private final FaultyOutput output;
    private Duration clockOff = Duration.ZERO;
    private @Nullable MonitorLink link;

    PlayedBed(ScenarioBed bed, String unit, Player.Terms terms, long seed) throws IOException {
        this.bed = bed;
        this.terms = terms;
        this.output = new FaultyOutput(seed ^ 0x5DEECE66DL);
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
        this.bedside = new Bedside(settings, patient, encoder(bed), bed.identity());
    }

    private static MonitorEncoder encoder(ScenarioBed bed) {
        return switch (bed.monitor()) {
            case IHE_PCD -> new IhePcdEncoder(bed.bed());
            case PHILIPS_MDIL -> new PhilipsMdilEncoder();
            case MINDRAY_PDS -> new MindrayPdsEncoder();
            case NIHON_KOHDEN -> new NihonKohdenEncoder("127.0.0.1:1");
        };
    }

    ScenarioBed bed() {
        return bed;
    }

    @Nullable PatientIdentity identity() {
        return bedside.identity();
    }

    Optional<MonitorLink> link() {
        return Optional.ofNullable(link);
    }

    boolean isAlarming() {
        return !bedside.alarms().isEmpty();
    }

    void begin(Instant start) {
        bedside.begin(start);
    }

    void open(LinkFactory links, int index) {
        link = links.open(bed, index, bedside::connected);
    }

    void tick(Duration patientTime, Duration elapsed) {
        send(elapsed, bedside.tick(patientTime, terms.start().plus(elapsed).plus(clockOff)));
    }

    /** The patient catches up first, so that the event begins now and not at the last message. */
    void happen(ClinicalEvent event, Duration lasting, Duration patientTime) {
        bedside.happen(event, lasting, patientTime);
    }

    void silence(Duration elapsed) {
        send(elapsed, bedside.silence());
    }

    void admit(@Nullable PatientIdentity who) {
        bedside.admit(who);
    }

    void begin(Step.Deed.Fault fault) {
        switch (fault.fault()) {
            case DISCONNECT -> link().ifPresent(open -> open.cut(true));
            case HALF_OPEN -> link().ifPresent(open -> open.freeze(true));
            case CLOCK_OFF -> clockOff = fault.by();
            case SILENCE, GARBAGE, SPLIT, DUPLICATE, LATE, OUT_OF_ORDER -> output.begin(fault.fault(), fault.by());
        }
    }

    void end(Step.Deed.Fault fault) {
        switch (fault.fault()) {
            case DISCONNECT -> link().ifPresent(open -> open.cut(false));
            case HALF_OPEN -> link().ifPresent(open -> open.freeze(false));
            case CLOCK_OFF -> clockOff = Duration.ZERO;
            case SILENCE, GARBAGE, SPLIT, DUPLICATE, LATE, OUT_OF_ORDER -> endOutputFault(fault.fault());
        }
    }

    /** After a silence everything that is on is said again: nobody knows what was missed. */
    private void endOutputFault(LinkFault fault) {
        output.end(fault);
        if (fault == LinkFault.SILENCE) {
            List<Outgoing> again = bedside.connected();
            link().ifPresent(open -> again.forEach(open::offer));
        }
    }

    private void send(Duration elapsed, List<Outgoing> messages) {
        List<Outgoing> out = output.pass(elapsed, messages);
        link().ifPresent(open -> out.forEach(open::offer));
    }
}
