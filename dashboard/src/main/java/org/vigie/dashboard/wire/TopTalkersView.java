package org.vigie.dashboard.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which conditions alarmed most often in each shift: an aid to set limits at the bedside.
 *
 * @param loading true while earlier runs are still being read from the journal
 * @param elsewhere boxes whose beds are shown here and whose alarms are not all counted
 * @param shifts newest first
 */
public record TopTalkersView(boolean loading, List<String> elsewhere, List<Shift> shifts) {
    /**
     * One shift.
     *
     * @param from begin, ISO-8601 with offset
     * @param to end
     * @param raised alarms that began in it
     * @param acknowledged of them, those that a person acknowledged
     * @param top most frequent first, at most ten
     */
    public record Shift(String from, String to, int raised, int acknowledged, List<Talker> top) {}

    /**
     * One condition of one bed.
     *
     * @param bed name on the door; null for the unit
     * @param code event code; null when the monitor gave only text
     * @param text the monitor's words, newest
     * @param about parameter it is about; null when unknown
     * @param priority highest in the shift
     * @param kind physiological | technical
     * @param count alarms that began
     * @param medianSeconds median of how long those lasted that ended; null when none did
     */
    public record Talker(
            @Nullable String bed,
            @Nullable String code,
            String text,
            @Nullable String about,
            String priority,
            String kind,
            int count,
            @Nullable Long medianSeconds) {}
}
