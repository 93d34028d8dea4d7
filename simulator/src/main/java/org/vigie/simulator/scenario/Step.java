package org.vigie.simulator.scenario;

import java.time.Duration;
import java.util.List;
import java.util.Map;
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
 * @param answerWithin in a drill, the time within which its alarms are to be acknowledged; null when that does not
 *     count
 */
public record Step(
        Duration at, List<String> beds, Deed deed, @Nullable Duration answerWithin) {
    public Step {
        beds = List.copyOf(beds);
    }

    /** A step after which nobody looks who answers. */
    public Step(Duration at, List<String> beds, Deed deed) {
        this(at, beds, deed, null);
    }

    /** What can happen. */
    public sealed interface Deed {
        /** The word of it in a script. */
        default String word() {
            return switch (this) {
                case Clinical clinical -> clinical.event().word();
                case Fault fault -> fault.fault().word();
                case Silence() -> "silence-at-bedside";
                case Admission admission -> admission.event().word();
            };
        }

        /** How long it lasts; zero for what takes no time. */
        default Duration length() {
            return switch (this) {
                case Clinical clinical -> clinical.lasting();
                case Fault fault -> fault.lasting();
                case Silence() -> Duration.ZERO;
                case Admission admission -> Duration.ZERO;
            };
        }

        /** The same with beds under other names. */
        default Deed renamed(Map<String, String> names) {
            return switch (this) {
                case Clinical clinical -> clinical;
                case Fault fault ->
                    new Fault(fault.fault(), fault.lasting(), fault.by(), fault.percent(), other(names, fault.to()));
                case Silence() -> this;
                case Admission admission -> new Admission(admission.event(), other(names, admission.to()));
            };
        }

        private static @Nullable String other(Map<String, String> names, @Nullable String bed) {
            return bed == null ? null : names.getOrDefault(bed, bed);
        }

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
