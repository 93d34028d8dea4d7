package org.vigie.dashboard.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vigie.dashboard.wire.LiveMessage;
import org.vigie.dashboard.wire.WardView.Alarm;
import org.vigie.dashboard.wire.WardView.Bed;
import org.vigie.dashboard.wire.WardView.Numeric;

/** What is on the screen can be read: nothing cut off, contrasts and names right, hostile text harmless. */
class LayoutTest {
    /** Boxes whose content does not fit; texts of devices may be shortened with an ellipsis, our own may not. */
    private static final String CLIPPED = """
            [...document.querySelectorAll('#bar, #bar *, #strip, #strip *, #grid, #grid *, #list *, #detail *, #displays *, .card *')]
              .filter((e) => e.checkVisibility() && !e.matches('.sr, .sr *, .vendor, .who, .scroll, .icon, .tile, .digits, .digits *, .second, .mv'))
              .filter((e) => e.clientWidth > 0 && getComputedStyle(e).display !== 'inline')
              .filter((e) => e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 4)
              .map((e) => `${e.closest('[data-bed]')?.dataset.bed ?? ''} ${e.id} ${e.className} ` +
                `${e.scrollWidth}x${e.scrollHeight} in ${e.clientWidth}x${e.clientHeight} ${e.textContent}`.slice(0, 90))
            """;

