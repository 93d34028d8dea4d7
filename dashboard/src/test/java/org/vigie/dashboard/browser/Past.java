package org.vigie.dashboard.browser;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.vigie.dashboard.wire.AlarmLogView;
import org.vigie.dashboard.wire.TopTalkersView;
import org.vigie.dashboard.wire.TrendsView;

/** Eight hours of an imaginary patient, with gaps of every kind, and a log of alarms. */
final class Past {
    static final LocalDateTime BEGIN = LocalDateTime.of(2026, 3, 1, 23, 0);
    private static final int POINTS = 480;
    private static final Map<String, String> EVENTS =
            Map.of("raised", "cond-true", "ended", "cond-false", "changed", "remind");

    private Past() {}

    /** Makes the gateway answer with all of it. */
    static void tell(FakeGateway gateway) {
        gateway.answer("/api/v1/trends", trends());
        gateway.answer("/api/v1/alarm-log", log());
        gateway.answer("/api/v1/top-talkers", talkers());
    }

    private static String time(int minute) {
        return BEGIN.plusMinutes(minute) + ":00+01:00";
    }

    static TrendsView trends() {
        List<TrendsView.Gap> bed = List.of(
                new TrendsView.Gap(time(60), time(95), "gateway-down"),
                new TrendsView.Gap(time(200), time(212), "lost"));
        List<TrendsView.Series> series = List.of(
                series("MDC_ECG_HEART_RATE", "HR", "/min", 84, 12, 1, bed),
                series("MDC_PULS_OXIM_SAT_O2", "SpO2", "%", 95, 3, 1, plus(bed, 300, 350, "absent")),
                series("MDC_PRESS_BLD_ART_SYS", "ART", "mm[Hg]", 124, 14, 1, plus(bed, 400, 410, "invalid")),
                series("MDC_PRESS_BLD_ART_DIA", "ART", "mm[Hg]", 62, 8, 1, plus(bed, 400, 410, "invalid")),
                series("MDC_PRESS_BLD_ART_MEAN", "ART", "mm[Hg]", 82, 8, 1, plus(bed, 400, 410, "invalid")),
                series("MDC_PRESS_BLD_NONINV_SYS", "NIBP", "mm[Hg]", 118, 10, 30, bed),
                series("MDC_PRESS_BLD_NONINV_DIA", "NIBP", "mm[Hg]", 66, 6, 30, bed),
                series("MDC_PRESS_BLD_NONINV_MEAN", "NIBP", "mm[Hg]", 83, 6, 30, bed),
                series("MDC_TTHOR_RESP_RATE", "RR", "/min", 18, 4, 1, plus(bed, 0, 20, "no-monitor")),
                series("MDC_TEMP", "T1", "Cel", 37.2, 0.4, 1, bed));
        return new TrendsView("R02", time(0), time(POINTS), 60, null, bed, series);
    }

    private static List<TrendsView.Gap> plus(List<TrendsView.Gap> gaps, int from, int to, String cause) {
        List<TrendsView.Gap> all = new ArrayList<>(gaps);
        all.add(new TrendsView.Gap(time(from), time(to), cause));
        return all;
    }

    private static TrendsView.Series series(
            String code,
            String label,
            String unit,
            double middle,
            double spread,
            int every,
            List<TrendsView.Gap> gaps) {
        Random random = new Random(code.hashCode());
        List<@Nullable Double> last = new ArrayList<>();
        List<@Nullable Double> min = new ArrayList<>();
        List<@Nullable Double> max = new ArrayList<>();
        List<Integer> samples = new ArrayList<>();
        for (int i = 0; i < POINTS; i++) {
            int minute = i;
            boolean none = i % every != 0
                    || gaps.stream()
                            .anyMatch(gap -> !time(minute).isBlank()
                                    && time(minute).compareTo(gap.from()) >= 0
                                    && time(minute).compareTo(gap.to()) < 0);
            double value = middle + spread * Math.sin(i / 40.0) + spread / 4 * random.nextGaussian();
            double around = every > 1 ? 0 : spread / 4;
            last.add(none ? null : rounded(value));
            min.add(none ? null : rounded(value - around));
            max.add(none ? null : rounded(value + around));
            samples.add(none ? 0 : 60);
        }
        Double coverage = every > 1 ? null : 90.2;
        return new TrendsView.Series(
                code, null, label, unit, every > 1, coverage, false, false, last, min, max, samples, gaps);
    }

