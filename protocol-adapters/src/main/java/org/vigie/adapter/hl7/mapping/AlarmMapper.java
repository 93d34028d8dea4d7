package org.vigie.adapter.hl7.mapping;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.vigie.adapter.hl7.codec.Hl7Message;
import org.vigie.model.alarm.AlarmKind;
import org.vigie.model.alarm.Priority;
import org.vigie.model.observation.AlarmLimits;
import org.vigie.model.report.AlarmPhase;
import org.vigie.model.report.AlarmReport;
import org.vigie.model.report.DeviceReport;
import org.vigie.model.report.Inactivation;
import org.vigie.model.report.Report;
import org.vigie.model.unit.Unit;

/**
 * One alarm group of IHE PCD-04 (ORU^R40): its facets become one alarm report; a watchdog becomes a device report. An
 * alarm in which nothing can be recognised is still shown, at least medium. Source: IHE PCD TF-2 Rev 9.0 section B.8.5,
 * and the reporters named in reference "hl7-profiles", 4.
 */
final class AlarmMapper {
    /** Event of a reporter that only says that it lives (Draeger DAS): 196614, 258047 in a later document. */
    private static final String ALIVE = "MDC_EVT_ACTIVE";

    private static final String ALARM_GROUP = "MDC_EVT_ALARM";
    private static final int LONGEST_ID = 160;

    private AlarmMapper() {}

    /** True when the group is an alarm: by OBR-4, or by a facet that only alarms have. */
    static boolean isAlarm(GroupContext group) {
        Hl7Message.Segment order = group.group().order();
        if (order != null) {
            Coded service = Coded.read(order, 4, 1);
            if (service.name().equals(ALARM_GROUP) || service.number() == 196616 || isOldAlarmGroup(service)) {
                return true;
            }
        }
        for (Row row : group.rows()) {
            Facet facet = Facet.of(row, row.code());
            if (facet == Facet.PHASE || facet == Facet.STATE || facet == Facet.INACTIVATION) {
                return true;
            }
        }
        return false;
    }

    /** {@code ALARM^ALARM} of older reporters; Efficia's {@code ALARM} lists MDIL alerts and is read elsewhere. */
    private static boolean isOldAlarmGroup(Coded service) {
        return service.local().equalsIgnoreCase("ALARM") && service.text().equalsIgnoreCase("ALARM");
    }

    /** The lines of a group: one alarm (or more, when it holds several events) and one folded line for each facet. */
    static List<Accounted> map(GroupContext group) {
        List<Accounted> lines = new ArrayList<>();
        List<Found> found = find(group);
        List<Found> events = found.stream().filter(f -> f.facet == Facet.EVENT).toList();
        if (events.size() < 2) {
            one(group, found, lines);
            return lines;
        }
        Map<String, List<Found>> byStem = new LinkedHashMap<>();
        for (Found f : found) {
            if (f.facet != Facet.EVENT) {
                byStem.computeIfAbsent(f.row.stem(), stem -> new ArrayList<>()).add(f);
            }
        }
        for (Found event : events) {
            List<Found> own = new ArrayList<>(List.of(event));
            List<Found> facets = byStem.remove(event.row.stem());
            if (facets != null) {
                own.addAll(facets);
            }
            one(group, own, lines);
        }
        byStem.values().forEach(left -> left.forEach(f -> rest(group, f, lines)));
        return lines;
    }

    private record Found(Row row, Coded code, Facet facet) {
        boolean isSame(@Nullable Found other) {
            return other != null && other.row.isSame(row);
        }
    }

    private static List<Found> find(GroupContext group) {
        List<Found> found = new ArrayList<>();
        boolean fourNumbers = group.rows().stream().noneMatch(row -> row.depth() > 4);
        for (Row row : group.rows()) {
            Coded code = row.code();
            Facet facet = Facet.of(row, code);
            if (facet == Facet.METRIC && fourNumbers && !row.hasValue()) {
                facet = Facet.DEVICE;
            }
            found.add(new Found(row, code, facet));
        }
        return found;
    }

