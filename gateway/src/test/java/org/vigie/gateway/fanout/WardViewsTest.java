package org.vigie.gateway.fanout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.vigie.dashboard.wire.LiveMessage;
import org.vigie.dashboard.wire.WardView;
import org.vigie.model.DeviceId;
import org.vigie.model.SourceId;
import org.vigie.model.observation.AbsenceReason;
import org.vigie.model.observation.Absent;
import org.vigie.model.observation.DeviceTime;
import org.vigie.model.observation.Numeric;
import org.vigie.model.observation.Parameter;
import org.vigie.model.observation.Quality;
import org.vigie.model.report.Observed;
import org.vigie.model.report.PatientReport;
import org.vigie.model.report.Report;
import org.vigie.model.unit.Unit;
import org.vigie.model.ward.BedPlace;
import org.vigie.model.ward.Site;
import org.vigie.model.ward.Ward;
import org.vigie.model.ward.WardEvent;
import org.vigie.model.ward.WardPolicy;

class WardViewsTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final SourceId SOURCE = new SourceId("hl7/10.0.0.1");
    private static final Site SITE =
            new Site("s", "u", List.of(BedPlace.named("R01"), BedPlace.named("R02")), WardPolicy.DEFAULT);

    private static final Numeric DEMO_RATE = new Numeric(
            new Parameter("MDC_ECG_HEART_RATE", null, null, "label"),
            new BigDecimal("80"),
            Unit.PER_MINUTE,
            Quality.DEMO,
            null,
            false,
            null);

    private static WardViews.Moment at(Instant now) {
        return new WardViews.Moment(3, "live", now, now.plusSeconds(3600), Duration.ofHours(1), ZoneOffset.ofHours(1));
    }

    private static Numeric number(String code, @Nullable String channel, String value, boolean setting) {
        return new Numeric(
                new Parameter(code, null, channel, "label"),
                new BigDecimal(value),
                Unit.PER_MINUTE,
                Quality.VALID,
                null,
                setting,
                null);
    }

    private static Report says(String device, Numeric numeric) {
        return new Observed("R01", new DeviceId(device), numeric);
    }

    private static Ward heard(List<Report> reports) {
        return Ward.start(SITE, NOON)
                .apply(new WardEvent.Heard(SOURCE, "c", reports), NOON.plusSeconds(1))
                .ward();
    }

    private static WardView.Bed first(Ward ward) {
        return WardViews.view(ward, at(ward.now())).beds().get(0);
    }

    @Test
    void numbersStandInTheOrderOfATile() {
        List<Report> reports = new ArrayList<>();
        List<String> order = List.of(
                "MDC_ECG_HEART_RATE",
                "MDC_PULS_OXIM_SAT_O2",
                "MDC_PRESS_BLD_ART_ABP_SYS",
                "MDC_PRESS_BLD_ART_ABP_DIA",
                "MDC_PRESS_BLD_ART_ABP_MEAN",
                "MDC_PRESS_BLD_NONINV_SYS",
                "MDC_RESP_RATE",
                "MDC_TEMP",
                "MDC_AWAY_CO2_ET",
                "MDC_PRESS_BLD_VEN_CENT_MEAN",
                "MDC_SOMETHING_ELSE");
        for (int i = order.size() - 1; i >= 0; i--) {
            reports.add(says("m", number(order.get(i), null, "1", false)));
        }
        assertEquals(
                order,
                first(heard(reports)).numerics().stream()
                        .map(WardView.Numeric::code)
                        .toList());
    }

    @Test
    void setValuesAreNoMeasurements() {
        assertEquals(
                List.of(),
                first(heard(List.of(says("m", number("MDC_ECG_HEART_RATE", null, "60", true)))))
                        .numerics());
    }

    @Test
    void twoDevicesThatMeasureTheSameStayApart() {
        List<WardView.Numeric> numerics = first(heard(List.of(
                        says("m1", number("MDC_PULS_OXIM_SAT_O2", null, "97", false)),
                        says("m2", number("MDC_PULS_OXIM_SAT_O2", null, "88", false)))))
                .numerics();
        assertEquals(2, numerics.size());
        assertNull(numerics.get(0).channel());
        assertEquals("#2", numerics.get(1).channel());
    }

    @Test
    void anAbsentValueIsNullWithItsReason() {
        Ward ward = heard(List.of(new Observed(
                "R01",
                null,
                new Absent(
                        new Parameter("MDC_PULS_OXIM_SAT_O2", null, null, "SpO2"), AbsenceReason.SENSOR_OFF, null))));
        WardView.Numeric numeric = first(ward).numerics().get(0);
        assertNull(numeric.value());
        assertEquals("absent", numeric.state());
        assertEquals("sensor-off", numeric.reason());
    }

    @Test
    void aValueKeepsItsPrecisionAndItsAge() {
        Ward ward = heard(List.of(says("m", number("MDC_TEMP", null, "37.0", false))));
        WardView view = WardViews.view(ward, at(NOON.plusSeconds(3)));
        assertEquals("37.0", String.valueOf(view.beds().get(0).numerics().get(0).value()));
        assertEquals(2000, view.beds().get(0).numerics().get(0).ageMs());
        assertEquals(2000, view.beds().get(0).silentMs());
        assertEquals(-1, view.beds().get(1).silentMs());
        assertEquals("2026-01-01T14:00:03+01:00", view.serverTime());
    }

    @Test
    void aCuffPressureSaysWhenItWasMeasured() {
        Numeric nibp = new Numeric(
                new Parameter("MDC_PRESS_BLD_NONINV_SYS", null, null, "NIBP"),
                new BigDecimal("120"),
                Unit.MM_HG,
                Quality.VALID,
                null,
                false,
                new DeviceTime(LocalDateTime.of(2026, 1, 1, 11, 45), null));
        WardView.Numeric numeric = first(heard(List.of(new Observed("R01", null, nibp))))
                .numerics()
                .get(0);
        assertEquals("11:45", numeric.measuredAt());
    }

    @Test
    void hostileTextIsHarmless() {
        Ward ward = heard(List.of(new PatientReport(
                PatientReport.Event.IDENTIFIED, "R01", null, null, "7\u202E7", "\u202EDupont", "<b>", null, null)));
        WardView.Bed bed = first(ward);
        assertEquals("7\uFFFD7", bed.patientId());
        assertEquals("<.\uFFFD.", bed.label());
    }

    @Test
    void aDeltaHoldsOnlyTheBedsThatChanged() {
        Ward before = Ward.start(SITE, NOON);
        Ward after = before.apply(
                        new WardEvent.Heard(SOURCE, "c", List.of(says("m", number("MDC_TEMP", null, "37.0", false)))),
                        NOON.plusSeconds(1))
                .ward();
        LiveMessage.Delta delta = WardViews.delta(before, after, at(after.now()));
        assertEquals(
                List.of("R01"), delta.beds().stream().map(WardView.Bed::bed).toList());
        assertNull(delta.alarms());
        assertNull(delta.unassigned());
        assertEquals(before.changes(), delta.from());
        assertEquals(after.changes(), delta.seq());
        assertTrue(WardViews.canDelta(before, after));
        Site other = new Site("s", "u", List.of(BedPlace.named("R02"), BedPlace.named("R01")), WardPolicy.DEFAULT);
        assertTrue(!WardViews.canDelta(before, Ward.start(other, NOON)));
    }

    @Test
    void anotherValueMayWaitAndEverythingElseMayNot() {
        Ward before = heard(List.of(says("M", number("MDC_ECG_HEART_RATE", null, "80", false))));
        Ward value = before.apply(
                        new WardEvent.Heard(
                                SOURCE, "c", List.of(says("M", number("MDC_ECG_HEART_RATE", null, "81", false)))),
                        NOON.plusSeconds(2))
                .ward();
        assertTrue(onlyValuesDiffer(before, before));
        assertTrue(onlyValuesDiffer(before, value));
        Ward silent = value.apply(new WardEvent.Heard(SOURCE, "c", List.of()), NOON.plusSeconds(40))
                .ward();
        assertFalse(onlyValuesDiffer(value, silent), "the alarm about the silence");
        Ward demo = before.apply(new WardEvent.Heard(SOURCE, "c", List.of(says("M", DEMO_RATE))), NOON.plusSeconds(2))
                .ward();
        assertFalse(onlyValuesDiffer(before, demo), "a mark");
        Ward other = before.apply(
                        new WardEvent.Heard(
                                new SourceId("hl7/10.0.0.9"),
                                "d",
                                List.of(new Observed(
                                        "NOBODY", new DeviceId("X"), number("MDC_ECG_HEART_RATE", null, "70", false)))),
                        NOON.plusSeconds(2))
                .ward();
        assertFalse(onlyValuesDiffer(before, other), "a sender without a bed");
    }

    @Test
    void aBedOfAnotherBoxMayWaitLikeAnOwnOne() {
        Ward ward = heard(List.of());
        WardView.Bed bed = first(heard(List.of(says("M", number("MDC_ECG_HEART_RATE", null, "80", false)))));
        WardView.Bed later = first(heard(List.of(says("M", number("MDC_ECG_HEART_RATE", null, "90", false)))));
        WardView.Bed lost = first(ward);
        assertTrue(Screens.onlyValuesDiffer(remote(ward, bed), remote(ward, later)));
        assertFalse(Screens.onlyValuesDiffer(remote(ward, bed), remote(ward, lost)), "its link");
        assertFalse(
                Screens.onlyValuesDiffer(new Screens.Both(ward, RemoteFeed.Beds.NONE), remote(ward, bed)), "a new bed");
    }

    private static Screens.Both remote(Ward ward, WardView.Bed bed) {
        RemoteFeed.RemoteBed shown = new RemoteFeed.RemoteBed(bed, 0);
        return new Screens.Both(ward, new RemoteFeed.Beds(1, 0, Map.of("X01", shown), List.of()));
    }

    private static boolean onlyValuesDiffer(Ward before, Ward after) {
        return Screens.onlyValuesDiffer(
                new Screens.Both(before, RemoteFeed.Beds.NONE), new Screens.Both(after, RemoteFeed.Beds.NONE));
    }
}
