package org.vigie.dashboard.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import org.junit.jupiter.api.Test;
import org.vigie.dashboard.wire.LiveMessage;

/** Several windows of one browser, hidden windows, and what the gateway is told of them. */
class WindowsTest {
    private static final String AUTOPLAY = "--autoplay-policy=no-user-gesture-required";
    private static final String COUNT = """
            window.pulses = 0;
            const start = OscillatorNode.prototype.start;
            OscillatorNode.prototype.start = function (at) {
              window.pulses += 1;
              return start.call(this, at);
            };
            """;

    /** As on plain http: the browser offers no locks. */
    private static final String NO_LOCKS =
            "Object.defineProperty(Navigator.prototype, 'locks', { get: () => undefined });";

    /** As when another tab is in front. */
    private static final String HIDE = """
            (hidden) => {
              Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
              document.dispatchEvent(new Event('visibilitychange'));
            }""";

    private static Page open(BrowserContext context, FakeGateway gateway) {
        Page page = context.newPage();
        page.setDefaultTimeout(60_000);
        page.navigate(gateway.url("/?lang=en"));
        page.locator(".l-ok").first().waitFor();
        return page;
    }

    private static int pulses(Page page) {
        return ((Number) page.evaluate("window.pulses")).intValue();
    }

    @Test
    void oneOfTwoWindowsSoundsAndTheOtherTakesOverWhenItIsClosed() {
        try (Chromium chromium = Chromium.start(AUTOPLAY);
                FakeGateway gateway = new FakeGateway(Scenes.night(8, "live"))) {
            BrowserContext context = chromium.context(Chromium.WATCHING, COUNT);
            Page first = open(context, gateway);
            first.waitForFunction("() => window.pulses > 0");
            Page second = open(context, gateway);
            second.locator("#bar .badge:has-text('Sound is in another window')").waitFor();
            assertEquals(0, pulses(second));
            first.close();
            second.waitForFunction(
                    "() => window.pulses > 0", null, new Page.WaitForFunctionOptions().setTimeout(3_000));
            second.locator("#bar .badge:has-text('another window')")
                    .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
            context.close();
        }
    }

    @Test
    void aWindowWhoseSoundIsBlockedLeavesItToOneThatIsHeard() {
        try (Chromium chromium = Chromium.start();
                FakeGateway gateway = new FakeGateway(Scenes.night(8, "live"))) {
            BrowserContext context = chromium.context(Chromium.WATCHING, COUNT);
            Page blocked = open(context, gateway);
            blocked.locator("#blocked").waitFor();
            Page heard = open(context, gateway);
            heard.keyboard().press("x");
            heard.waitForFunction("() => window.pulses > 0");
            context.close();
        }
    }

    @Test
    void withoutLocksEveryWindowSounds() {
        try (Chromium chromium = Chromium.start(AUTOPLAY);
                FakeGateway gateway = new FakeGateway(Scenes.night(8, "live"))) {
            BrowserContext context = chromium.context(Chromium.WATCHING, COUNT, NO_LOCKS);
            Page first = open(context, gateway);
            Page second = open(context, gateway);
            first.waitForFunction("() => window.pulses > 0");
            second.waitForFunction("() => window.pulses > 0");
            context.close();
        }
    }

    @Test
    void aHiddenPageSaysSoAndIsNotWatchedButGoesOnSounding() throws InterruptedException {
        try (Chromium chromium = Chromium.start(AUTOPLAY);
                Browsing on = new Browsing(chromium, Scenes.night(8, "live"), "?lang=en", Chromium.WATCHING, COUNT)) {
            on.page.waitForFunction("() => window.pulses > 0");
            LiveMessage.Alive seen = on.gateway.nextAlive();
            assertTrue(seen.visible() && seen.watching(), seen.toString());
            on.page.evaluate(HIDE, true);
            on.gateway.nextAlive();
            LiveMessage.Alive hidden = on.gateway.nextAlive();
            assertFalse(hidden.visible(), hidden.toString());
            assertFalse(hidden.watching(), hidden.toString());
            int before = pulses(on.page);
            on.page.waitForFunction("(n) => window.pulses > n", before);
            on.page.evaluate(HIDE, false);
            on.gateway.nextAlive();
            LiveMessage.Alive back = on.gateway.nextAlive();
            assertTrue(back.visible() && back.watching(), back.toString());
        }
    }

    @Test
    void settingsThatNeedARestartAreOnTheScreen() {
        try (Chromium chromium = Chromium.start();
                FakeGateway gateway = new FakeGateway(Wards.plain(8))) {
            gateway.siteFile("needs a restart: http.port 8080 -> 8099; data /a -> /b (until then ...)");
            BrowserContext context = chromium.context(Chromium.WATCHING);
            Page page = open(context, gateway);
            page.locator("#bar .badge:has-text('Restart needed: http.port, data')")
                    .waitFor();
            gateway.siteFile("site.yaml:1: not readable");
            page.reload();
            page.locator("#bar .badge:has-text('site.yaml has errors')").waitFor();
            context.close();
        }
    }

    @Test
    void theOtherStationIsOfferedWhileTheGatewayIsGoneAndStillKnownAfterAReload() {
        try (Chromium chromium = Chromium.start();
                FakeGateway gateway = new FakeGateway(Wards.plain(8));
                FakeGateway second = new FakeGateway(Wards.plain(3))) {
            String address = second.url("").replace("http://", "");
            gateway.other(address);
            BrowserContext context = chromium.context(Chromium.WATCHING);
            Page page = open(context, gateway);
            assertEquals(0, page.locator("#lost a").count());
            gateway.ticking(false);
            page.locator("#lost a:has-text('Other central station: " + address + "')")
                    .click();
            page.waitForURL("http://" + address + "/");
            page.locator("[data-bed=R03]").waitFor();
            gateway.other("javascript:alert(1)//127.0.0.1:80");
            gateway.ticking(true);
            Page hostile = open(context, gateway);
            gateway.ticking(false);
            hostile.locator("#lost .say").waitFor();
            assertEquals(0, hostile.locator("#lost a").count());
            context.close();
        }
    }
}
