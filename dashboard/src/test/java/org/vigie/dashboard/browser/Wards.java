package org.vigie.dashboard.browser;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.vigie.dashboard.wire.WardView;
import org.vigie.dashboard.wire.WardView.Alarm;
import org.vigie.dashboard.wire.WardView.Bed;
import org.vigie.dashboard.wire.WardView.Limits;
import org.vigie.dashboard.wire.WardView.Numeric;

/** Units for tests: every state a tile can be in, and plain beds between them. */
final class Wards {
    static final String HR = "MDC_ECG_HEART_RATE";
    static final String SPO2 = "MDC_PULS_OXIM_SAT_O2";
    static final String ABP = "MDC_PRESS_BLD_ART";
    static final String NIBP = "MDC_PRESS_BLD_NONINV";

    private Wards() {}

    /** A unit of plain beds R01, R02 ... */
    static WardView plain(int beds) {
        List<Bed> list = new ArrayList<>();
        for (int i = 1; i <= beds; i++) {
            list.add(bed(i));
        }
        return of(list);
    }

    static WardView of(List<Bed> beds) {
        return of(1, "live", beds);
    }

    static WardView of(long epoch, String mode, List<Bed> beds) {
        return new WardView(
                epoch,
                1,
                FakeGateway.now(),
                mode,
                reporting(beds),
                total(beds),
                0,
                List.of(),
                List.copyOf(beds),
                List.of(),
                List.of(new WardView.Person("AB", "Anne Berger", false)));
    }

    /** The same unit with some beds replaced, one change later. */
    static WardView with(WardView ward, Bed... changed) {
        Map<String, Bed> byName = Arrays.stream(changed).collect(Collectors.toMap(Bed::bed, Function.identity()));
        List<Bed> beds = ward.beds().stream()
                .map(bed -> byName.getOrDefault(bed.bed(), bed))
                .toList();
        return new WardView(
                ward.epoch(),
                ward.seq() + 1,
                FakeGateway.now(),
                ward.mode(),
                reporting(beds),
                total(beds),
                ward.soundPausedMs(),
                ward.alarms(),
                beds,
                ward.unassigned(),
                ward.people());
    }

    private static int reporting(List<Bed> beds) {
        return (int) beds.stream()
                .filter(bed -> bed.link().equals("live") || bed.link().equals("slow"))
                .count();
    }

    private static int total(List<Bed> beds) {
        return (int) beds.stream()
                .filter(bed -> !bed.link().equals("empty") && !bed.link().equals("standby"))
                .count();
    }

    /** A bed that reports everything, quietly; its values differ from bed to bed. */
    static Bed bed(int n) {
        return bed(n, "live", values(n), List.of(), List.of());
    }

    static Bed bed(int n, String link, List<Numeric> values, List<Alarm> alarms, List<String> marks) {
        String priority = alarms.isEmpty() ? null : alarms.get(0).priority();
        boolean silent = link.equals("lost") || link.equals("stale");
        String[] labels = {"DU.J", "MA.P", "LE.C", "BE.A", "RO.F", "MO.S", "PE.L"};
        return new Bed(
                String.format("R%02d", n),
                labels[n % labels.length],
                "8000" + n,
                n % 3 != 0,
                link,
                silent ? "silent" : "none",
                silent ? 23_000 : link.equals("connecting") ? -1 : 400,
                60_000,
                priority,
                0,
                marks,
                marks.contains("clock-offset") ? 185_000L : null,
                values,
                alarms,
                watched(link));
    }

    /** Watched by the person whom tests begin as, where it has to be watched. */
    static WardView.Care watched(String link) {
        boolean needed = !link.equals("empty") && !link.equals("standby");
        return new WardView.Care(needed ? "AB" : null, needed ? FakeGateway.now() : null, false, "list");
    }