    private static double rounded(double value) {
        return Math.round(value * 10) / 10.0;
    }

    static AlarmLogView log() {
        List<AlarmLogView.Row> rows = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            String at = BEGIN.plusHours(7).minus(Duration.ofMinutes(i * 7L)).toString() + ":0" + i % 10 + "+01:00";
            String id = "1-" + i;
            rows.add(row(at, "R02", id, "ended", null, "medium", "85"));
            rows.add(row(at, "R02", id, "acknowledged", "AB", "medium", "84"));
            rows.add(row(at, "R02", id, "raised", null, i % 3 == 0 ? "high" : "medium", "86"));
        }
        rows.add(3, row(rows.get(2).at(), "R02", "1-0", "changed", null, "high", "86"));
        rows.add(new AlarmLogView.Row(
                BEGIN + ":00+01:00",
                null,
                "1-99",
                "raised",
                "cond-true",
                "active-unack",
                "low",
                "technical",
                "VIGIE_STORAGE",
                "WAVES_SHED",
                null,
                null,
                null,
                null,
                null,
                null,
                "condition true"));
        return new AlarmLogView(rows.size() + 300, 0, 0, false, List.of(), rows);
    }

    /** Alarms that Vigie found itself, with the English words that their records have, and one of a monitor. */
    static AlarmLogView ownLog() {
        String at = BEGIN.plusHours(7) + ":00+01:00";
        List<AlarmLogView.Row> rows = List.of(
                own(at, "VIGIE_NO_DISPLAY", "high", "1 alarms neither shown nor sounded in time, the oldest 1-7"),
                own(at, "VIGIE_GROUP_LOSS", "high", "several beds lost at once: switch or power?"),
                own(at, "VIGIE_BED_NOT_SHOWN", "medium", "beds that no display shows"),
                row(at, "R02", "1-1", "raised", null, "medium", "86"));
        return new AlarmLogView(rows.size(), 0, 0, false, List.of(), rows);
    }

    private static AlarmLogView.Row own(String at, String code, String priority, String text) {
        return new AlarmLogView.Row(
                at,
                null,
                "1-" + code,
                "raised",
                "cond-true",
                "active-unack",
                priority,
                "technical",
                code,
                text,
                null,
                null,
                null,
                null,
                null,
                null,
                "condition true");
    }

    private static AlarmLogView.Row row(
            String at, String bed, String id, String step, @Nullable String user, String priority, String value) {
        return new AlarmLogView.Row(
                at,
                bed,
                id,
                step,
                EVENTS.getOrDefault(step, "ack"),
                step.equals("ended") ? "inactive" : "active-unack",
                priority,
                "physiological",
                "MDC_EVT_LO_VAL_LT_LIM",
                "** SpO2 LOW",
                Wards.SPO2,
                new BigDecimal(value),
                new BigDecimal("88"),
                false,
                "%",
                user,
                "condition true");
    }

    static TopTalkersView talkers() {
        TopTalkersView.Talker one = new TopTalkersView.Talker(
                "R07", "MDC_EVT_LO_VAL_LT_LIM", "** SpO2 LOW", Wards.SPO2, "medium", "physiological", 61, 9L);
        TopTalkersView.Talker two =
                new TopTalkersView.Talker("R02", null, "CHECK CUFF POSITION", null, "low", "technical", 12, null);
        return new TopTalkersView(
                false,
                List.of(),
                List.of(new TopTalkersView.Shift(
                        BEGIN.minusHours(4) + ":00+01:00",
                        BEGIN.plusHours(8) + ":00+01:00",
                        80,
                        42,
                        List.of(one, two))));
    }
}
