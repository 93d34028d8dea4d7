package org.vigie.dashboard.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sound that the browser refuses, and a page that freezes. */
class SoundTest {
    /** Records when each oscillator is asked to start and to stop, on the audio clock. */
    private static final String RECORD = """
            window.pulses = [];
            const start = OscillatorNode.prototype.start;
            const stop = OscillatorNode.prototype.stop;
            OscillatorNode.prototype.start = function (at) {
              window.audio = this.context;
              this.pulse = { at };
              window.pulses.push(this.pulse);
              return start.call(this, at);
            };
            OscillatorNode.prototype.stop = function (at) {
              this.pulse.stop = at;
              return stop.call(this, at);
            };
            """;

    @Test
    void blockedSoundIsOnTheScreenAndToldToTheGateway() throws InterruptedException {
        // No gesture before the checks: page.evaluate would count as one, so only locators read the page.
        try (Chromium chromium = Chromium.start();
                Browsing on = new Browsing(chromium, Scenes.night(8, "live"), "?lang=en", Chromium.WATCHING)) {
            on.says("#blocked", "SOUND BLOCKED");
            on.gateway.nextAlive();
            assertEquals("blocked", on.gateway.nextAlive().audio());
            on.page.keyboard().press("x");
            on.gone("#blocked");
            on.gateway.nextAlive();
            assertEquals("running", on.gateway.nextAlive().audio());
        }
    }

    @Test
    void schedulesTheHighestPriorityAheadAndCancelsItWithTheAlarm() {
        try (Chromium chromium = Chromium.start("--autoplay-policy=no-user-gesture-required");
                Browsing on = new Browsing(chromium, Scenes.night(8, "live"), "?lang=en", Chromium.WATCHING, RECORD)) {
            // HIGH: 10 pulses in 3.3 s, next burst 4.5 s later: two bursts begin within 10 s.
            on.page.waitForFunction("window.pulses.length >= 13");
            List<?> first = (List<?>) on.page.evaluate(
                    "window.pulses.slice(0, 10).map((p) => Math.round((p.at - window.pulses[0].at) * 1000))");
            assertEquals(List.of(0, 250, 500, 1000, 1250, 1900, 2150, 2400, 2900, 3150), first);
            on.gateway.change(Wards.bed(3), Wards.bed(4), Wards.bed(5), Wards.bed(6), Wards.bed(7), Wards.bed(8));
            on.says("#strip", "No active alarm");
            // Uncancelled, the plan would last for up to 10 s more.
            on.page.waitForFunction(
                    "window.pulses.every((p) => p.stop < window.audio.currentTime + 0.2)",
                    null,
                    new Page.WaitForFunctionOptions().setTimeout(2000));
        }
    }

    @Test
    void aFrozenPageSoundsByItself() {
        try (Chromium chromium = Chromium.start("--autoplay-policy=no-user-gesture-required");
                Browsing on = Browsing.watching(chromium, Wards.plain(8))) {
            on.pass(2000);
            on.page.evaluate("() => { const end = performance.now() + 8000; while (performance.now() < end); }");
            on.shown("html[data-deadman]");
            on.says("#bar .notice", "frozen");
            assertTrue(on.text("#bar .notice").contains("8 s")
                    || on.text("#bar .notice").matches(".*[789] s.*"));
        }
    }

    @Test
    void aLostLinkSoundsOnItsOwnAndCanBePausedForTwoMinutes() {
        try (Chromium chromium = Chromium.start("--autoplay-policy=no-user-gesture-required");
                Browsing on = new Browsing(chromium, Wards.plain(8), "?lang=en", Chromium.WATCHING, RECORD)) {
            on.pass(500);
            assertEquals(0, ((Number) on.page.evaluate("window.pulses.length")).intValue());
            on.gateway.ticking(false);
            on.shown("#lost");
            // MEDIUM: three pulses 400 ms apart.
            on.page.waitForFunction("window.pulses.length >= 3");
            List<?> gaps = (List<?>) on.page.evaluate(
                    "window.pulses.slice(0, 3).map((p) => Math.round((p.at - window.pulses[0].at) * 1000))");
            assertEquals(List.of(0, 400, 800), gaps);
            on.page.keyboard().press("p");
            on.says("#lost", "Sound paused");
        }
    }
}
