package org.vigie.dashboard.browser;

import static org.vigie.dashboard.browser.Wards.alarm;
import static org.vigie.dashboard.browser.Wards.bed;
import static org.vigie.dashboard.browser.Wards.inState;
import static org.vigie.dashboard.browser.Wards.limit;

import java.util.ArrayList;
import java.util.List;
import org.vigie.dashboard.wire.WardView;
import org.vigie.dashboard.wire.WardView.Alarm;
import org.vigie.dashboard.wire.WardView.Bed;
import org.vigie.dashboard.wire.WardView.Numeric;

/** Whole units to look at: a night with something going on, and the longest words everywhere. */
final class Scenes {
    private Scenes() {}

    /** Alarms of each priority, lost, stale, absent, standby, empty; the rest plain. */
    static WardView night(int beds, String mode) {
        List<Bed> list = new ArrayList<>();
        for (int i = 1; i <= beds; i++) {
            list.add(nightBed(i));
        }
        return Wards.of(1, mode, list);
    }

    private static Bed nightBed(int n) {
        return switch (n) {
            case 3 -> sick(n, limit("3a", "medium", Wards.HR, "134", "120", true), 0, 134);
            case 4 -> with(n, alarm("4a", "low", "technical", "MDC_EVT_LEAD_OFF", "ECG LEAD RA OFF"));
            case 5 ->
                bed(
                        n,
                        "lost",
                        inState(Wards.values(n), "stale", null),
                        List.of(alarm("5a", "medium", "technical", "VIGIE_NO_DATA", "no data")),
                        List.of());
            case 6 -> bed(n, "live", Wards.values(n), List.of(), List.of("bedside-alarms-off"));
            case 7 -> sick(n, limit("7a", "high", Wards.SPO2, "78", "88", false), 1, 78);
            case 8 ->
                with(
                        n,
                        inState(limit("8a", "medium", "MDC_RESP_RATE", "34", "30", true), "active-ack", "AB"),
                        alarm("8b", "low", "technical", null, "! CHECK CUFF POSITION"));
            case 9 -> bed(n, "live", inState(Wards.values(n), "late", null), List.of(), List.of());
            case 10 -> bed(n, "stale", inState(Wards.values(n), "stale", null), List.of(), List.of());
            case 11 -> bed(n, "standby", List.of(), List.of(), List.of());
            case 12 -> bed(n, "empty", List.of(), List.of(), List.of());
            case 13 ->
                bed(n, "live", inState(Wards.values(n), "absent", "sensor-off"), List.of(), List.of("clock-offset"));
            case 14 ->
                Wards.paused(
                        bed(
                                n,
                                "live",
                                Wards.values(n),
                                List.of(limit("14a", "low", "MDC_TEMP", "38.9", "38.5", true)),
                                List.of("conflict")),
                        103_000);
            case 15 ->
                with(
                        n,
                        inState(
                                alarm("15a", "high", "physiological", "MDC_EVT_ECG_V_TACHY", "VT"),
                                "latched-unack",
                                null));
            default -> bed(n);
        };
    }

    private static Bed with(int n, Alarm... alarms) {
        return bed(n, "live", Wards.values(n), List.of(alarms), List.of());
    }

    private static Bed sick(int n, Alarm alarm, int which, double value) {
        List<Numeric> values = new ArrayList<>(Wards.values(n));
        Numeric old = values.get(which);
        values.set(
                which,
                Wards.numeric(
                        old.code() == null ? "" : old.code(),
                        old.label(),
                        value,
                        old.unit(),
                        which == 0 ? "50" : "88",
                        which == 0 ? "120" : "100"));
        return bed(n, "live", values, List.of(alarm), List.of());
    }

    /** The longest words and numbers of our own in every tile, each state in turn. */
    static WardView longest(int beds) {
        List<Bed> list = new ArrayList<>();
        for (int i = 1; i <= beds; i++) {
            list.add(longestBed(i));
        }
        return Wards.of(list);
    }

    private static Bed longestBed(int n) {
        List<Numeric> values = new ArrayList<>();
        values.add(Wards.numeric(Wards.HR, "HR", 288, "/min", "50", "240"));
        values.add(Wards.numeric(Wards.SPO2, "SpO2", 100, "%", "88", "100"));
        values.add(Wards.numeric(Wards.ABP + "_SYS", "ART", 288, "mm[Hg]", "90", "200"));
        values.add(Wards.numeric(Wards.ABP + "_DIA", "ART", 188, "mm[Hg]", "90", "200"));
        values.add(Wards.numeric(Wards.ABP + "_MEAN", "ART", 222, "mm[Hg]", "90", "200"));
        values.addAll(Wards.cuff(288, 188, 222));
        values.add(Wards.numeric("MDC_RESP_RATE", "RR", 128, "/min", "8", "30"));
        values.add(Wards.numeric("MDC_AWAY_CO2_ET", "EtCO2", 128, "mm[Hg]", "20", "60"));
        values.add(Wards.numeric("MDC_TEMP", "T1", 38.8, "Cel", "35", "39"));
        values.add(Wards.numeric("MDC_TEMP_CORE", "T2", 38.8, "Cel", "35", "39"));
        List<Alarm> alarms = switch (n % 6) {
            case 0 ->
                List.of(
                        limit(n + "a", "high", "MDC_AWAY_CO2_ET", "128", "60", true),
                        alarm(n + "b", "low", "technical", null, "x"));
            case 1 ->
                List.of(inState(
                        alarm(n + "a", "high", "physiological", "MDC_EVT_ECG_V_TACHY", "VT"), "latched-unack", null));
            case 2 ->
                List.of(inState(alarm(n + "a", "medium", "technical", "VIGIE_CANNOT_READ", ""), "active-ack", "ABCD"));
            case 3 -> List.of(alarm(n + "a", "medium", "technical", "VIGIE_NO_DATA", ""));
            case 4 -> List.of(alarm(n + "a", "medium", "technical", "VIGIE_ACTIVE_ON_EMPTY_BED", ""));
            default ->
                List.of(inState(
                        alarm(n + "a", "high", "physiological", "MDC_EVT_ECG_V_TACHY", ""), "unknown-unack", null));
        };
        String state = List.of("live", "late", "stale", "absent", "invalid").get(n % 5);
        String link = n % 5 == 2 ? "lost" : "live";
        List<String> marks = List.of(
                "bedside-alarms-off", "conflict", "discharged-still-monitored", "clock-offset", "bedside-audio-off");
        Bed bed = bed(n, link, inState(values, state, state.equals("absent") ? "sensor-off" : null), alarms, marks);
        return Wards.paused(bed, 119_000);
    }
}
