package org.vigie.gateway.paper;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.vigie.dashboard.wire.TrendsView;
import org.vigie.gateway.history.AlarmRows;
import org.vigie.gateway.history.Clock;
import org.vigie.gateway.history.History;
import org.vigie.gateway.history.SheetTable;
import org.vigie.gateway.history.SheetTable.Column;
import org.vigie.model.ward.Ward;

/**
 * Downtime sheets: two A4 pages for each bed, black on white, and a list of the unit. SOURCE: central-ui.md section 8.
 * Thread-safe; a call takes as long as it takes, so not on an event loop.
 */
public final class Sheets {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final int FIRST_PAGE = 32;
    private static final int BLANK = 6;
    private static final float FIRST_ROW = 5;
    private static final float SECOND_ROW = 3.75f;
    private static final float LEFT = 10;
    private static final float RIGHT = PaperPage.WIDTH - 10;
    private static final int MOST_GAPS = 6;
    private static final int UNIT_ROWS = 36;
    private static final int LONG_TITLE = 34;
    private static final int LONG_NAME = 6;

    private final History history;
    private final Printing printing;
    private volatile @Nullable String authority;
    private volatile Supplier<List<PaperBed>> others = List::of;

    /**
     * What stands on every sheet.
     *
     * @param site name of the site
     * @param unit name of the unit
     * @param box which box printed it, with its version
     * @param french language of the words; false for English
     * @param mark {@code demo} or {@code drill} when no patient is behind the beds; empty when one is
     */
    public record Printing(String site, String unit, String box, boolean french, String mark) {
        /** The words of the mark, on every page; empty for patients. */
        String marked(PaperWords words) {
            return mark.isEmpty() ? "" : words.get(mark);
        }

        /** What is written across every page of a drill. */
        String across(PaperWords words) {
            return mark.equals("drill") ? words.get("drill.across") : "";
        }
    }

    /** Sheets of what {@code history} knows. */
    public Sheets(History history, Printing printing) {
        this.history = history;
        this.printing = printing;
    }

    /** Puts the fingerprint of the site's certificate authority onto the list of the unit. */
    public void authority(String fingerprint) {
        authority = fingerprint;
    }

    /** Beds of other boxes, that have sheets as those of this one have. */
    public void others(Supplier<List<PaperBed>> beds) {
        others = beds;
    }

    private List<PaperBed> beds(Ward ward, Clock clock) {
        List<PaperBed> beds = new ArrayList<>();
        ward.beds().values().forEach(bed -> beds.add(PaperBed.own(history, bed, clock)));
        beds.addAll(others.get());
        return beds;
    }

    /** Strips of waves with the same head. */
    public Strip strip() {
        return new Strip(printing);
    }

    /** The trends of a bed as a display gets them, on one page with the same head. */
    public byte[] trend(Ward ward, TrendsView view, Clock clock) {
        Optional<PaperBed> bed = beds(ward, clock).stream()
                .filter(one -> one.name().equals(view.bed()))
                .findFirst();
        return new TrendSheet(printing, view, clock).pdf(bed);
    }

    /** Alarm reports with the same head, of all that these rows know. */
    public AlarmReport alarmReport(AlarmRows alarms) {
        return new AlarmReport(alarms, printing);
    }

    /** The sheet of one bed; empty when there is no such bed. */
    public Optional<byte[]> bed(Ward ward, String name, Clock clock) {
        return beds(ward, clock).stream()
                .filter(bed -> bed.name().equals(name))
                .findFirst()
                .map(bed -> document(List.of(bed), false, clock));
    }

    /** The list of the unit, then the sheets of every bed. */
    public byte[] all(Ward ward, Clock clock) {
        return document(beds(ward, clock), true, clock);
    }

    /** The list of the unit alone. */
    public byte[] unit(Ward ward, Clock clock) {
        return make(document -> unitList(document, beds(ward, clock), clock));
    }

