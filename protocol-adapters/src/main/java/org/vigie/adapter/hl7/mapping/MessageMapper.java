package org.vigie.adapter.hl7.mapping;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.vigie.adapter.hl7.codec.Hl7Message;
import org.vigie.model.alarm.AlarmKind;
import org.vigie.model.report.AlarmReport;
import org.vigie.model.report.DeviceReport;
import org.vigie.model.report.Observed;
import org.vigie.model.report.Problem;
import org.vigie.profiles.DeviceProfile;

/**
 * One parsed message into lines, by its type and the profile: see reference "hl7-profiles", 1. Stateless; one call per
 * message.
 */
public final class MessageMapper {
    private static final Set<String> PDS_DATA = Set.of("204", "503");
    private static final Set<String> PDS_STATUS =
            Set.of("51", "53", "58", "60", "101", "103", "106", "157", "205", "2037");

    private final MessageContext context;
    private final Hl7Message message;

    private MessageMapper(ProfileRules rules, Hl7Message message) {
        this.context = new MessageContext(rules, message);
        this.message = message;
    }

    /** Everything that the message says, in its own order; every OBX is in at least one line. */
    public static List<Accounted> map(ProfileRules rules, Hl7Message message) {
        return new MessageMapper(rules, message).map();
    }

    private List<Accounted> map() {
        String code = message.msh().messageCode();
        return switch (code) {
            case "ACK" -> acknowledgement();
            case "ADT" -> isPresence() ? facts("presence broadcast") : withRows(PatientMapper.adt(context));
            case "ORU", "ORF", "OUL" -> results();
            case "ORA" -> facts("status of an alert, from the alert manager");
            case "QRY", "QBP", "ADR", "NMD", "DSR" -> facts("not used");
            case "" ->
                message.segments().stream().anyMatch(s -> s.name().equals("OBX"))
                        ? untyped()
                        : List.of(Accounted.other(problem("no-message-type", "MSH-9 is empty and there is no OBX")));
            default -> unsupported();
        };
    }

    private List<Accounted> untyped() {
        List<Accounted> lines = new ArrayList<>();
        lines.add(Accounted.other(problem("no-message-type", "MSH-9 is empty; read as ORU^R01 by its content")));
        lines.addAll(results());
        return lines;
    }

    private List<Accounted> unsupported() {
        List<Accounted> lines = new ArrayList<>();
        lines.add(Accounted.other(problem(
                "unsupported-message-type", DeviceText.clean(message.msh().type()) + " is not for a monitor")));
        for (GroupContext group : groups()) {
            for (Row row : group.rows()) {
                lines.add(Accounted.of(row, ObservationMapper.device(group, row, row.code())));
            }
        }
        return lines;
    }

    /** MSH-10 is 101 and MSH-3 to 7 are empty: Mindray's monitor says that it is there. No admission. */
    private boolean isPresence() {
        return message.msh().sendingApplication().isEmpty()
                && message.msh().time().isEmpty()
                && message.msh().controlId().strip().equals("101");
    }

    private List<Accounted> results() {
        String kind = pdsKind();
        if (kind != null && (kind.equals("54") || kind.equals("56"))) {
            return alarmList(kind.equals("54") ? AlarmKind.PHYSIOLOGICAL : AlarmKind.TECHNICAL);
        }
        if (kind != null && PDS_STATUS.contains(kind)) {
            return pdsStatus(kind);
        }
        if (message.msh().trigger().equals("R42")) {
            List<Accounted> lines = patients();
            lines.addAll(facts("pump event"));
            return lines;
        }
        List<GroupContext> groups = groups();
        List<Accounted> lines = new ArrayList<>();
        Set<Hl7Message.Segment> told = new HashSet<>();
        boolean alarmExpected =
                message.msh().trigger().equals("R40") && groups.stream().noneMatch(AlarmMapper::isAlarm);
        for (GroupContext group : groups) {
            Hl7Message.Segment pid = group.group().patient();
            if (pid != null && told.add(pid)) {
                PatientMapper.identified(context, pid, group.group().visit())
                        .ifPresent(report -> lines.add(Accounted.other(report)));
            }
            if (AlarmMapper.isAlarm(group) || alarmExpected) {
                lines.addAll(AlarmMapper.map(group));
                alarmExpected = false;
            } else {
                lines.addAll(resultsOf(group));
            }
        }
        unknownCodes(lines);
        if (groups.stream().allMatch(group -> group.rows().isEmpty())) {
            lines.addAll(0, told.isEmpty() ? patients() : List.of());
            if (!message.msh().trigger().equals("R40")) {
                lines.add(Accounted.other(problem("no-observations", "a result message without OBX")));
            } else if (groups.isEmpty()) {
                lines.add(Accounted.other(problem("no-alarm", "an alarm message without OBR and OBX")));
            }
        }
        return lines;
    }

    /** Says once that none of the codes of a message is known: another dialect, or a laboratory on the wrong port. */
    private void unknownCodes(List<Accounted> lines) {
        int unknown = 0;
        for (Accounted line : lines) {
            if (line.report() instanceof Observed observed) {
                if (observed.observation().parameter().code() != null) {
                    return;
                }
                unknown++;
            }
        }
        if (unknown > 0) {
            String profile = context.profile().id();
            lines.add(Accounted.other(problem(
                    "unknown-codes",
                    "none of the codes is known to profile " + profile + ": another profile, or no monitor at all?")));
        }
    }

