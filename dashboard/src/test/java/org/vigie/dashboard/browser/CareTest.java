package org.vigie.dashboard.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Keyboard;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vigie.dashboard.wire.LiveMessage;
import org.vigie.dashboard.wire.WardView;
import org.vigie.dashboard.wire.WardView.Alarm;
import org.vigie.dashboard.wire.WardView.Bed;
import org.vigie.dashboard.wire.WardView.Person;

/** Watch, people, admission and what a display says about delivery, by keyboard alone. */
class CareTest {
    /**
     * A reader of wrist bands: its keys one after the other without a pause, and Enter. Array of [key, code of the
     * key].
     */
    private static final String READER = """
            keys => { for (const [key, code] of [...keys, ['Enter', 'Enter']]) {
              const at = document.activeElement;
              const goesOn = at.dispatchEvent(new KeyboardEvent('keydown', { key, code, bubbles: true, cancelable: true }));
              if (goesOn && key.length === 1 && at instanceof HTMLInputElement) at.value += key;
            } }""";

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

    private static WardView unwatched() {
        WardView ward = Wards.with(
                Wards.plain(8),
                Wards.cared(Wards.bed(3), null, "list"),
                Wards.cared(Wards.bed(7), null, "hand"),
                Wards.cared(Wards.bed(8), "CD", "monitor"));
        return Wards.with(ward, List.of(new Person("AB", "Anne Berger", false), new Person("CD", "Carl Diaz", true)));
    }

    @Test
    void aBedThatNobodyWatchesIsRedOnItsTileAndInTheBar() {
        try (Browsing on = Browsing.watching(chromium, unwatched())) {
            on.says("[data-bed=R03] .by.nobody", "nobody");
            on.says("[data-bed=R08] .by", "CD");
            on.says("#bar .watching.nobody", "Nobody watches: 2");
            on.gateway.change(Wards.cared(Wards.bed(3), "AB", "list"), Wards.cared(Wards.bed(7), "AB", "list"));
            on.says("#bar .watching", "Watching: AB");
            on.gone("[data-bed=R03] .by.nobody");
        }
    }

    @Test
    void tilesAreMovedByDraggingOnlyWhileTheDisplaysAreArranged() {
        try (Browsing on = Browsing.watching(chromium, Wards.plain(16))) {
            on.at("#grid [data-bed=R05]").dragTo(on.at("#grid [data-bed=R02]"));
            assertEquals(List.of(), on.gateway.arranged(), "a slip of the hand moves nothing");
            on.page.keyboard().press("d");
            on.says("#displays .screens", "2");
            on.at("#grid [data-bed=R05]").dragTo(on.at("#grid [data-bed=R02]"));
            on.shown("#grid .tile:nth-child(2)[data-bed=R05]");
            assertEquals(
                    List.of("R01", "R05", "R02", "R03"), on.gateway.arranged().subList(0, 4));
            on.shown("#displays");
            on.at("#displays li[data-bed=R05]").dragTo(on.at("#displays li[data-bed=R03]"));
            on.at("#displays .keep").click();
            on.gone("#displays");
            on.shown("#grid .tile:nth-child(4)[data-bed=R05]");
            assertEquals(0, on.at("[data-target]").count());
        }
    }

    @Test
    void twoKeysTakeWhatNobodyWatches() throws InterruptedException {
        try (Browsing on = Browsing.watching(chromium, unwatched())) {
            on.shown("#bar .watching.nobody");
            on.page.keyboard().press("w");
            on.says("#watch .take", "AB watches these beds: 2");
            on.page.keyboard().press("Enter");
            LiveMessage.Order order = on.gateway.order();
            assertEquals("take-watch", order.order());
            assertEquals("AB", order.user());
            assertEquals(List.of("R03", "R07"), order.beds());
            on.gone("#watch");
        }
    }

