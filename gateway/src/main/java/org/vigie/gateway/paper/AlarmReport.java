package org.vigie.gateway.paper;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.vigie.gateway.history.AlarmLog;
import org.vigie.gateway.history.AlarmRows;
import org.vigie.gateway.history.AlarmStep;
import org.vigie.gateway.history.Clock;
import org.vigie.gateway.paper.Sheets.Printing;
import org.vigie.model.BedId;
import org.vigie.model.alarm.AlarmEvent;
import org.vigie.model.alarm.AlarmKey;
import org.vigie.model.alarm.Priority;

/**
 * The alarm log on paper, oldest row first, with the number of alarms of each priority on top. At most {@value #MOST}
 * rows, the newest; what is left out is said. Thread-safe; not on an event loop.
 */
public final class AlarmReport {
    /** Rows of a report, some 40 pages. */
    static final int MOST = 2_000;

    private static final int MOST_NAMED = 4;
    private static final Duration NEAR = Duration.ofSeconds(1);
    private static final int PER_PAGE = 52;
    private static final float ROW = 4.6f;
    private static final float LEFT = 10;
    private static final float RIGHT = PaperPage.WIDTH - 10;

    /** Left edges: time, bed, priority, alarm, value and limit, what happened, who. */
    private static final float[] EDGES = {10, 40, 58, 67, 118, 148, 178, 200};

    private final AlarmRows log;
    private final Printing printing;

    /** Reports of what {@code log} knows. */
    public AlarmReport(AlarmRows log, Printing printing) {
        this.log = log;
        this.printing = printing;
    }

    /** The rows that fit, as PDF. */
    public byte[] pdf(Predicate<AlarmStep> fits, Clock clock) {
        return pdf(fits, List.of(), clock);
    }

    /**
     * The rows that fit, as PDF.
     *
     * @param lacking boxes whose alarms are not all among them
     */
    public byte[] pdf(Predicate<AlarmStep> fits, List<String> lacking, Clock clock) {
        AlarmLog.Page found = log.find(fits, 0, MOST);
        List<AlarmStep> rows = found.rows().reversed();
        return PaperDraft.make(printing, draft -> {
            int pages = Math.max(1, Math.ceilDiv(rows.size(), PER_PAGE));
            for (int number = 0; number < pages; number++) {
                List<AlarmStep> part = rows.subList(number * PER_PAGE, Math.min(rows.size(), (number + 1) * PER_PAGE));
                try (PaperPage page = draft.page()) {
                    head(page, draft.words(), new Extent(found, lacking), clock);
                    table(page, draft.words(), part, clock);
                    page.text(LEFT, 293.5f, 6.5f, page.fitting(printing.box(), 6.5f, 90));
                    page.text(RIGHT - 14, 290, 9, (number + 1) + "/" + pages);
                }
            }
        });
    }

    /**
     * What began in a bed, by its name here, within a second of a moment, most urgent first; empty when nothing did.
     */
    public String begunAt(String bed, Instant at) {
        PaperWords words = new PaperWords(printing.french());
        return log
                .find(
                        row -> row.bed().equals(bed)
                                && row.step() == AlarmStep.Step.RAISED
                                && Duration.between(row.at(), at).abs().compareTo(NEAR) <= 0,
                        0,
                        MOST_NAMED)
                .rows()
                .stream()
                .sorted(Comparator.comparing(AlarmStep::priority).reversed())
                .map(row -> sign(row.priority()) + " " + words(row, words) + " " + value(row, words))
                .map(String::strip)
                .collect(Collectors.joining(" · "));
    }

    /** What the report has, and of whom it may lack something. */
    private record Extent(AlarmLog.Page found, List<String> lacking) {}

    private void head(PaperPage page, PaperWords words, Extent extent, Clock clock) throws IOException {
        AlarmLog.Page found = extent.found();
        page.text(LEFT, 6, 7, words.get("secondary"));
        page.bold(LEFT, 14, 18, page.fitting(words.get("report") + " – " + printing.unit(), 18, 135));
        page.bold(150, 14, 12, printing.marked(words));
        page.text(
                LEFT,
                19.5f,
                9,
                page.fitting(
                        printing.site() + " · " + words.get("printed") + " " + words.dateTime(clock.local(clock.now()))
                                + " · " + words.clock(clock),
                        9,
                        RIGHT - LEFT));
        page.bold(LEFT, 25, 10, summary(words, found.rows(), clock));
        List<String> limits = new ArrayList<>();
        if (found.matching() > found.rows().size()) {
            limits.add(words.get("report.more") + " "
                    + (found.matching() - found.rows().size()));
        }
        if (found.loading()) {
            limits.add(words.get("report.loading"));
        }
        if (!extent.lacking().isEmpty()) {
            limits.add(words.get("alarmsMissing") + " (" + String.join(", ", extent.lacking()) + ")");
        }
        page.bold(LEFT, 29.5f, 8, page.fitting(String.join(" · ", limits), 8, RIGHT - LEFT));
    }