    /**
     * A sheet by its name: a bed, {@code unit} for the list of the unit, {@code all} for the list and every bed. A bed
     * that is called so comes first. Empty when there is none.
     */
    public Optional<byte[]> named(Ward ward, String name, Clock clock) {
        Optional<byte[]> bed = bed(ward, name, clock);
        if (bed.isPresent()) {
            return bed;
        }
        return switch (name) {
            case "all" -> Optional.of(all(ward, clock));
            case "unit" -> Optional.of(unit(ward, clock));
            default -> Optional.empty();
        };
    }

    private byte[] document(List<PaperBed> beds, boolean list, Clock clock) {
        return make(document -> {
            if (list) {
                unitList(document, beds, clock);
            }
            for (PaperBed bed : beds) {
                sheet(document, bed, clock);
            }
        });
    }

    /** A document with the marks of this gateway. */
    byte[] make(PaperDraft.Content content) {
        return PaperDraft.make(printing, content);
    }

    private void sheet(PaperDraft draft, PaperBed bed, Clock clock) throws IOException {
        SheetTable table = SheetTable.of(bed.past(), clock, draft.words().decimal());
        int begin = SheetTable.ROWS - FIRST_PAGE;
        try (PaperPage page = draft.page()) {
            head(page, draft.words(), bed, clock, draft.words().get("first"));
            float y = columns(page, draft.words(), 32);
            y = rows(page, draft.words(), table.part(begin, SheetTable.ROWS), y, clock);
            for (int i = 0; i < BLANK; i++) {
                page.line(LEFT, y + 7, RIGHT, y + 7, 0.4f);
                y += 7;
            }
            grid(page, 32, y);
            page.text(LEFT, y + 5, 7, page.fitting(gaps(draft.words(), table, bed, clock), 7, RIGHT - LEFT));
            ScoreLines.write(page, draft.words(), bed, clock, y + 11);
            foot(page, draft.words(), table, clock, 1);
        }
        try (PaperPage page = draft.page()) {
            head(page, draft.words(), bed, clock, draft.words().get("second"));
            float y = columns(page, draft.words(), 32);
            y = rows(page, draft.words(), table.part(0, begin), y, clock);
            grid(page, 32, y);
            foot(page, draft.words(), table, clock, 2);
        }
    }

    private void head(PaperPage page, PaperWords words, PaperBed bed, Clock clock, String part) throws IOException {
        PaperBed.Somebody patient = bed.patient();
        String name = patient.name();
        page.text(LEFT, 6, 7, words.get("secondary"));
        String title = words.get("sheet") + " " + bed.name();
        page.bold(LEFT, 14, title.length() <= LONG_TITLE ? 20 : 14, title);
        page.text(120, 10, 9, page.fitting(printing.site() + " · " + printing.unit(), 9, 80));
        page.text(120, 14.5f, 9, words.get("printed") + " " + words.dateTime(clock.local(clock.now())));
        page.text(120, 18.5f, 7, words.clock(clock));
        page.text(
                LEFT,
                21,
                10,
                words.get("patient") + " " + (name.isEmpty() ? "_____________________" : page.fitting(name, 10, 60)));
        page.bold(LEFT, 26, 9, patient.verified() ? "" : words.get("unverified"));
        LocalDate born = patient.born();
        String record = patient.record();
        page.text(75, 21, 10, words.get("born") + " " + (born == null ? "______________" : words.date(born)));
        page.text(120, 23.5f, 10, words.get("record") + " " + (record == null ? "__________________" : record));
        page.text(75, 26, 8, page.fitting(source(words, bed), 8, 42));
        page.text(120, 28, 8, part);
        page.bold(150, 23.5f, 10, printing.mark().isEmpty() && bed.demo() ? words.get("demo") : printing.marked(words));
    }

    /** The monitor; of a bed of another box, that box. */
    private static String source(PaperWords words, PaperBed bed) {
        if (bed.box() != null) {
            return words.get("box") + " " + bed.box();
        }
        return words.get("monitor") + " " + (bed.monitor() == null ? "–" : bed.monitor());
    }

    /** Left edges of the columns: time, the numbers, alarms and notes. */
    private static final float[] EDGES = {10, 25, 40, 55, 84, 113, 127, 141, 200};

