package org.vigie.simulator.monitor.hl7;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.vigie.simulator.bedside.AlarmNotice;
import org.vigie.simulator.monitor.BedsideView;
import org.vigie.simulator.monitor.MonitorEncoder;
import org.vigie.simulator.monitor.Outgoing;
import org.vigie.simulator.monitor.PatientIdentity;
import org.vigie.simulator.patient.Reading;
import org.vigie.simulator.patient.Vital;

/**
 * Speaks like a Nihon Kohden bedside monitor: version 2.4, NE / AL, groups VITAL and NIBP each with its own time, local
 * time without zone, no alarms. Source: hl7-profiles.md 7.4 (one capture and one emulator); not verified on a device.
 */
public final class NihonKohdenEncoder implements MonitorEncoder {
    private static final List<Vital> VITALS = List.of(Vital.HEART_RATE, Vital.SPO2, Vital.PULSE_RATE);
    private static final List<Vital> CUFF = List.of(Vital.NIBP_SYS, Vital.NIBP_DIA, Vital.NIBP_MEAN);
    /** OBR-25 is A, as in the captures. */
    private static final int RESULT_STATUS_FIELD = 25;

    private final String peer;
    private long messages;

    /** @param peer the monitor's own address as it writes it into PV1-3, {@code ip:n} */
    public NihonKohdenEncoder(String peer) {
        this.peer = peer;
    }

    @Override
    public List<Outgoing> greeting(BedsideView view) {
        return List.of();
    }

    @Override
    public List<Outgoing> notices(BedsideView view, List<AlarmNotice> notices) {
        return List.of();
    }

    @Override
    public List<Outgoing> state(BedsideView view) {
        messages++;
        String controlId = String.format(Locale.ROOT, "%s%06d", Hl7Times.day(view.deviceTime(), view.zone()), messages);
        String now = Hl7Times.local(view.deviceTime(), view.zone());
        Hl7Message message = new Hl7Message();
        message.segment(
                "MSH",
                Hl7Message.ENCODING_CHARACTERS,
                "NIHON KOHDEN",
                "NIHON KOHDEN",
                "CLIENT APP",
                "CLIENT FACILITY",
                now,
                "",
                "ORU^R01^ORU_R01",
                controlId,
                "P",
                "2.4",
                "",
                "",
                "NE",
                "AL",
                "",
                "ASCII",
                "",
                "ASCII");
        PatientIdentity identity = view.identity();
        if (identity == null) {
            message.segment("PID", "", "", "", "", "", "", "", "O");
        } else {
            String name = ascii(identity.familyName()) + "^" + ascii(identity.givenName()) + "^^^^^L^A";
            message.segment(
                    "PID",
                    "",
                    "",
                    Hl7Message.escape(identity.id()),
                    "",
                    name,
                    "",
                    Hl7Times.date(identity.birthDate()),
                    identity.sex());
        }
        message.segment("PV1", "", "I", "^^" + Hl7Message.escape(view.bed()) + "^" + peer);
        message.segment("ORC", "RE");
        group(message, view, new Group(1, "VITAL", now, VITALS));
        Instant cuffAt = view.cuffAt();
        boolean cuffMissing = CUFF.stream().anyMatch(vital -> view.readings().of(vital) instanceof Reading.Missing);
        if (cuffAt != null || !cuffMissing) {
            String at = cuffAt == null ? now : Hl7Times.local(cuffAt, view.zone());
            group(message, view, new Group(2, "NIBP", at, CUFF));
        }
        return List.of(Outgoing.framed(Outgoing.Kind.STATE, message.bytes(StandardCharsets.US_ASCII), controlId));
    }

    /**
     * One OBR with its rows.
     *
     * @param number OBR-1
     * @param name OBR-4
     * @param time of the group and of each row
     */
    private record Group(int number, String name, String time, List<Vital> vitals) {}

    private static void group(Hl7Message message, BedsideView view, Group group) {
        List<String> request =
                new ArrayList<>(List.of(Integer.toString(group.number()), "", "", group.name(), "", "", group.time()));
        while (request.size() < RESULT_STATUS_FIELD - 1) {
            request.add("");
        }
        request.add("A");
        message.segment("OBR", request.toArray(String[]::new));
        int setId = 0;
        for (Vital vital : group.vitals()) {
            Reading reading = view.readings().of(vital);
            if (view.readings().isMissing(vital, Reading.Cause.NOT_CONNECTED)) {
                continue;
            }
            setId++;
            String value = reading instanceof Reading.Measured measured
                    ? measured.value().toPlainString()
                    : "";
            message.segmentWithTail(
                    "OBX",
                    Integer.toString(setId),
                    "NM",
                    Codes.of(vital).nihonKohden(),
                    "1",
                    value,
                    unit(vital),
                    "",
                    "",
                    "",
                    "",
                    value.isEmpty() ? "X" : "F",
                    "",
                    "",
                    group.time(),
                    "",
                    "",
                    "");
        }
    }

    private static String unit(Vital vital) {
        return vital == Vital.SPO2 ? "%" : vital.isCuff() ? "mmHg" : "/min";
    }

    /** The dialect says ASCII: letters it does not have become a question mark, as such monitors do. */
    private static String ascii(String text) {
        return Hl7Message.escape(text).replaceAll("[^ -~]", "?");
    }
}
