package org.vigie.gateway.paper;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.vigie.dashboard.wire.TrendsView;
import org.vigie.gateway.history.Clock;
import org.vigie.gateway.paper.Sheets.Printing;

/**
 * The trends of a bed on one page, as the screen has them: a line inside the band from the smallest to the largest
 * value of each step, nothing drawn where none came, every gap hatched over its width with its cause. Thread-safe; not
 * on an event loop.
 */
final class TrendSheet {
    static final float LEFT = 34;
    static final float WIDTH = 166;
    static final float TOP = 40;
    private static final float RIGHT = LEFT + WIDTH;
    private static final float BOTTOM = 272;
    private static final float HIGHEST = 40;

    /** Charts of a page; below this height a curve says nothing. */
    static final int MOST = 12;

    private static final float BETWEEN = 2;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    private final Printing printing;
    private final TrendsView view;
    private final Clock clock;
    private final Instant from;
    private final Instant to;

    /** @param view as a display gets it; its times are times of day */
    TrendSheet(Printing printing, TrendsView view, Clock clock) {
        this.printing = printing;
        this.view = view;
        this.clock = clock;
        this.from = instant(view.from());
        this.to = instant(view.to());
    }

    private static Instant instant(String iso) {
        return OffsetDateTime.parse(iso).toInstant();
    }

    /** The page, for the bed of that name as it is known; nobody known in it leaves room to write. */
    byte[] pdf(Optional<PaperBed> bed) {
        List<TrendChart> charts = TrendChart.of(view.series());
        List<TrendChart> shown = charts.subList(0, Math.min(MOST, charts.size()));
        return PaperDraft.make(printing, draft -> {
            PaperWords words = draft.words();
            try (PaperPage page = draft.page()) {
                head(page, words, bed);
                if (shown.isEmpty()) {
                    page.bold(LEFT, 60, 14, words.get("trend.none"));
                }
                float each = Math.min(HIGHEST, (BOTTOM - TOP) / Math.max(1, shown.size()));
                for (int i = 0; i < shown.size(); i++) {
                    lane(page, words, shown.get(i), TOP + i * each, each - BETWEEN);
                }
                times(page, TOP + shown.size() * each);
                foot(page, words, shown, charts.size() - shown.size());
            }
        });
    }

    private void head(PaperPage page, PaperWords words, Optional<PaperBed> bed) throws IOException {
        PaperBed.Somebody patient = bed.map(PaperBed::patient).orElse(new PaperBed.Somebody("", false, null, null));
        page.text(10, 6, 7, words.get("secondary"));
        page.bold(10, 14, 18, page.fitting(words.get("trend") + " " + view.bed(), 18, 105));
        page.text(120, 10, 9, page.fitting(printing.site() + " · " + printing.unit(), 9, 80));
        page.text(120, 14.5f, 9, words.get("printed") + " " + words.dateTime(clock.local(clock.now())));
        page.text(120, 18.5f, 7, words.clock(clock));
        String name = patient.name();
        page.text(
                10,
                21,
                10,
                words.get("patient") + " " + (name.isEmpty() ? "_____________________" : page.fitting(name, 10, 60)));
        page.bold(10, 26, 9, words.get(patient.verified() ? "trend.verified" : "unverified"));
        String record = patient.record();
        page.text(
                75,
                21,
                10,
                words.get("born") + " " + (patient.born() == null ? "______________" : words.date(patient.born())));
        page.text(120, 23.5f, 10, words.get("record") + " " + (record == null ? "__________________" : record));
        boolean demo =
                bed.filter(PaperBed::demo).isPresent() || view.series().stream().anyMatch(TrendsView.Series::demo);
        page.bold(120, 28.5f, 10, printing.mark().isEmpty() && demo ? words.get("demo") : printing.marked(words));
        page.bold(10, 33, 11, words.dateTime(local(from)) + " – " + words.dateTime(local(to)));
        if (view.loadingFrom() != null) {
            page.bold(75, 33, 9, words.get("report.loading"));
        }
    }

    /** Times of the view are times of day already. */
    private ZonedDateTime local(Instant wall) {
        return wall.atZone(clock.zone());
    }

    private float x(Instant at) {
        double share = Duration.between(from, at).toMillis()
                / (double) Math.max(1, Duration.between(from, to).toMillis());
        return LEFT + (float) (Math.clamp(share, 0, 1) * WIDTH);
    }

