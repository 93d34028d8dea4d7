package org.vigie.gateway.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.vigie.dashboard.wire.TrendsView;
import org.vigie.model.BedId;
import org.vigie.model.SourceId;
import org.vigie.model.limits.Limits;
import org.vigie.model.observation.AbsenceReason;
import org.vigie.model.observation.Absent;
import org.vigie.model.observation.Numeric;
import org.vigie.model.observation.Observation;
import org.vigie.model.observation.Parameter;
import org.vigie.model.observation.Quality;
import org.vigie.model.report.Observed;
import org.vigie.model.report.Report;
import org.vigie.model.unit.Unit;
import org.vigie.model.ward.BedPlace;
import org.vigie.model.ward.Site;
import org.vigie.model.ward.Ward;
import org.vigie.model.ward.WardEvent;
import org.vigie.model.ward.WardPolicy;

class TrendStoreTest {
    private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");
    private static final BedId BED = new BedId("R01");
    private static final SourceId SOURCE = new SourceId("hl7/10.0.0.1");
    private static final Parameter HR = new Parameter("MDC_ECG_HEART_RATE", null, null, "HR");
    private static final Parameter TEMP = new Parameter("MDC_TEMP", null, null, "T");

    private final TrendStore store = new TrendStore(Limits.History.DEFAULT);
    private final WardSampler sampler = new WardSampler(store, new Unwatched(), START, Instant.MAX);
    private Ward ward = Ward.start(new Site("", "", List.of(BedPlace.named("R01")), WardPolicy.DEFAULT), START);

    private static Observation number(Parameter parameter, String value, Quality quality) {
        return new Numeric(parameter, new BigDecimal(value), new Unit("1"), quality, null, false, null);
    }

    private void heard(Instant at, Observation... observations) {
        List<Report> reports = new ArrayList<>();
        for (Observation observation : observations) {
            reports.add(new Observed("R01", null, observation));
        }
        ward = ward.apply(new WardEvent.Heard(SOURCE, "c1", reports), at).ward();
        sampler.sample(ward);
    }

    private void pass(Instant until) {
        while (ward.now().isBefore(until)) {
            ward = ward.advance(ward.now().plusSeconds(1)).ward();
            sampler.sample(ward);
        }
    }

    private TrendsView view(int hours) {
        return TrendViews.view(store, BED, hours, Set.of(), new Clock(ward.now(), Duration.ZERO, ZoneOffset.UTC));
    }

    private static TrendsView.Series one(TrendsView view, String code) {
        return view.series().stream()
                .filter(series -> code.equals(series.code()))
                .findFirst()
                .orElseThrow();
    }

    private static List<@Nullable Double> known(List<@Nullable Double> points) {
        return points.stream().filter(point -> point != null).toList();
    }

    @Test
    void aMinuteKeepsSmallestLargestAndLast() {
        for (int i = 0; i < 180; i++) {
            heard(START.plusSeconds(i), number(HR, Integer.toString(60 + i % 60), Quality.VALID));
        }
        TrendsView view = view(1);
        TrendsView.Series hr = one(view, "MDC_ECG_HEART_RATE");
        assertEquals(List.of(60.0, 60.0, 60.0), known(hr.min()));
        assertEquals(List.of(119.0, 119.0, 119.0), known(hr.max()));
        assertEquals(List.of(119.0, 119.0, 119.0), known(hr.last()));
        assertEquals(180, hr.samples().stream().mapToInt(n -> n).sum());
        assertEquals(60, view.stepSeconds());
        assertEquals(60, hr.last().size());
        assertNull(view.loadingFrom());
    }

    @Test
    void decimalsStayAsTheMonitorSendsThem() {
        heard(START, number(TEMP, "36.7", Quality.VALID));
        heard(START.plusSeconds(1), number(TEMP, "36.9", Quality.QUESTIONABLE));
        TrendsView.Series temp = one(view(1), "MDC_TEMP");
        assertEquals(List.of(36.7), known(temp.min()));
        assertEquals(List.of(36.9), known(temp.last()));
        assertTrue(temp.questionable());
    }

    @Test
    void everyGapHasItsCauseAndNothingIsPutInBetween() {
        Instant at = START;
        for (int i = 0; i < 120; i++) {
            heard(at.plusSeconds(i), number(HR, "70", Quality.VALID), number(TEMP, "37.0", Quality.VALID));
        }
        // Two minutes: the monitor goes on, the temperature has no value.
        for (int i = 120; i < 240; i++) {
            heard(at.plusSeconds(i), number(HR, "71", Quality.VALID), new Absent(TEMP, AbsenceReason.SENSOR_OFF, null));
        }
        // A minute of values that the monitor itself calls wrong.
        for (int i = 240; i < 300; i++) {
            heard(at.plusSeconds(i), number(HR, "0", Quality.INVALID), number(TEMP, "37.1", Quality.VALID));
        }
        // Five minutes of silence, then again.
        pass(at.plusSeconds(600));
        heard(at.plusSeconds(600), number(HR, "72", Quality.VALID), number(TEMP, "37.2", Quality.VALID));
        TrendsView view = view(1);
        TrendsView.Series hr = one(view, "MDC_ECG_HEART_RATE");
        TrendsView.Series temp = one(view, "MDC_TEMP");
        assertEquals(List.of("07:11-08:00 gateway-down", "08:04-08:05 invalid", "08:05-08:10 lost"), words(hr.gaps()));
        assertEquals(List.of("07:11-08:00 gateway-down", "08:02-08:04 absent", "08:05-08:10 lost"), words(temp.gaps()));
        // The first of the five began with a link that was still good.
        assertEquals(List.of("07:11-08:00 gateway-down", "08:06-08:10 lost"), words(view.gaps()));
        assertEquals(70.0, hr.last().get(49));
        assertNull(hr.last().get(53));
        assertNull(hr.last().get(55));
        // 4 of the 59 whole minutes and the one that has just begun.
        assertEquals(Math.floor(1000.0 * 5 / 60) / 10, hr.coverage());
    }

