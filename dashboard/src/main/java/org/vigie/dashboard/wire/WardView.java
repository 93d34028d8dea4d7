package org.vigie.dashboard.wire;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The whole unit as a display shows it: the answer of {@code GET /api/v1/ward} and the body of a {@code snapshot}.
 *
 * @param epoch start number of the gateway, from 1; a new epoch means that everything is to be fetched again
 * @param seq number of the last change contained in this view
 * @param serverTime wall clock of the gateway, ISO-8601 with offset
 * @param mode {@code live}, {@code demo} or {@code drill}; anything but live is marked across every tile
 * @param bedsReporting beds whose feed is live or slow
 * @param bedsTotal configured beds that are not empty and not on standby
 * @param soundPausedMs time for which the sound of the whole unit is still paused, milliseconds; 0 when it is not
 * @param alarms alarms of the unit itself (many beds lost at once, storage, unreadable senders), most urgent first
 * @param beds in the order of the site's file
 * @param unassigned senders that are heard but belong to no configured bed
 * @param people of this shift
 */
public record WardView(
        long epoch,
        long seq,
        String serverTime,
        String mode,
        int bedsReporting,
        int bedsTotal,
        long soundPausedMs,
        List<Alarm> alarms,
        List<Bed> beds,
        List<Unassigned> unassigned,
        List<Person> people) {

    /**
     * Somebody who works this shift.
     *
     * @param initials how displays and the log name them
     * @param name in full; null when not given
     * @param pin true when a PIN has to be given before a display may speak for them
     */
    public record Person(String initials, @Nullable String name, boolean pin) {}

    /**
     * One bed place.
     *
     * @param bed name on the door
     * @param label patient as the unit shows it (initials); null when unknown
     * @param patientId identifier as sent; null when unknown
     * @param identityVerified false when typed by hand or only told by the monitor
     * @param link connecting | live | slow | stale | lost | standby | empty
     * @param linkReason named reason, {@code none} when live; on standby {@code monitor-standby},
     *     {@code monitor-service} or {@code monitor-configuration} when the monitor says so, {@code none} when a person
     *     did
     * @param silentMs milliseconds since the last message of this bed; -1 when never heard
     * @param periodMs usual time between its messages; 0 when not yet known
     * @param priority highest priority of its alarms, high | medium | low; null without alarms
     * @param soundPausedMs time for which its sound is still paused; 0 when it is not
     * @param marks facts that never hide: bedside-alarms-off, bedside-alarms-paused, bedside-audio-off, demo, test,
     *     conflict, clock-offset, discharged-still-monitored, monitoring-resumed, identity-mismatch, identity-conflict
     * @param clockOffsetMs monitor's clock minus ours, milliseconds; null when unknown
     * @param numerics in the order in which tiles show them
     * @param alarms of this bed, most urgent first
     * @param care who watches it and how sure the label is
     * @param news2 the early warning score; null where the unit does not want one
     */
    public record Bed(
            String bed,
            @Nullable String label,
            @Nullable String patientId,
            boolean identityVerified,
            String link,
            String linkReason,
            long silentMs,
            long periodMs,
            @Nullable String priority,
            long soundPausedMs,
            List<String> marks,
            @Nullable Long clockOffsetMs,
            List<Numeric> numerics,
            List<Alarm> alarms,
            Care care,
            @Nullable News2 news2) {
        /** A bed without a score. */
        public Bed(
                String bed,
                @Nullable String label,
                @Nullable String patientId,
                boolean identityVerified,
                String link,
                String linkReason,
                long silentMs,
                long periodMs,
                @Nullable String priority,
                long soundPausedMs,
                List<String> marks,
                @Nullable Long clockOffsetMs,
                List<Numeric> numerics,
                List<Alarm> alarms,
                Care care) {
            this(
                    bed,
                    label,
                    patientId,
                    identityVerified,
                    link,
                    linkReason,
                    silentMs,
                    periodMs,
                    priority,
                    soundPausedMs,
                    marks,
                    clockOffsetMs,
                    numerics,
                    alarms,
                    care,
                    null);
        }
    }

    /**
     * National Early Warning Score 2 of a bed. Never an alarm.
     *
     * @param total 0 to 20; null while any of the seven is missing or too old, and for a child
     * @param response routine | low | single-red | urgent | emergency; null without total
     * @param points of each parameter that counts, by its word: respiration, spo2, oxygen, systolic, pulse,
     *     consciousness, temperature
     * @param missing words of the others
     * @param child true for a patient under 16, for whom there is no score
     * @param scale of SpO2, 1 or 2
     * @param countsMs after so many milliseconds something is too old, and there is no total any more
     * @param enteredBy initials of who last entered consciousness or oxygen; null when nobody has
     * @param enteredAt local time of day hh:mm of the older of the two; null as above
     */
    public record News2(
            @Nullable Integer total,
            @Nullable String response,
            Map<String, Integer> points,
            List<String> missing,
            boolean child,
            int scale,
            long countsMs,
            @Nullable String enteredBy,
            @Nullable String enteredAt) {}

    /**
     * Who watches a bed and how sure its label is.
     *
     * @param watchedBy initials; null when nobody does
     * @param watchedSince ISO-8601 with offset; null when nobody does
     * @param unwatched true when nobody watches it and somebody should: it is neither empty nor on standby
     * @param identity who named the patient: list | hand | monitor | none
     */
    public record Care(@Nullable String watchedBy, @Nullable String watchedSince, boolean unwatched, String identity) {}

    /**
     * One value of a bed.
     *
     * @param code reference identifier; null when the profile does not know the vendor's code
     * @param channel which of several of the same code; null when the feed has none
     * @param label short text of the feed, for codes the page has no word for
     * @param value as sent; null when absent or invalid
     * @param unit UCUM
     * @param quality valid | questionable | invalid | demo | test
     * @param state live | late | stale | absent | invalid
     * @param reason why it is absent: not-measured | sensor-off | marked-invalid | not-a-number | sentinel; null
     *     otherwise
     * @param ageMs milliseconds since it was received
     * @param measuredAt local time of day hh:mm of an episodic value (NIBP); null for continuous ones
     * @param limits the monitor's alarm limits; null when the feed does not give them
     */
    public record Numeric(
            @Nullable String code,
            @Nullable String channel,
            String label,
            @Nullable BigDecimal value,
            String unit,
            String quality,
            String state,
            @Nullable String reason,
            long ageMs,
            @Nullable String measuredAt,
            @Nullable Limits limits) {}

    /**
     * Alarm limits of the monitor.
     *
     * @param low null when off
     * @param high null when off
     */
    public record Limits(@Nullable BigDecimal low, @Nullable BigDecimal high) {}

    /**
     * One alarm condition that is not inactive.
     *
     * @param id occurrence id; an acknowledgement names it
     * @param code reference identifier or a code of Vigie's own (VIGIE_NO_DATA, VIGIE_GROUP_LOSS, ...); null when the
     *     monitor gave only text
     * @param text the monitor's words, verbatim; the page shows its own wording for codes it knows
     * @param about reference identifier of the parameter it is about; null when unknown
     * @param value the extreme reached; null when unknown
     * @param unit UCUM of value; null without value
     * @param limit the limit that was broken; null when unknown
     * @param above true when value is above the limit, false when below, null when neither is known
     * @param priority high | medium | low
     * @param kind physiological | technical
     * @param state active-unack | active-ack | latched-unack | unknown-unack | unknown-ack
     * @param sounding true when this alarm wants to be heard now
     * @param since begin, ISO-8601 with offset
     * @param acknowledgedBy initials, {@code bedside}, or {@code ?} for somebody who gave no name; null when nobody
     * @param acknowledgedAt when, ISO-8601 with offset; null when nobody did
     * @param stale true when its monitor repeats it and has stopped doing so: it may or may not be on
     * @param silencedAtBedside true when a person silenced it at the monitor
     * @param beds the beds of a group alarm; empty otherwise
     * @param escalation level reached because nobody acknowledged it, 0 at the begin: docs/alarms.md
     */
    public record Alarm(
            String id,
            @Nullable String code,
            String text,
            @Nullable String about,
            @Nullable BigDecimal value,
            @Nullable String unit,
            @Nullable BigDecimal limit,
            @Nullable Boolean above,
            String priority,
            String kind,
            String state,
            boolean sounding,
            String since,
            @Nullable String acknowledgedBy,
            @Nullable String acknowledgedAt,
            boolean stale,
            boolean silencedAtBedside,
            List<String> beds,
            int escalation) {}

    /**
     * A sender without a bed: shown so that it can be assigned.
     *
     * @param source listener and address
     * @param bed bed as it names itself; null when it names none
     * @param device device as it names itself; null when it does not
     */
    public record Unassigned(
            String source, @Nullable String bed, @Nullable String device) {}
}
