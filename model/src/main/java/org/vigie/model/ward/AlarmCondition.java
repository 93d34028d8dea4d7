package org.vigie.model.ward;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vigie.model.BedId;
import org.vigie.model.alarm.AlarmKey;
import org.vigie.model.alarm.AlarmKind;
import org.vigie.model.alarm.AlarmState;
import org.vigie.model.alarm.Priority;
import org.vigie.model.observation.Quality;
import org.vigie.model.report.AlarmReport;

/**
 * One alarm condition of one bed and what has become of it. All times are engine time.
 *
 * @param key which condition
 * @param id occurrence id: unique, from raise to return to INACTIVE; an acknowledgement names it
 * @param state where it stands
 * @param report the last statement about it; for Vigie's own conditions one of the same form
 * @param extreme the value farthest beyond its limits in this occurrence; null when no value was sent
 * @param alarmIds the monitor's ids that are open under this condition
 * @param scope the list it came from, for monitors that send complete lists; null otherwise
 * @param since begin of the occurrence (of the condition, while PENDING)
 * @param changed when the state was entered
 * @param seen last statement of its source about it
 * @param delayUntil end of the condition delay; null unless PENDING
 * @param closesAt when a momentary alarm closes by itself; null otherwise
 * @param remindAt when its acknowledgement runs out; null without limit
 * @param escalation level reached, 0 at the begin
 * @param escalatesFrom begin of the escalation clock
 * @param acknowledgedBy initials, {@code bedside}, or {@code ?} for somebody who gave no name; null when nobody
 *     acknowledged it
 * @param acknowledgedAt null when nobody did
 * @param silencedAtBedside true when the monitor says that a person silenced it there
 * @param covered true when a group alarm speaks for it: shown, not heard
 * @param times how often it was raised again before anybody saw it, 1 at first
 * @param beds the beds of a group alarm; empty otherwise
 * @param repeats how often its monitor says "continue"; never for one that comes in a list
 * @param stale true when its monitor has stopped saying so: it may or may not be on
 */
public record AlarmCondition(
        AlarmKey key,
        String id,
        AlarmState state,
        AlarmReport report,
        AlarmReport.@Nullable Evidence extreme,
        List<String> alarmIds,
        @Nullable String scope,
        Instant since,
        Instant changed,
        Instant seen,
        @Nullable Instant delayUntil,
        @Nullable Instant closesAt,
        @Nullable Instant remindAt,
        int escalation,
        Instant escalatesFrom,
        @Nullable String acknowledgedBy,
        @Nullable Instant acknowledgedAt,
        boolean silencedAtBedside,
        boolean covered,
        int times,
        List<BedId> beds,
        Rhythm repeats,
        boolean stale) {

    /** Most urgent first: higher priority, then unacknowledged, then newer; the id makes the order total. */
    public static final Comparator<AlarmCondition> MOST_URGENT_FIRST = Comparator.comparing(AlarmCondition::priority)
            .reversed()
            .thenComparing(alarm -> !alarm.state().isUnacknowledged())
            .thenComparing(AlarmCondition::since, Comparator.reverseOrder())
            .thenComparing(AlarmCondition::id);

    public AlarmCondition {
        alarmIds = List.copyOf(alarmIds);
        beds = List.copyOf(beds);
    }

    /** Priority now; that of the monitor, never lower. */
    public Priority priority() {
        return report.priority();
    }

    /** Physiological or technical. */
    public AlarmKind kind() {
        return report.kind();
    }

    /** Reference identifier, vendor's code or code of Vigie's own; empty when the monitor gave only text. */
    public Optional<String> code() {
        return Optional.ofNullable(report.code() != null ? report.code() : report.vendorCode());
    }

    /** The monitor's words, verbatim. */
    public String text() {
        return report.text();
    }

    /** The parameter or channel it is about; empty when unknown. */
    public Optional<String> about() {
        return Optional.ofNullable(report.channel());
    }

    /** True for demonstration and test data. */
    public boolean isDemo() {
        return report.quality() == Quality.DEMO || report.quality() == Quality.TEST;
    }

    /** The limit that {@link #extreme} broke; empty when unknown. */
    public Optional<BigDecimal> brokenLimit() {
        return Limit.broken(extreme);
    }

    /** True when {@link #extreme} is above its limit, false when below; empty when unknown. */
    public Optional<Boolean> isAbove() {
        return Limit.above(extreme);
    }
}
