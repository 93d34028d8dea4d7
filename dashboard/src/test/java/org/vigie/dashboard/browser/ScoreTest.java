package org.vigie.dashboard.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.vigie.dashboard.wire.AboutView;
import org.vigie.dashboard.wire.LiveMessage;
import org.vigie.dashboard.wire.WardView;

/** NEWS2 in the detail of a bed, and the printing of its sheet, by keyboard alone. */
class ScoreTest {
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

    private static WardView.News2 incomplete() {
        return new WardView.News2(
                null,
                null,
                Map.of("respiration", 2, "spo2", 1),
                List.of("oxygen", "consciousness"),
                false,
                1,
                0,
                null,
                null);
    }

    private static WardView.News2 complete(long countsMs) {
        return new WardView.News2(
                6,
                "urgent",
                Map.of("respiration", 2, "spo2", 1, "oxygen", 2, "consciousness", 0),
                List.of(),
                false,
                2,
                countsMs,
                "AB",
                "14:31");
    }

    private static WardView ward(WardView.News2 news2) {
        return Wards.with(Wards.plain(8), Wards.scored(Wards.bed(2), news2));
    }

    private static void open(Browsing on) {
        on.shown("[data-bed=R02]");
        on.page.keyboard().type("2");
        on.page.keyboard().press("Enter");
        on.shown("#detail .name");
    }

    @Test
    void whatIsMissingIsNamedAndEnteredWithTwoKeys() throws InterruptedException {
        try (Browsing on = Browsing.watching(chromium, ward(incomplete()))) {
            open(on);
            on.says("#detail .score .total", "NEWS2 incomplete (2/7) – missing: Oxygen, Consciousness");
            on.at("#detail .score button")
                    .filter(new com.microsoft.playwright.Locator.FilterOptions().setHasText("Alert"))
                    .focus();
            on.page.keyboard().press("Enter");
            on.shown("#detail .score [aria-pressed=true]");
            on.at("#detail .score .go").focus();
            on.page.keyboard().press("Enter");
            LiveMessage.Order order = on.gateway.order();
            assertEquals("observe", order.order());
            assertEquals(List.of("R02"), order.beds());
            assertEquals(new LiveMessage.SeenGiven("alert", null, 1), order.seen());
            on.gateway.change(Wards.scored(Wards.bed(2), complete(300_000)));
            on.says("#detail .score .total", "NEWS2 6 – urgent review");
            on.says("#detail .score p", "entered 14:31 AB");
            on.page.keyboard().press("Escape");
            on.page.keyboard().type("1");
            on.page.keyboard().press("Enter");
            on.gone("#detail .score");
        }
    }

    @Test
    void aScoreNeverOutlivesWhatItWasMadeOf() {
        try (Browsing on = Browsing.watching(chromium, ward(complete(1_500)))) {
            open(on);
            on.says("#detail .score .total", "values too old");
        }
    }

    @Test
    void isAccessibleAndCutsNothingOffInFrench() {
        try (Browsing on = new Browsing(chromium, ward(incomplete()), "?lang=fr", Chromium.WATCHING)) {
            open(on);
            on.says("#detail .score .total", "NEWS2 incomplet (2/7)");
            assertEquals(List.of(), on.inaccessible("#detail"));
            assertEquals(List.of(), on.stays("""
                    [...document.querySelectorAll('.score *')]
                      .filter((n) => n.offsetParent !== null && n.children.length === 0 && n.scrollWidth > n.clientWidth + 1
                        && getComputedStyle(n).display !== 'inline')
                      .map((n) => n.textContent)"""));
            on.page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/screens/news2-fr.png")));
        }
    }

    private static void paper(Browsing on, String state, @Nullable String why, @Nullable String remedy) {
        on.gateway.answer(
                "/api/v1/about",
                new AboutView(
                        new AboutView.Escalation(List.of(30L, 60L, 120L), List.of(60L, 180L), "high"),
                        new AboutView.Folder(
                                "/srv/paper",
                                "vigie-20260105-070000.pdf",
                                "2026-01-05T07:00:00+01:00",
                                "2026-01-05T08:00:00+01:00",
                                null),
                        List.of(new AboutView.Job("R02", false, "2026-01-05T07:12:00+01:00", state, why, remedy))));
    }

    @Test
    void aPersonWhoPrintsIsToldWhatBecameOfTheSheet() {
        try (Browsing on = Browsing.watching(chromium, ward(incomplete()))) {
            open(on);
            on.gateway.refuseNext("printer-failed");
            on.page.keyboard().press("Control+p");
            on.says("#bar .notice", "NOT PRINTED");
            paper(on, "queued", null, null);
            on.page.keyboard().press("Control+p");
            on.says("#bar .notice", "R02: at the printer");
            paper(on, "queued", "printer usb disabled since Mon; media-empty-error", "paper");
            on.says("#bar .notice", "R02: WAITING at the printer – add paper");
            paper(on, "done", null, null);
            on.says("#bar .notice", "R02: printed, says the print system");
            paper(on, "failed", "`lp` ended with 1: jammed", "jam");
            on.page.keyboard().press("Control+p");
            on.says("#bar .notice", "R02: NOT PRINTED – clear the paper jam");
            on.page.keyboard().press("F1");
            on.says("#help .setup", "07:00, /srv/paper/vigie-20260105-070000.pdf; next at 08:00");
            on.says("#help .setup", "07:12 R02: NOT PRINTED – clear the paper jam (`lp` ended with 1: jammed)");
            on.page.keyboard().press("Escape");
            on.page.keyboard().press("Escape");
            open(on);
            on.gateway.refuseNext("no-printer");
            Page sheet = on.page.context().waitForPage(() -> on.page.keyboard().press("Control+p"));
            assertFalse(sheet.isClosed(), "without a printer the browser shows it");
        }
    }
}
