package org.vigie.dashboard.wire;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One moment of one bed: the waves around it and the values of it, as the monitor sent them.
 *
 * @param bed name on the door
 * @param at the moment, ISO-8601 with offset
 * @param aroundMs the tracks show so many milliseconds before and after it
 * @param shownMs milliseconds after the moment that are over by now: what lies behind them has not happened yet
 * @param waves {@code present}; or why there are none: {@code none} (the bed was heard, and no curve is kept of that
 *     time), {@code deleted} (older than curves are kept), {@code silent} (nothing was heard of the bed),
 *     {@code elsewhere} (the box of the bed keeps them)
 * @param complete false when more was journaled in that time than one answer may read
 * @param tracks curves with at least one sample
 * @param values the newest of each parameter at the moment, as they came
 * @param kept of a bed of another box: where the rest of that moment is; null for a bed of this box
 */
public record EventView(
        String bed,
        String at,
        long aroundMs,
        long shownMs,
        String waves,
        boolean complete,
        List<Track> tracks,
        List<Value> values,
        @Nullable KeptElsewhere kept) {
    /**
     * The same of a bed of another box, read from what is stored of it here.
     *
     * @param here its name here
     * @param box that keeps all of it, and its name there
     */
    public EventView of(String here, KeptElsewhere box) {
        boolean unheard = waves.equals("silent") && complete;
        String word = waves.equals("present") || unheard ? waves : "elsewhere";
        return new EventView(here, at, aroundMs, shownMs, word, complete, tracks, values, box);
    }

    /**
     * One curve. {@code value = offset + step * number}.
     *
     * @param code reference identifier; null when the profile does not know the vendor's code
     * @param label short text of the feed, such as II
     * @param unit UCUM
     * @param rate samples per second
     * @param fromMs time of the first sample, in milliseconds after the moment (negative: before it), as received: the
     *     least delayed block counts
     * @param offset value of the number 0
     * @param step value of the number 1, greater than 0
     * @param quality valid | questionable | invalid | demo | test
     * @param samples null where none came
     */
    public record Track(
            @Nullable String code,
            String label,
            String unit,
            double rate,
            long fromMs,
            double offset,
            double step,
            String quality,
            List<@Nullable Integer> samples) {}

    /**
     * One value.
     *
     * @param code reference identifier; null when the profile does not know the vendor's code
     * @param channel which of several; null for the only one
     * @param label short text of the feed
     * @param value null when the monitor said that there is none
     * @param unit UCUM; empty without value
     * @param quality valid | questionable | invalid | demo | test
     * @param reason why it is absent, a word as in the ward; null with a value
     * @param ageMs how long before the moment it came
     */
    public record Value(
            @Nullable String code,
            @Nullable String channel,
            String label,
            @Nullable BigDecimal value,
            String unit,
            String quality,
            @Nullable String reason,
            long ageMs) {}
}
