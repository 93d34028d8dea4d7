package org.vigie.gateway.paper;

import java.io.IOException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.vigie.dashboard.wire.DrillReportView;
import org.vigie.dashboard.wire.ShiftReportView;
import org.vigie.dashboard.wire.TopTalkersView;
import org.vigie.model.DeviceText;

/** The report of a shift and of a drill on A4. Thread-safe; not on an event loop. */
public final class Reports {
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final float LEFT = 10;
    private static final float RIGHT = PaperPage.WIDTH - 10;
    private static final float ROW = 4.6f;

    /** Beds in one of the two columns of a page: 64 and the unit are one page. */
    private static final int BED_ROWS = 33;

    private static final int DRILL_ROWS = 44;
    private static final float[] PRIORITY_EDGES = {10, 40, 62, 84, 108, 132, 158, 179, 200};
    private static final float[] BED_EDGES = {0, 15, 25, 35, 45, 58, 75, 93};
    private static final float[] DRILL_EDGES = {10, 24, 35, 86, 123, 140, 159, 171, 200};

    private final Sheets sheets;

    /** Reports in the language, font and marks of the sheets of this gateway. */
    public Reports(Sheets sheets) {
        this.sheets = sheets;
    }

    /** The report of a shift. */
    public byte[] shift(ShiftReportView report) {
        return sheets.make(draft -> {
            int perPage = 2 * BED_ROWS;
            int pages = Math.max(1, Math.ceilDiv(report.beds().size(), perPage));
            for (int number = 0; number < pages; number++) {
                List<ShiftReportView.OfBed> beds = report.beds()
                        .subList(number * perPage, Math.min(report.beds().size(), (number + 1) * perPage));
                try (PaperPage page = draft.page()) {
                    String when = time(draft.words(), report.from()) + " – " + time(draft.words(), report.to());
                    head(draft, page, draft.words().get("shiftreport"), when);
                    float y = number == 0 ? summary(draft, page, report) : 28;
                    beds(draft, page, beds, y);
                    foot(draft, page, number + 1, pages);
                }
            }
        });
    }

    /** The report of a drill. */
    public byte[] drill(DrillReportView report) {
        return sheets.make(draft -> {
            int pages = Math.max(1, Math.ceilDiv(report.rows().size(), DRILL_ROWS));
            for (int number = 0; number < pages; number++) {
                List<DrillReportView.Row> rows = report.rows()
                        .subList(number * DRILL_ROWS, Math.min(report.rows().size(), (number + 1) * DRILL_ROWS));
                try (PaperPage page = draft.page()) {
                    String open = report.over() ? "" : " · " + draft.words().get("drill.open");
                    head(draft, page, draft.words().get("drill.report"), time(draft.words(), report.begun()) + open);
                    drillRows(draft, page, rows);
                    if (number == pages - 1) {
                        silent(draft, page, report.silent());
                    }
                    foot(draft, page, number + 1, pages);
                }
            }
        });
    }

    private static void head(PaperDraft draft, PaperPage page, String title, String when) throws IOException {
        Sheets.Printing printing = draft.printing();
        page.bold(LEFT, 14, 18, title);
        page.text(LEFT, 20, 10, when);
        page.text(120, 10, 9, page.fitting(printing.site() + " · " + printing.unit(), 9, 80));
        page.text(120, 14.5f, 7, draft.words().get("clock"));
        page.bold(120, 20, 12, printing.marked(draft.words()));
    }

    private static void foot(PaperDraft draft, PaperPage page, int number, int pages) throws IOException {
        page.text(LEFT, 293.5f, 6.5f, page.fitting(draft.printing().box(), 6.5f, 90));
        page.text(120, 290, 9, draft.words().get("visa") + " ____________________");
        page.text(RIGHT - 8, 290, 9, number + "/" + pages);
    }

