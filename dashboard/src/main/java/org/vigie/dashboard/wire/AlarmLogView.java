package org.vigie.dashboard.wire;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the alarm log: steps of alarms, newest first.
 *
 * @param matching rows that fit the question, on all pages
 * @param offset rows left out before the first of these
 * @param forgotten rows that are only in the journal any more; 0 when all that is kept was looked at
 * @param loading true while earlier runs are still being read from the journal
 * @param elsewhere boxes whose beds are shown here and whose alarms are not all among the rows: they keep them
 * @param rows at most as many as asked for
 */
public record AlarmLogView(
        int matching, int offset, long forgotten, boolean loading, List<String> elsewhere, List<Row> rows) {
    /** The same, not complete without what these boxes keep. */
    public AlarmLogView without(List<String> boxes) {
        return new AlarmLogView(matching, offset, forgotten, loading, boxes, rows);
    }

    /**
     * One step of one alarm.
     *
     * @param at when, ISO-8601 with offset
     * @param bed name on the door; null for the unit
     * @param alarm occurrence id; {@code vigie journal explain} tells everything about it
     * @param step raised | acknowledged | ended | changed | suppressed
     * @param event what happened, word of the state machine
     * @param state what it was afterwards
     * @param priority high | medium | low
     * @param kind physiological | technical
     * @param code event code; null when the monitor gave only text
     * @param text the monitor's words
     * @param about parameter it is about; null when unknown
     * @param value extreme reached so far; null when unknown
     * @param limit limit that it broke; null when unknown
     * @param above true when value is above the limit; null when unknown
     * @param unit UCUM of both; null without value
     * @param user who acknowledged or closed, or {@code bedside}; null otherwise
     * @param reason why, in words
     */
    public record Row(
            String at,
            @Nullable String bed,
            String alarm,
            String step,
            String event,
            String state,
            String priority,
            String kind,
            @Nullable String code,
            String text,
            @Nullable String about,
            @Nullable BigDecimal value,
            @Nullable BigDecimal limit,
            @Nullable Boolean above,
            @Nullable String unit,
            @Nullable String user,
            String reason) {}
}
