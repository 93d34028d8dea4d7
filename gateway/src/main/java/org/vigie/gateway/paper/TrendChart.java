package org.vigie.gateway.paper;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.vigie.dashboard.wire.TrendsView.Series;
import org.vigie.gateway.history.SheetTable.Column;

/**
 * What shares one chart: a parameter, or the values of one pressure. Immutable.
 *
 * @param column of the downtime sheet; null for a parameter that has none
 * @param series at least one
 */
record TrendChart(@Nullable Column column, List<Series> series) {
    /** Half of the height of the mark of a value that is measured now and then. */
    private static final float MARK = 0.7f;

    TrendChart {
        series = List.copyOf(series);
    }

    /** One chart for each parameter and unit, those of the downtime sheet first and in its order. */
    static List<TrendChart> of(List<Series> all) {
        Map<String, List<Series>> groups = new LinkedHashMap<>();
        for (Series one : all) {
            String key = column(one)
                    .filter(Column::isPressure)
                    .map(Column::name)
                    .orElse(one.code() + "|" + one.channel() + "|" + one.label());
            groups.computeIfAbsent(key + "|" + one.unit(), some -> new ArrayList<>())
                    .add(one);
        }
        List<TrendChart> charts = new ArrayList<>();
        groups.values()
                .forEach(group ->
                        charts.add(new TrendChart(column(group.getFirst()).orElse(null), group)));
        charts.sort(Comparator.comparingInt(TrendChart::rank));
        return charts;
    }

    private static Optional<Column> column(Series one) {
        return Column.of(one.code());
    }

    private int rank() {
        return column == null ? Integer.MAX_VALUE : List.of(Column.values()).indexOf(column);
    }

    Series first() {
        return series.getFirst();
    }

    String unit() {
        return first().unit();
    }

    @Nullable Double coverage() {
        return first().coverage();
    }

    /** The word of the sheet, without its unit; of another parameter that of the feed. */
    String name(PaperWords words) {
        if (column == null) {
            String label = first().label().isEmpty() ? String.valueOf(first().code()) : first().label();
            return first().channel() == null ? label : label + " " + first().channel();
        }
        return words.column(column).replaceFirst(" .*", "");
    }

    /**
     * How values stand in a lane.
     *
     * @param known false when there is no value
     * @param low at its bottom
     * @param high at its top
     * @param top mm
     * @param height mm
     */
    record Scale(boolean known, double low, double high, float top, float height) {
        int decimals() {
            return high - low < 10 ? 1 : 0;
        }

        float y(double value) {
            return top + height - (float) ((value - low) / (high - low) * height);
        }
    }

    /** From the smallest to the largest value, with a little room. */
    Scale scale(float top, float height) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (Series one : series) {
            for (@Nullable Double value : one.min()) {
                low = value == null ? low : Math.min(low, value);
            }
            for (@Nullable Double value : one.max()) {
                high = value == null ? high : Math.max(high, value);
            }
        }
        if (low > high) {
            return new Scale(false, 0, 1, top, height);
        }
        double room = Math.max((high - low) * 0.06, 0.5);
        return new Scale(true, low - room, high + room, top, height);
    }

    /**
     * Draws what came, and nothing between two values that are not neighbours.
     *
     * @param x millimetres of a step
     */
    void draw(PaperPage page, Scale scale, IntFunction<Float> x) throws IOException {
        if (first().episodic()) {
            marks(page, scale, x);
            return;
        }
        for (Series one : series) {
            List<@Nullable Double> last = one.last();
            float[] xs = new float[last.size()];
            float[] ys = new float[last.size()];
            int n = 0;
            for (int i = 0; i < last.size(); i++) {
                @Nullable Double value = last.get(i);
                if (value == null) {
                    drawRun(page, xs, ys, n);
                    n = 0;
                    continue;
                }
                xs[n] = x.apply(i);
                ys[n] = scale.y(value);
                band(page, scale, xs[n], one.min().get(i), one.max().get(i));
                n++;
            }
            drawRun(page, xs, ys, n);
        }
    }

    private static void band(PaperPage page, Scale scale, float x, @Nullable Double min, @Nullable Double max)
            throws IOException {
        if (min != null && max != null && max > min) {
            page.line(x, scale.y(min), x, scale.y(max), 0.1f);
        }
    }

    /** A value by itself is a dot: a line needs two. */
    private static void drawRun(PaperPage page, float[] xs, float[] ys, int n) throws IOException {
        if (n == 1) {
            page.line(xs[0] - 0.2f, ys[0], xs[0] + 0.2f, ys[0], 1);
        }
        page.trace(xs, ys, n);
    }

    /** Values that are measured now and then: a bar from the lowest to the highest, with a stroke at each of them. */
    private void marks(PaperPage page, Scale scale, IntFunction<Float> x) throws IOException {
        for (int i = 0; i < first().last().size(); i++) {
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            float at = x.apply(i);
            for (Series one : series) {
                @Nullable Double value = i < one.last().size() ? one.last().get(i) : null;
                if (value != null) {
                    low = Math.min(low, value);
                    high = Math.max(high, value);
                    page.line(at - MARK, scale.y(value), at + MARK, scale.y(value), 0.8f);
                }
            }
            if (high > low) {
                page.line(at, scale.y(low), at, scale.y(high), 0.4f);
            }
        }
    }
}
