package org.vigie.dashboard.browser;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigie.dashboard.wire.DrillReportView;
import org.vigie.dashboard.wire.EventView;
import org.vigie.dashboard.wire.KeptElsewhere;
import org.vigie.dashboard.wire.ShiftReportView;

/** The morning after an imaginary night: the report of the shift, one moment of a bed, how a drill was answered. */
final class Review {
    private static final String DAY = "2026-03-02T";
    private static final String ZONE = "+01:00";

    private Review() {}

    /** Makes the gateway answer with all of it, and with {@link Past}. */
    static void tell(FakeGateway gateway, int beds) {
        Past.tell(gateway);
        gateway.answer("/api/v1/shift-report", report(beds));
        gateway.answer("/api/v1/event", event());
        gateway.answer("/api/v1/drill-report", drill());
    }

    static ShiftReportView report(int beds) {
        List<ShiftReportView.OfBed> rows = new ArrayList<>();
        for (int i = 1; i <= beds; i++) {
            boolean quiet = i % 5 == 0;
            rows.add(new ShiftReportView.OfBed(
                    String.format("R%02d", i),
                    quiet ? 0 : i * 7 % 9,
                    quiet ? 0 : i * 13 % 40,
                    quiet ? 0 : i * 5 % 12,
                    i % 6 == 0 ? 3 : 0,
                    i % 6 == 0 ? 3_725 : 0,
                    i % 7 == 0 ? 640 : 0));
        }
        rows.add(new ShiftReportView.OfBed(null, 1, 2, 0, 0, 0, 0));
        return new ShiftReportView(
                false,
                12,
                "2026-03-01T19:00:00" + ZONE,
                DAY + "07:00:00" + ZONE,
                List.of(
                        new ShiftReportView.OfPriority("high", 52, 51, 410L, 1_900L, 50, 14_200L, 48_000L),
                        new ShiftReportView.OfPriority("medium", 318, 318, 480L, 2_300L, 241, 38_000L, 184_000L),
                        new ShiftReportView.OfPriority("low", 97, 97, 520L, 2_100L, 0, null, null)),
                rows,
                new ShiftReportView.Failures(1, 38, 1),
                List.of(),
                Past.talkers().shifts().get(0).top());
    }

    /**
     * Three curves with a hole each, the values of the moment, one of them missing; of a bed of another box, read here.
     */
    static EventView event() {
        List<EventView.Value> values = List.of(
                value("MDC_ECG_HEART_RATE", "HR", "134", "/min"),
                value("MDC_PULS_OXIM_SAT_O2", "SpO2", "86", "%"),
                value("MDC_PRESS_BLD_ART_SYS", "ART", "122", "mm[Hg]"),
                value("MDC_PRESS_BLD_ART_DIA", "ART", "61", "mm[Hg]"),
                value("MDC_PRESS_BLD_ART_MEAN", "ART", "81", "mm[Hg]"),
                new EventView.Value("MDC_TTHOR_RESP_RATE", null, "RR", null, "", "valid", "sensor-off", 4_200));
        return new EventView(
                "R02",
                DAY + "05:48:05" + ZONE,
                10_000,
                10_000,
                "present",
                false,
                List.of(
                        track("MDC_ECG_ELEC_POTL_II", "II", "mV", 250, 0.005, 1.9),
                        track("MDC_PULS_OXIM_PLETH", "Pleth", "1", 125, 1, 1.1),
                        track("MDC_PRESS_BLD_ART", "ART", "mm[Hg]", 125, 0.5, 1.1)),
                values,
                new KeptElsewhere("edge-a", "R02"));
    }

    private static EventView.Value value(String code, String label, String value, String unit) {
        return new EventView.Value(code, null, label, new BigDecimal(value), unit, "valid", null, 900);
    }

    private static EventView.Track track(
            String code, String label, String unit, double rate, double step, double beatsPerSecond) {
        List<@Nullable Integer> samples = new ArrayList<>();
        for (int i = 0; i < 20 * rate; i++) {
            double beat = i / rate * beatsPerSecond % 1;
            boolean hole = i > 5 * rate && i < 7 * rate;
            samples.add(hole ? null : (int) Math.round(120 * Math.exp(-60 * (beat - 0.4) * (beat - 0.4))));
        }
        return new EventView.Track(code, label, unit, rate, -10_000, 0, step, "valid", samples);
    }

    static DrillReportView drill() {
        List<DrillReportView.Row> rows = List.of(
                row(1, "R02", "high", "desaturation", 60_000L, 900L, 21_400L, "AB", "in-time"),
                row(2, "R07", "high", "asystole", 30_000L, 1_100L, 42_000L, "CD", "late"),
                row(3, "R11", "medium", "hypotension", 90_000L, 1_300L, null, null, "missed"),
                row(4, "R11", "medium", "silence", 90_000L, null, null, null, "open"),
                row(5, "R12", "medium", "tachycardia", 90_000L, 700L, null, null, "ended"),
                row(6, null, "low", null, null, 800L, 64_000L, "bedside", "answered"),
                row(7, "R16", "low", null, null, 900L, null, null, "unanswered"));
        return new DrillReportView(
                DAY + "05:40:00" + ZONE,
                DAY + "05:56:00" + ZONE,
                true,
                rows,
                List.of(new DrillReportView.Silent(DAY + "05:50:00" + ZONE, "R04", "leads-off")));
    }

    private static DrillReportView.Row row(
            int minute,
            @Nullable String bed,
            String priority,
            @Nullable String cue,
            @Nullable Long within,
            @Nullable Long seen,
            @Nullable Long acknowledged,
            @Nullable String by,
            String result) {
        return new DrillReportView.Row(
                DAY + "05:4" + minute + ":07" + ZONE,
                minute * 60_000L,
                bed,
                null,
                "** SpO2 LOW 86 < 88",
                null,
                priority,
                bed == null ? "technical" : "physiological",
                cue,
                within,
                seen,
                acknowledged,
                by,
                result);
    }
}
