package org.vigie.dashboard.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vigie.dashboard.wire.LiveMessage;
import org.vigie.dashboard.wire.WardView.Alarm;
import org.vigie.dashboard.wire.WardView.Bed;

/** What a person does with keys and buttons, and that nothing else ever does it. */
class AlarmActsTest {
    private static final int NOTHING_COMES_MS = 400;
    private static final int DEAD_MS = 600;

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

    private static Bed alarming(int n, Alarm... alarms) {
        return Wards.bed(n, "live", Wards.values(n), List.of(alarms), List.of());
    }

    private static Alarm desaturation(String id) {
        return Wards.limit(id, "medium", Wards.SPO2, "85", "88", false);
    }

    private static Alarm asystole(String id) {
        return Wards.alarm(id, "high", "physiological", "MDC_EVT_ECG_ASYSTOLE", "*** ASYSTOLE");
    }

    private static LiveMessage.@Nullable Command sent(Browsing on) throws InterruptedException {
        return on.gateway.command();
    }

    private static void nothingSent(Browsing on) throws InterruptedException {
        assertNull(on.gateway.command(NOTHING_COMES_MS));
    }

    @Test
    void spaceAcknowledgesTheOccurrenceInTheStripWithTheInitials() throws InterruptedException {
        try (Browsing on = Browsing.watching(chromium, Wards.plain(16))) {
            on.gateway.change(alarming(4, desaturation("occurrence-4")));
            on.says("#strip", "SpO₂ 85 < 88");
            on.pass(DEAD_MS);
            on.page.keyboard().press(" ");
            LiveMessage.Command command = sent(on);
            assertNotNull(command);
            assertEquals("acknowledge", command.action());
            assertEquals("occurrence-4", command.alarm());
            assertEquals("R04", command.bed());
            assertEquals("AB", command.user());
            assertTrue(Pattern.matches("[0-9a-f]{24}", command.id()), command.id());
        }
    }

    @Test
    void aPressMeantForTheOldAlarmNeverHitsTheNewOne() throws InterruptedException {
        try (Browsing on = Browsing.watching(chromium, Wards.plain(16))) {
            on.gateway.change(alarming(4, desaturation("A")));
            on.says("#strip", "SpO₂ 85 < 88");
            on.pass(DEAD_MS);
            on.gateway.change(alarming(9, asystole("B")));
            on.asSoonAs(
                    "#strip",
                    "Asystole",
                    "document.body.dispatchEvent(new KeyboardEvent('keydown', { key: ' ', bubbles: true }))");
            nothingSent(on);
            on.says("#bar .notice", "just changed");
            on.pass(DEAD_MS);
            on.page.keyboard().press(" ");
            LiveMessage.Command command = sent(on);
            assertNotNull(command);
            assertEquals("B", command.alarm());
        }
    }

    @Test
    void theListAcknowledgesTheOccurrenceOfItsRowOnly() throws InterruptedException {
        try (Browsing on = Browsing.watching(chromium, Wards.plain(16))) {
            on.page.keyboard().press("l");
            on.gateway.change(alarming(4, desaturation("A")));
            on.says("#list", "SpO₂ 85 < 88");
            on.gateway.change(alarming(9, asystole("B")));
            // The rows have just moved: the button under the pointer is another one.
            on.asSoonAs(
                    "#list li:first-child", "Asystole", "document.querySelector('#list li:first-child .ack').click()");
            nothingSent(on);
            on.pass(DEAD_MS);
            on.at("#list li:nth-child(2) .ack").click();
            LiveMessage.Command command = sent(on);
            assertNotNull(command);
            assertEquals("A", command.alarm());
            assertEquals("R04", command.bed());
        }
    }

    @Test
    void whatNobodyAnswersIsSaidInRedUntilItIsAcknowledgedAndTheHelpTellsTheLevels() {
        try (Browsing on = Browsing.watching(chromium, Wards.plain(16))) {
            on.gateway.change(alarming(9, Wards.escalated(asystole("B"), 2)));
            on.says("#strip", "Asystole");
            assertEquals(0, on.at("body.unanswered").count());
            on.gateway.change(alarming(9, Wards.escalated(asystole("B"), 3)));
            on.says("#bar .badge", "NOBODY ANSWERS: R09");
            on.shown("body.unanswered #bar");
            on.page.keyboard().press("F1");
            on.says("#help", "high, levels at 30 s, 60 s, 120 s; medium, at 60 s, 180 s");
            on.says("#help", "high alarms by the box");
            on.gateway.change(alarming(9, Wards.inState(Wards.escalated(asystole("B"), 3), "active-ack", "AB")));
            on.gone("body.unanswered");
        }
    }

