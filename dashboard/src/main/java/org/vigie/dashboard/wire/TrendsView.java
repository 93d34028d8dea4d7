package org.vigie.dashboard.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last hours of one bed. Point {@code i} of a series begins at {@code from} plus {@code i} steps. Nothing is ever
 * put between two points: a step without a value is null, and why is told by the gaps.
 *
 * @param bed name on the door
 * @param from begin of the first point, ISO-8601 with offset
 * @param to end of the last point
 * @param stepSeconds length of a point, a multiple of 60
 * @param loadingFrom what lies between this and the start of the gateway is still being read from the journal; null
 *     when everything is read
 * @param gaps when nothing at all can have come from the bed, and why
 * @param series one of each parameter and unit that had a value, in the order in which they were first heard
 */
public record TrendsView(
        String bed,
        String from,
        String to,
        int stepSeconds,
        @Nullable String loadingFrom,
        List<Gap> gaps,
        List<Series> series) {
    /** The same for a bed that has another name here than at its box. */
    public TrendsView named(String here) {
        return new TrendsView(here, from, to, stepSeconds, loadingFrom, gaps, series);
    }

    /**
     * One parameter.
     *
     * @param code reference identifier; null when the profile does not know the vendor's code
     * @param channel which of several of the same code; null when the feed has none
     * @param label short text of the feed
     * @param unit UCUM
     * @param episodic true for values taken now and then (NIBP)
     * @param coverage percent of the minutes that have a value, rounded down to 0.1; null for episodic values
     * @param questionable true when the monitor marked at least one value so
     * @param demo true when at least one value is demonstration or test data
     * @param last newest value of each step; null without one
     * @param min smallest value of each step
     * @param max largest value of each step
     * @param samples number of values of each step
     * @param gaps steps without a value, joined while the cause is the same; for episodic values those only in which
     *     none can have come
     */
    public record Series(
            @Nullable String code,
            @Nullable String channel,
            String label,
            String unit,
            boolean episodic,
            @Nullable Double coverage,
            boolean questionable,
            boolean demo,
            List<@Nullable Double> last,
            List<@Nullable Double> min,
            List<@Nullable Double> max,
            List<Integer> samples,
            List<Gap> gaps) {}

    /**
     * Time without a value.
     *
     * @param from begin, ISO-8601 with offset
     * @param to end
     * @param cause absent | invalid | stale | lost | no-monitor | standby | empty | gateway-down | loading | link
     */
    public record Gap(String from, String to, String cause) {}
}
