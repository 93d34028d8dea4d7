package org.vigie.adapter.hl7.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.vigie.model.DeviceId;
import org.vigie.model.alarm.AlarmKind;
import org.vigie.model.alarm.Priority;
import org.vigie.model.report.AlarmPhase;
import org.vigie.model.report.AlarmReport;
import org.vigie.model.report.AlarmSnapshot;
import org.vigie.profiles.AlarmRule;

/**
 * Dialects that send the list of all active alarms: Mindray PDS kinds 54 and 56, Philips rows of the system MDIL-ALERT.
 * Source: reference "hl7-profiles" 7.1 and 7.5; not verified on a device.
 */
final class SnapshotMapper {
    private static final String MDIL_ALERT = "MDIL-ALERT";

    private SnapshotMapper() {}

    static boolean isMdilAlert(Coded code) {
        return code.system().equals(MDIL_ALERT);
    }

    /** One alarm of a Philips list: OBX-3 is {@code class^text^MDIL-ALERT}, OBX-5 the words on the monitor. */
    static AlarmReport mdil(GroupContext group, Row row, Coded code) {
        String text = DeviceText.clean(row.valueText());
        AlarmRule rule = group.context().profile().alarm(code.local()).orElse(null);
        Priority priority = rule == null || rule.priority() == null ? stars(text, Priority.MEDIUM) : rule.priority();
        AlarmKind kind = rule == null ? AlarmKind.PHYSIOLOGICAL : rule.kind();
        String words = withoutMarks(text);
        // numbers change while the alarm is on ("** HR 130 > 120"): they are no part of which alarm it is
        String condition =
                words.replaceAll("[0-9.<>=]+", " ").replaceAll("\\s+", " ").strip();
        Said said = new Said(null, code.sent(), condition.isEmpty() ? null : condition, words);
        return alarm(group, row, said, priority, kind);
    }

    /** The list of a Philips message. */
    static AlarmSnapshot mdilList(GroupContext group, List<AlarmReport> alarms) {
        return new AlarmSnapshot(group.bed(), group.context().sender(), MDIL_ALERT, alarms);
    }

    /**
     * One alarm of a Mindray list: OBX-5 is {@code number^**text}, the stars are the priority; null for a row that is
     * no alarm (2041: status of the list).
     */
    static @Nullable AlarmReport mindray(GroupContext group, Row row, AlarmKind kind) {
        String number = DeviceText.clean(row.obx().value(5, 1));
        String text = DeviceText.clean(row.obx().value(5, 2));
        Coded list = row.code();
        boolean listed = list.local().length() <= 2;
        boolean nothing = (number.isEmpty() || number.equals("0")) && text.isEmpty();
        if (nothing || (!listed && text.isEmpty())) {
            return null;
        }
        AlarmRule rule = group.context().profile().alarm(number).orElse(null);
        Priority fallback = rule == null || rule.priority() == null ? Priority.MEDIUM : rule.priority();
        String words = withoutMarks(text);
        String vendorCode = words.isEmpty() ? number : number.isEmpty() ? words : number + "^" + words;
        Said said = new Said(
                rule == null || contradicts(rule.mdc(), words) ? null : rule.mdc(),
                vendorCode,
                rule == null || rule.about() == null ? DeviceText.orNull(row.subId()) : rule.about(),
                words);
        return alarm(group, row, said, stars(text, fallback), rule == null ? kind : rule.kind());
    }

    /** Numbers of alarms differ between models: the words on the monitor win over what the profile says of a number. */
    private static boolean contradicts(@Nullable String event, String words) {
        String text = words.toUpperCase(Locale.ROOT);
        boolean high = event != null && event.startsWith("MDC_EVT_HI");
        boolean low = event != null && event.startsWith("MDC_EVT_LO_");
        return (high && text.contains("LOW")) || (low && text.contains("HIGH"));
    }

    /** What a row of a list says. */
    private record Said(
            @Nullable String code,
            String vendorCode,
            @Nullable String channel,
            String text) {}

    private static AlarmReport alarm(GroupContext group, Row row, Said said, Priority priority, AlarmKind kind) {
        DeviceId device = group.device(row);
        return new AlarmReport(
                group.bed(),
                device,
                null,
                said.code(),
                said.vendorCode(),
                said.channel(),
                priority,
                kind,
                AlarmPhase.CONTINUE,
                said.text(),
                null,
                Set.of(),
                false,
                group.context().basis(),
                group.time(row));
    }

    /** {@code ***} high, {@code **} medium, {@code *} low; {@code !!!}, {@code !!}, {@code !} alike. */
    private static Priority stars(String text, Priority fallback) {
        int count = 0;
        while (count < text.length() && (text.charAt(count) == '*' || text.charAt(count) == '!')) {
            count++;
        }
        return switch (count) {
            case 0 -> fallback;
            case 1 -> Priority.LOW;
            case 2 -> Priority.MEDIUM;
            default -> Priority.HIGH;
        };
    }

    private static String withoutMarks(String text) {
        int from = 0;
        while (from < text.length() && (text.charAt(from) == '*' || text.charAt(from) == '!')) {
            from++;
        }
        return text.substring(from).strip();
    }

    /** Lines of a Mindray list: its alarms are one snapshot, every other row a fact about the device. */
    static List<Accounted> mindrayList(GroupContext group, AlarmKind kind) {
        List<AlarmReport> alarms = new ArrayList<>();
        List<Integer> rows = new ArrayList<>();
        List<Accounted> rest = new ArrayList<>();
        for (Row row : group.rows()) {
            AlarmReport alarm = mindray(group, row, kind);
            if (alarm == null) {
                rest.add(Accounted.of(row, ObservationMapper.device(group, row, row.code())));
            } else {
                alarms.add(alarm);
                rows.add(row.number());
            }
        }
        List<Accounted> lines = new ArrayList<>();
        lines.add(new Accounted(
                rows, new AlarmSnapshot(group.bed(), group.context().sender(), kind.word(), alarms), false));
        lines.addAll(rest);
        return lines;
    }
}
