package org.vigie.simulator.monitor.hl7;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.vigie.model.alarm.AlarmKind;
import org.vigie.model.alarm.Priority;
import org.vigie.simulator.bedside.ActiveAlarm;
import org.vigie.simulator.bedside.AlarmNotice;
import org.vigie.simulator.monitor.BedsideView;
import org.vigie.simulator.monitor.MonitorEncoder;
import org.vigie.simulator.monitor.Outgoing;
import org.vigie.simulator.monitor.PatientIdentity;
import org.vigie.simulator.patient.Reading;
import org.vigie.simulator.patient.Vital;

/**
 * Speaks like a Philips central station's older export ("PDI"): version 2.2, MDIL codes, no MSH-3 to 7, Latin-1, local
 * time without zone, alerts as rows of each message. Source: hl7-profiles.md 7.5 (a documentation sample and open
 * code); not verified on a device. A value that is missing is a row without value and status X, our own choice.
 */
public final class PhilipsMdilEncoder implements MonitorEncoder {
    private long messages;

    @Override
    public List<Outgoing> greeting(BedsideView view) {
        return List.of();
    }

    @Override
    public List<Outgoing> state(BedsideView view) {
        return List.of(message(view, Outgoing.Kind.STATE));
    }

    /** The whole list goes out at once when an alarm changes. */
    @Override
    public List<Outgoing> notices(BedsideView view, List<AlarmNotice> notices) {
        return notices.isEmpty() ? List.of() : List.of(message(view, Outgoing.Kind.ALARM));
    }

    private Outgoing message(BedsideView view, Outgoing.Kind kind) {
        messages++;
        String controlId = String.format(
                Locale.ROOT,
                "HP%s%07d",
                Hl7Times.day(view.deviceTime(), view.zone()).substring(4),
                messages);
        Hl7Message message = new Hl7Message();
        message.segment(
                "MSH",
                Hl7Message.ENCODING_CHARACTERS,
                "",
                "",
                "",
                "",
                "",
                "",
                "ORU^R01",
                controlId,
                "P",
                "2.2",
                "",
                "",
                "",
                "",
                "",
                "8859/1");
        PatientIdentity identity = view.identity();
        if (identity == null) {
            message.segment("PID");
        } else {
            message.segment(
                    "PID",
                    "",
                    "",
                    Hl7Message.escape(identity.id()),
                    "",
                    Hl7Message.name(identity),
                    "",
                    Hl7Times.date(identity.birthDate()),
                    identity.sex());
        }
        message.segment("PV1", "", "I", "^^" + Hl7Message.escape(view.bed()) + "&5&1");
        message.segment("OBR", "", "", "", "", "", "", Hl7Times.local(view.deviceTime(), view.zone()));
        for (Vital vital : Vital.values()) {
            row(message, view, vital);
        }
        for (ActiveAlarm alarm : view.alarms()) {
            alert(message, view, alarm);
        }
        return Outgoing.framed(kind, message.bytes(StandardCharsets.ISO_8859_1), controlId);
    }

    private static void row(Hl7Message message, BedsideView view, Vital vital) {
        Codes codes = Codes.of(vital);
        switch (view.readings().of(vital)) {
            case Reading.Measured measured ->
                message.segment(
                        "OBX",
                        "",
                        "NM",
                        codes.mdil(),
                        "0",
                        measured.value().toPlainString(),
                        codes.mdilUnit(),
                        "",
                        "",
                        "",
                        "",
                        "F");
            case Reading.Missing missing -> {
                if (missing.cause() != Reading.Cause.NOT_CONNECTED) {
                    message.segment("OBX", "", "NM", codes.mdil(), "0", "", codes.mdilUnit(), "", "", "", "", "X");
                }
            }
        }
    }

    /** OBX-3: 1 red, 2 yellow, 6 soft inop; OBX-5 the text with the vendor's marks. */
    private static void alert(Hl7Message message, BedsideView view, ActiveAlarm alarm) {
        String text = Hl7Message.escape(AlarmWords.of(alarm.condition()).in(view.language()));
        if (alarm.condition().kind() == AlarmKind.TECHNICAL) {
            message.segment("OBX", "", "TX", "6^soft inop^MDIL-ALERT", "0", text, "", "", "", "", "", "F");
        } else if (alarm.condition().priority() == Priority.HIGH) {
            message.segment("OBX", "", "TX", "1^red^MDIL-ALERT", "0", "***" + text, "", "", "", "", "", "F");
        } else {
            message.segment("OBX", "", "TX", "2^yellow^MDIL-ALERT", "0", "**" + text, "", "", "", "", "", "F");
        }
    }
}