    @Test
    void handingOverAsksForThePinOfWhoTakesOver() throws InterruptedException {
        try (Browsing on = Browsing.watching(chromium, unwatched())) {
            on.shown("#bar .watching.nobody");
            on.page.keyboard().press("w");
            on.at("#watch-user").fill("cd");
            on.says("#watch .take", "Hand over to CD: 2");
            on.page.keyboard().press("Enter");
            on.says("#watch .why", "Please give the PIN");
            on.at("#watch-pin").fill("111111");
            on.page.keyboard().press("Enter");
            on.says("#watch .why", "Wrong PIN");
            assertTrue(on.gateway.noOrder());
            assertEquals("", on.at("#watch-pin").inputValue(), "a PIN does not stay on the screen");
            on.at("#watch-pin").fill("135790");
            on.page.keyboard().press("Enter");
            assertEquals("CD", on.gateway.order().user());
            on.gone("#watch");
        }
    }

    @Test
    void leavingBedsUnwatchedTakesTwoPresses() throws InterruptedException {
        try (Browsing on = Browsing.watching(chromium, unwatched())) {
            on.shown("#bar .watching.nobody");
            on.page.keyboard().press("w");
            on.at("#watch .mine").focus();
            on.page.keyboard().press("Enter");
            on.at("#watch .leave").focus();
            on.page.keyboard().press("Enter");
            on.says("#watch .leave", "Press again: nobody watches 5");
            assertTrue(on.gateway.noOrder());
            on.page.keyboard().press("Enter");
            assertEquals("leave-watch", on.gateway.order().order());
        }
    }

    @Test
    void aPersonIsWrittenInWithAPin() throws InterruptedException {
        try (Browsing on = Browsing.watching(chromium, unwatched())) {
            on.shown("#bar .watching.nobody");
            on.page.keyboard().press("w");
            on.at("#person-initials").fill("ef");
            on.at("#person-name").fill("Eva Frank");
            on.at("#person-pin").fill("246802");
            on.page.keyboard().press("Enter");
            LiveMessage.Order order = on.gateway.order();
            assertEquals("sign-on", order.order());
            assertNull(order.user());
            assertEquals(new LiveMessage.PersonGiven("EF", "Eva Frank", "246802"), order.person());
            on.says("#watch .why", "EF is on shift");
            assertEquals("", on.at("#person-pin").inputValue());
        }
    }

    /** As a person types; what comes faster is a reader of wrist bands. */
    private static void byHand(Browsing on, String text) {
        on.page.keyboard().type(text, new Keyboard.TypeOptions().setDelay(60));
    }

    @Test
    void aPatientIsAdmittedByHand() throws InterruptedException {
        try (Browsing on = Browsing.watching(chromium, Wards.plain(8))) {
            on.shown("[data-bed=R02]");
            on.page.keyboard().type("2");
            on.page.keyboard().press("Enter");
            on.shown("#detail .name");
            on.page.keyboard().press("i");
            on.says("#admission h2", "Bed R02: patient");
            byHand(on, "Petit");
            on.page.keyboard().press("Tab");
            byHand(on, "Paul");
            on.at("#patient-birthDate").fill("03/02/1950");
            on.page.keyboard().press("Enter");
            LiveMessage.Order order = on.gateway.order();
            assertEquals("admit", order.order());
            assertEquals(List.of("R02"), order.beds());
            assertEquals(new LiveMessage.PatientGiven(null, "Petit", "Paul", "1950-02-03", null), order.patient());
            on.gone("#admission");
        }
    }

    private static void read(Browsing on, String... keysAndCodes) {
        on.page.evaluate(
                READER, Stream.of(keysAndCodes).map(one -> one.split(" ", 2)).toList());
    }

    private static void read(Browsing on, String band) {
        read(on, band.chars().mapToObj(c -> (char) c + " ").toArray(String[]::new));
    }