    private static float columns(PaperPage page, PaperWords words, float y) throws IOException {
        page.line(LEFT, y, RIGHT, y, 0.8f);
        page.bold(EDGES[0] + 1, y + 4, 8, words.get("time"));
        int edge = 1;
        for (Column column : Column.values()) {
            page.bold(EDGES[edge++] + 1, y + 4, 8, words.column(column));
        }
        page.bold(EDGES[7] + 1, y + 4, 8, words.get("notes"));
        page.line(LEFT, y + 5.5f, RIGHT, y + 5.5f, 0.8f);
        return y + 5.5f;
    }

    private static float rows(PaperPage page, PaperWords words, SheetTable part, float from, Clock clock)
            throws IOException {
        List<SheetTable.Row> rows = part.rows();
        float height = rows.size() <= FIRST_PAGE ? FIRST_ROW : SECOND_ROW;
        float y = from;
        float size = height > 4 ? 9 : 8;
        String day = "";
        Optional<SheetTable.Gap> said = Optional.empty();
        for (SheetTable.Row row : rows) {
            float base = y + height - height * 0.27f;
            String today = words.day(clock.local(row.from()));
            String time = TIME.format(clock.local(row.from()));
            page.text(EDGES[0] + 0.5f, base, size, time);
            if (!today.equals(day)) {
                page.text(EDGES[0] + 9, base, 6, today);
                day = today;
            }
            int edge = 1;
            for (Column column : Column.values()) {
                page.text(EDGES[edge++] + 1, base, size, row.cells().getOrDefault(column, ""));
            }
            String alarms = words.alarms(row.alarms());
            Optional<SheetTable.Gap> gap = part.gapOver(row);
            // A page of missing values says why where it begins.
            boolean why = alarms.isEmpty() && gap.isPresent() && !gap.equals(said);
            String notes = why
                    ? span(words, gap.get(), clock) + " " + words.why(gap.get().cause())
                    : alarms;
            said = why || gap.isEmpty() ? gap : said;
            page.text(EDGES[7] + 1, base, 7, page.fitting(notes, 7, EDGES[8] - EDGES[7] - 2));
            if (!alarms.isEmpty()) {
                page.line(EDGES[7] + 1, base + 0.7f, EDGES[8] - 1, base + 0.7f, 0.3f);
            }
            y += height;
            page.line(LEFT, y, RIGHT, y, time.endsWith(":45") ? 0.6f : 0.2f);
        }
        return y;
    }

    private static void grid(PaperPage page, float top, float bottom) throws IOException {
        for (float x : EDGES) {
            page.line(x, top, x, bottom, 0.4f);
        }
    }

    /** What is missing, and why; empty when nothing is. */
    private static String gaps(PaperWords words, SheetTable table, PaperBed bed, Clock clock) {
        List<String> texts = new ArrayList<>();
        if (!bed.past().whole()) {
            texts.add(words.get("alarmsMissing") + " (" + bed.box() + ")");
        }
        List<SheetTable.Gap> newest = table.gaps().reversed();
        for (SheetTable.Gap gap : newest.subList(0, Math.min(MOST_GAPS, newest.size()))) {
            texts.add(span(words, gap, clock) + " " + words.why(gap.cause()));
        }
        String more = newest.size() > MOST_GAPS ? " …" : "";
        return texts.isEmpty() ? "" : words.get("gaps") + " " + String.join(" · ", texts) + more;
    }

    /** From when to when; with the day where it is not the one of the end. */
    private static String span(PaperWords words, SheetTable.Gap gap, Clock clock) {
        String day = words.day(clock.local(gap.from()));
        boolean sameDay = day.equals(words.day(clock.local(gap.to())));
        return (sameDay ? "" : day + " ") + time(gap.from(), clock) + "–" + time(gap.to(), clock);
    }

    private static String time(Instant at, Clock clock) {
        return TIME.format(clock.local(at));
    }

