package org.vigie.dashboard.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.vigie.dashboard.wire.LiveMessage;

/** The link between page and gateway: what counts as life, what as a hole, and what is shown without it. */
class LiveLinkTest {
    /** Every digit on the page that is not hatched: it looks live. */
    private static final String LOOKING_LIVE = """
            [...document.querySelectorAll('#grid .digits')]
              .filter((d) => d.textContent !== '' && getComputedStyle(d).backgroundImage === 'none')
              .map((d) => d.closest('.tile').dataset.bed + ' ' + d.textContent)
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

    @Test
    void noValueLooksLiveThreeSecondsAfterTheTicksStop() {
        try (Browsing on = Browsing.watching(chromium, Scenes.night(16, "live"))) {
            assertFalse(((List<?>) on.page.evaluate(LOOKING_LIVE)).isEmpty());
            double best = Double.MAX_VALUE;
            // The best of three: the machine of a test run does other things as well.
            for (int i = 0; i < 3 && best >= 3.9; i++) {
                on.gateway.ticking(true);
                on.gone("#lost");
                on.gateway.ticking(false);
                long stopped = System.nanoTime();
                on.shown("#lost");
                best = Math.min(best, (System.nanoTime() - stopped) / 1e9);
            }
            assertTrue(best < 3.9, "lost after " + best + " s");
            on.says("#lost", "LINK LOST since");
            assertEquals(List.of(), on.page.evaluate(LOOKING_LIVE));
            assertEquals(0, on.at("#grid .s-live, #grid .s-late").count());
            on.says("#lost .was", "R07 *** SpO₂ 78 < 88");
            on.says("[data-bed=R01] .ban", "unknown now");
        }
    }

    @Test
    void ticksOfAnEngineThatStandsStillAreNoSignOfLife() {
        try (Browsing on = Browsing.watching(chromium, Wards.plain(8))) {
            on.gateway.engineRuns(false);
            on.shown("#lost");
            on.gateway.engineRuns(true);
            on.gone("#lost");
            on.says("#bar .notice", "Link back");
            on.page.keyboard().press("x");
            on.shown("#bar .secondary");
        }
    }

    @Test
    void comesBackWithASnapshotAndCountsTheAlarmsItMissed() {
        try (Browsing on = Browsing.watching(chromium, Wards.plain(8))) {
            on.gateway.ticking(false);
            on.shown("#lost");
            on.gateway.changeUnheard(Wards.bed(
                    2,
                    "live",
                    Wards.values(2),
                    List.of(Wards.limit("x", "high", Wards.SPO2, "80", "88", false)),
                    List.of()));
            on.gateway.ticking(true);
            on.gone("#lost");
            on.says("#bar .notice", "new alarms meanwhile: 1");
            on.says("#strip", "SpO₂ 80 < 88");
        }
    }

    @Test
    void aHoleInTheSequenceBringsANewSnapshot() {
        try (Browsing on = Browsing.watching(chromium, Wards.plain(8))) {
            int greeted = on.gateway.greeted();
            on.gateway.changeUnheard(Wards.bed(
                    1, "live", List.of(Wards.numeric(Wards.HR, "HR", 41, "/min", "50", "120")), List.of(), List.of()));
            on.gateway.change(Wards.bed(
                    2, "live", List.of(Wards.numeric(Wards.HR, "HR", 42, "/min", "50", "120")), List.of(), List.of()));
            on.says("[data-bed=R01] .v", "41");
            on.says("[data-bed=R02] .v", "42");
            assertTrue(on.gateway.greeted() > greeted);
        }
    }

    @Test
    void aLastDeltaThatWasLostIsMissedByTheTicks() {
        try (Browsing on = Browsing.watching(chromium, Wards.plain(8))) {
            on.gateway.changeUnheard(Wards.bed(
                    1, "live", List.of(Wards.numeric(Wards.HR, "HR", 43, "/min", "50", "120")), List.of(), List.of()));
            on.says("[data-bed=R01] .v", "43");
        }
    }

    @Test
    void aGatewayThatRestartedIsReadAnew() {
        try (Browsing on = Browsing.watching(chromium, Wards.plain(8))) {
            on.gateway.replace(Wards.of(2, "live", Wards.plain(12).beds()));
            on.shown("[data-bed=R12]");
            assertEquals(12, on.at(".tile").count());
            on.shown(".l-ok");
        }
    }

    @Test
    void saysAliveOnceASecondWithWhatIsPainted() throws InterruptedException {
        try (Browsing on = Browsing.watching(chromium, Wards.plain(8))) {
            on.gateway.change(Wards.bed(3));
            LiveMessage.Alive first = on.gateway.nextAlive();
            LiveMessage.Alive second = on.gateway.nextAlive();
            LiveMessage.Alive later = on.gateway.nextAlive();
            for (int more = 0;
                    more < 20 && later.paintedSeq() < on.gateway.ward().seq();
                    more++) {
                later = on.gateway.nextAlive();
            }
            assertTrue(later.visible());
            assertTrue(later.frames() > first.frames(), "frames stand still");
            assertEquals(on.gateway.ward().seq(), later.seq());
            assertEquals(on.gateway.ward().seq(), later.paintedSeq());
            assertEquals(1, second.display());
        }
    }

    @Test
    void aBedThatTheGatewayForgetsToCallLateIsNotBelieved() {
        try (Browsing on = Browsing.watching(chromium, Wards.plain(8))) {
            var bed = Wards.bed(1);
            on.gateway.change(new org.vigie.dashboard.wire.WardView.Bed(
                    bed.bed(),
                    null,
                    null,
                    false,
                    "live",
                    "none",
                    200,
                    1000,
                    null,
                    0,
                    List.of(),
                    null,
                    bed.numerics(),
                    List.of(),
                    bed.care()));
            on.shown("[data-bed=R01] .s-live");
            on.shown("[data-bed=R01].link-stale");
            on.gone("[data-bed=R01] .s-live");
        }
    }

    @Test
    void breaksNoRuleOfItsContentSecurityPolicy() {
        try (Browsing on = Browsing.watching(chromium, Scenes.night(16, "demo"))) {
            List<String> errors = new java.util.concurrent.CopyOnWriteArrayList<>();
            on.page.onConsoleMessage(message -> {
                if (message.type().equals("error")) {
                    errors.add(message.text());
                }
            });
            on.page.onPageError(errors::add);
            on.page.reload();
            on.shown(".l-ok");
            for (String key : List.of("l", "Enter", "Escape", "F1", "Escape", "p", "a")) {
                on.page.keyboard().press(key);
            }
            on.page.waitForFunction("document.documentElement.dataset.painted");
            assertEquals(List.of(), on.violations());
            assertEquals(List.of(), List.copyOf(errors));
        }
    }
}
