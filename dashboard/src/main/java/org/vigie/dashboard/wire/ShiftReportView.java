package org.vigie.dashboard.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a shift was like. An alarm belongs to the shift in which it began; its priority is the highest that it reached.
 *
 * @param loading true while earlier runs are still being read from the journal: the figures are too low
 * @param forgotten rows of the alarm log that had to go for room; above 0 the figures may be too low
 * @param from begin, ISO-8601 with offset
 * @param to end; of the present shift: now
 * @param priorities high, medium, low
 * @param beds every bed of the unit in its order, then what has alarms beside them
 * @param failures alarms of this box that no display answered
 * @param elsewhere boxes whose beds are shown here and whose alarms are not all counted
 * @param top most frequent conditions first, at most ten
 */
public record ShiftReportView(
        boolean loading,
        long forgotten,
        String from,
        String to,
        List<OfPriority> priorities,
        List<OfBed> beds,
        Failures failures,
        List<String> elsewhere,
        List<TopTalkersView.Talker> top) {
    /**
     * Alarms of one priority.
     *
     * @param priority high | medium | low
     * @param raised how many began
     * @param seen of them, those that were shown on a screen which somebody watched
     * @param seenMedianMs time until then, nearest rank; null without any
     * @param seenP90Ms the same for nine of ten
     * @param acknowledged of them, those that a person acknowledged, here or at the bedside
     * @param acknowledgedMedianMs time until the first acknowledgement
     * @param acknowledgedP90Ms the same for nine of ten
     */
    public record OfPriority(
            String priority,
            int raised,
            int seen,
            @Nullable Long seenMedianMs,
            @Nullable Long seenP90Ms,
            int acknowledged,
            @Nullable Long acknowledgedMedianMs,
            @Nullable Long acknowledgedP90Ms) {}

    /**
     * One bed.
     *
     * @param bed name on the door; null for the unit
     * @param high alarms that began
     * @param medium alarms that began
     * @param low alarms that began
     * @param losses how often its signal was lost
     * @param lostSeconds how long in all, from the alarm on
     * @param unwatchedSeconds how long nobody watched it although somebody should have
     */
    public record OfBed(
            @Nullable String bed, int high, int medium, int low, int losses, long lostSeconds, long unwatchedSeconds) {}

    /**
     * Alarms that did not arrive.
     *
     * @param times how often no display answered
     * @param seconds how long in all
     * @param unseen high and medium alarms that no watched screen ever showed
     */
    public record Failures(int times, long seconds, int unseen) {}
}