    private float x(int step) {
        return x(from.plusSeconds((long) step * view.stepSeconds()));
    }

    private void lane(PaperPage page, PaperWords words, TrendChart chart, float top, float height) throws IOException {
        TrendChart.Scale scale = chart.scale(top, height);
        page.bold(10, top + 4, 10, page.fitting(chart.name(words), 10, LEFT - 20));
        page.text(10, top + 8, 7, page.fitting(words.unit(chart.unit()), 7, LEFT - 20));
        @Nullable Double coverage = chart.coverage();
        if (coverage != null && height > 14) {
            page.text(10, top + 11.5f, 6, words.get("coverage") + " " + words.number(coverage, 1) + " %");
        }
        page.text(LEFT - 9, top + 3, 7, scale.known() ? words.number(scale.high(), scale.decimals()) : "");
        page.text(LEFT - 9, top + height, 7, scale.known() ? words.number(scale.low(), scale.decimals()) : "");
        for (Instant tick : ticks()) {
            page.line(x(tick), top, x(tick), top + height, 0.1f);
        }
        for (TrendsView.Gap gap : chart.first().gaps()) {
            float left = x(instant(gap.from()));
            page.hatch(left, top, x(instant(gap.to())) - left, height, words.get("gap." + gap.cause()));
        }
        page.frame(LEFT, top, WIDTH, height);
        chart.draw(page, scale, this::x);
    }

    private List<Instant> ticks() {
        long hours = Math.max(1, Duration.between(from, to).toHours());
        int minutes = hours <= 1 ? 10 : hours <= 4 ? 30 : hours <= 8 ? 60 : hours <= 24 ? 180 : 720;
        List<Instant> ticks = new ArrayList<>();
        ZonedDateTime day = local(from).truncatedTo(ChronoUnit.DAYS);
        // At most 432 steps of 10 minutes in three days.
        for (ZonedDateTime tick = day; !tick.toInstant().isAfter(to); tick = tick.plusMinutes(minutes)) {
            if (!tick.toInstant().isBefore(from)) {
                ticks.add(tick.toInstant());
            }
        }
        return ticks;
    }

    private void times(PaperPage page, float y) throws IOException {
        for (Instant tick : ticks()) {
            page.text(Math.min(x(tick) - 4, RIGHT - 8), y + 2.5f, 8, TIME.format(local(tick)));
        }
    }

    private void foot(PaperPage page, PaperWords words, List<TrendChart> shown, int left) throws IOException {
        Set<String> lines = new LinkedHashSet<>();
        view.gaps().forEach(gap -> lines.add(line(words, gap)));
        Set<String> known = new LinkedHashSet<>(lines);
        for (TrendChart chart : shown) {
            for (TrendsView.Gap gap : chart.first().gaps()) {
                String line = line(words, gap);
                if (!known.contains(line)) {
                    lines.add(chart.name(words) + " " + line);
                }
            }
        }
        missing(page, words.get("gaps"), List.copyOf(lines));
        if (left > 0) {
            page.bold(10, 287, 8, words.get("trend.more") + " " + left);
        }
        page.text(10, 293.5f, 6.5f, page.fitting(printing.box(), 6.5f, 90));
        page.text(120, 290, 9, words.get("visa") + " ____________________");
        page.text(RIGHT - 8, 290, 9, "1/1");
    }

    /** Two lines of them; none is cut in two. */
    private static void missing(PaperPage page, String head, List<String> gaps) throws IOException {
        String first = head;
        int taken = 0;
        while (taken < gaps.size()) {
            String longer = first + (taken == 0 ? " " : " · ") + gaps.get(taken);
            if (taken > 0 && !page.fits(longer, 7, RIGHT - 10)) {
                break;
            }
            first = longer;
            taken++;
        }
        if (taken > 0) {
            page.text(10, 280, 7, page.fitting(first, 7, RIGHT - 10));
            String rest = String.join(" · ", gaps.subList(taken, gaps.size()));
            page.text(10, 283.5f, 7, page.fitting(rest, 7, RIGHT - 10));
        }
    }

    private String line(PaperWords words, TrendsView.Gap gap) {
        Function<Instant, String> form = Duration.between(from, to).toHours() > 24
                ? at -> words.dayTime(local(at))
                : at -> TIME.format(local(at));
        return form.apply(instant(gap.from())) + "–" + form.apply(instant(gap.to())) + " "
                + words.get("gap." + gap.cause());
    }
}