    /** Digits that leave their tile, or run into the digits beside them. */
    private static final String COLLISIONS = """
            [...document.querySelectorAll('#grid .tile')].flatMap((tile) => {
              const frame = tile.getBoundingClientRect();
              const boxes = [...tile.querySelectorAll('.digits, .top, .marks > *, .ban > *, .why')]
                .filter((d) => d.checkVisibility() && d.textContent.trim() !== '')
                .map((d) => ({ d, r: d.getBoundingClientRect() }));
              const bad = boxes.filter(({ r }) => r.right > frame.right || r.bottom > frame.bottom + 1)
                .map(({ d }) => `${tile.dataset.bed} leaves: ${d.className} ${d.textContent}`);
              boxes.forEach((a, i) => boxes.slice(i + 1).forEach((b) => {
                const w = Math.min(a.r.right, b.r.right) - Math.max(a.r.left, b.r.left);
                const h = Math.min(a.r.bottom, b.r.bottom) - Math.max(a.r.top, b.r.top);
                if (w > 2 && h > 4) bad.push(`${tile.dataset.bed} over: ${a.d.className} ${a.d.textContent} / ${b.d.className} ${b.d.textContent} ${w}x${h}`);
              }));
              return bad;
            })
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

    private static Browsing open(org.vigie.dashboard.wire.WardView ward, String query) {
        Browsing on = new Browsing(chromium, ward, query, Chromium.WATCHING);
        on.page.waitForFunction("document.documentElement.dataset.painted");
        return on;
    }

    private static void fits(Browsing on) {
        String size = on.page.viewportSize().width + " pixels wide";
        for (String script : List.of(CLIPPED, COLLISIONS)) {
            assertEquals(List.of(), on.stays(script), size);
        }
    }

    /** Waits until the tiles were laid out and written for this size. */
    private static void resize(Browsing on, int width, int height) {
        on.page.setViewportSize(width, height);
        on.page.waitForFunction("w => document.querySelector('#grid').clientWidth <= w && innerWidth === w", width);
        on.pass(300);
    }

    /** At 1080 and 2160 lines, first the longest words, then a night. */
    private static void bothScenesFitBothScreens(Browsing on, int beds) {
        fits(on);
        resize(on, 3840, 2160);
        fits(on);
        on.gateway.replace(Scenes.night(beds, "live"));
        on.shown("[data-bed=R07].prio-high");
        fits(on);
        resize(on, 1920, 1080);
        fits(on);
    }

    @ParameterizedTest
    @CsvSource({"8,fr", "8,en", "16,fr", "16,en", "32,fr", "32,en", "64,fr", "64,en"})
    void theLongestWordsFitEveryTile(int beds, String language) {
        try (Browsing on = open(Scenes.longest(beds), "?lang=" + language)) {
            bothScenesFitBothScreens(on, beds);
        }
    }

    @ParameterizedTest
    @CsvSource({"8,fr", "8,en", "16,fr", "16,en", "32,fr", "32,en", "64,fr", "64,en"})
    void theLongestWordsFitBesideWaves(int beds, String language) {
        try (Browsing on = open(Scenes.longest(beds), "?lang=" + language);
                Curves curves = Curves.unit(on.gateway, beds)) {
            curves.run();
            if (beds < 64) {
                on.shown("#grid.waves .wl");
            }
            on.pass(300);
            bothScenesFitBothScreens(on, beds);
        }
    }

    @ParameterizedTest
    @CsvSource({"1366,768,16,fr", "1366,768,8,en", "1280,720,16,fr", "960,540,16,fr"})
    void fitsALaptopAndTwiceTheZoom(int width, int height, int beds, String language) {
        try (Browsing on = open(Scenes.night(beds, "demo"), "?lang=" + language)) {
            resize(on, width, height);
            fits(on);
        }
    }

    /** What a bar always says ("secondary display") is not cut by what it says today. */
    @ParameterizedTest
    @CsvSource({"1920,1080,fr", "1920,1080,en", "1366,768,fr", "1366,768,en"})
    void theBarFitsWhenTheTimeIsWrong(int width, int height, String language) {
        try (Browsing on = open(Scenes.night(16, "demo"), "?lang=" + language)) {
            on.gateway.clock(new LiveMessage.Clock("told", "WWW", "2026-01-05T03:12:00+01:00", -86_340_000L));
            resize(on, width, height);
            on.says("#bar .badges", "03:12");
            fits(on);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fr", "en"})
    void panelsFitInBothLanguages(String language) {
        try (Browsing on = open(Scenes.night(16, "demo"), "?lang=" + language)) {
            on.page.keyboard().press("l");
            on.shown("#list li");
            assertEquals(List.of(), on.stays(CLIPPED));
            on.page.keyboard().press("l");
            on.at("[data-bed=R07]").click();
            on.shown("#detail td");
            assertEquals(List.of(), on.stays(CLIPPED));
            on.page.keyboard().press("Escape");
            on.page.keyboard().press("?");
            on.shown("#help dd");
            assertEquals(List.of(), on.stays(CLIPPED));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fr", "en"})
    void isAccessibleOnGridListDetailHelpDisplaysAndStart(String language) {
        try (Browsing on = open(Scenes.night(16, "live"), "?lang=" + language)) {
            assertEquals(List.of(), on.inaccessible(), "grid");
            on.page.keyboard().press("l");
            on.shown("#list li");
            assertEquals(List.of(), on.inaccessible("#list"), "list");
            on.page.keyboard().press("l");
            on.at("[data-bed=R07]").click();
            on.shown("#detail td");
            assertEquals(List.of(), on.inaccessible("#detail"), "detail");
            on.page.keyboard().press("Escape");
            on.page.keyboard().press("?");
            on.shown("#help dd");
            assertEquals(List.of(), on.inaccessible("#help"), "help");
            on.page.keyboard().press("Escape");
            on.page.keyboard().press("d");
            on.says("#displays .screens", "2");
            assertEquals(List.of(), on.stays(CLIPPED));
            assertEquals(List.of(), on.inaccessible("#displays"), "displays");
            on.page.keyboard().press("Escape");
            on.at("#bar .sound").click();
            on.shown("#start .go");
            assertEquals(List.of(), on.inaccessible(), "start");
        }
    }

    @Test
    void isAccessibleWhenTheLinkIsLost() {
        try (Browsing on = open(Scenes.night(16, "live"), "?lang=fr")) {
            on.gateway.ticking(false);
            on.shown("#lost");
            assertEquals(List.of(), on.inaccessible());
        }
    }

    @Test
    void textOfDevicesIsTextWhateverItSays() {
        String script = "<img src=x onerror=alert(1)>";
        String bidi = "\u202egnihton\u202c \u200bzero";
        String longest = "W".repeat(64);
        Bed first = Wards.named(
                Wards.bed(
                        1,
                        "live",
                        List.of(new Numeric(
                                null,
                                script,
                                script,
                                new java.math.BigDecimal("5"),
                                script,
                                "valid",
                                "live",
                                null,
                                10,
                                null,
                                null)),
                        List.of(Wards.alarm("a", "high", "technical", null, script)),
                        List.of()),
                "R01",
                script);
        Bed second = Wards.named(
                Wards.bed(
                        2,
                        "live",
                        Wards.values(2),
                        List.of(Wards.alarm("b", "low", "physiological", null, bidi)),
                        List.of()),
                "R02",
                bidi);
        Bed third = Wards.named(
                Wards.bed(
                        3,
                        "live",
                        Wards.values(3),
                        List.of(Wards.alarm("c", "medium", "technical", null, longest)),
                        List.of()),
                "R03",
                longest);
        try (Browsing on = open(Wards.of(List.of(first, second, third, Wards.bed(4))), "?lang=en")) {
            on.page.onDialog(dialog -> {
                throw new AssertionError("a script of a device ran: " + dialog.message());
            });
            on.says("[data-bed=R01] .ban", script);
            on.says("[data-bed=R02] .ban", "\ufffdgnihton\ufffd \ufffdzero");
            on.says("[data-bed=R03] .ban", longest);
            on.at("[data-bed=R01]").click();
            on.says("#detail", script);
            on.page.keyboard().press("Escape");
            on.page.keyboard().press("l");
            on.says("#list", script);
            assertEquals(0, on.at("img").count());
            assertEquals(List.of(), on.violations());
            String outside = "document.documentElement.scrollWidth <= innerWidth";
            assertEquals(true, on.page.evaluate(outside));
        }
    }

    @Test
    void showsEveryStateOfAValueAsItIs() {
        try (Browsing on = open(Scenes.night(16, "live"), "?lang=fr")) {
            on.says("[data-bed=R13] .big .v", "---");
            on.says("[data-bed=R13] .why", "électrodes décollées");
            on.shown("[data-bed=R10] .s-stale");
            on.shown("[data-bed=R09] .s-late");
            on.shown("[data-bed=R07] .k-spo2.al-high");
            on.says("[data-bed=R08] .ban", "CHECK CUFF POSITION");
            on.says("[data-bed=R11]", "Veille");
            on.says("[data-bed=R12]", "Lit vide");
            on.says("[data-bed=R06] .marks", "Alarmes coupées au lit");
            on.says("[data-bed=R14] .ban", "T° 38,9 > 38,5");
            on.says("[data-bed=R02] .k-nibp", "14:10");
            on.gateway.change(Wards.bed(
                    1, "live", Wards.inState(Wards.values(1), "invalid", "marked-invalid"), List.of(), List.of()));
            on.says("[data-bed=R01] .big .v", "-?-");
            on.gateway.change(Wards.bed(1, "live", Wards.ofQuality(Wards.values(1), "demo"), List.of(), List.of()));
            on.shown("[data-bed=R01][data-watermark='DÉMO']");
        }
    }

    @Test
    void aBedWithNothingButSpo2ShowsIt() {
        Bed only = Wards.bed(
                1,
                "live",
                List.of(
                        Wards.numeric(Wards.SPO2, "SpO2", 97, "%", null, null),
                        Wards.numeric("MDC_PULS_OXIM_PULS_RATE", "PR", 66, "/min", null, null)),
                List.of(),
                List.of());
        try (Browsing on = open(Wards.of(List.of(only)), "?lang=fr")) {
            on.says("[data-bed=R01] .k-spo2 .v", "97");
            on.says("[data-bed=R01] .k-pulse .v", "66");
            on.says("[data-bed=R01] .k-pulse .lab", "Pouls");
            on.says("[data-bed=R01] .lim", "–/–");
        }
    }

    @Test
    void neverSaysNoAlarmWithoutHowManyBedsReport() {
        Bed lost = Wards.bed(2, "lost", List.of(), List.of(), List.of());
        try (Browsing on = open(Wards.of(List.of(Wards.bed(1), lost)), "?lang=en")) {
            on.says("#strip", "No active alarm");
            on.says("#strip .count", "1 of 2 beds reporting");
            on.shown("#strip.short");
        }
    }

    @Test
    void tilesKeepTheirPlaceAndSizeWhateverHappensOnThem() {
        String boxes = """
                [...document.querySelectorAll('.tile')].map((t) => {
                  const r = t.getBoundingClientRect(); return `${t.dataset.bed} ${r.x} ${r.y} ${r.width} ${r.height}`; })
                """;
        try (Browsing on = open(Wards.plain(16), "?lang=fr")) {
            Object before = on.page.evaluate(boxes);
            Alarm alarm = Wards.alarm("a", "high", "technical", null, "W".repeat(64));
            on.gateway.change(Wards.bed(
                    7, "live", Wards.values(7), List.of(alarm, alarm), List.of("conflict", "bedside-alarms-off")));
            on.shown("[data-bed=R07].prio-high");
            assertEquals(before, on.page.evaluate(boxes));
        }
    }

    @Test
    void followsTheLanguageOfTheSiteUnlessAPersonChose() {
        try (Browsing on = open(Wards.plain(8), "")) {
            assertEquals("fr", on.page.getAttribute("html", "lang"));
            on.says("#bar", "Liste (L)");
            on.page.keyboard().press("?");
            on.at("#help button[lang=en]").click();
            on.says("#bar", "List (L)");
            on.page.reload();
            on.shown(".l-ok");
            assertEquals("en", on.page.getAttribute("html", "lang"));
        }
    }

    @Test
    void isPaintedSoonAfterItIsOpened() {
        try (Browsing on = open(Wards.plain(64), "?lang=fr")) {
            double milliseconds = ((Number)
                            on.page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime"))
                    .doubleValue();
            System.getLogger("paint").log(System.Logger.Level.INFO, "first paint of 64 beds: {0} ms", milliseconds);
            assertTrue(milliseconds < 5000, milliseconds + " ms");
        }
    }
}