    @Test
    void thePersonWhoBeginsConfirmsTheTimeWhereNobodyVouchesForIt() throws InterruptedException {
        try (Browsing on = new Browsing(chromium, Wards.plain(16), "?lang=en")) {
            on.gateway.clock(new LiveMessage.Clock("unset", null, null, null));
            on.says("#bar .badge", "TIME NOT CONFIRMED");
            on.at("#initials").fill("ab");
            on.page.keyboard().press("Enter");
            on.at("#start .yes").click();
            on.shown("#start .right");
            nothingSent(on);
            assertTrue(Pattern.compile(", 20\\d\\d, \\d\\d:\\d\\d:\\d\\d$")
                    .matcher(on.text("#start .time"))
                    .find());
            on.at("#start .wrong").click();
            on.says("#start .advice >> visible=true", "vigie-clock");
            on.at("#start .right").click();
            on.gone("#start");
            assertEquals("sound-check", String.valueOf(action(on)));
            assertEquals("confirm-clock", String.valueOf(action(on)));
            on.gateway.clock(new LiveMessage.Clock("manual", "AB", "2026-01-05T04:00:00+01:00", null));
            on.says("#bar .vouched", "time confirmed AB 04:00");
            // Somebody has set the clock: asked for with H, answered or put off.
            on.gateway.clock(new LiveMessage.Clock("unset", null, null, null));
            on.says("#bar .badge", "TIME NOT CONFIRMED");
            on.page.keyboard().press("h");
            on.page.keyboard().press("Enter");
            on.gone("#start");
            assertEquals("confirm-clock", String.valueOf(action(on)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fr", "en"})
    void whoSaysThatTheTimeIsWrongGivesTheRightOneByKeysAlone(String language) throws InterruptedException {
        try (Browsing on = new Browsing(chromium, Wards.plain(16), "?lang=" + language, Chromium.WATCHING)) {
            on.gateway.clock(new LiveMessage.Clock("unset", null, null, null));
            on.shown("#bar .badge");
            on.page.keyboard().press("h");
            on.shown("#start .right");
            on.page.keyboard().press("Tab");
            on.page.keyboard().press("Enter");
            on.shown("#watch-time");
            assertTrue(
                    on.at("#watch-time").inputValue().matches("20\\d\\d-\\d\\d-\\d\\d \\d\\d:\\d\\d"),
                    "what the box says");
            on.page.keyboard().type("03:12");
            on.page.keyboard().press("Enter");
            on.says("#start .why", "2026-01-31 03:12");
            assertEquals(List.of(), on.inaccessible("#start"), "start");
            on.page.keyboard().press("Control+a");
            on.page.keyboard().type("2026-01-05 03:19");
            on.page.keyboard().press("Enter");
            on.gone("#start");
            LiveMessage.Order order = on.gateway.order();
            assertNotNull(order);
            assertEquals("tell-clock", order.order());
            assertEquals("2026-01-05T03:19", order.time());
            on.gateway.clock(new LiveMessage.Clock("told", "AB", "2026-01-05T03:12:00+01:00", 420_000L));
            on.says("#bar .badge", language.equals("fr") ? "RETARD 7" : "BOX CLOCK 7");
            on.says("#bar .badge", "(AB 03:12)");
            assertEquals("", on.text("#bar .vouched"));
            assertEquals(List.of(), on.inaccessible("#bar"), "bar");
        }
    }

    private static @Nullable String action(Browsing on) throws InterruptedException {
        LiveMessage.Command command = sent(on);
        return command == null ? null : command.action();
    }

    @Test
    void aFloodIsGroupedInTheListWithItsCountAndNothingOfHighPriorityIsEverInAGroup() throws InterruptedException {
        try (Browsing on = Browsing.watching(chromium, Wards.plain(16))) {
            on.page.keyboard().press("l");
            Bed[] ten = new Bed[10];
            for (int i = 0; i < 10; i++) {
                ten[i] = alarming(i + 1, desaturation("m" + i));
            }
            on.gateway.change(ten);
            on.says("#list h2", "(10)");
            assertEquals(10, on.at("#list .active li").count(), "ten are no flood");
            on.gateway.change(
                    alarming(11, desaturation("m10")),
                    alarming(12, asystole("h1"), desaturation("m11")),
                    alarming(13, asystole("h2")),
                    alarming(14, asystole("h3")));
            on.says("#list .active li:nth-child(4)", "SpO₂ × 12");
            on.says("#list .active li:nth-child(4)", "12 beds");
            on.says("#list .active li:nth-child(4) .vendor", "R01 R02 R03");
            assertEquals(4, on.at("#list .active li").count(), "three high ones and the group");
            on.says("#list h2", "(15)");
            on.page.keyboard().press("g");
            on.shown("#list .active li:nth-child(15)");
            on.page.keyboard().press("g");
            on.gone("#list .active li:nth-child(5)");
            on.at("#list .active li:nth-child(4) .ack").click();
            on.shown("#list .active li:nth-child(15)");
            nothingSent(on);
        }
    }

    @Test
    void aHeldKeyAcknowledgesNothing() throws InterruptedException {
        try (Browsing on = Browsing.watching(chromium, Wards.plain(16))) {
            on.page.keyboard().down(" ");
            on.gateway.change(alarming(1, desaturation("A")));
            on.says("#strip", "SpO₂ 85 < 88");
            on.pass(DEAD_MS);
            on.page.keyboard().down(" ");
            on.page.keyboard().down(" ");
            nothingSent(on);
            on.page.keyboard().up(" ");
            on.page.keyboard().down("a");
            assertNotNull(sent(on));
            on.gateway.change(alarming(1, asystole("B")));
            on.says("[data-bed=R01] .ban", "Asystole");
            on.pass(DEAD_MS);
            on.page.keyboard().down("a");
            nothingSent(on);
        }
    }

    @Test
    void aHeldEnterDoesNotPressAButtonAgain() throws InterruptedException {
        try (Browsing on = Browsing.watching(chromium, Wards.plain(16))) {
            on.at("#bar .pause").focus();
            on.page.keyboard().down("Enter");
            assertNotNull(sent(on));
            on.page.keyboard().down("Enter");
            on.page.keyboard().down("Enter");
            nothingSent(on);
        }
    }

    @Test
    void pausesTheUnitOrOneBedAndShowsTheCountdown() throws InterruptedException {
        try (Browsing on = Browsing.watching(chromium, Wards.plain(16))) {
            on.page.keyboard().press("p");
            LiveMessage.Command unit = sent(on);
            assertNotNull(unit);
            assertEquals("pause", unit.action());
            assertNull(unit.bed());
            on.page.keyboard().press("ArrowRight");
            on.page.keyboard().press("b");
            LiveMessage.Command bed = sent(on);
            assertNotNull(bed);
            assertEquals("pause", bed.action());
            assertEquals("R02", bed.bed());
            on.gateway.change(Wards.paused(Wards.bed(2), 100_000));
            on.says("[data-bed=R02] .head .chip", "1:");
            assertFalse(on.at("[data-bed=R03] .head .chip").isVisible());
            on.page.keyboard().press("b");
            LiveMessage.Command again = sent(on);
            assertNotNull(again);
            assertEquals("resume", again.action());
        }
    }

    @Test
    void findsABedByItsNumberAndGoesBackWithEscape() {
        try (Browsing on = Browsing.watching(chromium, Wards.plain(16))) {
            on.page.keyboard().press("1");
            on.page.keyboard().press("2");
            on.says("#bar .notice", "Bed 12");
            on.page.keyboard().press("Enter");
            on.says("#detail .name", "R12");
            on.says("#detail", "limits not known");
            on.page.keyboard().press("Escape");
            on.gone("#detail");
            on.page.keyboard().press("9");
            on.page.keyboard().press("9");
            on.page.keyboard().press("Enter");
            on.says("#bar .notice", "No bed 99");
            assertFalse(on.at("#detail").isVisible());
        }
    }

    @Test
    void standbyTakesTwoPresses() throws InterruptedException {
        try (Browsing on = Browsing.watching(chromium, Wards.plain(16))) {
            on.at("[data-bed=R05]").click();
            on.at("#detail .standby").click();
            nothingSent(on);
            on.says("#detail .standby", "Press again");
            on.at("#detail .standby").click();
            LiveMessage.Command command = sent(on);
            assertNotNull(command);
            assertEquals("standby", command.action());
            assertEquals("R05", command.bed());
        }
    }

    @Test
    void sendsNothingWhileTheLinkIsLostAndNothingAfterwards() throws InterruptedException {
        try (Browsing on = Browsing.watching(chromium, Wards.plain(8))) {
            on.gateway.change(alarming(4, desaturation("A")));
            on.says("#strip", "SpO₂ 85 < 88");
            on.gateway.ticking(false);
            on.shown("#lost");
            on.page.keyboard().press(" ");
            on.gateway.ticking(true);
            on.gone("#lost");
            nothingSent(on);
        }
    }

    @Test
    void theStartScreenAsksForInitialsAndForTheSound() throws InterruptedException {
        try (Browsing on = new Browsing(chromium, Wards.plain(8), "?lang=fr")) {
            on.shown("#start");
            on.says("#start .secondary", "laisser audibles les alarmes");
            assertFalse(on.gateway.nextAlive().watching());
            on.at("#start .go").click();
            on.says("#start .why", "initiales");
            on.at("#initials").fill("cd");
            on.at("#start .go").click();
            on.says("#start .question", "entendu");
            on.at("#start .yes").click();
            on.gone("#start");
            LiveMessage.Command command = sent(on);
            assertNotNull(command);
            assertEquals("sound-check", command.action());
            assertEquals("CD", command.user());
            on.says("#bar .sound", "(CD)");
            on.says("#bar .watching", "CD");
            on.gateway.nextAlive();
            assertTrue(on.gateway.nextAlive().watching());
        }
    }

    @Test
    void aScreenWhoseSoundWasNotHeardDoesNotCountAsWatching() throws InterruptedException {
        try (Browsing on = new Browsing(chromium, Wards.plain(8), "?lang=en")) {
            on.at("#initials").fill("cd");
            on.at("#start .go").click();
            on.at("#start .no").click();
            on.says("#start .advice", "loudspeaker");
            on.at("#start .without").click();
            on.gone("#start");
            on.says("#bar .sound", "Sound not tested");
            on.gateway.nextAlive();
            assertFalse(on.gateway.nextAlive().watching());
        }
    }
}