    private static List<String> words(List<TrendsView.Gap> gaps) {
        return gaps.stream()
                .map(gap -> gap.from().substring(11, 16) + "-" + gap.to().substring(11, 16) + " " + gap.cause())
                .toList();
    }

    @Test
    void standbyAndNeverHeardAreCausesOfTheirOwn() {
        pass(START.plusSeconds(180));
        heard(START.plusSeconds(180), number(HR, "70", Quality.VALID));
        ward = ward.apply(
                        new WardEvent.Commanded("1", org.vigie.model.ward.Action.STANDBY, BED, null, "AB"), ward.now())
                .ward();
        pass(START.plusSeconds(400));
        List<String> gaps = words(one(view(1), "MDC_ECG_HEART_RATE").gaps());
        assertEquals("08:00-08:03 no-monitor", gaps.get(1), gaps.toString());
        assertEquals("08:04-08:06 standby", gaps.get(2), gaps.toString());
    }

    @Test
    void longerTimesAreTakenTogetherWithTheirExtremes() {
        for (int minute = 0; minute < 72 * 60; minute++) {
            Instant at = START.plusSeconds(60L * minute);
            heard(at, number(HR, minute == 1_000 ? "190" : "80", Quality.VALID));
        }
        TrendsView day = view(24);
        TrendsView all = view(72);
        assertEquals(120, day.stepSeconds());
        assertEquals(360, all.stepSeconds());
        TrendsView.Series hr = one(all, "MDC_ECG_HEART_RATE");
        assertTrue(hr.last().size() <= 721, hr.last().size() + " points");
        assertEquals(1, hr.max().stream().filter(v -> v != null && v == 190.0).count());
        assertEquals(100.0, hr.coverage());
        assertEquals(List.of(), hr.gaps());
    }

    @Test
    void whatIsOlderThanItsTimeIsForgottenByItself() {
        heard(START, number(HR, "70", Quality.VALID));
        heard(START.plus(Duration.ofHours(80)), number(HR, "71", Quality.VALID));
        assertEquals(List.of(71.0), known(one(view(72), "MDC_ECG_HEART_RATE").last()));
    }

    @Test
    void atItsBoundTheOldestHourOfTheUnitGoesAndIsCounted() {
        Limits.History d = Limits.History.DEFAULT;
        TrendStore small = new TrendStore(new Limits.History(d.keep(), 2, 3, 10, 10, 10, 1));
        WardSampler into = new WardSampler(small, new Unwatched(), START, Instant.MAX);
        for (int hour = 0; hour < 5; hour++) {
            heard(START.plus(Duration.ofHours(hour)), number(HR, "70", Quality.VALID));
            into.sample(ward);
        }
        assertEquals(new TrendStore.Size(1, 3, 2, 0), small.size());
        heard(START.plus(Duration.ofHours(5)), number(TEMP, "37", Quality.VALID));
        into.sample(ward);
        heard(
                START.plus(Duration.ofHours(5)),
                number(new Parameter("MDC_CONC_AWAY_CO2_ET", null, null, ""), "5", Quality.VALID));
        into.sample(ward);
        TrendStore.Size size = small.size();
        assertEquals(2, size.series());
        assertEquals(1, size.forgottenSeries());
        assertTrue(size.hours() <= 3, size.toString());
    }

    @Test
    void sixtyFourBedsOfTwelveParametersForThreeDaysFitIntoSixtyFourMegabytes() {
        TrendStore full = new TrendStore(Limits.History.DEFAULT);
        heard(START, number(HR, "70", Quality.VALID));
        org.vigie.model.ward.Stream stream =
                ward.beds().values().iterator().next().streams().get(0);
        long before = used();
        long first = TrendStore.minute(START);
        for (int bed = 0; bed < 64; bed++) {
            BedId id = new BedId("B" + bed);
            for (int parameter = 0; parameter < 12; parameter++) {
                // Another unit is another series.
                Numeric numeric = new Numeric(
                        HR, BigDecimal.valueOf(70), new Unit("u" + parameter), Quality.VALID, null, false, null);
                for (int minute = 0; minute < 72 * 60; minute++) {
                    full.add(id, stream, numeric, first + minute);
                }
            }
        }
        long bytes = used() - before;
        System.Logger log = System.getLogger("size");
        log.log(System.Logger.Level.INFO, "LB: {0} keep {1} bytes", full.size(), bytes);
        assertEquals(64 * 12, full.size().series());
        assertEquals(64 * 12 * 72, full.size().hours());
        assertTrue(bytes < 64_000_000, bytes + " bytes");
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
