package org.vigie.gateway.testing;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.vigie.gateway.history.Clock;
import org.vigie.gateway.history.History;
import org.vigie.gateway.history.HistoryFilling;
import org.vigie.model.BedId;
import org.vigie.model.SourceId;
import org.vigie.model.alarm.AlarmKind;
import org.vigie.model.alarm.Priority;
import org.vigie.model.limits.Limits;
import org.vigie.model.observation.Numeric;
import org.vigie.model.observation.Parameter;
import org.vigie.model.observation.Quality;
import org.vigie.model.report.AlarmPhase;
import org.vigie.model.report.AlarmReport;
import org.vigie.model.report.Observed;
import org.vigie.model.report.PatientReport;
import org.vigie.model.report.Report;
import org.vigie.model.unit.Unit;
import org.vigie.model.ward.BedPlace;
import org.vigie.model.ward.Order;
import org.vigie.model.ward.Site;
import org.vigie.model.ward.Ward;
import org.vigie.model.ward.WardEvent;
import org.vigie.model.ward.WardPolicy;

/** Twenty-four hours of an imaginary unit, minute by minute, with a loss of half an hour and an alarm. */
public final class PastDay {
    private static final Instant END = Instant.parse("2026-03-02T05:20:00Z");
    private static final int MINUTES = 24 * 60;

    private final History history = new History(Limits.History.DEFAULT);
    private Ward ward;
    private int orders;

    /** @param beds R01, R02 ... */
    public PastDay(int beds) {
        List<BedPlace> places = new ArrayList<>();
        for (int i = 1; i <= beds; i++) {
            // NEWS2 is wanted for the second bed.
            places.add(new BedPlace(new BedId(name(i)), List.of(), null, false, false, i == 2));
        }
        Instant begin = END.minus(Duration.ofMinutes(MINUTES));
        ward = Ward.start(new Site("CHU", "A", places, WardPolicy.DEFAULT), begin);
        HistoryFilling filling = new HistoryFilling(history, begin);
        for (int minute = 0; minute <= MINUTES; minute++) {
            Instant at = begin.plusSeconds(60L * minute);
            for (int bed = 1; bed <= beds; bed++) {
                boolean lost = minute > MINUTES - 130 && minute < MINUTES - 100;
                if (!lost) {
                    ward = filling.apply(
                            ward,
                            new WardEvent.Heard(
                                    new SourceId("hl7/10.0.0." + bed), "c" + bed, reports(name(bed), minute)),
                            at);
                }
            }
            ward = filling.advance(ward, at);
        }
    }

    private static String name(int bed) {
        return (bed < 10 ? "R0" : "R") + bed;
    }

    private static List<Report> reports(String bed, int minute) {
        List<Report> reports = new ArrayList<>();
        double wave = Math.sin(minute / 60.0);
        add(reports, bed, "MDC_ECG_HEART_RATE", "{beats}/min", 82 + 11 * wave, 0);
        if (minute < MINUTES - 300 || minute > MINUTES - 240) {
            add(reports, bed, "MDC_PULS_OXIM_SAT_O2", "%", 95 + 2 * wave, 0);
        }
        add(reports, bed, "MDC_PRESS_BLD_ART_SYS", "mm[Hg]", 121 + 14 * wave, 0);
        add(reports, bed, "MDC_PRESS_BLD_ART_DIA", "mm[Hg]", 63 + 6 * wave, 0);
        add(reports, bed, "MDC_PRESS_BLD_ART_MEAN", "mm[Hg]", 82 + 8 * wave, 0);
        if (minute % 30 == 0) {
            add(reports, bed, "MDC_PRESS_BLD_NONINV_SYS", "mm[Hg]", 118 + 9 * wave, 0);
            add(reports, bed, "MDC_PRESS_BLD_NONINV_DIA", "mm[Hg]", 66 + 5 * wave, 0);
            add(reports, bed, "MDC_PRESS_BLD_NONINV_MEAN", "mm[Hg]", 84 + 5 * wave, 0);
        }
        add(reports, bed, "MDC_TTHOR_RESP_RATE", "{breaths}/min", 17 + 3 * wave, 0);
        add(reports, bed, "MDC_TEMP", "Cel", 37 + 0.4 * wave, 1);
        if (minute == 0) {
            reports.add(patient(bed));
        }
        if (minute % 200 == 190) {
            reports.add(alarm(bed, AlarmPhase.START, minute));
        } else if (minute % 200 == 192) {
            reports.add(alarm(bed, AlarmPhase.END, minute - 2));
        }
        return reports;
    }

    private static void add(List<Report> reports, String bed, String code, String unit, double value, int decimals) {
        BigDecimal shown = BigDecimal.valueOf(value).setScale(decimals, java.math.RoundingMode.HALF_UP);
        reports.add(new Observed(
                bed,
                null,
                new Numeric(
                        new Parameter(code, null, null, ""), shown, new Unit(unit), Quality.VALID, null, false, null)));
    }

    private static Report alarm(String bed, AlarmPhase phase, int id) {
        return new AlarmReport(
                bed,
                null,
                "a" + id,
                "MDC_EVT_LO_VAL_LT_LIM",
                null,
                "MDC_PULS_OXIM_SAT_O2",
                Priority.HIGH,
                AlarmKind.PHYSIOLOGICAL,
                phase,
                "*** SpO2 basse",
                null,
                Set.of(),
                false,
                Quality.VALID,
                null);
    }

    private static Report patient(String bed) {
        return new PatientReport(
                PatientReport.Event.IDENTIFIED,
                bed,
                null,
                null,
                "4711",
                "Łukasiewicz",
                "Žofia 漢",
                LocalDate.of(1961, 5, 4),
                null);
    }

    /** What is known of the day. */
    public History history() {
        return history;
    }

    /** A person arranges something at the end of the day. */
    public PastDay order(Order order) {
        orders++;
        ward = ward.apply(new WardEvent.Ordered("o" + orders, order, "AB", 1), END)
                .ward();
        return this;
    }

    /** The unit at its end. */
    public Ward ward() {
        return ward;
    }

    /** The end of the day, in Paris. */
    public Clock clock() {
        return new Clock(END, Duration.ZERO, ZoneId.of("Europe/Paris"));
    }
}
