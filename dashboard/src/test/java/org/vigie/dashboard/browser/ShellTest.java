package org.vigie.dashboard.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.vigie.dashboard.DashboardAssets;
import org.vigie.dashboard.wire.LiveMessage;
import org.vigie.dashboard.wire.WardView;
import org.vigie.dashboard.wire.WardView.Alarm;

/** The page while the gateway is away, after a reload, and at night. */
class ShellTest {
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

    private static WardView alarming() {
        Alarm alarm = Wards.alarm("a1-9", "high", "physiological", "MDC_EVT_ECG_ASYSTOLE", "*** ASYSTOLE");
        return Wards.with(Wards.plain(8), Wards.bed(1, "live", Wards.values(1), List.of(alarm), List.of()));
    }

    @Test
    void opensWithoutTheGatewaySaysSoAndShowsNoValue() {
        try (Browsing on = Browsing.watching(chromium, Wards.plain(8))) {
            on.shown("html[data-shell=kept]");
            // Nothing but the files of the page is kept, of one version.
            String version = DashboardAssets.load().version();
            assertEquals(List.of("vigie-" + version), on.page.evaluate("caches.keys()"));
            Set<String> kept = ((List<?>)
                            on.page.evaluate("caches.keys().then((k) => caches.open(k[0])).then((c) => c.keys())"
                                    + ".then((r) => r.map((one) => new URL(one.url).pathname))"))
                    .stream().map(String::valueOf).collect(Collectors.toCollection(TreeSet::new));
            Set<String> files = DashboardAssets.load().paths().stream()
                    .filter(path -> !path.endsWith(".txt") && !path.equals("/sw.js"))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertEquals(files, kept);

            int port = URI.create(on.gateway.url("/")).getPort();
            on.gateway.close();
            on.page.reload();
            on.says("#lost .say", "NO LINK to the gateway");
            assertEquals(0, on.at(".tile").count());
            assertEquals(version, on.page.evaluate("document.documentElement.dataset.kept"));
            assertEquals(List.of(), on.violations());
            on.page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/screens/shell-en.png")));
            // It is another version by then: the page fetches itself anew, since no alarm is on.
            try (FakeGateway back = new FakeGateway(Wards.plain(8), port)) {
                on.shown("html:not([data-kept])");
                on.shown("[data-bed=R01]");
                on.gone("#lost");
                assertFalse(back.url("/").isEmpty());
            }
        }
    }

    @Test
    void aReloadIsBackWithinThreeSecondsWithAlarmsSounding() throws InterruptedException {
        try (Browsing on = Browsing.watching(chromium, alarming())) {
            on.shown("[data-bed=R01]");
            long best = Long.MAX_VALUE;
            // The best of three: the machine of a test run does other things as well.
            for (int i = 0; i < 3 && best > 3_000; i++) {
                long begun = System.nanoTime();
                on.page.reload();
                LiveMessage.Alive told = on.gateway.nextAlive();
                while (!names(told.sounded()) || !names(told.painted())) {
                    told = on.gateway.nextAlive();
                }
                best = Math.min(best, (System.nanoTime() - begun) / 1_000_000);
            }
            System.getLogger("shell").log(System.Logger.Level.INFO, "LB: reload to sound {0} ms", best);
            assertTrue(best < 3_000, best + " ms");
        }
    }

    private static boolean names(@Nullable List<String> ids) {
        return ids != null && ids.contains("a1-9");
    }

    @Test
    void atNightTheScreenIsDimmedUntilAHighAlarm() {
        try (Browsing on = new Browsing(
                chromium,
                Wards.plain(8),
                "?lang=en",
                Chromium.WATCHING,
                "localStorage.setItem('vigie.night', 'on');")) {
            on.shown("body.dimmed");
            on.page.keyboard().press("n");
            on.says("#bar .notice", "Night dimming: never");
            on.shown("body:not(.dimmed)");
            on.page.keyboard().press("n");
            on.page.keyboard().press("n");
            on.says("#bar .notice", "Night dimming: always");
            on.shown("body.dimmed");
            on.gateway.replace(alarming());
            on.shown("body:not(.dimmed)");
        }
    }
}