    static List<Numeric> values(int n) {
        List<Numeric> values = new ArrayList<>();
        values.add(numeric(HR, "HR", 62 + n * 7 % 40, "/min", "50", "120"));
        values.add(numeric(SPO2, "SpO2", 94 + n % 6, "%", "88", "100"));
        if (n % 3 != 2) {
            values.add(numeric(ABP + "_SYS", "ART S", 104 + n * 5 % 50, "mm[Hg]", "90", "160"));
            values.add(numeric(ABP + "_DIA", "ART D", 54 + n * 3 % 30, "mm[Hg]", "50", "90"));
            values.add(numeric(ABP + "_MEAN", "ART M", 72 + n * 4 % 30, "mm[Hg]", "60", "110"));
        }
        values.addAll(cuff(108 + n * 3 % 40, 58 + n * 2 % 30, 74 + n % 30));
        values.add(numeric("MDC_RESP_RATE", "RR", 12 + n % 12, "/min", "8", "30"));
        if (n % 2 == 0) {
            values.add(numeric("MDC_AWAY_CO2_ET", "EtCO2", 34 + n % 9, "mm[Hg]", null, null));
        }
        values.add(numeric("MDC_TEMP", "T1", 36.4 + n % 14 / 10.0, "Cel", null, null));
        return List.copyOf(values);
    }

    static List<Numeric> cuff(int systolic, int diastolic, int mean) {
        List<Numeric> values = new ArrayList<>();
        int[] numbers = {systolic, diastolic, mean};
        String[] parts = {"_SYS", "_DIA", "_MEAN"};
        for (int i = 0; i < 3; i++) {
            values.add(new Numeric(
                    NIBP + parts[i],
                    null,
                    "NIBP",
                    BigDecimal.valueOf(numbers[i]),
                    "mm[Hg]",
                    "valid",
                    "live",
                    null,
                    720_000,
                    "14:10",
                    limits("90", "160")));
        }
        return values;
    }

    static Numeric numeric(
            String code, String label, double value, String unit, @Nullable String low, @Nullable String high) {
        return new Numeric(
                code,
                null,
                label,
                BigDecimal.valueOf(value),
                unit,
                "valid",
                "live",
                null,
                400,
                null,
                low == null || high == null ? null : limits(low, high));
    }

    static Limits limits(String low, String high) {
        return new Limits(new BigDecimal(low), new BigDecimal(high));
    }

    /** The same values in another state. */
    static List<Numeric> inState(List<Numeric> values, String state, @Nullable String reason) {
        boolean gone = state.equals("absent") || state.equals("invalid");
        return values.stream()
                .map(v -> new Numeric(
                        v.code(),
                        v.channel(),
                        v.label(),
                        gone ? null : v.value(),
                        v.unit(),
                        state.equals("invalid") ? "invalid" : v.quality(),
                        state,
                        reason,
                        v.measuredAt() == null ? 23_000 : v.ageMs(),
                        v.measuredAt(),
                        v.limits()))
                .toList();
    }

    static List<Numeric> ofQuality(List<Numeric> values, String quality) {
        return values.stream()
                .map(v -> new Numeric(
                        v.code(),
                        v.channel(),
                        v.label(),
                        v.value(),
                        v.unit(),
                        quality,
                        v.state(),
                        v.reason(),
                        v.ageMs(),
                        v.measuredAt(),
                        v.limits()))
                .toList();
    }