    /** Priorities, failures and the most frequent alarms; where it ends. */
    private static float summary(PaperDraft draft, PaperPage page, ShiftReportView report) throws IOException {
        PaperWords words = draft.words();
        float y = cells(
                page,
                PRIORITY_EDGES,
                26,
                true,
                List.of(
                        words.get("shiftreport.priority"),
                        words.get("shiftreport.raised"),
                        words.get("shiftreport.seen"),
                        words.get("shiftreport.median"),
                        words.get("shiftreport.p90"),
                        words.get("shiftreport.acknowledged"),
                        words.get("shiftreport.median"),
                        words.get("shiftreport.p90")));
        for (ShiftReportView.OfPriority one : report.priorities()) {
            y = cells(
                    page,
                    PRIORITY_EDGES,
                    y,
                    false,
                    List.of(
                            words.get("priority." + one.priority()),
                            String.valueOf(one.raised()),
                            String.valueOf(one.seen()),
                            seconds(words, one.seenMedianMs()),
                            seconds(words, one.seenP90Ms()),
                            String.valueOf(one.acknowledged()),
                            seconds(words, one.acknowledgedMedianMs()),
                            seconds(words, one.acknowledgedP90Ms())));
        }
        ShiftReportView.Failures failures = report.failures();
        y += 5;
        page.text(
                LEFT,
                y,
                8.5f,
                words.get("shiftreport.failures") + " " + failures.times() + " (" + running(failures.seconds()) + ") · "
                        + words.get("shiftreport.unseen") + " " + failures.unseen());
        if (report.loading() || report.forgotten() > 0) {
            y += ROW;
            page.bold(LEFT, y, 8.5f, words.get("shiftreport.incomplete"));
        }
        if (!report.elsewhere().isEmpty()) {
            y += ROW;
            String missing = words.get("alarmsMissing") + " (" + String.join(", ", report.elsewhere()) + ")";
            page.bold(LEFT, y, 8.5f, page.fitting(missing, 8.5f, RIGHT - LEFT));
        }
        y += 6;
        page.bold(LEFT, y, 9, words.get("shiftreport.top"));
        for (TopTalkersView.Talker one : report.top()) {
            y += ROW;
            page.text(LEFT + 2, y, 8.5f, page.fitting(talker(words, one), 8.5f, RIGHT - LEFT - 4));
        }
        return y + 5;
    }

    private static String talker(PaperWords words, TopTalkersView.Talker one) {
        @Nullable Long median = one.medianSeconds();
        String lasted = median == null ? "" : " · " + words.get("shiftreport.lasted") + " " + running(median);
        return bed(words, one.bed()) + "  " + one.count() + " ×  " + alarm(words, one.code(), one.text()) + " ("
                + words.get("priority." + one.priority()) + ")" + lasted;
    }

    private static void beds(PaperDraft draft, PaperPage page, List<ShiftReportView.OfBed> beds, float top)
            throws IOException {
        PaperWords words = draft.words();
        List<String> heads = List.of(
                words.get("bed"),
                words.get("shiftreport.high"),
                words.get("shiftreport.medium"),
                words.get("shiftreport.low"),
                words.get("shiftreport.losses"),
                words.get("shiftreport.lost"),
                words.get("shiftreport.unwatched"));
        for (int column = 0; column * BED_ROWS < beds.size(); column++) {
            float[] edges = shifted(BED_EDGES, LEFT + column * 97);
            float y = cells(page, edges, top, true, heads);
            int end = Math.min(beds.size(), (column + 1) * BED_ROWS);
            for (ShiftReportView.OfBed one : beds.subList(column * BED_ROWS, end)) {
                y = cells(
                        page,
                        edges,
                        y,
                        false,
                        List.of(
                                bed(words, one.bed()),
                                count(one.high()),
                                count(one.medium()),
                                count(one.low()),
                                count(one.losses()),
                                one.losses() == 0 ? "" : running(one.lostSeconds()),
                                one.unwatchedSeconds() == 0 ? "" : running(one.unwatchedSeconds())));
            }
        }
    }

