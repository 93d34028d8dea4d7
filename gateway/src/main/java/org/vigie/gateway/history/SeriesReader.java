package org.vigie.gateway.history;

import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** One series while the store holds still; used only inside {@link TrendStore#read}. */
final class SeriesReader {
    private final TrendSeries series;
    private final LongFunction<GapCause> link;

    SeriesReader(TrendSeries series, LongFunction<GapCause> link) {
        this.series = series;
        this.link = link;
    }

    TrendSeries about() {
        return series;
    }

    /**
     * Minutes taken together.
     *
     * @param samples values in them
     * @param minutes minutes that have at least one
     * @param min smallest; undefined without samples
     * @param max largest; undefined without samples
     * @param last newest; undefined without samples
     * @param marks of {@link TrendHour}
     * @param cause of the newest minute without a value; null when every minute has one
     */
    record Span(
            int samples,
            int minutes,
            float min,
            float max,
            float last,
            int marks,
            @Nullable GapCause cause) {}

    /** The minutes from {@code from} (inclusive) to {@code to} (exclusive). */
    Span span(long from, long to) {
        int samples = 0;
        int minutes = 0;
        float min = Float.POSITIVE_INFINITY;
        float max = Float.NEGATIVE_INFINITY;
        float last = Float.NaN;
        int marks = 0;
        GapCause cause = null;
        for (long minute = from; minute < to; minute++) {
            TrendHour hour = series.forReading(minute);
            int at = (int) Math.floorMod(minute, (long) TrendHour.MINUTES);
            int found = hour == null ? 0 : hour.samples(at);
            int mark = hour == null ? 0 : hour.marks(at);
            marks |= mark;
            if (hour == null || found == 0) {
                cause = (mark & TrendHour.INVALID) != 0 ? GapCause.INVALID : link.apply(minute);
                continue;
            }
            samples += found;
            minutes++;
            min = Math.min(min, hour.min(at));
            max = Math.max(max, hour.max(at));
            last = hour.last(at);
        }
        return new Span(samples, minutes, min, max, last, marks, cause);
    }
}
