package org.vigie.simulator.scenario;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.vigie.simulator.monitor.PatientIdentity;
import org.vigie.simulator.patient.PatientPlan;

/**
 * One bed of a scenario.
 *
 * @param bed name of the bed, as its monitor says it
 * @param monitor which family it imitates
 * @param source who lies there
 * @param identity null when nobody was admitted at the monitor
 * @param nurseAfter time after which somebody silences an alarm at the bedside; null for nobody
 * @param period time between messages
 */
public record ScenarioBed(
        String bed,
        MonitorKind monitor,
        Source source,
        @Nullable PatientIdentity identity,
        @Nullable Duration nurseAfter,
        Duration period) {
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
        return new ScenarioBed(other, monitor, source, identity, nurseAfter, period);
    }

    ScenarioBed playing(String record) {
        return new ScenarioBed(bed, monitor, new Source.Recorded(record), identity, nurseAfter, period);
    }
}
