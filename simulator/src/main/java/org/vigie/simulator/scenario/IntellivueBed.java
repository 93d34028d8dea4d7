package org.vigie.simulator.scenario;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.vigie.simulator.fault.DatagramFaults;
import org.vigie.simulator.fault.LinkFault;
import org.vigie.simulator.monitor.Bedside;
import org.vigie.simulator.monitor.PatientIdentity;
import org.vigie.simulator.monitor.SilentEncoder;
import org.vigie.simulator.monitor.intellivue.IntellivueLink;
import org.vigie.simulator.monitor.intellivue.IntellivueSetup;
import org.vigie.simulator.monitor.intellivue.Peer;
import org.vigie.simulator.monitor.intellivue.Sent;
import org.vigie.simulator.monitor.intellivue.VirtualIntellivue;
import org.vigie.simulator.patient.ClinicalEvent;
import org.vigie.simulator.wave.WaveSource;

/** A bed with an IntelliVue monitor: the bedside, its waves, the monitor that is asked, and its network. */
final class IntellivueBed implements PlayedBed {
    /** An eighth of a block of waves: how late an answer can be beyond the monitor's own delays. */
    private static final Duration PACE = Duration.ofMillis(32);

    /** Up to a day of relative time, so that no two monitors have their second at the same moment. */
    private static final long LONGEST_UPTIME_TICKS = 8_000L * 86_400;

    private final ScenarioBed bed;
    private final Player.Terms terms;
    private final long seed;
    private final Bedside bedside;
    private final WaveSource waves;
    private final DatagramFaults<Sent> faults;
    private Duration now = Duration.ZERO;
    private Duration clockOff = Duration.ZERO;
    private Duration nextAbort = Duration.ZERO;
    private Duration abortEvery = Duration.ZERO;
    private @Nullable IntellivueLink link;
    private @Nullable VirtualIntellivue monitor;

    IntellivueBed(ScenarioBed bed, String unit, Player.Terms terms, long seed) throws IOException {
        this.bed = bed;
        this.terms = terms;
        this.seed = seed;
        this.bedside = PlayedBed.bedside(bed, unit, terms, seed, new SilentEncoder());
        this.waves = RecordLibrary.waves(bed.device().waves(), seed);
        this.faults = new DatagramFaults<>(seed ^ 0x5DEECE66DL, IntellivueBed::damaged);
    }

