package org.vigie.dashboard.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.vigie.dashboard.wire.WardView.Bed;

/** Curves on the screen: drawn where they must be, and never where nothing came. */
class WavesTest {
    /** Number of pixels of a tile's wave area that have the colour of a curve; dots of a gap are grey. */
    private static final String INK = """
            (bed) => {
              const box = document.querySelector(bed === '' ? '#detail .wv' : `[data-bed=${bed}] .wv`).getBoundingClientRect();
              const canvas = [...document.querySelectorAll('.canvases canvas')].find((one) => {
                const r = one.getBoundingClientRect();
                return r.top <= box.top + 1 && r.bottom >= box.bottom - 1;
              });
              if (box.width === 0 || box.height === 0 || !canvas) return [0, 0];
              const from = canvas.getBoundingClientRect();
              const g = canvas.getContext('2d');
              const { data } = g.getImageData(box.x - from.x, box.y - from.y, box.width, box.height);
              let ink = 0, grey = 0;
              for (let i = 0; i < data.length; i += 4) {
                const [r, gr, b] = [data[i], data[i + 1], data[i + 2]];
                if (Math.max(r, gr, b) - Math.min(r, gr, b) > 40) ink += 1;
                else if (r > 90 && gr > 90 && b > 90) grey += 1;
              }
              return [ink, grey];
            }""";

    /** For each column of the first lane that has ink: how far its middle is from a sine of 1 Hz at that place. */
    private static final String SINE = """
            () => {
              const canvas = document.querySelector('#waves canvas');
              const from = canvas.getBoundingClientRect();
              const box = document.querySelector('[data-bed=R01] .wv').getBoundingClientRect();
              const g = canvas.getContext('2d');
              const w = Math.floor(box.width), h = Math.floor(box.height);
              const { data } = g.getImageData(Math.round(box.x - from.x), Math.round(box.y - from.y), w, h);
              const middles = [];
              for (let x = 0; x < w; x += 1) {
                let sum = 0, n = 0;
                for (let y = 0; y < h; y += 1) {
                  const i = 4 * (y * w + x);
                  if (data[i + 1] > data[i] + 60) { sum += y; n += 1; }
                }
                middles.push(n === 0 ? null : sum / n);
              }
              return [w, h, middles];
            }""";

    private static final String PLACES = """
            [...document.querySelectorAll('#grid .digits, #grid .name, #grid .wv')].map((d) => {
              const r = d.getBoundingClientRect(); return `${d.className} ${d.matches('.wv') ? '' : d.textContent} ${r.x} ${r.y}`; })
            """;

    private static Chromium chromium;

    @BeforeAll
    static void start() {
        chromium = Chromium.start("--autoplay-policy=no-user-gesture-required");
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
    }

    private static List<?> ink(Browsing on, String bed) {
        return (List<?>) on.page.evaluate(INK, bed);
    }

    private static void drawn(Browsing on, String bed) {
        on.page.waitForFunction("bed => (" + INK + ")(bed)[0] > 150", bed);
    }

    private static void gone(Browsing on, String bed) {
        on.page.waitForFunction("bed => (" + INK + ")(bed)[0] === 0", bed);
    }

    private static Curves sine(FakeGateway gateway) {
        return new Curves(gateway).add("R01", Curves.ECG, "mV", 250, 0.001, s -> 0.4 * Math.sin(2 * Math.PI * s));
    }