    /** One alarm of the rows given, in the place of its event row. */
    private static void one(GroupContext group, List<Found> found, List<Accounted> lines) {
        Facets facets = new Facets(found);
        boolean shown = false;
        Found carrier = facets.carrier();
        for (Found f : found) {
            if (f.isSame(carrier)) {
                lines.add(Accounted.of(f.row, alarmOrWatchdog(group, facets)));
                shown = true;
            } else if (facets.uses(f) && f.facet == Facet.METRIC) { // the value that alarms, for whoever reads the file
                ValueMapper.map(group, f.row)
                        .forEach(value -> lines.add(new Accounted(value.rows(), value.report(), true)));
            } else if (facets.uses(f)) {
                lines.add(Accounted.folded(f.row, ObservationMapper.device(group, f.row, f.code)));
            } else {
                rest(group, f, lines);
            }
        }
        if (!shown) {
            lines.add(0, Accounted.other(alarmOrWatchdog(group, facets)));
        }
    }

    private static void rest(GroupContext group, Found f, List<Accounted> lines) {
        if (f.facet == Facet.METRIC && !f.row.obx().hasSamples()) {
            lines.addAll(ValueMapper.map(group, f.row));
        } else {
            lines.add(Accounted.of(f.row, ObservationMapper.device(group, f.row, f.code)));
        }
    }

    /** The facets of one alarm, the first of each kind. */
    private static final class Facets {
        private final List<Found> all;
        private final Map<Facet, Found> first = new HashMap<>();

        Facets(List<Found> all) {
            this.all = all;
            for (Found f : all) {
                if (f.facet != Facet.DEVICE && f.facet != Facet.UNKNOWN) {
                    first.putIfAbsent(f.facet, f);
                }
            }
        }

        @Nullable Found get(Facet facet) {
            return first.get(facet);
        }

        /** OBX-5 of a facet; empty when it is not sent. */
        String text(Facet facet) {
            Found f = first.get(facet);
            return f == null ? "" : DeviceText.clean(f.row.value());
        }

        boolean uses(Found f) {
            return f.isSame(first.get(f.facet));
        }

        /** The row whose line is the alarm: the event, else the first row that is not a device's. */
        @Nullable Found carrier() {
            Found event = first.get(Facet.EVENT);
            if (event != null) {
                return event;
            }
            return all.stream()
                    .filter(f -> f.facet != Facet.DEVICE)
                    .findFirst()
                    .orElse(all.isEmpty() ? null : all.getFirst());
        }
    }

    private static Report alarmOrWatchdog(GroupContext group, Facets facets) {
        Found carrier = facets.carrier();
        Found event = facets.get(Facet.EVENT);
        boolean confirms = facets.get(Facet.CONFIRM_TIMEOUT) != null;
        String priority = word(facets.text(Facet.PRIORITY));
        if (event != null
                && event.code.name().equals(ALIVE)
                && (confirms || priority.equals("PN") || priority.isEmpty())) {
            String text = "watchdog " + facets.text(Facet.PHASE) + " " + facets.text(Facet.STATE);
            String timeout = facets.text(Facet.CONFIRM_TIMEOUT);
            return new DeviceReport(
                    group.bed(),
                    group.device(event.row),
                    ALIVE,
                    DeviceText.orNull(event.row.subId()),
                    DeviceText.clean(timeout.isEmpty() ? text : text + ", confirm within " + timeout + " s"));
        }
        return alarm(group, facets, carrier);
    }

    private static AlarmReport alarm(GroupContext group, Facets facets, @Nullable Found carrier) {
        Event event = event(facets, carrier);
        Found source = facets.get(Facet.METRIC) != null ? facets.get(Facet.METRIC) : facets.get(Facet.SOURCE);
        String phaseWord = word(facets.text(Facet.PHASE));
        AlarmPhase phase = phase(phaseWord, word(facets.text(Facet.STATE)));
        List<String> marks = carrier == null ? List.of() : carrier.row.marks();
        return new AlarmReport(
                group.bed(),
                carrier == null ? group.context().sender() : group.device(carrier.row),
                alarmId(group.group().order()),
                event.code,
                event.vendorCode,
                channel(source, carrier),
                priority(word(facets.text(Facet.PRIORITY)), marks),
                kind(word(facets.text(Facet.TYPE)), marks, event.technical),
                phase,
                event.text,
                evidence(facets.get(Facet.METRIC)),
                inactivation(facets.get(Facet.INACTIVATION), phaseWord),
                phase == AlarmPhase.START && (phaseWord.equals("TPOINT") || phaseWord.equals("START_ONLY")),
                group.context().basis(),
                carrier == null ? group.time() : group.time(carrier.row));
    }