    private List<Accounted> resultsOf(GroupContext group) {
        List<Accounted> lines = new ArrayList<>();
        List<AlarmReport> alarms = new ArrayList<>();
        List<Integer> alarmRows = new ArrayList<>();
        boolean mdil = false;
        for (Row row : group.rows()) {
            Coded code = row.code();
            mdil |= code.system().equals("MDIL") || SnapshotMapper.isMdilAlert(code);
            if (SnapshotMapper.isMdilAlert(code) && row.hasValue()) {
                alarms.add(SnapshotMapper.mdil(group, row, code));
                alarmRows.add(row.number());
            }
        }
        if (!alarms.isEmpty() || (mdil && listsAlarms(group))) {
            lines.add(new Accounted(alarmRows, SnapshotMapper.mdilList(group, alarms), false));
        }
        for (Accounted line : ObservationMapper.map(group)) {
            if (alarmRows.isEmpty() || line.rows().stream().noneMatch(alarmRows::contains)) {
                lines.add(line);
            }
        }
        return lines;
    }

    /**
     * A Philips message lists its alarms, also when there are none; Efficia's MONITOR and SPOTCHECK messages do not.
     */
    private static boolean listsAlarms(GroupContext group) {
        Hl7Message.Segment order = group.group().order();
        String service = order == null ? "" : order.value(4).strip();
        return service.isEmpty() || service.equalsIgnoreCase("ALARM");
    }

    private List<Accounted> alarmList(AlarmKind kind) {
        List<GroupContext> groups = groups();
        if (groups.isEmpty()) { // MSH alone: all clear
            Hl7Message.Group none = new Hl7Message.Group(null, null, null, List.of());
            return SnapshotMapper.mindrayList(new GroupContext(context, none, 0), kind);
        }
        List<Accounted> lines = new ArrayList<>();
        for (GroupContext group : groups) {
            lines.addAll(SnapshotMapper.mindrayList(group, kind));
        }
        return lines;
    }

    private List<Accounted> pdsStatus(String kind) {
        if (!kind.equals("103")) {
            return facts(kind.equals("106") ? "echo" : kind.equals("157") ? "waveforms, not read" : "status");
        }
        List<Accounted> lines = patients();
        for (GroupContext group : groups()) { // height and weight are values, the rest is the monitor's own
            for (Row row : group.rows()) {
                Coded code = row.code();
                if (context.rule(code, row.subId()) == null) {
                    lines.add(Accounted.of(row, ObservationMapper.device(group, row, code)));
                } else {
                    lines.addAll(ValueMapper.map(group, row));
                }
            }
        }
        return lines;
    }

    /** MSH-10 when the profile is Mindray's and it is a number; null otherwise. */
    private @Nullable String pdsKind() {
        String id = message.msh().controlId().strip();
        boolean pds = context.profile().dialect() == DeviceProfile.Dialect.MINDRAY_PDS
                && message.msh().time().isEmpty();
        return pds && !PDS_DATA.contains(id) ? id : null;
    }

    private List<Accounted> acknowledgement() {
        Hl7Message.Segment msa = message.first("MSA").orElse(null);
        String text = msa == null ? "without MSA" : DeviceText.clean(msa.value(1) + " " + msa.value(3));
        return withRows(new ArrayList<>(List.of(Accounted.other(device("ACK", text)))));
    }

    /** A message that changes no value: one line for it, one for each OBX. */
    private List<Accounted> facts(String text) {
        Hl7Message.Segment visit = message.first("PV1").orElse(null);
        String type = DeviceText.clean(message.msh().type());
        String id = context.profile().dialect() == DeviceProfile.Dialect.MINDRAY_PDS
                        && !message.msh().controlId().isBlank()
                ? DeviceText.clean(message.msh().controlId())
                : type;
        List<Accounted> lines = new ArrayList<>();
        lines.add(Accounted.other(
                new DeviceReport(context.bed(visit), context.sender(), id.isEmpty() ? "MSH" : id, null, text)));
        return withRows(lines);
    }

    private List<Accounted> withRows(List<Accounted> lines) {
        List<Accounted> all = new ArrayList<>(lines);
        for (GroupContext group : groups()) {
            for (Row row : group.rows()) {
                all.add(Accounted.of(row, ObservationMapper.device(group, row, row.code())));
            }
        }
        return all;
    }

    private List<Accounted> patients() {
        List<Accounted> lines = new ArrayList<>();
        List<Hl7Message.Segment> segments = message.segments();
        for (int i = 0; i < segments.size(); i++) {
            if (segments.get(i).name().equals("PID")) {
                Hl7Message.Segment next = i + 1 < segments.size() ? segments.get(i + 1) : null;
                Hl7Message.Segment visit = next != null && next.name().equals("PV1") ? next : null;
                PatientMapper.identified(context, segments.get(i), visit)
                        .ifPresent(report -> lines.add(Accounted.other(report)));
            }
        }
        return lines;
    }

    private List<GroupContext> groups() {
        List<GroupContext> groups = new ArrayList<>();
        int rows = 0;
        for (Hl7Message.Group group : message.groups()) {
            GroupContext one = new GroupContext(context, group, rows);
            rows += one.rows().size();
            groups.add(one);
        }
        return groups;
    }

    private DeviceReport device(String code, String text) {
        return new DeviceReport(null, context.sender(), code, null, text);
    }

    private Problem problem(String reason, String text) {
        return new Problem(null, context.sender(), 0, reason, text);
    }
}