    private void foot(PaperPage page, PaperWords words, SheetTable table, Clock clock, int number) throws IOException {
        Instant until = table.until();
        String data =
                until == null ? words.get("nothing") : words.get("until") + " " + words.dateTime(clock.local(until));
        String coverage = table.coverage() == null
                ? ""
                : " · " + words.get("coverage") + " "
                        + table.coverage().toString().replace('.', words.decimal()) + " %";
        page.text(LEFT, 290, 8, data + coverage);
        page.text(LEFT, 293.5f, 6.5f, page.fitting(printing.box(), 6.5f, 90));
        page.text(120, 290, 9, words.get("visa") + " ____________________");
        page.text(RIGHT - 8, 290, 9, number + "/2");
    }

    private void unitList(PaperDraft draft, List<PaperBed> all, Clock clock) throws IOException {
        int pages = Math.max(1, Math.ceilDiv(all.size(), UNIT_ROWS));
        for (int number = 0; number < pages; number++) {
            List<PaperBed> part = all.subList(number * UNIT_ROWS, Math.min(all.size(), (number + 1) * UNIT_ROWS));
            try (PaperPage page = draft.page()) {
                unitPage(page, draft.words(), part, clock);
                page.text(RIGHT - 8, 290, 9, (number + 1) + "/" + pages);
                @Nullable String fingerprint = authority;
                page.text(LEFT, 289.5f, 6.5f, fingerprint == null ? "" : "/ca.crt SHA-256 " + fingerprint);
                page.text(LEFT, 293.5f, 6.5f, page.fitting(printing.box(), 6.5f, 90));
            }
        }
    }

    private static final float[] UNIT_EDGES = {10, 24, 58, 76, 89, 102, 130, 156, 167, 178, 200};

    private void unitPage(PaperPage page, PaperWords words, List<PaperBed> beds, Clock clock) throws IOException {
        page.text(LEFT, 6, 7, words.get("secondary"));
        page.bold(LEFT, 14, 18, words.get("unitList") + " – " + printing.unit());
        page.text(
                LEFT,
                20,
                9,
                printing.site() + " · " + words.get("printed") + " " + words.dateTime(clock.local(clock.now())) + " · "
                        + words.clock(clock));
        page.bold(150, 14, 12, printing.marked(words));
        List<String> heads = new ArrayList<>(List.of(words.get("bed"), words.get("patientColumn"), words.get("link")));
        for (Column column : Column.values()) {
            heads.add(words.column(column).replaceFirst(" .*", ""));
        }
        heads.add(words.get("alarms"));
        float y = 25;
        page.line(LEFT, y, RIGHT, y, 0.8f);
        for (int i = 0; i < heads.size(); i++) {
            page.bold(
                    UNIT_EDGES[i] + 1, y + 4, 8, page.fitting(heads.get(i), 8, UNIT_EDGES[i + 1] - UNIT_EDGES[i] - 1));
        }
        y += 6;
        page.line(LEFT, y, RIGHT, y, 0.8f);
        for (PaperBed bed : beds) {
            unitRow(page, words, bed, clock, y);
            y += 7;
            page.line(LEFT, y, RIGHT, y, 0.3f);
        }
        for (float x : UNIT_EDGES) {
            page.line(x, 25, x, y, 0.3f);
        }
    }

    private static void unitRow(PaperPage page, PaperWords words, PaperBed bed, Clock clock, float y)
            throws IOException {
        SheetTable table = SheetTable.of(bed.past(), clock, words.decimal());
        SheetTable.Row now = table.rows().getLast();
        List<String> cells = new ArrayList<>();
        cells.add(bed.name());
        cells.add(bed.patient().name());
        cells.add(words.get("link." + bed.link()));
        for (Column column : Column.values()) {
            cells.add(now.cells().getOrDefault(column, ""));
        }
        List<String> alarms = bed.priorities();
        cells.add(
                alarms.isEmpty()
                        ? ""
                        : words.get("priority." + alarms.getFirst())
                                + (alarms.size() > 1 ? " +" + (alarms.size() - 1) : ""));
        for (int i = 0; i < cells.size(); i++) {
            float size = i > 0 ? 8 : bed.name().length() <= LONG_NAME ? 11 : 6.5f;
            page.text(
                    UNIT_EDGES[i] + 1,
                    y + 5,
                    size,
                    page.fitting(cells.get(i), size, UNIT_EDGES[i + 1] - UNIT_EDGES[i] - 1.5f));
        }
    }
}
