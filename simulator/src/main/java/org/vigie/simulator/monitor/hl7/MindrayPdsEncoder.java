package org.vigie.simulator.monitor.hl7;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
 * Speaks like a Mindray monitor's "realtime results interface" (PDS): version 2.3.1, MSH-10 is the kind of message (103
 * patient, 204 values, 503 cuff, 54 and 56 alarms now on, 106 echo), no units, -100 for "no value", no
 * acknowledgements. Source: hl7-profiles.md 7.1 (captures and open code); not verified on a device.
 */
public final class MindrayPdsEncoder implements MonitorEncoder {
    private static final String NO_VALUE = "-100";
    private static final List<Vital> PERIODIC = List.of(
            Vital.HEART_RATE,
            Vital.RESP_RATE,
            Vital.SPO2,
            Vital.PULSE_RATE,
            Vital.TEMPERATURE,
            Vital.ART_SYS,
            Vital.ART_MEAN,
            Vital.ART_DIA,
            Vital.ETCO2);
    private static final List<Vital> CUFF = List.of(Vital.NIBP_DIA, Vital.NIBP_MEAN, Vital.NIBP_SYS);
    private static final int LISTS_EVERY_MESSAGES = 5;

    private @Nullable Instant cuffSent;
    private boolean cuffWasMissing;
    private int sinceLists;

    @Override
    public List<Outgoing> greeting(BedsideView view) {
        cuffSent = null;
        cuffWasMissing = false;
        List<Outgoing> messages = new ArrayList<>();
        messages.add(patient(view));
        messages.addAll(lists(view));
        return messages;
    }

    /** The echo that both sides send each second. */
    public static Outgoing echo() {
        return Outgoing.framed(Outgoing.Kind.OTHER, bytes(kind("106")), null);
    }

    @Override
    public List<Outgoing> state(BedsideView view) {
        List<Outgoing> messages = new ArrayList<>();
        Hl7Message periodic = kind("204");
        for (Vital vital : PERIODIC) {
            if (!view.readings().isMissing(vital, Reading.Cause.NOT_CONNECTED)) {
                Codes codes = Codes.of(vital);
                String value = value(view, vital);
                periodic.segment("OBX", "", "NM", codes.pds(), codes.pdsModule(), value, "", "", "", "", "", "F");
            }
        }
        messages.add(Outgoing.framed(Outgoing.Kind.STATE, bytes(periodic), null));
        cuff(view).ifPresent(messages::add);
        sinceLists++;
        if (sinceLists >= LISTS_EVERY_MESSAGES) {
            messages.addAll(lists(view));
        }
        return messages;
    }

    @Override
    public List<Outgoing> notices(BedsideView view, List<AlarmNotice> notices) {
        return notices.isEmpty() ? List.of() : lists(view);
    }

    private Optional<Outgoing> cuff(BedsideView view) {
        boolean connected =
                CUFF.stream().anyMatch(vital -> !view.readings().isMissing(vital, Reading.Cause.NOT_CONNECTED));
        boolean missing = CUFF.stream().anyMatch(vital -> view.readings().of(vital) instanceof Reading.Missing);
        boolean nothingNew = Objects.equals(view.cuffAt(), cuffSent) && missing == cuffWasMissing;
        if (!connected || nothingNew) {
            return Optional.empty();
        }
        cuffSent = view.cuffAt();
        cuffWasMissing = missing;
        String time = view.cuffAt() == null ? "00000000000000" : Hl7Times.local(view.cuffAt(), view.zone());
        Hl7Message message = kind("503");
        for (Vital vital : CUFF) {
            message.segment(
                    "OBX",
                    "",
                    "NM",
                    Codes.of(vital).pds(),
                    "2105",
                    value(view, vital),
                    "",
                    "",
                    "",
                    "",
                    "",
                    "F",
                    "",
                    "APERIODIC",
                    time);
        }
        return Optional.of(Outgoing.framed(Outgoing.Kind.OTHER, bytes(message), null));
    }

    /** The two lists of all that is on now; a list without rows is the all-clear. */
    private List<Outgoing> lists(BedsideView view) {
        sinceLists = 0;
        String time = Hl7Times.local(view.deviceTime(), view.zone());
        Hl7Message physiological = kind("54");
        Hl7Message technical = kind("56");
        for (ActiveAlarm alarm : view.alarms()) {
            AlarmWords words = AlarmWords.of(alarm.condition());
            if (alarm.latched()) {
                continue; // the list knows only what is on now
            }
            if (alarm.condition().kind() == AlarmKind.TECHNICAL) {
                technical.segmentWithTail(
                        "OBX", "", "CE", "4", "", words.pdsId() + "^" + words.pdsText(), "", "", "", "", "", "F", "");
            } else {
                String value = words.pdsId() + "^" + stars(alarm.condition().priority()) + words.pdsText();
                physiological.segmentWithTail(
                        "OBX", "", "CE", "2", "1", value, "", "", "", "", "", "F", "", "", time, "");
            }
        }
        return List.of(
                Outgoing.framed(Outgoing.Kind.ALARM, bytes(physiological), null),
                Outgoing.framed(Outgoing.Kind.ALARM, bytes(technical), null));
    }

    private static String stars(Priority priority) {
        return switch (priority) {
            case HIGH -> "***";
            case MEDIUM -> "**";
            case LOW -> "*";
        };
    }

    private static Outgoing patient(BedsideView view) {
        Hl7Message message = kind("103");
        PatientIdentity identity = view.identity();
        if (identity == null) {
            message.segmentWithTail("PID", "", "", "", "", "^", "", "", "", "");
        } else {
            message.segmentWithTail(
                    "PID",
                    "",
                    "",
                    Hl7Message.escape(identity.id()),
                    "",
                    Hl7Message.name(identity),
                    "",
                    Hl7Times.date(identity.birthDate()),
                    identity.sex(),
                    "");
        }
        String admitted = identity == null ? "0" : "1";
        String bed =
                Hl7Message.escape(view.unit()) + "&" + Hl7Message.escape(view.bed()) + "&2130706433&4601&&" + admitted;
        message.segment("PV1", "", "I", "^^" + bed);
        message.segmentWithTail("OBR", "", "", "", "Mindray Monitor", "", "", "0", "");
        message.segment("OBX", "", "ST", "2308^BedNoStr", "", Hl7Message.escape(view.bed()), "", "", "", "", "", "F");
        return Outgoing.framed(Outgoing.Kind.OTHER, bytes(message), null);
    }

    private static String value(BedsideView view, Vital vital) {
        return view.readings().of(vital) instanceof Reading.Measured measured
                ? measured.value().toPlainString()
                : NO_VALUE;
    }

    private static Hl7Message kind(String number) {
        return new Hl7Message()
                .segmentWithTail(
                        "MSH",
                        Hl7Message.ENCODING_CHARACTERS,
                        "",
                        "",
                        "",
                        "",
                        "",
                        "",
                        "ORU^R01",
                        number,
                        "P",
                        "2.3.1",
                        "");
    }

    private static byte[] bytes(Hl7Message message) {
        return message.bytes(StandardCharsets.ISO_8859_1);
    }
}