    private static String summary(PaperWords words, List<AlarmStep> rows, Clock clock) {
        Map<Priority, Integer> raised = new EnumMap<>(Priority.class);
        int acknowledged = 0;
        for (AlarmStep row : rows) {
            if (row.step() == AlarmStep.Step.RAISED) {
                raised.merge(row.priority(), 1, Integer::sum);
            }
            acknowledged += row.step() == AlarmStep.Step.ACKNOWLEDGED ? 1 : 0;
        }
        if (rows.isEmpty()) {
            return words.get("report.none");
        }
        return words.dateTime(clock.local(rows.getLast().at())) + " – "
                + words.dateTime(clock.local(rows.getFirst().at())) + " · *** "
                + raised.getOrDefault(Priority.HIGH, 0) + " · ** " + raised.getOrDefault(Priority.MEDIUM, 0) + " · * "
                + raised.getOrDefault(Priority.LOW, 0) + " · " + words.get("report.acknowledged") + " " + acknowledged;
    }

    private static void table(PaperPage page, PaperWords words, List<AlarmStep> rows, Clock clock) throws IOException {
        float y = 32;
        page.line(LEFT, y, RIGHT, y, 0.8f);
        List<String> heads =
                List.of("time", "bed", "report.priority", "report.alarm", "report.value", "report.step", "report.who");
        for (int i = 0; i < heads.size(); i++) {
            page.bold(EDGES[i] + 0.8f, y + 3.6f, 8, words.get(heads.get(i)));
        }
        y += 5;
        page.line(LEFT, y, RIGHT, y, 0.8f);
        for (AlarmStep row : rows) {
            List<String> cells = List.of(
                    words.daySeconds(clock.local(row.at())),
                    row.bed().equals(BedId.UNIT.value()) ? words.get("report.unit") : row.bed(),
                    sign(row.priority()),
                    words(row, words),
                    value(row, words),
                    step(row, words),
                    who(row.doer(), words));
            for (int i = 0; i < cells.size(); i++) {
                float width = EDGES[i + 1] - EDGES[i] - 1.2f;
                page.text(EDGES[i] + 0.8f, y + 3.4f, 8, page.fitting(cells.get(i), 8, width));
            }
            if (row.step() == AlarmStep.Step.RAISED && row.priority() == Priority.HIGH) {
                page.line(EDGES[3] + 0.8f, y + 4.1f, EDGES[4] - 1, y + 4.1f, 0.3f);
            }
            y += ROW;
            page.line(LEFT, y, RIGHT, y, 0.15f);
        }
    }

    private static String step(AlarmStep row, PaperWords words) {
        return words.get("step."
                + (row.event() == AlarmEvent.REMIND
                        ? row.event().word()
                        : row.step().word()));
    }

    private static String sign(Priority priority) {
        return switch (priority) {
            case HIGH -> "***";
            case MEDIUM -> "**";
            case LOW -> "*";
        };
    }

    private static String words(AlarmStep row, PaperWords words) {
        @Nullable String code = row.code();
        if (code != null && code.startsWith(AlarmKey.OWN_PREFIX)) {
            return words.alarms(List.of(code));
        }
        String text = row.text().replaceFirst("^[*!\\s]+", "");
        return text.isEmpty() ? String.valueOf(code) : text;
    }

    private static String value(AlarmStep row, PaperWords words) {
        @Nullable BigDecimal value = row.value();
        if (value == null) {
            return "";
        }
        @Nullable BigDecimal limit = row.limit();
        String relation = limit == null ? "" : (value.compareTo(limit) > 0 ? " > " : " < ") + limit.toPlainString();
        String unit = row.unit() == null
                ? ""
                : " " + row.unit().replace("mm[Hg]", "mmHg").replace("Cel", "°C");
        return (value.toPlainString() + relation).replace('.', words.decimal()) + unit;
    }

    private static String who(@Nullable String user, PaperWords words) {
        return user == null ? "" : user.equals("bedside") ? words.get("report.bedside") : user;
    }
}
