package org.vigie.adapter.hl7.mapping;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vigie.adapter.hl7.codec.Hl7Message;
import org.vigie.model.DeviceId;
import org.vigie.model.report.PatientReport;
import org.vigie.model.report.PatientReport.Event;
import org.vigie.model.report.Problem;

/**
 * Patients: PID of a monitor's own message, and ADT. Both only ever change the label of a bed. Source: HL7 v2.6 chapter
 * 3, reference "hl7-profiles" 3.2 and 5.
 */
final class PatientMapper {
    private PatientMapper() {}

    /** Who lies in the bed, as a monitor's own message says; empty when its PID names nobody. */
    static Optional<PatientReport> identified(
            MessageContext context, Hl7Message.Segment pid, Hl7Message.@Nullable Segment visit) {
        Person person = Person.of(pid);
        return person.isNobody()
                ? Optional.empty()
                : Optional.of(person.report(Event.IDENTIFIED, context.bed(visit), null, context.sender()));
    }

    /** The reports of an ADT message: one for each PID. */
    static List<Accounted> adt(MessageContext context) {
        Hl7Message message = context.message();
        String trigger = message.msh().trigger();
        Event event = event(trigger);
        List<Accounted> lines = new ArrayList<>();
        List<Hl7Message.Segment> segments = message.segments();
        for (int i = 0; i < segments.size(); i++) {
            if (segments.get(i).name().equals("PID")) {
                Hl7Message.Segment visit = after(segments, i, "PV1");
                Hl7Message.Segment merged = event == Event.MERGE ? after(segments, i, "MRG") : null;
                String bed = visit == null ? null : context.bed(visit, 3);
                String prior = visit == null ? null : context.bed(visit, 6);
                if (event == Event.CANCEL_ADMIT && bed == null) {
                    bed = prior;
                }
                String old = merged == null ? null : DeviceText.orNull(merged.value(1, 1, 1, 1));
                lines.add(Accounted.other(Person.of(segments.get(i)).merging(event, bed, prior, old)));
            }
        }
        if (lines.isEmpty()) {
            lines.add(Accounted.other(
                    new Problem(null, null, 0, "no-patient", "ADT^" + DeviceText.clean(trigger) + " without PID")));
        }
        return lines;
    }

    /** The segment of that name that belongs to a PID: it comes before the next one. */
    private static Hl7Message.@Nullable Segment after(List<Hl7Message.Segment> segments, int pid, String wanted) {
        for (int i = pid + 1; i < segments.size(); i++) {
            String name = segments.get(i).name();
            if (name.equals(wanted)) {
                return segments.get(i);
            }
            if (name.equals("PID")) {
                return null;
            }
        }
        return null;
    }

    /** Triggers that move nobody are updates. A12 and A13 are told by where they put the patient. */
    private static Event event(String trigger) {
        return switch (trigger) {
            case "A01", "A04", "A13" -> Event.ADMIT;
            case "A02", "A12", "A17" -> Event.TRANSFER;
            case "A03" -> Event.DISCHARGE;
            case "A11" -> Event.CANCEL_ADMIT;
            case "A18", "A34", "A36", "A39", "A40", "A41", "A42", "A47" -> Event.MERGE;
            default -> Event.UPDATE;
        };
    }

    /** What PID says. */
    private record Person(
            @Nullable String id,
            @Nullable String family,
            @Nullable String given,
            @Nullable LocalDate birthDate,
            @Nullable String sex) {
        /**
         * Reads PID-3, 5, 7, 8. Senders that leave out PID-1 altogether are shifted by one field: then the id stands in
         * PID-2 and the name in PID-4.
         */
        static Person of(Hl7Message.Segment pid) {
            boolean shifted = DeviceText.orNull(pid.value(3)) == null
                    && DeviceText.orNull(pid.value(2)) != null
                    && isNameless(pid, 5)
                    && !isNameless(pid, 4);
            int shift = shifted ? 1 : 0;
            int name = firstName(pid, 5 - shift);
            return new Person(
                    id(pid, 3 - shift),
                    DeviceText.orNull(pid.value(5 - shift, name, 1, 1)),
                    DeviceText.orNull(pid.value(5 - shift, name, 2, 1)),
                    Hl7Time.date(pid.value(7 - shift)),
                    DeviceText.orNull(pid.value(8 - shift)));
        }

        private static boolean isNameless(Hl7Message.Segment pid, int field) {
            return pid.value(field, 1).isBlank() && pid.value(field, 2).isBlank();
        }

        private static int firstName(Hl7Message.Segment pid, int field) {
            for (int repetition = 1; repetition <= Math.min(pid.repetitions(field), 16); repetition++) {
                if (!pid.value(field, repetition, 1, 1).isBlank()
                        || !pid.value(field, repetition, 2, 1).isBlank()) {
                    return repetition;
                }
            }
            return 1;
        }

        private static @Nullable String id(Hl7Message.Segment pid, int field) {
            for (int repetition = 1; repetition <= Math.min(pid.repetitions(field), 16); repetition++) {
                String id = DeviceText.orNull(pid.value(field, repetition, 1, 1));
                if (id != null) {
                    return id;
                }
            }
            return DeviceText.orNull(pid.value(2)); // the old place of the external id
        }

        boolean isNobody() {
            return id == null && family == null && given == null && birthDate == null;
        }

        PatientReport report(Event event, @Nullable String bed, @Nullable String priorBed, @Nullable DeviceId device) {
            return new PatientReport(event, bed, priorBed, device, id, family, given, birthDate, sex);
        }

        /** Of an ADT message; {@code old} is MRG-1, null when there is none. */
        PatientReport merging(Event event, @Nullable String bed, @Nullable String priorBed, @Nullable String old) {
            return new PatientReport(event, bed, priorBed, null, id, family, given, birthDate, sex, old);
        }
    }
}
