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
         * @param by how late, how wrong the clock, or how often; zero for the other faults
         * @param percent of messages that it meets, where it meets some only
         * @param to another bed that it is about; null for none
         */
        record Fault(
                LinkFault fault,
                Duration lasting,
                Duration by,
                int percent,
                @Nullable String to) implements Deed {
            /** How many messages are lost, doubled, damaged or out of place when the file does not say. */
            public static final int DEFAULT_PERCENT = 20;

            /** A fault that needs no more than a time. */
            public Fault(LinkFault fault, Duration lasting, Duration by) {
                this(fault, lasting, by, DEFAULT_PERCENT, null);
            }
        }

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
