package org.vigie.simulator.monitor.hl7;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.vigie.simulator.monitor.Outgoing;
import org.vigie.simulator.monitor.PatientIdentity;

/** Speaks like a hospital's admission system: ADT A01, A02, A03 and A08, version 2.5, original acknowledgement. */
public final class AdtEncoder {
    /** What happened. */
    public enum Event {
        ADMIT("A01", "ADT_A01"),
        TRANSFER("A02", "ADT_A02"),
        DISCHARGE("A03", "ADT_A03"),
        UPDATE("A08", "ADT_A01");

        private final String trigger;
        private final String structure;

        Event(String trigger, String structure) {
            this.trigger = trigger;
            this.structure = structure;
        }

        /** The word in scenario files. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One event of the admission system.
     *
     * @param bed the bed now
     * @param priorBed the bed before; null unless it is a transfer
     */
    public record Admission(
            Event event,
            PatientIdentity identity,
            String unit,
            String bed,
            @Nullable String priorBed) {}

    private static final int VISIT_NUMBER_FIELD = 19;

    private long messages;

    /** The message. */
    public Outgoing encode(Admission admission, Instant now) {
        messages++;
        String controlId = String.format(Locale.ROOT, "ADT%08d", messages);
        String time = Hl7Times.withZone(now);
        Event event = admission.event();
        PatientIdentity who = admission.identity();
        Hl7Message message = new Hl7Message();
        message.segment(
                "MSH",
                Hl7Message.ENCODING_CHARACTERS,
                "VIGIE_SIM_ADT",
                "VIGIE",
                "VIGIE",
                "VIGIE",
                time,
                "",
                "ADT^" + event.trigger + "^" + event.structure,
                controlId,
                "P",
                "2.5",
                "",
                "",
                "",
                "",
                "",
                "UNICODE UTF-8");
        message.segment("EVN", event.trigger, time);
        message.segment(
                "PID",
                "1",
                "",
                Hl7Message.escape(who.id()) + "^^^VIGIE^PI",
                "",
                Hl7Message.name(who) + "^^^^^L",
                "",
                Hl7Times.date(who.birthDate()),
                who.sex());
        String[] visit = new String[VISIT_NUMBER_FIELD];
        Arrays.fill(visit, "");
        visit[0] = "1";
        visit[1] = "I";
        visit[2] = place(admission.unit(), admission.bed());
        visit[5] = admission.priorBed() == null ? "" : place(admission.unit(), admission.priorBed());
        visit[VISIT_NUMBER_FIELD - 1] = "V" + Hl7Message.escape(who.id());
        message.segment("PV1", visit);
        return Outgoing.framed(Outgoing.Kind.OTHER, message.bytes(StandardCharsets.UTF_8), controlId);
    }

    private static String place(String unit, String bed) {
        return Hl7Message.escape(unit) + "^^" + Hl7Message.escape(bed);
    }
}
