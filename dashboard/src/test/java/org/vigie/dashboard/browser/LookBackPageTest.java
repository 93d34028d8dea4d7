package org.vigie.dashboard.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vigie.dashboard.wire.LiveMessage;

/** Trends and alarm log as a person uses them: keys alone, both languages, gaps that are gaps. */
class LookBackPageTest {
    private static final String CLIPPED = """
            [...document.querySelectorAll('#lookback *')]
              .filter((e) => e.checkVisibility() && !e.matches('.scroll, .uplot, .uplot *, .plane, canvas'))
              .filter((e) => e.clientWidth > 0 && getComputedStyle(e).display !== 'inline')
              .filter((e) => e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 4)
              .map((e) => `${e.className} ${e.scrollWidth}x${e.scrollHeight} in ${e.clientWidth}x${e.clientHeight} ${e.textContent}`.slice(0, 90))
            """;

    /** How many pixels of a column of the first chart have the colour of the heart rate. */
    private static final String GREEN_AT = """
            (share) => { const canvas = document.querySelector('.plane canvas'); const g = canvas.getContext('2d');
              const x = Math.round(52 * devicePixelRatio + (canvas.width - 52 * devicePixelRatio) * share);
              const { data } = g.getImageData(x, 0, 1, canvas.height - 40 * devicePixelRatio); let n = 0;
              for (let i = 0; i < data.length; i += 4) if (data[i + 1] > 90 && data[i + 1] > data[i] + 40 && data[i + 1] > data[i + 2] + 20) n += 1;
              return n; }""";

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

    private static Browsing open(String language) {
        Browsing on = new Browsing(chromium, Scenes.night(16, "live"), "?lang=" + language, Chromium.WATCHING);
        Review.tell(on.gateway, 16);
        on.page.waitForFunction("document.documentElement.dataset.painted");
        on.page.keyboard().press("ArrowRight");
        return on;
    }

    @ParameterizedTest
    @ValueSource(strings = {"fr", "en"})
    void everyPanelFitsAndIsAccessibleInBothLanguages(String language) {
        try (Browsing on = open(language)) {
            on.page.keyboard().press("t");
            on.shown(".plane canvas");
            looksRight(on, "trends");
            on.page.keyboard().press("e");
            on.shown("#lookback td");
            looksRight(on, "log");
            on.at("#lookback .when").first().click();
            on.shown("#lookback .strip canvas");
            looksRight(on, "event");
            on.page.keyboard().press("r");
            on.shown("#lookback .report td");
            looksRight(on, "report");
            assertEquals(List.of(), on.violations(), "content security policy");
        }
    }