    /** What happened: code, vendor's code, words. */
    private record Event(@Nullable String code, @Nullable String vendorCode, String text, boolean technical) {}

    private static Event event(Facets facets, @Nullable Found carrier) {
        String note = facets.text(Facet.ANNOTATION);
        if (carrier == null) {
            return new Event(null, null, note.isEmpty() ? "UNKNOWN" : note, false);
        }
        Row row = carrier.row;
        boolean inValue =
                carrier.code.name().equals(ALARM_GROUP) || carrier.code.name().equals("MDC_EVT_ALERT");
        if (!inValue) {
            String code = carrier.facet == Facet.EVENT ? carrier.code.refId() : null;
            String text = DeviceText.clean(row.valueText());
            text = text.isEmpty() ? note : text;
            String vendorCode = code == null && !carrier.code.isEmpty() ? carrier.code.sent() : null;
            return new Event(code, vendorCode, code == null && text.isEmpty() ? "UNKNOWN" : text, false);
        }
        Coded value = Coded.read(row.obx(), 5, 1);
        String original = DeviceText.clean(row.obx().value(5, 9)); // CWE.9: the words shown at the bedside
        String code = value.refId();
        String text = original;
        if (text.isEmpty()) {
            text = code == null ? value.text().isEmpty() ? value.local() : value.text() : note;
        }
        boolean coded = !value.text().isEmpty() || !value.system().isEmpty();
        String vendorCode = code == null && coded ? value.sent() : null;
        boolean nothing = code == null && text.isEmpty();
        return new Event(code, vendorCode, nothing ? note.isEmpty() ? "UNKNOWN" : note : text, true);
    }

    /** The metric it is about, else the device object it names, else the stem of OBX-4. */
    private static @Nullable String channel(@Nullable Found source, @Nullable Found carrier) {
        if (source != null && source.facet == Facet.METRIC && source.code.refId() != null) {
            return source.code.refId();
        }
        if (source != null && source.facet == Facet.SOURCE) {
            String named = Coded.read(source.row.obx(), 5, 1).refId();
            if (named != null && !named.equals("MDC_TODO")) {
                return named;
            }
        }
        return carrier == null ? null : DeviceText.orNull(carrier.row.stem());
    }

    private static AlarmReport.@Nullable Evidence evidence(@Nullable Found metric) {
        if (metric == null) {
            return null;
        }
        BigDecimal value = Numbers.parse(metric.row.value());
        if (value == null) {
            return null;
        }
        Unit unit = Units.read(metric.row.obx());
        AlarmLimits limits = Numbers.limits(metric.row.obx().value(7));
        return new AlarmReport.Evidence(value, unit == null ? Unit.NONE : unit, limits);
    }

    /**
     * Table of reference 4.3. The state wins where the two disagree; a phase that is not known keeps the alarm shown.
     */
    static AlarmPhase phase(String phase, String state) {
        boolean ends = phase.equals("END") || phase.equals("RESET") || phase.equals("STOP");
        boolean momentary = phase.equals("TPOINT") || phase.equals("START_ONLY");
        if (state.equals("LATCHED")) {
            return AlarmPhase.LATCHED;
        }
        if (state.equals("INACTIVE") && !momentary) {
            return AlarmPhase.END;
        }
        if (ends) {
            return state.equals("ACTIVE") ? AlarmPhase.CONTINUE : AlarmPhase.END;
        }
        return switch (phase) {
            case "START", "START_ONLY", "TPOINT", "PRESENT" -> AlarmPhase.START;
            case "UPDATE", "ESCALATE", "DEESCALATE" -> AlarmPhase.UPDATE;
            case "INACTIVATE", "ACKNOWLEDGED", "ACKNOWLEDGE" -> AlarmPhase.SILENCED;
            default -> AlarmPhase.CONTINUE;
        };
    }