    @Test
    void aWristBandIsAnIdentifierAndNeverACommand() throws InterruptedException {
        Alarm asystole = Wards.alarm("A", "high", "physiological", null, "ASYSTOLE");
        Bed second = Wards.bed(2, "live", Wards.values(2), List.of(asystole), List.of());
        try (Browsing on = Browsing.watching(chromium, Wards.with(Wards.plain(8), second))) {
            on.says("[data-bed=R02] .ban", "ASYSTOLE");
            on.page.keyboard().type("2");
            on.page.keyboard().press("Enter");
            on.shown("#detail .name");
            on.pass(2_500); // the keys of acknowledgement are no longer dead
            read(on, "PAB80002");
            on.says("#admission h2", "Bed R02: patient");
            assertEquals("PAB80002", on.at("#patient-patientId").inputValue());
            on.says("#admission .conflict", "ANOTHER PATIENT: wrist band PAB80002, patient of the bed 80002");
            read(on, "80002");
            on.gone("#admission .conflict");
            on.says("#admission .why", "This wrist band is that of the patient of this bed: 80002");
            read(on, "( Digit5", "à Digit0", "S KeyS", "_ Digit8", "é Digit2");
            on.says("#admission .conflict", "ANOTHER PATIENT: wrist band 50S82, patient of the bed 80002");
            assertNull(on.gateway.command(1_000), "nothing is acknowledged or paused");
            assertTrue(on.gateway.noOrder(), "nobody is admitted by the reader's Enter");
        }
    }