    @Test
    void drawsASineWhereItMustBe() {
        try (Browsing on = Browsing.watching(chromium, Wards.plain(16));
                Curves curves = sine(on.gateway)) {
            curves.run();
            on.page.waitForFunction("() => document.querySelector('[data-bed=R01] .wl')");
            on.says("[data-bed=R01] .wl", "II");
            on.says("[data-bed=R01] .wl", "10 mm/mV");
            on.says("[data-bed=R01] .wl", "25 mm/s");
            // A sweep without a hole: where this machine kept the curve waiting, the next one is drawn.
            on.page.waitForFunction(
                    "() => { const [w, , middles] = (" + SINE + ")();"
                            + " return middles.filter((y) => y !== null).length > w - 30; }",
                    null,
                    new Page.WaitForFunctionOptions().setPollingInterval(250));
            List<?> found = (List<?>) on.page.evaluate(SINE);
            int width = ((Number) found.get(0)).intValue();
            int height = ((Number) found.get(1)).intValue();
            List<?> middles = (List<?>) found.get(2);
            // 25 mm/s and 10 mm/mV in CSS pixels of 1/96 inch; the lane is 0.64 of its height above 0 mV.
            double perSecond = 25 * 96 / 25.4;
            double amplitude = 0.4 * 10 * 96 / 25.4;
            int ink = 0;
            double high = height;
            double low = 0;
            for (Object middle : middles) {
                if (middle != null) {
                    ink++;
                    high = Math.min(high, ((Number) middle).doubleValue());
                    low = Math.max(low, ((Number) middle).doubleValue());
                }
            }
            assertTrue(ink > width - 30, ink + " of " + width + " columns");
            assertEquals(2 * amplitude, low - high, 4, "from crest to trough");
            assertEquals(height * 0.64, (low + high) / 2, 4, "0 mV");
            assertEquals(perSecond, period(middles, (low + high) / 2), 2, "a second");
        }
    }

    /** Distance of two upward crossings of the middle that belong to one stretch of the sweep. */
    private static double period(List<?> middles, double zero) {
        double last = -1;
        Double before = null;
        double shortest = 1_000;
        for (int x = 0; x < middles.size(); x++) {
            Double now = middles.get(x) == null ? null : Double.valueOf(((Number) middles.get(x)).doubleValue());
            if (now == null) {
                last = -1;
            } else if (before != null && before > zero && now <= zero) {
                if (last >= 0) {
                    shortest = Math.min(shortest, x - last);
                }
                last = x;
            }
            before = now;
        }
        return shortest;
    }

    @Test
    void aGapIsDotsAndNeverALine() {
        try (Browsing on = Browsing.watching(chromium, Wards.plain(16));
                Curves curves = sine(on.gateway)) {
            curves.run();
            drawn(on, "R01");
            curves.missing(true);
            gone(on, "R01");
            assertTrue(((Number) ink(on, "R01").get(1)).intValue() > 40, "dots");
            curves.missing(false);
            drawn(on, "R01");
        }
    }

    @Test
    void whatDoesNotComeIsAGapToo() {
        try (Browsing on = Browsing.watching(chromium, Wards.plain(16));
                Curves curves = sine(on.gateway)) {
            curves.run();
            drawn(on, "R01");
            curves.silent(true);
            gone(on, "R01");
            curves.silent(false);
            drawn(on, "R01");
        }
    }

    @Test
    void withoutTheLinkThereAreNoWaves() {
        try (Browsing on = Browsing.watching(chromium, Wards.plain(16));
                Curves curves = Curves.unit(on.gateway, 16)) {
            curves.run();
            drawn(on, "R01");
            drawn(on, "R16");
            on.gateway.ticking(false);
            on.shown("#lost");
            gone(on, "R01");
            gone(on, "R16");
            on.gone(".wl");
            on.gateway.ticking(true);
            on.gone("#lost");
            drawn(on, "R01");
        }
    }

    @Test
    void aBedThatIsStaleOrLostHasNoWaves() {
        try (Browsing on = Browsing.watching(chromium, Wards.plain(16));
                Curves curves = Curves.unit(on.gateway, 16)) {
            curves.run();
            drawn(on, "R02");
            for (String link : List.of("stale", "lost", "standby")) {
                Bed bed = Wards.bed(2, link, Wards.inState(Wards.values(2), "stale", null), List.of(), List.of());
                on.gateway.change(bed);
                gone(on, "R02");
                on.gone("[data-bed=R02] .wl");
                on.gateway.change(Wards.bed(2));
                drawn(on, "R02");
            }
        }
    }