    static String ago(int seconds) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                Instant.now().minusSeconds(seconds).atZone(FakeGateway.ZONE));
    }

    /** The same alarm after nobody has acknowledged it for some time. */
    static Alarm escalated(Alarm a, int level) {
        return with(a, a.beds(), level);
    }

    /** The same alarm, about several beds at once. */
    static Alarm ofBeds(Alarm a, String... beds) {
        return with(a, List.of(beds), a.escalation());
    }

    private static Alarm with(Alarm a, List<String> beds, int level) {
        return new Alarm(
                a.id(),
                a.code(),
                a.text(),
                a.about(),
                a.value(),
                a.unit(),
                a.limit(),
                a.above(),
                a.priority(),
                a.kind(),
                a.state(),
                a.sounding(),
                a.since(),
                a.acknowledgedBy(),
                a.acknowledgedAt(),
                a.stale(),
                a.silencedAtBedside(),
                beds,
                level);
    }

    static Alarm alarm(String id, String priority, String kind, @Nullable String code, String text) {
        return new Alarm(
                id,
                code,
                text,
                null,
                null,
                null,
                null,
                null,
                priority,
                kind,
                "active-unack",
                true,
                ago(42),
                null,
                null,
                false,
                false,
                List.of(),
                0);
    }

    /** A limit alarm: value beyond limit. */
    static Alarm limit(String id, String priority, String about, String value, String limit, boolean above) {
        return new Alarm(
                id,
                above ? "MDC_EVT_HI" : "MDC_EVT_LO",
                "** LIMIT",
                about,
                new BigDecimal(value),
                "%",
                new BigDecimal(limit),
                above,
                priority,
                "physiological",
                "active-unack",
                true,
                ago(42),
                null,
                null,
                false,
                false,
                List.of(),
                0);
    }

    static Alarm inState(Alarm a, String state, @Nullable String by) {
        return new Alarm(
                a.id(),
                a.code(),
                a.text(),
                a.about(),
                a.value(),
                a.unit(),
                a.limit(),
                a.above(),
                a.priority(),
                a.kind(),
                state,
                state.endsWith("-unack"),
                a.since(),
                by,
                by == null ? null : ago(12),
                a.stale(),
                a.silencedAtBedside(),
                a.beds(),
                a.escalation());
    }

    static Bed paused(Bed b, long milliseconds) {
        return new Bed(
                b.bed(),
                b.label(),
                b.patientId(),
                b.identityVerified(),
                b.link(),
                b.linkReason(),
                b.silentMs(),
                b.periodMs(),
                b.priority(),
                milliseconds,
                b.marks(),
                b.clockOffsetMs(),
                b.numerics(),
                b.alarms(),
                b.care());
    }

    static Bed named(Bed b, String name, String label) {
        return new Bed(
                name,
                label,
                b.patientId(),
                b.identityVerified(),
                b.link(),
                b.linkReason(),
                b.silentMs(),
                b.periodMs(),
                b.priority(),
                b.soundPausedMs(),
                b.marks(),
                b.clockOffsetMs(),
                b.numerics(),
                b.alarms(),
                b.care());
    }

    /** The same bed, watched by somebody or by nobody, with a label of this origin. */
    static Bed cared(Bed b, @Nullable String watcher, String identity) {
        WardView.Care care =
                new WardView.Care(watcher, watcher == null ? null : FakeGateway.now(), watcher == null, identity);
        return new Bed(
                b.bed(),
                b.label(),
                b.patientId(),
                identity.equals("list"),
                b.link(),
                b.linkReason(),
                b.silentMs(),
                b.periodMs(),
                b.priority(),
                b.soundPausedMs(),
                b.marks(),
                b.clockOffsetMs(),
                b.numerics(),
                b.alarms(),
                care);
    }

    /** The same unit with these people. */
    static WardView with(WardView ward, List<WardView.Person> people) {
        return new WardView(
                ward.epoch(),
                ward.seq(),
                ward.serverTime(),
                ward.mode(),
                ward.bedsReporting(),
                ward.bedsTotal(),
                ward.soundPausedMs(),
                ward.alarms(),
                ward.beds(),
                ward.unassigned(),
                people);
    }

    /** The same bed with an early warning score. */
    static Bed scored(Bed b, WardView.News2 news2) {
        return new Bed(
                b.bed(),
                b.label(),
                b.patientId(),
                b.identityVerified(),
                b.link(),
                b.linkReason(),
                b.silentMs(),
                b.periodMs(),
                b.priority(),
                b.soundPausedMs(),
                b.marks(),
                b.clockOffsetMs(),
                b.numerics(),
                b.alarms(),
                b.care(),
                news2);
    }

    /** The same bed without a patient. */
    static Bed unnamed(Bed b) {
        return new Bed(
                b.bed(),
                null,
                null,
                false,
                b.link(),
                b.linkReason(),
                b.silentMs(),
                b.periodMs(),
                b.priority(),
                b.soundPausedMs(),
                b.marks(),
                b.clockOffsetMs(),
                List.of(),
                b.alarms(),
                new WardView.Care(null, null, false, "none"));
    }
}