    /** Cut short, or with one byte changed. */
    private static Sent damaged(Sent message, long how) {
        byte[] bytes = message.bytes();
        int at = Math.floorMod(how >> 1, bytes.length);
        if ((how & 1) == 0) {
            return new Sent(message.to(), Arrays.copyOf(bytes, at));
        }
        byte[] changed = bytes.clone();
        changed[at] ^= (byte) (how >> 32 | 1);
        return new Sent(message.to(), changed);
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
    public boolean isAlarming() {
        return !bedside.alarms().isEmpty();
    }

    @Override
    public Duration pace() {
        return PACE;
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
        IntellivueLink opened = links.openIntellivue(bed, index);
        String label = bed.device().label() == null ? bed.bed() : bed.device().label();
        IntellivueSetup setup = IntellivueSetup.numbered(
                        index + 1,
                        label,
                        opened.ipv4(),
                        opened.port(),
                        bed.device().link())
                .in(bed.device().mode());
        long uptime = new SplittableRandom(seed).nextLong(LONGEST_UPTIME_TICKS);
        VirtualIntellivue made =
                new VirtualIntellivue(setup, bedside::view, waves, new VirtualIntellivue.Terms(seed, uptime));
        opened.hearWith((from, message) -> hear(made, from, message));
        link = opened;
        monitor = made;
    }

    private void hear(VirtualIntellivue made, Peer from, byte[] message) {
        if (!faults.loses()) {
            send(made.hear(from, message));
        }
    }

    @Override
    public void tick(Duration patientTime, Duration elapsed) {
        now = elapsed;
        bedside.live(patientTime, terms.start().plus(elapsed).plus(clockOff));
        VirtualIntellivue made = monitor;
        if (made == null) {
            return;
        }
        send(made.advanceTo(elapsed.toNanos()));
        if (!abortEvery.isZero() && elapsed.compareTo(nextAbort) >= 0) {
            nextAbort = elapsed.plus(abortEvery);
            send(made.abort());
        }
    }

    private void send(List<Sent> messages) {
        IntellivueLink open = link;
        if (open != null) {
            faults.pass(now, messages).forEach(open::send);
        }
    }

    @Override
    public void happen(ClinicalEvent event, Duration lasting, Duration patientTime) {
        bedside.happen(event, lasting, patientTime);
    }

    @Override
    public void silence(Duration elapsed) {
        bedside.silence();
    }

    @Override
    public void admit(@Nullable PatientIdentity who) {
        bedside.admit(who);
    }

    @Override
    public void begin(Step.Deed.Fault fault) {
        VirtualIntellivue made = monitor;
        if (made == null) {
            return;
        }
        switch (fault.fault()) {
            case DISCONNECT, HALF_OPEN -> cut(true);
            case CLOCK_OFF -> clockOff = fault.by();
            case ABORT -> {
                send(made.abort());
                abortEvery = fault.by();
                nextAbort = now.plus(fault.by());
            }
            case STANDBY -> made.configure(made.setup().in(IntellivueSetup.Mode.STANDBY));
            case SAME_LABEL -> made.configure(made.setup().labelled(fault.to() == null ? "" : fault.to()));
            case SILENCE, REFUSE, RECALIBRATION, REBOOT, QUALITY_MASKS, MUTE_ALARMS, ALARMS_PAUSED ->
                made.begin(ofMonitor(fault.fault()));
            case LOSS, DUPLICATE, OUT_OF_ORDER, GARBAGE -> faults.begin(fault.fault(), fault.percent(), fault.by());
            case LATE -> faults.begin(fault.fault(), 100, fault.by());
            case SPLIT -> {
                // A datagram is whole, and a serial line is always read in pieces.
            }
        }
    }

    @Override
    public void end(Step.Deed.Fault fault) {
        VirtualIntellivue made = monitor;
        if (made == null) {
            return;
        }
        switch (fault.fault()) {
            case DISCONNECT, HALF_OPEN -> cut(false);
            case CLOCK_OFF -> clockOff = Duration.ZERO;
            case ABORT -> abortEvery = Duration.ZERO;
            case STANDBY -> made.configure(made.setup().in(bed.device().mode()));
            case SAME_LABEL ->
                made.configure(made.setup()
                        .labelled(
                                bed.device().label() == null
                                        ? bed.bed()
                                        : bed.device().label()));
            case SILENCE, REFUSE, RECALIBRATION, REBOOT, QUALITY_MASKS, MUTE_ALARMS, ALARMS_PAUSED ->
                made.end(ofMonitor(fault.fault()));
            case LOSS, DUPLICATE, OUT_OF_ORDER, GARBAGE, LATE -> faults.end(fault.fault());
            case SPLIT -> {
                // See above.
            }
        }
    }

    private static VirtualIntellivue.Fault ofMonitor(LinkFault fault) {
        return switch (fault) {
            case SILENCE -> VirtualIntellivue.Fault.SILENCE;
            case REFUSE -> VirtualIntellivue.Fault.REFUSE;
            case RECALIBRATION -> VirtualIntellivue.Fault.RECALIBRATION;
            case REBOOT -> VirtualIntellivue.Fault.REBOOT;
            case QUALITY_MASKS -> VirtualIntellivue.Fault.QUALITY_MASKS;
            case MUTE_ALARMS -> VirtualIntellivue.Fault.MUTE_ALERTS;
            case ALARMS_PAUSED -> VirtualIntellivue.Fault.ALARMS_PAUSED;
            default -> throw new IllegalArgumentException("not of the monitor: " + fault);
        };
    }

    private void cut(boolean out) {
        IntellivueLink open = link;
        if (open != null) {
            open.cut(out);
        }
    }

    @Override
    public void close() {
        IntellivueLink open = link;
        if (open != null) {
            open.close();
        }
    }
}