    @Test
    void aLaneThatEndsIsRemovedAndTheOthersGoOn() {
        try (Browsing on = Browsing.watching(chromium, Wards.plain(16));
                Curves curves = sine(on.gateway).add("R02", Curves.ECG, "mV", 250, 0.001, s -> 0.3)) {
            curves.run();
            drawn(on, "R01");
            drawn(on, "R02");
            on.gateway.lanes(curves.lanes().subList(0, 1));
            gone(on, "R02");
            assertTrue(((Number) ink(on, "R01").get(0)).intValue() > 150);
        }
    }

    @Test
    void digitsStandWhereTheyStandWhateverTheWavesDo() {
        try (Browsing on = Browsing.watching(chromium, Wards.plain(16));
                Curves curves = Curves.unit(on.gateway, 16)) {
            curves.run();
            drawn(on, "R01");
            on.pass(500);
            Object before = on.page.evaluate(PLACES);
            on.gateway.lanes(List.of());
            gone(on, "R01");
            assertEquals(before, on.page.evaluate(PLACES));
            on.gateway.lanes(curves.lanes());
            drawn(on, "R01");
            assertEquals(before, on.page.evaluate(PLACES));
        }
    }

    @Test
    void saysThatDataAreDemonstrationAtTheLaneToo() {
        try (Browsing on = Browsing.watching(chromium, Wards.plain(8));
                Curves curves = new Curves(on.gateway).add("R01", Curves.ECG, "mV", 250, 0.001, "demo", s -> 0.2)) {
            curves.run();
            on.says("[data-bed=R01] .wl .mark", "DEMO");
            assertNotNull(on.gateway.waveBeds());
            assertNull(on.gateway.waveBeds().beds());
        }
    }

    @Test
    void everyFrameIsAnsweredAndTheSpeedIsAKey() {
        try (Browsing on = Browsing.watching(chromium, Wards.plain(16));
                Curves curves = sine(on.gateway)) {
            curves.run();
            drawn(on, "R01");
            assertTrue(on.gateway.took().size() > 2);
            on.page.keyboard().press("m");
            on.says("[data-bed=R01] .wl", "12.5 mm/s");
            on.page.keyboard().press("m");
            on.says("[data-bed=R01] .wl", "6.25 mm/s");
            on.page.keyboard().press("m");
            on.gone("[data-bed=R01] .wl");
            on.page.keyboard().press("m");
            on.says("[data-bed=R01] .wl", "25 mm/s");
        }
    }

    @Test
    void theDetailOfABedShowsItsCurvesAndTheTilesRest() {
        try (Browsing on = Browsing.watching(chromium, Wards.plain(16));
                Curves curves = Curves.unit(on.gateway, 16)) {
            curves.run();
            drawn(on, "R01");
            on.page.keyboard().press("Enter");
            on.shown("#detail");
            drawn(on, "");
            assertTrue(on.at("#detail .wl").count() >= 1);
            assertEquals(0, on.at("#waves canvas").count());
            on.gateway.change(Wards.bed(1, "lost", List.of(), List.of(), List.of()));
            on.page.waitForFunction("() => !document.querySelector('#detail .wl')");
            on.page.keyboard().press("Escape");
            drawn(on, "R02");
            assertEquals(0, on.at("#detail canvas").count());
        }
    }

    @Test
    void theDiagonalOfTheScreenMakesMillimetresTrue() {
        try (Browsing on = Browsing.watching(chromium, Wards.plain(16));
                Curves curves = sine(on.gateway)) {
            curves.run();
            drawn(on, "R01");
            on.page.keyboard().press("w");
            on.page.locator("#screen").selectOption("27");
            on.page.keyboard().press("Escape");
            on.page.waitForFunction("""
                    () => Math.abs(parseFloat(document.querySelector('[data-bed=R01] .second').style.width)
                      - 25 * Math.hypot(screen.width, screen.height) / (27 * 25.4)) < 0.01""");
            drawn(on, "R01");
        }
    }

    @Test
    void aUnitWithoutAnyWaveKeepsItsLargeDigits() {
        try (Browsing on = Browsing.watching(chromium, Wards.plain(16))) {
            on.pass(500);
            assertEquals(0, on.at("#grid.waves").count());
        }
    }
}
