package org.vigie.simulator.scenario;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.vigie.simulator.monitor.PatientIdentity;
import org.vigie.simulator.monitor.intellivue.IntellivueSetup;
import org.vigie.simulator.patient.PatientPlan;

/**
 * One bed of a scenario.
 *
 * @param bed name of the bed, as its monitor says it
 * @param monitor which family it imitates
 * @param source who lies there
 * @param identity null when nobody was admitted at the monitor
 * @param nurseAfter time after which somebody silences an alarm at the bedside; null for nobody
 * @param period time between messages; an IntelliVue monitor has its own second
 * @param device how an IntelliVue monitor is set up; what other monitors do not look at
 */
public record ScenarioBed(
        String bed,
        MonitorKind monitor,
        Source source,
        @Nullable PatientIdentity identity,
        @Nullable Duration nurseAfter,
        Duration period,
        Device device) {
    /**
     * Set-up of a monitor beyond its family.
     *
     * @param link network or serial line
     * @param mode how it works
     * @param label bed label at the monitor; null for the name of the bed
     * @param waves a WFDB record of waves, or {@code synthetic} for waves made from the numbers; null for what the kind
     *     of monitor does by itself: IntelliVue synthetic ones, IHE PCD none
     */
    public record Device(
            IntellivueSetup.Link link,
            IntellivueSetup.Mode mode,
            @Nullable String label,
            @Nullable String waves) {
        /** On the network, monitoring, labelled like the bed. */
        public static final Device DEFAULT =
                new Device(IntellivueSetup.Link.LAN, IntellivueSetup.Mode.MONITORING, null, null);
    }

    /** Where the readings come from. */
    public sealed interface Source {
        /**
         * A virtual patient.
         *
         * @param plan at rest
         */
        record Virtual(PatientPlan plan) implements Source {}

        /**
         * A recorded one.
         *
         * @param path a WFDB numerics record; {@code builtin} for the one inside the program
         */
        record Recorded(String path) implements Source {}
    }

    ScenarioBed named(String other) {
        return new ScenarioBed(other, monitor, source, identity, nurseAfter, period, device);
    }

    /** The same bed with an HL7 monitor, for programs without the other protocol. */
    ScenarioBed speakingHl7() {
        MonitorKind other = monitor.isIntellivue() ? MonitorKind.IHE_PCD : monitor;
        return new ScenarioBed(bed, other, source, identity, nurseAfter, period, device);
    }

    /** The same bed with an HL7 monitor that connects by itself. */
    ScenarioBed connecting() {
        boolean waits = monitor.isIntellivue() || monitor.isServer();
        MonitorKind other = waits ? MonitorKind.IHE_PCD : monitor;
        boolean waves = other == MonitorKind.IHE_PCD && device.waves() == null && monitor.isIntellivue();
        Device with = waves ? new Device(device.link(), device.mode(), device.label(), "synthetic") : device;
        return new ScenarioBed(bed, other, source, identity, nurseAfter, period, with);
    }

    ScenarioBed playing(String record) {
        return new ScenarioBed(bed, monitor, new Source.Recorded(record), identity, nurseAfter, period, device);
    }
}
