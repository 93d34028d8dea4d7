package org.vigie.model.ward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.vigie.model.BedId;
import org.vigie.model.observation.Numeric;
import org.vigie.model.observation.Parameter;
import org.vigie.model.observation.Quality;
import org.vigie.model.report.Observed;
import org.vigie.model.report.Report;
import org.vigie.model.score.News2;
import org.vigie.model.unit.Unit;

/** NEWS2 from what monitors send and people enter. */
final class BedScoreTest {
    private static final BedId R01 = new BedId("R01");
    private static final BedId R02 = new BedId("R02");
    private final Rig rig = new Rig(new Site(
                    "site",
                    "unit",
                    List.of(
                            new BedPlace(R01, List.of(), null, false, false, true),
                            new BedPlace(R02, List.of(), null, false, false, true),
                            BedPlace.named("R03")),
                    WardPolicy.DEFAULT))
            .order(null, new Order.SignOn("AB", null, null));

    private static Report value(String code, String value, String unit, Quality quality) {
        return new Observed(
                "R01",
                Rig.DEVICE,
                new Numeric(
                        new Parameter(code, null, null, ""),
                        new BigDecimal(value),
                        new Unit(unit),
                        quality,
                        null,
                        false,
                        null));
    }

    private static Report value(String code, String value, String unit) {
        return value(code, value, unit, Quality.VALID);
    }

    private void monitor() {
        rig.say(
                "R01",
                value("MDC_RESP_RATE", "18", "/min"),
                value("MDC_PULS_OXIM_SAT_O2", "94", "%"),
                value("MDC_PRESS_BLD_NONINV_SYS", "105", "mm[Hg]"),
                value("MDC_ECG_HEART_RATE", "95", "/min"),
                value("MDC_TEMP_SKIN", "31.0", "Cel"),
                value("MDC_TEMP", "38.2", "Cel"));
    }

    private void seen(BedId bed, News2.Consciousness consciousness, boolean oxygen) {
        rig.order("AB", new Order.Observe(bed, consciousness, oxygen, News2.Scale.ONE));
    }

    private News2.Result score(String bed) {
        News2.Result result =
                BedScore.news2(rig.bed(bed), rig.now).orElseThrow().result();
        if (result == null) {
            throw new AssertionError("no score");
        }
        return result;
    }

    private Set<News2.Item> missing() {
        return assertInstanceOf(News2.Incomplete.class, score("R01")).missing();
    }

    @Test
    void offUnlessTheUnitWantsIt() {
        rig.beat("R03");
        assertTrue(BedScore.news2(rig.bed("R03"), rig.now).isEmpty());
        assertTrue(BedScore.news2(rig.bed("R01"), rig.now).isPresent());
    }

    @Test
    void whatOnlyAPersonCanSeeIsMissingUntilItIsEntered() {
        monitor();
        assertEquals(Set.of(News2.Item.OXYGEN, News2.Item.CONSCIOUSNESS), missing());
        seen(R01, News2.Consciousness.ALERT, true);
        // 0 + 1 + 2 + 1 + 1 + 0 + 1; the skin's temperature is none of the seven.
        assertEquals(6, assertInstanceOf(News2.Complete.class, score("R01")).total());
        News2.Entry<News2.Consciousness> entry =
                rig.bed("R01").seen().orElseThrow().consciousness();
        assertEquals("AB", entry == null ? null : entry.by());
    }

    @Test
    void aMonitorWithoutAnEcgGivesThePulseOfItsPleth() {
        rig.say("R01", value("MDC_PLETH_PULS_RATE", "95", "/min"));
        assertFalse(missing().contains(News2.Item.PULSE));
    }

    @Test
    void nothingOldAndNothingDoubtfulCounts() {
        monitor();
        seen(R01, News2.Consciousness.ALERT, false);
        Duration counts = BedScore.news2(rig.bed("R01"), rig.now).orElseThrow().counts();
        assertEquals(News2.CONTINUOUS_COUNTS, counts);
        rig.after(Duration.ofMinutes(61));
        monitor();
        assertEquals(Set.of(News2.Item.OXYGEN, News2.Item.CONSCIOUSNESS), missing());
        seen(R01, News2.Consciousness.ALERT, false);
        rig.afterSeconds(1);
        rig.say(
                "R01",
                value("MDC_ECG_HEART_RATE", "95", "/min", Quality.QUESTIONABLE),
                value("MDC_TEMP", "100.8", "[degF]"),
                value("MDC_PRESS_BLD_NONINV_SYS", "14", "kPa"));
        assertEquals(Set.of(News2.Item.PULSE, News2.Item.TEMPERATURE, News2.Item.SYSTOLIC), missing());
    }

    @Test
    void entriesGoWithThePatientAndSurviveARestart() {
        rig.order("AB", new Order.Admit(R01, new Patient("7", "Petit", null, null, null, false, false)));
        rig.order("AB", new Order.Observe(R01, News2.Consciousness.VOICE, true, News2.Scale.TWO));
        Optional<Seen> before = rig.bed("R01").seen();
        rig.ward = Ward.restore(rig.ward.site(), rig.ward.checkpoint(), rig.now);
        assertEquals(before, rig.bed("R01").seen());
        rig.order("AB", new Order.Transfer(R01, R02, true));
        assertEquals(Optional.empty(), rig.refusal());
        assertTrue(rig.bed("R01").seen().isEmpty());
        assertEquals(News2.Scale.TWO, rig.bed("R02").seen().orElseThrow().scale());
        rig.order("AB", new Order.Discharge(R02, true));
        assertTrue(rig.bed("R02").seen().isEmpty());
        seen(R02, News2.Consciousness.ALERT, false);
        assertEquals(Optional.of("bed-is-empty"), rig.refusal());
    }

    @Test
    void noScoreForAChild() {
        rig.order(
                "AB",
                new Order.Admit(R01, new Patient("7", "Petit", null, LocalDate.of(2012, 1, 1), null, false, false)));
        monitor();
        seen(R01, News2.Consciousness.ALERT, false);
        assertNull(BedScore.news2(rig.bed("R01"), rig.now).orElseThrow().result());
    }
}
