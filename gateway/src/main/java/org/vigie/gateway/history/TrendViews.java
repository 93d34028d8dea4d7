package org.vigie.gateway.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.vigie.dashboard.wire.TrendsView;
import org.vigie.model.BedId;
import org.vigie.model.DeviceText;
import org.vigie.model.observation.Parameter;

/** Trends as a display gets them: at most 720 points a series, gaps with their cause, nothing between two points. */
public final class TrendViews {
    /** Points of one series in an answer. */
    private static final int MOST_POINTS = 720;

    private TrendViews() {}

    /**
     * The last hours of a bed.
     *
     * @param store of all beds
     * @param bed whose
     * @param hours 1 to 72
     * @param codes reference identifiers wanted; empty for all
     * @param clock now
     */
    public static TrendsView view(TrendStore store, BedId bed, int hours, Set<String> codes, Clock clock) {
        int step = Math.ceilDiv(hours * 60, MOST_POINTS);
        long now = TrendStore.minute(clock.now());
        long end = Math.ceilDiv(now + 1, step) * step;
        long begin = end - (long) hours * 60;
        begin = Math.floorDiv(begin, step) * step;
        Window window = new Window(begin, end, now, step);
        List<TrendsView.Series> series = store
                .read(bed, reader -> {
                    Parameter parameter = reader.about().parameter();
                    boolean wanted = codes.isEmpty()
                            || codes.contains(parameter.code() == null ? parameter.key() : parameter.code());
                    return wanted ? List.of(series(reader, window, clock)) : List.<TrendsView.Series>of();
                })
                .stream()
                .flatMap(List::stream)
                .filter(some -> some.samples().stream().anyMatch(n -> n > 0))
                .toList();
        OptionalLong loading = store.loadingFrom();
        return new TrendsView(
                bed.value(),
                clock.iso(instant(begin)),
                clock.iso(instant(end)),
                step * 60,
                loading.isPresent() ? clock.iso(instant(loading.getAsLong())) : null,
                gaps(window, clock, (from, to) -> linkCause(store, bed, from, to)),
                series);
    }

    /** Minutes of an answer: begin inclusive, end exclusive, now in the last step. */
    private record Window(long begin, long end, long now, int step) {}

    /** Tells the cause of a gap that fills a step; null when it is none. */
    private interface Causes {
        @Nullable GapCause of(long from, long to);
    }

    private static @Nullable GapCause linkCause(TrendStore store, BedId bed, long from, long to) {
        GapCause found = null;
        for (long minute = from; minute < to; minute++) {
            GapCause cause = store.cause(bed, minute);
            if (cause == GapCause.ABSENT) {
                return null;
            }
            found = cause;
        }
        return found;
    }

    private static Instant instant(long minute) {
        return Instant.ofEpochSecond(minute * 60);
    }

    private static TrendsView.Series series(SeriesReader reader, Window window, Clock clock) {
        TrendSeries about = reader.about();
        int points = (int) ((window.end() - window.begin()) / window.step());
        List<@Nullable Double> last = new ArrayList<>(points);
        List<@Nullable Double> min = new ArrayList<>(points);
        List<@Nullable Double> max = new ArrayList<>(points);
        List<Integer> samples = new ArrayList<>(points);
        int marks = 0;
        long covered = 0;
        for (long from = window.begin(); from < window.end(); from += window.step()) {
            SeriesReader.Span span = reader.span(from, Math.min(from + window.step(), window.now() + 1));
            boolean empty = span.samples() == 0;
            last.add(empty ? null : rounded(span.last(), about.decimals()));
            min.add(empty ? null : rounded(span.min(), about.decimals()));
            max.add(empty ? null : rounded(span.max(), about.decimals()));
            samples.add(span.samples());
            marks |= span.marks();
            covered += span.minutes();
        }
        boolean nowCovered = reader.span(window.now(), window.now() + 1).samples() > 0;
        long minutes = window.now() - window.begin() + (nowCovered ? 1 : 0);
        Parameter parameter = about.parameter();
        return new TrendsView.Series(
                parameter.code(),
                parameter.channel() == null ? null : DeviceText.clean(parameter.channel()),
                label(parameter),
                about.unit(),
                about.episodic(),
                about.episodic() || minutes == 0 ? null : Math.floor(1000.0 * covered / minutes) / 10.0,
                (marks & TrendHour.QUESTIONABLE) != 0,
                (marks & TrendHour.DEMO) != 0,
                last,
                min,
                max,
                samples,
                gaps(window, clock, (from, to) -> {
                    SeriesReader.Span span = reader.span(from, to);
                    boolean gap = span.samples() == 0 && (!about.episodic() || span.cause() != GapCause.ABSENT);
                    return gap ? span.cause() : null;
                }));
    }

    private static String label(Parameter parameter) {
        if (!parameter.label().isBlank()) {
            return DeviceText.clean(parameter.label());
        }
        @Nullable String vendorCode = parameter.vendorCode();
        return vendorCode == null || parameter.code() != null ? "" : DeviceText.clean(vendorCode);
    }

    private static double rounded(float value, int decimals) {
        double scale = Math.pow(10, decimals);
        return Math.round(value * scale) / scale;
    }

    /** Steps without a value, joined while their cause is the same; the minute that still runs is no gap yet. */
    private static List<TrendsView.Gap> gaps(Window window, Clock clock, Causes causes) {
        List<TrendsView.Gap> gaps = new ArrayList<>();
        GapCause open = null;
        long since = 0;
        for (long from = window.begin(); from < window.end(); from += window.step()) {
            long to = Math.min(from + window.step(), window.now());
            GapCause cause = from < to ? causes.of(from, to) : null;
            if (cause != open) {
                if (open != null) {
                    gaps.add(gap(since, from, open, clock));
                }
                open = cause;
                since = from;
            }
        }
        if (open != null) {
            gaps.add(gap(since, window.now(), open, clock));
        }
        return gaps;
    }

    private static TrendsView.Gap gap(long from, long to, GapCause cause, Clock clock) {
        return new TrendsView.Gap(clock.iso(instant(from)), clock.iso(instant(to)), cause.word());
    }
}