    /** PH, PM, PL; PN and PI are less than low. What is not known is medium. */
    private static Priority priority(String row, List<String> marks) {
        Priority stated = priorityOf(row);
        if (stated != null) {
            return stated;
        }
        for (String mark : marks) {
            Priority marked = mark.length() == 2 ? priorityOf(mark) : null;
            if (marked != null) {
                return marked;
            }
        }
        return Priority.MEDIUM;
    }

    private static @Nullable Priority priorityOf(String word) {
        return switch (word) {
            case "PH", "HIGH" -> Priority.HIGH;
            case "PM", "MEDIUM" -> Priority.MEDIUM;
            case "PL", "PN", "PI", "LOW" -> Priority.LOW;
            default -> null;
        };
    }

    private static AlarmKind kind(String row, List<String> marks, boolean technicalForm) {
        String type = row;
        for (String mark : marks) {
            boolean isType = mark.equals("SP") || mark.equals("ST") || mark.equals("SA");
            type = type.isEmpty() && isType ? mark : type;
        }
        return switch (type) {
            case "ST" -> AlarmKind.TECHNICAL;
            case "SP", "SA" -> AlarmKind.PHYSIOLOGICAL;
            default -> technicalForm ? AlarmKind.TECHNICAL : AlarmKind.PHYSIOLOGICAL;
        };
    }

    private static Set<Inactivation> inactivation(@Nullable Found facet, String phase) {
        Set<Inactivation> inactive = new TreeSet<>();
        if (phase.equals("ACKNOWLEDGED")) {
            inactive.add(Inactivation.ACKNOWLEDGED);
        }
        if (facet == null) {
            return inactive;
        }
        for (int repetition = 1; repetition <= Math.min(facet.row.obx().repetitions(5), 16); repetition++) {
            switch (word(facet.row.obx().value(5, repetition, 1, 1)).replace('-', '_')) {
                case "AUDIO_PAUSED" -> inactive.add(Inactivation.AUDIO_PAUSED);
                case "AUDIO_OFF" -> inactive.add(Inactivation.AUDIO_OFF);
                case "ALARM_PAUSED" -> inactive.add(Inactivation.ALARM_PAUSED);
                case "ALARM_OFF" -> inactive.add(Inactivation.ALARM_OFF);
                case "ALERT_ACKNOWLEDGED", "ALARM_ACKNOWLEDGED", "ACKNOWLEDGED" ->
                    inactive.add(Inactivation.ACKNOWLEDGED);
                default -> {} // empty or "enabled"
            }
        }
        return inactive;
    }

    /** Reference 4.2: OBR-29.2 with its name space, else OBR-29.1, else OBR-3 with its name space. */
    private static @Nullable String alarmId(Hl7Message.@Nullable Segment order) {
        if (order == null) {
            return null;
        }
        for (int component : new int[] {2, 1}) {
            String id = order.value(29, 1, component, 1);
            if (!id.isBlank()) {
                return joined(id, order.value(29, 1, component, 2), order.value(29, 1, component, 3));
            }
        }
        String filler = order.value(3);
        return filler.isBlank() ? null : joined(filler, order.value(3, 2), order.value(3, 3));
    }

    private static @Nullable String joined(String id, String space, String universal) {
        StringBuilder joined = new StringBuilder(id.strip());
        if (!space.isBlank()) {
            joined.append('&').append(space.strip());
        }
        if (!universal.isBlank()) {
            joined.append('&').append(universal.strip());
        }
        String safe = DeviceText.clean(joined.toString(), LONGEST_ID);
        return safe.isEmpty() ? null : safe;
    }

    private static String word(String text) {
        return text.strip().toUpperCase(Locale.ROOT);
    }
}