    private static void drillRows(PaperDraft draft, PaperPage page, List<DrillReportView.Row> rows) throws IOException {
        PaperWords words = draft.words();
        float y = cells(
                page,
                DRILL_EDGES,
                26,
                true,
                List.of(
                        words.get("time"),
                        words.get("bed"),
                        words.get("alarms"),
                        words.get("drill.cue"),
                        words.get("drill.seen"),
                        words.get("drill.acknowledged"),
                        words.get("drill.by"),
                        words.get("drill.result")));
        for (DrillReportView.Row row : rows) {
            String within = row.withinMs() == null ? "" : " ≤ " + row.withinMs() / 1000 + " s";
            String prefix = switch (row.priority()) {
                case "high" -> "*** ";
                case "medium" -> "** ";
                default -> "* ";
            };
            y = cells(
                    page,
                    DRILL_EDGES,
                    y,
                    false,
                    List.of(
                            SECONDS.format(OffsetDateTime.parse(row.at())),
                            bed(words, row.bed()),
                            prefix + alarm(words, row.code(), row.text()),
                            row.cue() == null ? "" : words.get("cue." + row.cue()) + within,
                            seconds(words, row.seenMs()),
                            seconds(words, row.acknowledgedMs()),
                            by(words, row.by()),
                            words.get("result." + row.result())));
        }
    }

    private static void silent(PaperDraft draft, PaperPage page, List<DrillReportView.Silent> silent)
            throws IOException {
        PaperWords words = draft.words();
        List<String> texts = new ArrayList<>();
        silent.forEach(one -> texts.add(one.bed() + " " + words.get("cue." + one.what())));
        if (!texts.isEmpty()) {
            page.bold(
                    LEFT,
                    284,
                    8.5f,
                    page.fitting(words.get("drill.silent") + " " + String.join(" · ", texts), 8.5f, RIGHT - LEFT));
        }
    }

    /** One row between lines; the y of the next. */
    private static float cells(PaperPage page, float[] edges, float y, boolean bold, List<String> texts)
            throws IOException {
        for (int i = 0; i < texts.size(); i++) {
            float size = 8;
            String text = page.fitting(texts.get(i), size, edges[i + 1] - edges[i] - 1);
            if (bold) {
                page.bold(edges[i] + 0.5f, y + 3.4f, size, text);
            } else {
                page.text(edges[i] + 0.5f, y + 3.4f, size, text);
            }
        }
        page.line(edges[0], y + ROW, edges[texts.size()], y + ROW, bold ? 0.8f : 0.2f);
        return y + ROW;
    }

    private static float[] shifted(float[] edges, float by) {
        float[] moved = new float[edges.length];
        for (int i = 0; i < edges.length; i++) {
            moved[i] = edges[i] + by;
        }
        return moved;
    }

    private static String bed(PaperWords words, @Nullable String bed) {
        return bed == null ? words.get("shiftreport.unit") : DeviceText.clean(bed);
    }

    private static String alarm(PaperWords words, @Nullable String code, String text) {
        boolean own = code != null && code.startsWith("VIGIE_");
        return own ? words.alarms(List.of(code)) : DeviceText.clean(text.isEmpty() ? String.valueOf(code) : text);
    }

    private static String by(PaperWords words, @Nullable String user) {
        return user == null ? "" : user.equals("bedside") ? words.get("shiftreport.bedside") : DeviceText.clean(user);
    }

    private static String count(int number) {
        return number == 0 ? "" : String.valueOf(number);
    }

    /** Under a minute to a tenth of a second; beyond that as the screen has it. */
    private static String seconds(PaperWords words, @Nullable Long ms) {
        if (ms == null) {
            return "–";
        }
        return ms < 60_000 ? words.number(ms / 1000.0, 1) + " s" : running(ms / 1000);
    }

    /** h:mm:ss or m:ss. */
    private static String running(long seconds) {
        return seconds >= 3_600
                ? String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3_600, seconds / 60 % 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
    }

    private static String time(PaperWords words, String iso) {
        return words.dateTime(OffsetDateTime.parse(iso));
    }
}
