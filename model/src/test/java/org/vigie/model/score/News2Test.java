package org.vigie.model.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vigie.model.score.News2.Consciousness;
import org.vigie.model.score.News2.Entry;
import org.vigie.model.score.News2.Inputs;
import org.vigie.model.score.News2.Item;
import org.vigie.model.score.News2.Reading;
import org.vigie.model.score.News2.Response;
import org.vigie.model.score.News2.Scale;

class News2Test {
    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");

    private static Reading reading(String value) {
        return new Reading(new BigDecimal(value), NOW);
    }

    private static Inputs well() {
        return inputs("16", "97", Scale.ONE, false, "120", "70", Consciousness.ALERT, "37.0");
    }

    private static Inputs inputs(
            String rr, String spo2, Scale scale, boolean oxygen, String sbp, String hr, Consciousness acvpu, String t) {
        return new Inputs(
                reading(rr),
                reading(spo2),
                scale,
                new Entry<>(oxygen, NOW, "AB"),
                reading(sbp),
                reading(hr),
                new Entry<>(acvpu, NOW, "AB"),
                reading(t));
    }

    private static int points(Inputs inputs, Item item) {
        return News2.score(inputs, NOW).points().getOrDefault(item, -1);
    }

    /** Every value of the chart: the bands as "up to and with:points". */
    private static void chart(Item item, int from, String bands, IntFunction<Inputs> with) {
        int value = from;
        for (String band : bands.split(" ", -1)) {
            int end = Integer.parseInt(band.substring(0, band.indexOf(':')));
            int expected = Integer.parseInt(band.substring(band.indexOf(':') + 1));
            for (; value <= end; value++) {
                assertEquals(expected, points(with.apply(value), item), item + " " + value);
            }
        }
    }

    @Test
    void everyWholeNumberOfEveryBand() {
        chart(
                Item.RESPIRATION,
                0,
                "8:3 11:1 20:0 24:2 80:3",
                n -> inputs(n + "", "97", Scale.ONE, false, "120", "70", Consciousness.ALERT, "37"));
        chart(
                Item.SPO2,
                0,
                "91:3 93:2 95:1 100:0",
                n -> inputs("16", n + "", Scale.ONE, false, "120", "70", Consciousness.ALERT, "37"));
        chart(
                Item.SPO2,
                0,
                "83:3 85:2 87:1 92:0 94:1 96:2 100:3",
                n -> inputs("16", n + "", Scale.TWO, true, "120", "70", Consciousness.ALERT, "37"));
        chart(
                Item.SPO2,
                0,
                "83:3 85:2 87:1 100:0",
                n -> inputs("16", n + "", Scale.TWO, false, "120", "70", Consciousness.ALERT, "37"));
        chart(
                Item.SYSTOLIC,
                0,
                "90:3 100:2 110:1 219:0 300:3",
                n -> inputs("16", "97", Scale.ONE, false, n + "", "70", Consciousness.ALERT, "37"));
        chart(
                Item.PULSE,
                0,
                "40:3 50:1 90:0 110:1 130:2 300:3",
                n -> inputs("16", "97", Scale.ONE, false, "120", n + "", Consciousness.ALERT, "37"));
        chart(
                Item.TEMPERATURE,
                250,
                "350:3 360:1 380:0 390:1 450:2",
                n -> inputs(
                        "16",
                        "97",
                        Scale.ONE,
                        false,
                        "120",
                        "70",
                        Consciousness.ALERT,
                        BigDecimal.valueOf(n, 1).toString()));
    }

    @ParameterizedTest
    @CsvSource({"8.4,3", "8.5,1", "11.5,0", "20.5,2", "24.49,2", "24.5,3"})
    void noFractionFallsBetweenTwoBands(String rate, int expected) {
        assertEquals(
                expected,
                points(inputs(rate, "97", Scale.ONE, false, "120", "70", Consciousness.ALERT, "37"), Item.RESPIRATION));
    }

    @ParameterizedTest
    @CsvSource({"35.04,3", "35.05,1", "36.04,1", "36.05,0", "38.05,1", "39.04,1", "39.05,2"})
    void temperatureIsReadToATenth(String temperature, int expected) {
        assertEquals(
                expected,
                points(
                        inputs("16", "97", Scale.ONE, false, "120", "70", Consciousness.ALERT, temperature),
                        Item.TEMPERATURE));
    }

    @Test
    void onlyAlertIsZeroAndOxygenIsTwo() {
        for (Consciousness some : Consciousness.values()) {
            assertEquals(
                    some == Consciousness.ALERT ? 0 : 3,
                    points(inputs("16", "97", Scale.ONE, false, "120", "70", some, "37"), Item.CONSCIOUSNESS));
        }
        assertEquals(
                2, points(inputs("16", "97", Scale.ONE, true, "120", "70", Consciousness.ALERT, "37"), Item.OXYGEN));
    }

