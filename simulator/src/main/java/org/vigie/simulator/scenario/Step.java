package org.vigie.simulator.scenario;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigie.simulator.fault.LinkFault;
import org.vigie.simulator.monitor.hl7.AdtEncoder;
import org.vigie.simulator.patient.ClinicalEvent;

/**
 * One line of a timeline.
 *
 * @param at scenario time
 * @param beds names of the beds it is about
 * @param deed what happens to them
 */
public record Step(Duration at, List<String> beds, Deed deed) {
    public Step {
        beds = List.copyOf(beds);
    }

    /** What can happen. */
    public sealed interface Deed {
        /** Something happens to the patient. */
        record Clinical(ClinicalEvent event, Duration lasting) implements Deed {}

        /**
         * Something happens to the link.
         *
         * @param by how late, or how wrong the clock; zero for the other faults
         */
        record Fault(LinkFault fault, Duration lasting, Duration by) implements Deed {}

        /** Somebody silences the alarms at the bedside. */
        record Silence() implements Deed {}

        /**
         * The admission system says something.
         *
         * @param to the new bed of a transfer; null otherwise
         */
        record Admission(AdtEncoder.Event event, @Nullable String to) implements Deed {}
    }
}
