package org.vigie.model.report;

import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.vigie.model.DeviceId;
import org.vigie.model.alarm.AlarmKind;
import org.vigie.model.alarm.Priority;
import org.vigie.model.observation.AlarmLimits;
import org.vigie.model.observation.DeviceTime;
import org.vigie.model.observation.Quality;
import org.vigie.model.unit.Unit;

/**
 * What a monitor says about one alarm condition. The monitor's priority is never lowered; one that it does not give is
 * shown as at least medium.
 *
 * @param bed as named in the message; null when it names none
 * @param device who alarms; null when unknown
 * @param alarmId the monitor's id of this alarm (OBR-29 or OBR-3 of PCD-04), with its namespace; null when it has none
 * @param code event code as reference identifier, for example {@code MDC_EVT_LO_VAL_LT_LIM}; null when not known
 * @param vendorCode the code as sent when it is not the MDC one; null otherwise
 * @param channel the parameter or channel the alarm is about (reference identifier of the source facet, or OBX-4 stem);
 *     null when unknown
 * @param priority high, medium or low
 * @param kind physiological or technical
 * @param phase where in its life it is
 * @param text the monitor's own words, verbatim; may be empty
 * @param evidence the value that alarms, with its unit and limits; null when the message has none
 * @param inactivation what is inactivated at the bedside; empty when nothing
 * @param momentary true when no end will come (phases tpoint and start_only)
 * @param quality VALID, or DEMO / TEST by MSH-11
 * @param deviceTime the monitor's own time; null when it gave none
 */
public record AlarmReport(
        @Nullable String bed,
        @Nullable DeviceId device,
        @Nullable String alarmId,
        @Nullable String code,
        @Nullable String vendorCode,
        @Nullable String channel,
        Priority priority,
        AlarmKind kind,
        AlarmPhase phase,
        String text,
        @Nullable Evidence evidence,
        Set<Inactivation> inactivation,
        boolean momentary,
        Quality quality,
        @Nullable DeviceTime deviceTime)
        implements Report {
    public AlarmReport {
        inactivation = Set.copyOf(inactivation);
    }

    /**
     * The measured value behind an alarm.
     *
     * @param value as sent
     * @param unit UCUM
     * @param limits the limits it broke; null when not sent
     */
    public record Evidence(
            BigDecimal value, Unit unit, @Nullable AlarmLimits limits) {}

    /** The condition itself, apart from the id of its occurrence: code (MDC before vendor before text) and channel. */
    public String condition() {
        String name = code != null ? code : vendorCode != null ? vendorCode : text;
        return name + "@" + (channel == null ? "" : channel);
    }

    /** The same statement in another phase. */
    public AlarmReport in(AlarmPhase other) {
        return new AlarmReport(
                bed,
                device,
                alarmId,
                code,
                vendorCode,
                channel,
                priority,
                kind,
                other,
                text,
                evidence,
                inactivation,
                momentary,
                quality,
                deviceTime);
    }
}