    @Test
    void theTotalAsksForTheResponseOfTheChart() {
        check(0, Response.ROUTINE, well());
        check(1, Response.LOW, inputs("16", "95", Scale.ONE, false, "120", "70", Consciousness.ALERT, "37"));
        check(3, Response.SINGLE_RED, inputs("16", "97", Scale.ONE, false, "120", "70", Consciousness.VOICE, "37"));
        check(5, Response.URGENT, inputs("16", "97", Scale.ONE, true, "120", "70", Consciousness.PAIN, "37"));
        check(7, Response.EMERGENCY, inputs("22", "97", Scale.ONE, true, "120", "70", Consciousness.PAIN, "37"));
        check(
                20,
                Response.EMERGENCY,
                inputs("30", "80", Scale.ONE, true, "80", "140", Consciousness.UNRESPONSIVE, "34"));
    }

    private static void check(int total, Response response, Inputs inputs) {
        News2.Complete complete = assertInstanceOf(News2.Complete.class, News2.score(inputs, NOW));
        assertEquals(total, complete.total());
        assertEquals(response, complete.response());
    }

    @Test
    void whatIsMissingIsNeverScoredAsZero() {
        Inputs w = well();
        Map<Item, Inputs> without = Map.of(
                Item.RESPIRATION,
                        new Inputs(
                                null,
                                w.spo2(),
                                Scale.ONE,
                                w.oxygen(),
                                w.systolic(),
                                w.pulse(),
                                w.consciousness(),
                                w.temperature()),
                Item.SPO2,
                        new Inputs(
                                w.respiration(),
                                null,
                                Scale.ONE,
                                w.oxygen(),
                                w.systolic(),
                                w.pulse(),
                                w.consciousness(),
                                w.temperature()),
                Item.OXYGEN,
                        new Inputs(
                                w.respiration(),
                                w.spo2(),
                                Scale.ONE,
                                null,
                                w.systolic(),
                                w.pulse(),
                                w.consciousness(),
                                w.temperature()),
                Item.SYSTOLIC,
                        new Inputs(
                                w.respiration(),
                                w.spo2(),
                                Scale.ONE,
                                w.oxygen(),
                                null,
                                w.pulse(),
                                w.consciousness(),
                                w.temperature()),
                Item.PULSE,
                        new Inputs(
                                w.respiration(),
                                w.spo2(),
                                Scale.ONE,
                                w.oxygen(),
                                w.systolic(),
                                null,
                                w.consciousness(),
                                w.temperature()),
                Item.CONSCIOUSNESS,
                        new Inputs(
                                w.respiration(),
                                w.spo2(),
                                Scale.ONE,
                                w.oxygen(),
                                w.systolic(),
                                w.pulse(),
                                null,
                                w.temperature()),
                Item.TEMPERATURE,
                        new Inputs(
                                w.respiration(),
                                w.spo2(),
                                Scale.ONE,
                                w.oxygen(),
                                w.systolic(),
                                w.pulse(),
                                w.consciousness(),
                                null));
        without.forEach((item, inputs) -> {
            News2.Incomplete incomplete = assertInstanceOf(News2.Incomplete.class, News2.score(inputs, NOW));
            assertEquals(Set.of(item), incomplete.missing());
            assertEquals(6, incomplete.known());
        });
        News2.Incomplete nothing = assertInstanceOf(
                News2.Incomplete.class,
                News2.score(new Inputs(null, null, Scale.ONE, null, null, null, null, null), NOW));
        assertEquals(Set.copyOf(Arrays.asList(Item.values())), nothing.missing());
    }

    @Test
    void whatIsTooOldIsMissing() {
        assertAged(Duration.ofMinutes(5), Set.of());
        assertAged(Duration.ofMinutes(5).plusSeconds(1), Set.of(Item.RESPIRATION, Item.SPO2, Item.PULSE));
        assertAged(Duration.ofHours(1), Set.of(Item.RESPIRATION, Item.SPO2, Item.PULSE));
        assertAged(Duration.ofHours(1).plusSeconds(1), Set.of(Item.values()));
    }

    private static void assertAged(Duration age, Set<Item> missing) {
        News2.Result result = News2.score(well(), NOW.plus(age));
        assertEquals(missing, result instanceof News2.Incomplete incomplete ? incomplete.missing() : Set.of());
    }

    @Test
    void theSecondScaleAboveNinetyTwoNeedsToKnowAboutOxygen() {
        Inputs w = inputs("16", "95", Scale.TWO, true, "120", "70", Consciousness.ALERT, "37");
        Inputs unknown = new Inputs(
                w.respiration(),
                w.spo2(),
                Scale.TWO,
                null,
                w.systolic(),
                w.pulse(),
                w.consciousness(),
                w.temperature());
        News2.Incomplete incomplete = assertInstanceOf(News2.Incomplete.class, News2.score(unknown, NOW));
        assertEquals(Set.of(Item.SPO2, Item.OXYGEN), incomplete.missing());
    }
}
