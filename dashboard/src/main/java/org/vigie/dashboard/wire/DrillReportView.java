package org.vigie.dashboard.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a unit answered the alarms of a drill.
 *
 * @param begun when the script began, ISO-8601 with offset
 * @param now when this was written
 * @param over true when the script and what it leads to are over
 * @param rows every alarm since the begin, oldest first
 * @param silent what the script did and no alarm came of
 */
public record DrillReportView(String begun, String now, boolean over, List<Row> rows, List<Silent> silent) {
    /**
     * One alarm.
     *
     * @param at when it began
     * @param afterMs time since the begin of the drill
     * @param bed name on the door; null for the unit
     * @param code event code; null when the monitor gave only text
     * @param text the monitor's words
     * @param about parameter it is about; null when unknown
     * @param priority high | medium | low, the highest that it reached
     * @param kind physiological | technical
     * @param cue what the script did before it; null when nothing fits
     * @param withinMs time within which the script wants it acknowledged; null when it does not care
     * @param seenMs time until it was on a screen which somebody watched; null when it never was
     * @param acknowledgedMs time until somebody acknowledged it; null when nobody did
     * @param by who; {@code bedside} for there; null when nobody
     * @param result in-time | late | missed | open (there is time left) | ended (by itself, in time) | answered or
     *     unanswered (nothing was asked)
     */
    public record Row(
            String at,
            long afterMs,
            @Nullable String bed,
            @Nullable String code,
            String text,
            @Nullable String about,
            String priority,
            String kind,
            @Nullable String cue,
            @Nullable Long withinMs,
            @Nullable Long seenMs,
            @Nullable Long acknowledgedMs,
            @Nullable String by,
            String result) {}

    /**
     * Something that should have led to an alarm.
     *
     * @param at when the script did it
     * @param bed at which bed
     * @param what a word of the script
     */
    public record Silent(String at, String bed, String what) {}
}
