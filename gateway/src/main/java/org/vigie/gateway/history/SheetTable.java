package org.vigie.gateway.history;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vigie.model.BedId;
import org.vigie.model.alarm.AlarmKey;
import org.vigie.model.alarm.Priority;
import org.vigie.model.observation.PulseRate;

/**
 * The last 24 hours of a bed in rows of 15 minutes, as the downtime sheet has them: the newest value of each quarter,
 * or that there was none. Immutable.
 *
 * @param rows 96, oldest first; the last is the quarter that runs now
 * @param coverage percent of minutes with a value, of the column that has most; null when there is none
 * @param until the newest minute with any value; null when there is none
 * @param gaps when nothing can have come from the bed, newest last
 */
public record SheetTable(
        List<Row> rows, @Nullable Double coverage, @Nullable Instant until, List<Gap> gaps) {
    /** Rows of a sheet. */
    public static final int ROWS = 96;

    private static final int QUARTER = 15;
    private static final long HOUR_MINUTES = 60;

    public SheetTable {
        rows = List.copyOf(rows);
        gaps = List.copyOf(gaps);
    }

    /** Columns of numbers. */
    public enum Column {
        HR(PulseRate.CODES),
        SPO2(List.of("MDC_PULS_OXIM_SAT_O2", "MDC_SAT_O2")),
        ABP(List.of("MDC_PRESS_BLD_ART_ABP", "MDC_PRESS_BLD_ART", "MDC_PRESS_BLD_AORT", "MDC_PRESS_BLD")),
        NIBP(List.of("MDC_PRESS_BLD_NONINV", "MDC_PRESS_CUFF")),
        RR(List.of(
                "MDC_TTHOR_RESP_RATE",
                "MDC_RESP_RATE",
                "MDC_CO2_RESP_RATE",
                "MDC_AWAY_RESP_RATE",
                "MDC_VENT_RESP_RATE")),
        TEMP(List.of("MDC_TEMP"));

        @SuppressWarnings("ImmutableEnumChecker") // made by List.of
        final List<String> codes;

        Column(List<String> codes) {
            this.codes = codes;
        }

        /** The column of a parameter; empty for one that has none, and for a pulse, which is no rate of an ECG. */
        public static Optional<Column> of(@Nullable String code) {
            if (code == null || (HR.codes.contains(code) && !code.startsWith("MDC_ECG_"))) {
                return Optional.empty();
            }
            for (Column column : values()) {
                for (String known : column.codes) {
                    boolean part = column.isPressure()
                            && List.of("_SYS", "_DIA", "_MEAN").stream().anyMatch(end -> code.equals(known + end));
                    if (part || code.equals(known) || (column == TEMP && code.startsWith(known + "_"))) {
                        return Optional.of(column);
                    }
                }
            }
            return Optional.empty();
        }

        /** True for systolic, diastolic and mean in one place. */
        public boolean isPressure() {
            return this == ABP || this == NIBP;
        }
    }

    /**
     * A quarter of an hour.
     *
     * @param from its begin, engine time
     * @param begun false when it lies in the future
     * @param cells text of each column; {@link #NONE} where a value is missing, empty where none was due
     * @param alarms what alarmed, most urgent first, with the sign of its priority
     */
    public record Row(Instant from, boolean begun, Map<Column, String> cells, List<String> alarms) {
        /** A gap as text: prints on any printer and is small (central-ui.md section 8). */
        public static final String NONE = "/////";

        public Row {
            cells = Map.copyOf(cells);
            alarms = List.copyOf(alarms);
        }
    }

    /**
     * Time in which nothing can have come.
     *
     * @param from begin, engine time
     * @param to end
     * @param cause why
     */
    public record Gap(Instant from, Instant to, GapCause cause) {}

    /** Some of its rows, with all that is known of the gaps. */
    public SheetTable part(int from, int to) {
        return new SheetTable(rows.subList(from, to), coverage, until, gaps);
    }

    /** The gap in which the whole quarter lies, as far as it is over. */
    public Optional<Gap> gapOver(Row row) {
        Instant end = row.from().plus(Duration.ofMinutes(QUARTER));
        return gaps.stream()
                .filter(gap -> row.begun()
                        && !gap.from().isAfter(row.from())
                        && !gap.to().isBefore(end))
                .findFirst();
    }

    /** The last 24 hours of a bed. */
    public static SheetTable of(BedPast past, Clock clock, char decimal) {
        long now = TrendStore.minute(clock.now());
        // Quarters of the local clock: offsets of zones are whole quarters, ours to the wall clock is not.
        long offset = Math.floorDiv(clock.offset().toSeconds(), HOUR_MINUTES);
        long end = Math.floorDiv(now + offset, (long) QUARTER) * QUARTER + QUARTER - offset;
        long begin = end - (long) ROWS * QUARTER;
        TrendStore store = past.trends();
        BedId bed = past.known();
        Map<String, SeriesReader.Span[]> spans = new LinkedHashMap<>();
        Map<String, Boolean> episodic = new LinkedHashMap<>();
        Map<String, Integer> decimals = new LinkedHashMap<>();
        List<Integer> covered = new ArrayList<>();
        store.read(bed, reader -> {
            SeriesReader.Span[] quarters = new SeriesReader.Span[ROWS];
            int minutes = 0;
            for (int i = 0; i < ROWS; i++) {
                long from = begin + (long) i * QUARTER;
                quarters[i] = reader.span(from, Math.min(from + QUARTER, now + 1));
                minutes += quarters[i].minutes();
            }
            @Nullable String code = reader.about().parameter().code();
            if (code != null && minutes > 0 && !spans.containsKey(code)) {
                spans.put(code, quarters);
                episodic.put(code, reader.about().episodic());
                decimals.put(code, reader.about().decimals());
                covered.add(minutes);
            }
            return reader.about();
        });
        Values values = new Values(spans, episodic, decimals, decimal);
        Map<Integer, List<String>> alarms = alarms(past.alarms(), past.name(), begin);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            long from = begin + (long) i * QUARTER;
            rows.add(new Row(
                    instant(from),
                    from <= now,
                    from <= now ? values.cells(i) : Map.of(),
                    alarms.getOrDefault(i, List.of())));
        }
        int best = covered.stream().mapToInt(Integer::intValue).max().orElse(0);
        return new SheetTable(
                rows,
                best == 0 ? null : Math.floor(1000.0 * best / (now - begin + 1)) / 10.0,
                newest(store, bed, begin),
                gaps(store, bed, begin, now));
    }

    private static Instant instant(long minute) {
        return Instant.ofEpochSecond(minute * 60);
    }

    /** What was measured, by code and quarter. */
    private record Values(
            Map<String, SeriesReader.Span[]> spans,
            Map<String, Boolean> episodic,
            Map<String, Integer> decimals,
            char decimal) {
        Map<Column, String> cells(int row) {
            Map<Column, String> cells = new EnumMap<>(Column.class);
            for (Column column : Column.values()) {
                cells.put(column, column.isPressure() ? pressure(column, row) : single(column, row));
            }
            return cells;
        }

        private String single(Column column, int row) {
            boolean known = false;
            for (String code : column.codes) {
                SeriesReader.Span[] quarters = spans.get(code);
                if (quarters != null) {
                    known = true;
                    if (quarters[row].samples() > 0) {
                        return text(quarters[row].last(), decimals.getOrDefault(code, 0));
                    }
                }
            }
            return known ? Row.NONE : "";
        }

        private String pressure(Column column, int row) {
            boolean known = false;
            boolean due = false;
            for (String stem : column.codes) {
                String sys = part(stem + "_SYS", row);
                String dia = part(stem + "_DIA", row);
                String mean = part(stem + "_MEAN", row);
                if (!(sys + dia + mean).isEmpty()) {
                    return (sys.isEmpty() ? "-" : sys) + "/" + (dia.isEmpty() ? "-" : dia)
                            + (mean.isEmpty() ? "" : " (" + mean + ")");
                }
                for (String part : List.of("_SYS", "_DIA", "_MEAN")) {
                    known |= spans.containsKey(stem + part);
                    due |= Boolean.FALSE.equals(episodic.get(stem + part));
                }
            }
            return known && due ? Row.NONE : "";
        }

        private String part(String code, int row) {
            SeriesReader.Span[] quarters = spans.get(code);
            return quarters == null || quarters[row].samples() == 0 ? "" : text(quarters[row].last(), 0);
        }

        private String text(float value, int places) {
            return BigDecimal.valueOf(value)
                    .setScale(Math.min(places, 1), RoundingMode.HALF_UP)
                    .toPlainString()
                    .replace('.', decimal);
        }
    }

    private static Map<Integer, List<String>> alarms(AlarmRows log, String bed, long begin) {
        Map<Integer, Map<String, Integer>> counted = new LinkedHashMap<>();
        Instant from = instant(begin);
        List<AlarmStep> raised = new ArrayList<>(log.find(
                        row -> row.bed().equals(bed)
                                && row.step() == AlarmStep.Step.RAISED
                                && !row.at().isBefore(from),
                        0,
                        Integer.MAX_VALUE)
                .rows());
        raised.sort(Comparator.comparing(AlarmStep::priority).reversed());
        for (AlarmStep row : raised) {
            int quarter = (int) ((TrendStore.minute(row.at()) - begin) / QUARTER);
            counted.computeIfAbsent(quarter, some -> new LinkedHashMap<>()).merge(words(row), 1, Integer::sum);
        }
        Map<Integer, List<String>> texts = new LinkedHashMap<>();
        counted.forEach((quarter, words) -> {
            List<String> list = new ArrayList<>();
            words.forEach((text, count) -> list.add(count == 1 ? text : text + " x" + count));
            texts.put(quarter, list);
        });
        return texts;
    }

    private static String words(AlarmStep row) {
        String sign = row.priority() == Priority.HIGH ? "***" : row.priority() == Priority.MEDIUM ? "**" : "*";
        @Nullable String code = row.code();
        if (code != null && code.startsWith(AlarmKey.OWN_PREFIX)) {
            return sign + " " + code;
        }
        String text = row.text().replaceFirst("^[*!\\s]+", "");
        return sign + " " + (text.isEmpty() ? String.valueOf(code) : text);
    }

    private static @Nullable Instant newest(TrendStore store, BedId bed, long begin) {
        long newest = store.read(bed, reader -> reader.about().newestMinute()).stream()
                .mapToLong(Long::longValue)
                .max()
                .orElse(Long.MIN_VALUE);
        return newest < begin ? null : instant(newest); // never later than the data are
    }

    private static List<Gap> gaps(TrendStore store, BedId bed, long begin, long now) {
        List<Gap> gaps = new ArrayList<>();
        GapCause open = null;
        long since = begin;
        for (long minute = begin; minute <= now; minute++) {
            GapCause cause = minute == now ? GapCause.ABSENT : store.cause(bed, minute);
            if (cause != open) {
                if (open != null && open != GapCause.ABSENT) {
                    gaps.add(new Gap(instant(since), instant(minute), open));
                }
                open = cause;
                since = minute;
            }
        }
        return gaps;
    }
}