    /** On a laptop, on a screen of 1080 lines and on one of 2160; the rules of accessibility on one of them. */
    private static void looksRight(Browsing on, String panel) {
        for (int[] size : new int[][] {{1366, 768}, {3840, 2160}, {1920, 1080}}) {
            on.page.setViewportSize(size[0], size[1]);
            on.page.waitForFunction("w => innerWidth === w", size[0]);
            on.pass(100);
            assertEquals(List.of(), on.stays(CLIPPED), panel + " at " + size[0]);
        }
        assertEquals(List.of(), on.inaccessible("#lookback"), panel);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fr", "en"})
    void aDrillSaysSoOnEveryScreenAndItsReportCanBeRead(String language) {
        try (Browsing on = new Browsing(chromium, Scenes.night(16, "drill"), "?lang=" + language, Chromium.WATCHING)) {
            Review.tell(on.gateway, 16);
            on.shown("body.drill");
            assertEquals(List.of(), on.inaccessible(), "grid");
            on.page.keyboard().press("r");
            on.shown("#lookback .result-missed");
            looksRight(on, "report of the drill");
            on.page.keyboard().press("Escape");
            on.at("#bar .sound").click();
            on.shown("#start .go");
            assertEquals(List.of(), on.inaccessible("#start"), "start");
        }
    }

    @Test
    void trendsOfTheChosenBedWithEveryParameterAndItsCoverage() throws InterruptedException {
        try (Browsing on = open("fr")) {
            on.page.keyboard().press("t");
            on.shown(".plane canvas");
            String asked = on.gateway.asked();
            assertEquals("/api/v1/trends?bed=R02&hours=8", asked);
            assertEquals(6, on.at(".chart").count());
            on.says(".chart:nth-child(1) .label", "FC");
            on.says(".chart:nth-child(1) .covered", "couverture 90,2\u00a0%");
            on.says(".chart:nth-child(3) .label b", "PA");
            on.says(".chart:nth-child(4) .label b", "PNI");
            assertEquals("", on.text(".chart:nth-child(4) .covered"));
            on.at(".choice").nth(3).click();
            assertEquals("/api/v1/trends?bed=R02&hours=24", on.gateway.asked());
            assertEquals(
                    "/api/v1/trends.pdf?bed=R02&hours=24",
                    on.at("#lookback .file").getAttribute("href"));
            assertEquals("_blank", on.at("#lookback .file").getAttribute("target"));
            on.page.keyboard().press("Escape");
            on.gone("#lookback");
        }
    }

    @Test
    void nothingIsDrawnInAGapAndItsCauseIsSaid() {
        try (Browsing on = open("en")) {
            on.page.keyboard().press("t");
            on.shown(".plane canvas");
            on.says(".gaps", "gap 00:00–00:35: Vigie was not running");
            on.says(".gaps", "gap 02:20–02:32: no data");
            on.says(".gaps", "SpO₂: gap 04:00–04:50: no value from the monitor");
            assertTrue(green(on, 0.05) > 0, "line before the gap");
            for (double share = 0.13; share < 0.195; share += 0.005) {
                assertEquals(0, green(on, share), "nothing inside the gap, at " + share);
            }
            assertTrue(green(on, 0.3) > 0, "line after the gap");
        }
    }

    private static int green(Browsing on, double share) {
        return ((Number) on.page.evaluate(GREEN_AT, share)).intValue();
    }

    @Test
    void theArrowsWalkAlongTheMinutes() {
        try (Browsing on = open("en")) {
            on.page.keyboard().press("t");
            on.shown(".plane canvas");
            on.says(".chart:nth-child(1) .readout", "06:59");
            on.page.keyboard().press("ArrowLeft");
            on.says(".chart:nth-child(1) .readout", "06:58");
            on.page.keyboard().press("Shift+ArrowLeft");
            on.says(".chart:nth-child(1) .readout", "06:48");
            on.says(".chart:nth-child(3) .readout", "06:48");
        }
    }

    @Test
    void theLogSaysWhoSawWhatAndItsFilterAsksTheGateway() throws InterruptedException {
        try (Browsing on = open("en")) {
            on.page.keyboard().press("e");
            on.shown("#lookback td");
            on.says("#lookback tbody tr:nth-child(2)", "2 Mar 06:00:00");
            on.says("#lookback tbody tr:nth-child(2)", "AB");
            on.says("#lookback tbody tr:nth-child(2)", "Acknowledged");
            on.says("#lookback tbody tr:nth-child(3)", "*** SpO₂ 86 < 88");
            on.says("#lookback tbody tr:nth-child(4)", "Not answered: repeated");
            on.says(".talkers", "R07: 61 × ** SpO2 LOW, median 9 s");
            on.says(".pages .where", "1–38 of 338");
            on.at("#lookback .older").click();
            on.at("#lookback .choice:has-text('High')").click();
            assertTrue(asked(on, "offset=100"));
            assertTrue(asked(on, "priority=high"));
            String file = String.valueOf(on.at(".file").getAttribute("href"));
            assertTrue(file.startsWith("/api/v1/alarm-log.csv?priority=high&hours=12"), file);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fr", "en"})
    void whatOnePersonDidIsFoundByKeysAloneAndExportedSo(String language) throws InterruptedException {
        try (Browsing on = open(language)) {
            on.page.keyboard().press("e");
            on.shown("#lookback td");
            assertTrue(on.page
                    .evaluate("[...document.querySelectorAll('#log-people option')].map((o) => o.value)")
                    .toString()
                    .contains("AB"));
            on.at("#lookback .filter .choice:visible").last().focus();
            on.page.keyboard().press("Tab");
            on.page.keyboard().type("ab");
            on.page.keyboard().press("Enter");
            assertTrue(asked(on, "user=AB"));
            String file = String.valueOf(on.at(".file").getAttribute("href"));
            assertTrue(file.contains("user=AB"), file);
            on.page.keyboard().press("Control+a");
            on.page.keyboard().type(language.equals("fr") ? "au chevet" : "at the bedside");
            on.page.keyboard().press("Enter");
            assertTrue(asked(on, "user=bedside"));
            looksRight(on, "log of a person");
            on.page.keyboard().press("Escape");
            assertTrue(on.at("#lookback td").first().isVisible(), "the first Escape leaves the field");
            on.page.keyboard().press("Escape");
            on.gone("#lookback");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fr", "en"})
    void anAlarmOfTheUnitHasThePagesWordsAndNoneOfTheMonitor(String language) {
        try (Browsing on = open(language)) {
            on.gateway.answer("/api/v1/alarm-log", Past.ownLog());
            on.page.keyboard().press("e");
            on.shown("#lookback td");
            boolean french = language.equals("fr");
            on.says("#lookback tbody tr:nth-child(1)", french ? "!!! Aucun écran ne répond" : "!!! No display answers");
            on.says("#lookback tbody tr:nth-child(2)", french ? "Plusieurs lits perdus" : "Several beds lost");
            on.says("#lookback tbody tr:nth-child(3)", french ? "Lits sur aucun écran" : "Beds on no display");
            String table = on.text("#lookback tbody");
            for (String ours : List.of("neither shown", "at once: switch", "that no display shows", "0 ")) {
                assertFalse(table.contains(ours), ours + " in " + table);
            }
            for (int row = 1; row <= 3; row++) {
                assertEquals("", on.text("#lookback tbody tr:nth-child(" + row + ") td:nth-child(6)"));
            }
            on.says("#lookback tbody tr:nth-child(4) td:nth-child(6)", "** SpO2 LOW");
        }
    }

    private static boolean asked(Browsing on, String part) throws InterruptedException {
        while (!on.gateway.asked().contains(part)) {
            // Something else was asked before.
        }
        return true;
    }

    @Test
    void alarmsAreStillAcknowledgedWhileAPanelIsOpen() throws InterruptedException {
        try (Browsing on = open("en")) {
            on.page.keyboard().press("t");
            on.shown(".plane canvas");
            on.pass(600);
            on.page.keyboard().press(" ");
            LiveMessage.Command command = on.gateway.command();
            assertNotNull(command);
            assertEquals("acknowledge", command.action());
            on.page.keyboard().press("t");
            on.gone("#lookback");
            assertNull(on.gateway.command(300));
        }
    }

    @Test
    void saysThatNothingNewCameWhenTheGatewayDoesNotAnswer() {
        try (Browsing on = new Browsing(chromium, Wards.plain(8), "?lang=en", Chromium.WATCHING)) {
            on.page.waitForFunction("document.documentElement.dataset.painted");
            on.page.keyboard().press("t");
            on.says("#lookback .note", "NO ANSWER");
            assertFalse(on.at(".chart").first().isVisible());
        }
    }

    @Test
    void withoutAPrinterControlPOpensTheSheetOfTheChosenBedAndWithShiftThoseOfAll() throws InterruptedException {
        try (Browsing on = open("en")) {
            on.gateway.answer("/api/v1/sheets/R02.pdf", "sheet");
            on.gateway.answer("/api/v1/sheets/all.pdf", "sheets");
            on.gateway.refuseNext("no-printer");
            on.page.keyboard().press("Control+p");
            assertEquals("/api/v1/sheets/R02.pdf", on.gateway.asked());
            on.gateway.refuseNext("no-printer");
            on.page.keyboard().press("Control+Shift+p");
            assertEquals("/api/v1/sheets/all.pdf", on.gateway.asked());
        }
    }
}
