package org.vigie.gateway.recovery.hl7;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigie.gateway.history.AlarmStep;
import org.vigie.gateway.recovery.Codes;
import org.vigie.model.alarm.AlarmEvent;
import org.vigie.model.alarm.AlarmKind;
import org.vigie.model.alarm.AlarmState;
import org.vigie.model.alarm.Priority;
import org.vigie.model.unit.Unit;

/** The seven facets of PCD-04; their number is the fifth element of OBX-4. */
final class AlarmRows {
    private AlarmRows() {}

    /** A step that was over before anybody could see it is no alarm. */
    static boolean isTold(AlarmStep step) {
        return step.step() != AlarmStep.Step.SUPPRESSED;
    }

    /** Whether it begins an occurrence: the steps behind it refer to it (IHE PCD CP 151). */
    static boolean isFirst(AlarmStep step) {
        return step.step() == AlarmStep.Step.RAISED && !step.from().isShown();
    }

    static void append(AlarmStep step, String time, StringBuilder text) {
        @Nullable String about = step.about();
        Codes.@Nullable Coded source = about == null ? null : Codes.named(about);
        String stem = "1.0.0." + (source == null || !source.hasNumber() ? "0" : source.code());
        Rows rows = new Rows(stem, time, text);
        event(rows, step);
        source(rows, step, source);
        rows.attribute("68481", "MDC_ATTR_EVENT_PHASE", 3, phase(step));
        rows.attribute("68482", "MDC_ATTR_ALARM_STATE", 4, state(step.to()));
        rows.attribute("68483", "MDC_ATTR_ALARM_INACTIVATION_STATE", 5, inactivation(step));
        rows.attribute("68484", "MDC_ATTR_ALARM_PRIORITY", 6, priority(step.priority()));
        rows.attribute("68485", "MDC_ATTR_ALERT_TYPE", 7, type(step));
    }

    private static void event(Rows rows, AlarmStep step) {
        @Nullable String name = step.code();
        Codes.Coded code = name == null ? new Codes.Coded("0", "MDC_EVT_ALARM", true) : Codes.named(name);
        Segment obx = rows.next(1);
        if (step.kind() == AlarmKind.PHYSIOLOGICAL && code.standard()) {
            obx.set(2, "ST").set(3, code.code(), code.name(), "MDC").set(5, Codes.clean(step.text()));
        } else {
            obx.set(2, "CWE")
                    .set(3, "196616", "MDC_EVT_ALARM", "MDC")
                    .set(
                            5,
                            code.code(),
                            code.name(),
                            code.standard() ? "MDC" : Codes.LOCAL,
                            "",
                            "",
                            "",
                            "",
                            "",
                            Codes.clean(step.text()));
        }
        rows.add(obx.repeat(8, List.of(priority(step.priority()), type(step))));
    }

    private static void source(Rows rows, AlarmStep step, Codes.@Nullable Coded source) {
        @Nullable BigDecimal value = step.value();
        @Nullable String unit = step.unit();
        Segment obx = rows.next(2);
        if (source != null && source.standard() && value != null && unit != null) {
            @Nullable BigDecimal limit = step.limit();
            boolean above = limit != null && value.compareTo(limit) > 0;
            obx.set(2, "NM")
                    .set(3, source.code(), source.name(), "MDC")
                    .set(5, value.toPlainString())
                    .set(6, ValueRows.unit(new Unit(unit)))
                    .set(7, above ? PcdEncoder.range(null, limit) : PcdEncoder.range(limit, null));
        } else {
            obx.set(2, "CWE").set(3, "68480", "MDC_ATTR_ALERT_SOURCE", "MDC");
            if (source != null) {
                obx.set(5, source.code(), source.name(), source.standard() ? "MDC" : Codes.LOCAL);
            }
        }
        rows.add(obx);
    }

    private static String phase(AlarmStep step) {
        if (!step.to().isShown()) {
            return "end";
        }
        return switch (step.step()) {
            case RAISED -> isFirst(step) ? "start" : "continue";
            case ACKNOWLEDGED, CHANGED, ENDED -> "update";
            case SUPPRESSED -> "end";
        };
    }

    private static String state(AlarmState state) {
        return switch (state) {
            case INACTIVE, PENDING -> "inactive";
            case LATCHED_UNACK -> "latched";
            case ACTIVE_UNACK, ACTIVE_ACK, UNKNOWN_UNACK, UNKNOWN_ACK -> "active";
        };
    }

    private static String inactivation(AlarmStep step) {
        return step.to().isAcknowledged() || step.event() == AlarmEvent.ACK ? "alert-acknowledged" : "enabled";
    }

    private static String priority(Priority priority) {
        return switch (priority) {
            case HIGH -> "PH";
            case MEDIUM -> "PM";
            case LOW -> "PL";
        };
    }

    private static String type(AlarmStep step) {
        return step.kind() == AlarmKind.PHYSIOLOGICAL ? "SP" : "ST";
    }

    /** OBX rows with their places. */
    private record Rows(String stem, String time, StringBuilder text) {
        Segment next(int facet) {
            return new Segment("OBX")
                    .set(1, Integer.toString(facet))
                    .set(4, stem + "." + facet)
                    .set(11, "F")
                    .set(14, time);
        }

        void attribute(String code, String name, int facet, String value) {
            add(next(facet).set(2, "ST").set(3, code, name, "MDC").set(5, value));
        }

        void add(Segment row) {
            text.append(row);
        }
    }
}