    @Test
    void fewKeysCloseTogetherAreAPersonsAndNoneIsLost() throws InterruptedException {
        Alarm asystole = Wards.alarm("A", "high", "physiological", null, "ASYSTOLE");
        Bed second = Wards.bed(2, "live", Wards.values(2), List.of(asystole), List.of());
        try (Browsing on = Browsing.watching(chromium, Wards.with(Wards.plain(8), second))) {
            on.says("#strip", "ASYSTOLE");
            on.pass(2_500); // the keys of acknowledgement are no longer dead
            on.gateway.forgetCommands();
            on.page.evaluate("""
                    ['l', ' '].forEach(key =>
                      document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })))""");
            on.shown("#list");
            LiveMessage.Command command = on.gateway.command(5_000);
            assertNotNull(command, "the space is an acknowledgement");
            assertEquals("A", command.alarm());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fr", "en"})
    void aWristBandReadIntoANameGoesToItsOwnField(String language) throws InterruptedException {
        try (Browsing on = new Browsing(chromium, Wards.plain(8), "?lang=" + language, Chromium.WATCHING)) {
            on.shown("[data-bed=R02]");
            on.page.keyboard().press("ArrowRight");
            on.page.keyboard().press("i");
            on.at("#patient-familyName").fill("Petit");
            read(on, "( Digit5", "à Digit0", "S KeyS", "_ Digit8");
            assertEquals("Petit", on.at("#patient-familyName").inputValue());
            assertEquals("50S8", on.at("#patient-patientId").inputValue());
            assertTrue(on.gateway.noOrder(), "nobody is admitted by the reader's Enter");
            on.says("#admission .conflict", language.equals("fr") ? "AUTRE PATIENT" : "ANOTHER PATIENT");
            assertEquals(List.of(), on.inaccessible("#admission"));
            on.gone("#admission .confirm");
            on.pass(600);
            on.page.keyboard().press("Enter");
            assertEquals(
                    new LiveMessage.PatientGiven("50S8", "Petit", null, null, null),
                    on.gateway.order().patient());
        }
    }

    @Test
    void dischargeAsksTwiceAndOnceMoreWhenAnAlarmIsOn() throws InterruptedException {
        try (Browsing on = Browsing.watching(chromium, Wards.plain(8))) {
            on.shown("[data-bed=R01]");
            on.page.keyboard().press("i");
            on.shown("#admission");
            on.at("#admission .discharge").focus();
            on.page.keyboard().press("Enter");
            on.says("#admission .discharge", "Press again: R01");
            assertTrue(on.gateway.noOrder());
            on.gateway.refuseNext("alarm-active");
            on.page.keyboard().press("Enter");
            assertFalse(on.gateway.order().closing());
            on.says("#admission .why", "Close this bed with an active alarm?");
            on.at("#admission .discharge").focus();
            on.page.keyboard().press("Enter");
            LiveMessage.Order order = on.gateway.order();
            assertEquals("discharge", order.order());
            assertTrue(order.closing());
        }
    }

    @Test
    void aTransferGoesToAFreeBedOnly() throws InterruptedException {
        try (Browsing on = Browsing.watching(
                chromium, Wards.with(Wards.plain(8), Wards.bed(5, "empty", List.of(), List.of(), List.of())))) {
            on.shown("[data-bed=R05].link-empty");
            on.gateway.change(Wards.unnamed(Wards.bed(5, "empty", List.of(), List.of(), List.of())));
            on.page.keyboard().press("i");
            on.shown("#admission");
            on.at("#patient-to").selectOption("R05");
            on.at("#admission .transfer").focus();
            on.page.keyboard().press("Enter");
            on.page.keyboard().press("Enter");
            assertEquals(List.of("R01", "R05"), on.gateway.order().beds());
        }
    }

    @Test
    void namesAreHiddenShortOrFullAsThisDisplayWants() {
        try (Browsing on = Browsing.watching(chromium, Wards.plain(8))) {
            String initials = String.valueOf(Wards.bed(1).label());
            on.says("[data-bed=R01] .who", initials);
            on.page.keyboard().press("w");
            on.at("#privacy").selectOption("full");
            on.says("[data-bed=R01] .who", "PETIT Paul");
            on.at("#privacy").selectOption("hidden");
            on.page.waitForFunction("() => document.querySelector('[data-bed=R01] .who').textContent === ''");
            on.at("#privacy").selectOption("initials");
            on.says("[data-bed=R01] .who", initials);
        }
    }

    @Test
    void anAcknowledgementWithoutAProvenNameSaysSo() {
        Alarm alarm = Wards.inState(Wards.limit("a1-1", "medium", Wards.SPO2, "85", "88", false), "active-ack", "?");
        try (Browsing on = Browsing.watching(
                chromium,
                Wards.with(Wards.plain(8), Wards.bed(1, "live", Wards.values(1), List.of(alarm), List.of())))) {
            on.says("[data-bed=R01] .seen", "no name");
        }
    }

    @Test
    void theDisplayTellsWhatItShowsAndSounds() throws InterruptedException {
        try (Browsing on = Browsing.watching(chromium, Wards.plain(8))) {
            on.shown("[data-bed=R01]");
            Alarm alarm = Wards.alarm("a1-9", "high", "physiological", "MDC_EVT_ECG_ASYSTOLE", "*** ASYSTOLE");
            on.gateway.change(Wards.bed(1, "live", Wards.values(1), List.of(alarm), List.of()));
            LiveMessage.@Nullable Alive told = null;
            for (int i = 0; i < 40 && (told == null || !told(told.painted()) || !told(told.sounded())); i++) {
                told = on.gateway.nextAlive();
            }
            assertNotNull(told);
            assertEquals(List.of("a1-9"), told.painted());
            assertEquals(List.of("a1-9"), told.sounded());
            on.page.keyboard().press("Enter");
            on.says("#detail .delivery li", "Display 1: shown after 0.3 s, not sounded");
        }
    }

    private static boolean told(@Nullable List<String> ids) {
        return ids != null && ids.contains("a1-9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fr", "en"})
    void isAccessibleAndCutsNothingOff(String language) {
        try (Browsing on = new Browsing(chromium, unwatched(), "?lang=" + language, Chromium.WATCHING)) {
            on.shown("#bar .watching.nobody");
            assertEquals(List.of(), on.inaccessible(), "grid with beds that nobody watches");
            on.page.keyboard().press("w");
            on.shown("#watch .bedrow");
            assertEquals(List.of(), on.inaccessible("#watch"), "watch");
            assertEquals(List.of(), clipped(on), "watch");
            on.page.keyboard().press("Escape");
            on.gone("#watch");
            on.page.keyboard().press("i");
            on.shown("#admission .form");
            assertEquals(List.of(), on.inaccessible("#admission"), "admission");
            assertEquals(List.of(), clipped(on), "admission");
        }
    }

    private static List<?> clipped(Browsing on) {
        return (List<?>) on.stays("""
                [...document.querySelectorAll('#watch *, #admission *, #bar *')]
                  .filter((n) => n.offsetParent !== null && !n.classList.contains('sr') && n.children.length === 0
                    && n.tagName !== 'OPTION' && n.scrollWidth > n.clientWidth + 1 && getComputedStyle(n).display !== 'inline')
                  .map((n) => n.className + ': ' + n.textContent)""");
    }
}
