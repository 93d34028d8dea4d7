package org.vigie.gateway.recovery.export;

import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vigie.gateway.history.AlarmStep;
import org.vigie.gateway.history.Csv;
import org.vigie.gateway.recovery.Codes;
import org.vigie.gateway.recovery.Item;
import org.vigie.gateway.recovery.Period;
import org.vigie.gateway.recovery.Reading;
import org.vigie.model.DeviceId;
import org.vigie.model.observation.Absent;
import org.vigie.model.observation.AlarmLimits;
import org.vigie.model.observation.Enumerated;
import org.vigie.model.observation.Numeric;
import org.vigie.model.observation.Quality;
import org.vigie.model.observation.Waveform;

/** One row for each value, alarm step and gap; RFC 4180, UTF-8 with a byte-order mark. Columns: docs/recovery.md. */
public final class CsvExport implements Export {
    private final Csv csv = new Csv();
    private final Writer out;
    private final ZoneId zone;

    /** Columns in their order. */
    private enum Column {
        TIME,
        UNTIL,
        BED,
        PATIENT,
        PATIENT_DOUBT,
        KIND,
        CODE,
        MDC,
        TEXT,
        VALUE,
        UNIT,
        QUALITY,
        LOW,
        HIGH,
        DEVICE,
        STEP,
        PRIORITY,
        STATE,
        USER,
        ALARM,
        REASON,
        CORRECTION_SECONDS,
        TIME_AS_WRITTEN,
        RECORD;

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** @param zone in which times are written, each with its offset */
    public CsvExport(Writer out, ZoneId zone) {
        this.out = out;
        this.zone = zone;
        csv.row(Arrays.stream(Column.values()).map(Column::word).toArray(String[]::new));
    }

    @Override
    public void write(Item item) throws IOException {
        switch (item) {
            case Item.Values values -> values.readings().forEach(reading -> reading(values, reading));
            case Item.Alarm alarm -> alarm(alarm);
            case Item.Gap gap -> {
                Map<Column, String> row = row(gap, "gap", gap.period().from());
                row.put(Column.UNTIL, time(gap.period().end()));
                row.put(Column.REASON, gap.cause().word());
                row.put(Column.TEXT, gap.text());
                if (gap.cause() instanceof Item.Cause.Damaged(long lost)) {
                    row.put(Column.VALUE, lost < 0 ? "" : Long.toString(lost));
                }
                put(row);
            }
        }
        out.write(csv.take());
    }

    private void reading(Item.Values values, Reading reading) {
        Map<Column, String> row = row(values, "value", reading.measured());
        Codes.Coded code = Codes.of(reading.observation().parameter());
        row.put(Column.CODE, code.name().isEmpty() ? code.code() : code.name());
        row.put(Column.MDC, code.hasNumber() ? code.code() : "");
        row.put(Column.TEXT, Codes.clean(reading.observation().parameter().label()));
        row.put(Column.STEP, values.why() == Item.Why.AROUND_ALARM ? "around-alarm" : "interval");
        @Nullable DeviceId device = reading.device();
        row.put(Column.DEVICE, device == null ? "" : Codes.clean(device.value()));
        switch (reading.observation()) {
            case Numeric numeric -> numeric(row, numeric);
            case Enumerated some -> {
                row.put(Column.VALUE, Codes.clean(some.value()));
                row.put(Column.QUALITY, word(some.quality()));
            }
            case Absent absent -> {
                row.put(Column.KIND, "absent");
                row.put(Column.REASON, absent.reason().name().toLowerCase(Locale.ROOT));
            }
            case Waveform samples -> throw new IllegalStateException("samples are not told");
        }
        put(row);
    }

    private static void numeric(Map<Column, String> row, Numeric numeric) {
        row.put(Column.VALUE, numeric.value().toPlainString());
        row.put(Column.UNIT, numeric.unit().ucum());
        row.put(Column.QUALITY, word(numeric.quality()));
        @Nullable AlarmLimits limits = numeric.limits();
        if (limits != null) {
            row.put(Column.LOW, plain(limits.low()));
            row.put(Column.HIGH, plain(limits.high()));
        }
        if (numeric.setting()) {
            row.put(Column.KIND, "setting");
        }
    }

    private void alarm(Item.Alarm alarm) {
        AlarmStep step = alarm.step();
        Map<Column, String> row = row(alarm, "alarm", step.at());
        @Nullable String code = step.code();
        Codes.@Nullable Coded coded = code == null ? null : Codes.named(code);
        row.put(Column.CODE, coded == null ? "" : coded.name());
        row.put(Column.MDC, coded == null || !coded.hasNumber() ? "" : coded.code());
        row.put(Column.TEXT, step.text());
        row.put(Column.VALUE, plain(step.value()));
        row.put(Column.UNIT, text(step.unit()));
        row.put(above(step) ? Column.HIGH : Column.LOW, plain(step.limit()));
        row.put(Column.STEP, step.step().word());
        row.put(Column.PRIORITY, step.priority().word());
        row.put(Column.STATE, step.to().word());
        row.put(Column.USER, text(step.user()));
        row.put(Column.ALARM, step.alarm());
        row.put(Column.REASON, step.reason());
        put(row);
    }

    private static boolean above(AlarmStep step) {
        @Nullable BigDecimal value = step.value();
        @Nullable BigDecimal limit = step.limit();
        return value != null && limit != null && value.compareTo(limit) > 0;
    }

    private Map<Column, String> row(Item item, String kind, Instant at) {
        Map<Column, String> row = new EnumMap<>(Column.class);
        Period period = item.period();
        row.put(Column.TIME, time(period.corrected(at)));
        row.put(Column.BED, item.bed().isUnit() ? "" : item.bed().value());
        row.put(Column.PATIENT, item.whose().identifier().orElse(""));
        var doubt = item.whose().doubt();
        row.put(Column.PATIENT_DOUBT, doubt == null ? "" : doubt.word());
        row.put(Column.KIND, kind);
        if (period.isCorrected()) {
            Duration correction = period.correction();
            row.put(Column.CORRECTION_SECONDS, Long.toString(correction.toSeconds()));
            row.put(Column.TIME_AS_WRITTEN, time(period.written(at)));
        }
        row.put(Column.RECORD, item.position().epoch() + "/" + item.position().seq());
        return row;
    }

    private void put(Map<Column, String> row) {
        csv.row(Arrays.stream(Column.values())
                .map(column -> row.getOrDefault(column, ""))
                .toArray(String[]::new));
    }

    private String time(Instant at) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                at.truncatedTo(ChronoUnit.MILLIS).atZone(zone));
    }

    private static String word(Quality quality) {
        return quality.name().toLowerCase(Locale.ROOT);
    }

    private static String plain(@Nullable BigDecimal number) {
        return number == null ? "" : number.toPlainString();
    }

    private static String text(@Nullable String some) {
        return some == null ? "" : some;
    }

    @Override
    public void close() throws IOException {
        out.write(csv.take());
        out.flush();
    }
}
