package org.vigie.simulator.scenario;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vigie.simulator.fault.FaultyOutput;
import org.vigie.simulator.fault.LinkFault;
import org.vigie.simulator.monitor.Bedside;
import org.vigie.simulator.monitor.MonitorEncoder;
import org.vigie.simulator.monitor.MonitorLink;
import org.vigie.simulator.monitor.Outgoing;
import org.vigie.simulator.monitor.PatientIdentity;
import org.vigie.simulator.monitor.hl7.IhePcdEncoder;
import org.vigie.simulator.monitor.hl7.IhePcdWaveEncoder;
import org.vigie.simulator.monitor.hl7.MindrayPdsEncoder;
import org.vigie.simulator.monitor.hl7.NihonKohdenEncoder;
import org.vigie.simulator.monitor.hl7.PhilipsMdilEncoder;
import org.vigie.simulator.patient.ClinicalEvent;

/** A bed whose monitor speaks HL7: the bedside, what spoils its messages, and its link. */
final class Hl7Bed implements PlayedBed {
    private final ScenarioBed bed;
    private final Player.Terms terms;
    private final Bedside bedside;
    private final FaultyOutput output;
    private Duration clockOff = Duration.ZERO;
    private @Nullable MonitorLink link;

    Hl7Bed(ScenarioBed bed, String unit, Player.Terms terms, long seed) throws IOException {
        this.bed = bed;
        this.terms = terms;
        this.output = new FaultyOutput(seed ^ 0x5DEECE66DL);
        this.bedside = PlayedBed.bedside(bed, unit, terms, seed, encoder(bed, seed));
    }

    /** With waves when the scenario says so: made from the numbers, or a record. */
    private static MonitorEncoder ihePcd(ScenarioBed bed, long seed) throws IOException {
        IhePcdEncoder values = new IhePcdEncoder(bed.bed());
        String wanted = bed.device().waves();
        if (wanted == null) {
            return values;
        }
        return new IhePcdWaveEncoder(values, RecordLibrary.waves(wanted, seed), bed.period());
    }

    private static MonitorEncoder encoder(ScenarioBed bed, long seed) throws IOException {
        return switch (bed.monitor()) {
            case IHE_PCD -> ihePcd(bed, seed);
            case PHILIPS_MDIL -> new PhilipsMdilEncoder();
            case MINDRAY_PDS -> new MindrayPdsEncoder();
            case NIHON_KOHDEN -> new NihonKohdenEncoder("127.0.0.1:1");
            case INTELLIVUE -> throw new IllegalArgumentException("not an HL7 monitor: " + bed.bed());
        };
    }

    @Override
    public ScenarioBed bed() {
        return bed;
    }

    @Override
    public @Nullable PatientIdentity identity() {
        return bedside.identity();
    }

    @Override
    public Duration pace() {
        return bed.period();
    }

    @Override
    public void close() {
        link().ifPresent(MonitorLink::close);
    }

    private Optional<MonitorLink> link() {
        return Optional.ofNullable(link);
    }

    @Override
    public boolean isAlarming() {
        return !bedside.alarms().isEmpty();
    }

    @Override
    public void noteIn(AlarmDiary diary) {
        bedside.noteIn((at, notice) -> diary.happened(bed.bed(), at, notice));
    }

    @Override
    public void begin(Instant start) {
        bedside.begin(start);
    }

    @Override
    public void open(LinkFactory links, int index) {
        link = links.open(bed, index, bedside::connected);
    }

    @Override
    public void tick(Duration patientTime, Duration elapsed) {
        send(elapsed, bedside.tick(patientTime, terms.start().plus(elapsed).plus(clockOff)));
    }

    @Override
    public void happen(ClinicalEvent event, Duration lasting, Duration patientTime) {
        bedside.happen(event, lasting, patientTime);
    }

    @Override
    public void silence(Duration elapsed) {
        send(elapsed, bedside.silence());
    }

    @Override
    public void admit(@Nullable PatientIdentity who) {
        bedside.admit(who);
    }

    @Override
    public void begin(Step.Deed.Fault fault) {
        switch (fault.fault()) {
            case DISCONNECT -> link().ifPresent(open -> open.cut(true));
            case HALF_OPEN -> link().ifPresent(open -> open.freeze(true));
            case CLOCK_OFF -> clockOff = fault.by();
            case LOSS,
                    REFUSE,
                    ABORT,
                    RECALIBRATION,
                    REBOOT,
                    QUALITY_MASKS,
                    SAME_LABEL,
                    MUTE_ALARMS,
                    ALARMS_PAUSED,
                    STANDBY -> {
                // An HL7 monitor has none of these.
            }
            case SILENCE, GARBAGE, SPLIT, DUPLICATE, LATE, OUT_OF_ORDER -> output.begin(fault.fault(), fault.by());
        }
    }

    @Override
    public void end(Step.Deed.Fault fault) {
        switch (fault.fault()) {
            case DISCONNECT -> link().ifPresent(open -> open.cut(false));
            case HALF_OPEN -> link().ifPresent(open -> open.freeze(false));
            case CLOCK_OFF -> clockOff = Duration.ZERO;
            case LOSS,
                    REFUSE,
                    ABORT,
                    RECALIBRATION,
                    REBOOT,
                    QUALITY_MASKS,
                    SAME_LABEL,
                    MUTE_ALARMS,
                    ALARMS_PAUSED,
                    STANDBY -> {
                // See above.
            }
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
