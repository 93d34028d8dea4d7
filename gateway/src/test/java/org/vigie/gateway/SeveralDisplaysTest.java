package org.vigie.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.gateway.journal.JournalDirectory;
import org.vigie.gateway.testing.Await;
import org.vigie.gateway.testing.Chromium;
import org.vigie.gateway.testing.HeardVoice;
import org.vigie.gateway.testing.LeapClocks;
import org.vigie.gateway.testing.Messages;
import org.vigie.gateway.testing.Mllp;
import org.vigie.model.alarm.OwnAlarm;
import org.vigie.model.limits.Limits;

/** Two displays that share the beds, and what nobody would see. */
class SeveralDisplaysTest {
    private static final String HIDE = """
            (hidden) => {
              Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
              document.dispatchEvent(new Event('visibilitychange'));
            }""";

    private static Chromium chromium;

    private final LeapClocks clocks = new LeapClocks(Instant.parse("2026-03-10T03:00:00Z"));
    private final HeardVoice voice = new HeardVoice();

    @TempDir
    private Path folder = Path.of("unset");

    @BeforeAll
    static void open() {
        chromium = Chromium.start();
    }

    @AfterAll
    static void close() {
        chromium.close();
    }

    private TestSite site(int beds) throws IOException {
        return TestSite.start(
                folder,
                TestSite.beds(beds),
                new Surroundings(Limits.DEFAULT, clocks, JournalDirectory::open, config -> voice));
    }

    private static Page display(BrowserContext profile, TestSite site, String name) {
        Page page = profile.newPage();
        page.navigate(
                site.gateway().address().resolve("/?lang=en&display=" + name).toString());
        page.locator(".l-ok").first().waitFor();
        page.keyboard().press("x");
        return page;
    }

    private static List<?> beds(Page page) {
        return (List<?>) page.evaluate("[...document.querySelectorAll('#grid .tile')].map((n) => n.dataset.bed)");
    }

    /** Takes these beds off a display, with the panel. */
    private static void leave(Page page, String... away) {
        page.keyboard().press("d");
        page.locator("#displays .bedrow").first().waitFor();
        for (String bed : away) {
            page.locator("#displays .bedrow:has-text('" + bed + "') input").uncheck();
        }
        page.locator("#displays .keep").click();
        page.locator("#displays").waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN));
    }

    private static boolean unitHas(TestSite site, String code) {
        return site.ward().get("alarms").findValuesAsText("code").contains(code);
    }

    @Test
    void theOrderOfTheBedsIsSetByKeyboardKeptAndTheSameAfterARestart() throws Exception {
        try (TestSite site = site(3);
                BrowserContext profile = chromium.watching("AB")) {
            Page page = display(profile, site, "");
            assertEquals(List.of("R01", "R02", "R03"), beds(page));
            page.keyboard().press("d");
            page.locator("#displays .bedrow:has-text('R03') button").first().focus();
            page.keyboard().press("Enter");
            page.keyboard().press("Enter");
            page.locator("#displays .keep").focus();
            page.keyboard().press("Enter");
            page.waitForFunction("() => document.querySelector('#grid .tile').dataset.bed === 'R03'");
            assertEquals(List.of("R03", "R01", "R02"), beds(page));
            site.powerCut();
            Page again = display(profile, site, "");
            again.waitForFunction("() => document.querySelector('#grid .tile').dataset.bed === 'R03'");
            assertEquals(List.of("R03", "R01", "R02"), beds(again));
        }
    }

    @Test
    void eachDisplayShowsAndSoundsItsBedsAndABedThatIsNowhereIsEverybodys() throws Exception {
        try (TestSite site = site(4);
                Mllp monitor = site.monitor();
                BrowserContext one = chromium.watching("AB");
                BrowserContext two = chromium.watching("CD")) {
            Page left = display(one, site, "left");
            Page right = display(two, site, "right");
            leave(left, "R03", "R04");
            leave(right, "R01", "R02");
            assertEquals(List.of("R01", "R02"), beds(left));
            assertEquals(List.of("R03", "R04"), beds(right));
            left.locator("#bar .badge:has-text('left: 2 of 4 beds')").waitFor();
            gone(left.locator("#bar .badge:has-text('On no display')")); // the other one has not been seen at first

            monitor.ask(Messages.lowSpo2("R03", "start"));
            right.locator("#strip.prio-high:has-text('R03')").waitFor();
            left.keyboard().press("l");
            left.locator("#list .active li:has-text('R03')").waitFor();
            // Waited for: a display that stands still for 2 s under load does not show its beds, so they are
            // everybody's.
            gone(left.locator("#strip.prio-high"));

            right.close();
            left.locator("#bar .badge:has-text('On no display: R03 R04')").waitFor();
            left.locator("#strip.prio-high:has-text('R03')").waitFor();
            clocks.leap(Duration.ofSeconds(11));
            Await.until("an alarm", () -> unitHas(site, OwnAlarm.BED_NOT_SHOWN));
            left.locator("#list .active li:has-text('2 beds on no display'):has-text('R03 R04')")
                    .waitFor();

            Page back = display(two, site, "right");
            back.waitForFunction("() => document.querySelectorAll('#grid .tile').length === 2");
            assertEquals(List.of("R03", "R04"), beds(back));
            Await.until("over", () -> !unitHas(site, OwnAlarm.BED_NOT_SHOWN));
        }
    }

    private static void gone(Locator some) {
        some.waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
    }

    @Test
    void aWatchedDisplayThatIsHiddenIsAnAlarmAtTheOthersAndAtTheBox() throws Exception {
        try (TestSite site = site(2);
                BrowserContext one = chromium.watching("AB");
                BrowserContext two = chromium.watching("CD")) {
            Page seen = display(one, site, "front");
            Page hidden = display(two, site, "back");
            Await.until("two watch", () -> site.get("metrics").body().contains("vigie_displays{state=\"watching\"} 2"));
            hidden.evaluate(HIDE, true);
            Await.until(
                    "one watches", () -> site.get("metrics").body().contains("vigie_displays{state=\"watching\"} 1"));
            clocks.leap(Duration.ofSeconds(11));
            seen.locator("#strip:has-text('Display back is not visible')").waitFor();
            Await.until("the box sounds", voice::isSounding);
            hidden.evaluate(HIDE, false);
            Await.until("over", () -> !unitHas(site, OwnAlarm.DISPLAY_HIDDEN) && !voice.isSounding());
            assertTrue(seen.locator("#strip.quiet").isVisible() || !unitHas(site, OwnAlarm.DISPLAY_HIDDEN));
        }
    }
}
