package org.vigie.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.StreamSupport;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.gateway.journal.JournalDirectory;
import org.vigie.gateway.testing.Await;
import org.vigie.gateway.testing.Cable;
import org.vigie.gateway.testing.Chromium;
import org.vigie.gateway.testing.HeardVoice;
import org.vigie.gateway.testing.JournaledCommands;
import org.vigie.gateway.testing.LeapClocks;
import org.vigie.gateway.testing.Messages;
import org.vigie.gateway.testing.Mllp;
import org.vigie.model.alarm.OwnAlarm;
import org.vigie.model.limits.Limits;

/**
 * What has gone wrong on other central stations must not go wrong here: T1 to T12 of docs/recalls.md, from the
 * monitor's message to what a person sees and hears in a real browser. Bounds are those of the list and, on top, what a
 * loaded machine may take to draw ({@link #DRAWN}).
 */
class RecallsTest {
    private static final Duration DRAWN = Duration.ofMillis(900);
    private static final Instant EVENING =
            LocalDateTime.of(2026, 3, 10, 18, 50).atZone(ZoneId.systemDefault()).toInstant();
    private static final String TRENDS = "api/v1/trends?bed=R01&hours=1&parameters=MDC_ECG_HEART_RATE";

    /** Counts the pulses that were planned: what this window sounds. */
    private static final String COUNT_PULSES = """
            window.pulses = 0;
            const start = OscillatorNode.prototype.start;
            OscillatorNode.prototype.start = function (at) {
              window.pulses += 1;
              return start.call(this, at);
            };
            """;

    /** Writes down how long the page has been ready when it says that sound is blocked; no gesture of the test. */
    private static final String TIME_BLOCKED = """
            let ready = 0;
            setInterval(() => {
              const said = document.getElementById('blocked');
              const { dataset } = document.documentElement;
              if (dataset.ready && !ready) ready = performance.now();
              if (said && !said.hidden && !dataset.blockedAfter && ready) {
                dataset.blockedAfter = String(Math.round(performance.now() - ready));
              }
            }, 20);
            """;

    /** Chromium refuses sound before the first key, but one page in thirty may sound all the same; here none may. */
    private static final String REFUSE_SOUND = """
            let pressed = false;
            addEventListener('keydown', () => { pressed = true; }, true);
            window.AudioContext = class extends AudioContext {
              constructor(options) { super(options); void super.suspend(); }
              resume() { return pressed ? super.resume() : new Promise(() => {}); }
            };
            """;

    private static Chromium chromium;

    private final LeapClocks clocks = new LeapClocks(EVENING);
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

    private TestSite site(String beds) throws IOException {
        return TestSite.start(
                folder, beds, new Surroundings(Limits.DEFAULT, clocks, JournalDirectory::open, config -> voice));
    }

    /** A window in which a person watches and has pressed a key, so that it may sound. */
    private static Page watched(BrowserContext profile, TestSite site) {
        Page page = Chromium.window(profile, site.gateway().address());
        page.keyboard().press("x");
        return page;
    }

    private static JsonNode alarm(TestSite site, String bed) {
        return site.bed(bed).get("alarms").get(0);
    }

    private static String state(TestSite site, String bed) {
        JsonNode alarms = site.bed(bed).get("alarms");
        return alarms.isEmpty() ? "none" : alarms.get(0).get("state").asText();
    }

    private static boolean unitHas(TestSite site, String code) {
        return site.ward().get("alarms").findValuesAsText("code").contains(code);
    }

    private static boolean isCounted(TestSite site, String state, int displays) {
        return site.get("metrics").body().contains("vigie_displays{state=\"" + state + "\"} " + displays);
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    private static void within(Duration limit, Duration took, String what) {
        assertTrue(took.compareTo(limit.plus(DRAWN)) <= 0, what + " took " + took + ", at most " + limit);
    }

    @Test
    void aPulledNetworkLeavesNoValueThatLooksLiveAfterThreeSeconds() throws Exception {
        try (TestSite site = site(TestSite.beds(2));
                Mllp monitor = site.monitor();
                Cable cable = new Cable(site.gateway().address().getPort());
                BrowserContext profile = chromium.watching("AB")) {
            Page page = Chromium.window(profile, URI.create("http://127.0.0.1:" + cable.port() + "/"));
            // Once: two at the pace of a loaded machine would teach a rhythm that is no second.
            for (String bed : List.of("R01", "R02")) {
                monitor.ask(Messages.values(bed, 72, 97));
            }
            long last = System.nanoTime();
            page.waitForFunction("() => document.querySelectorAll('.cell.s-live').length === 4");
            page.waitForFunction("() => document.querySelectorAll('.cell.s-live').length === 0");
            within(Duration.ofSeconds(3), since(last), "the monitors' cable: last value that looked live");
            assertEquals("72", page.locator("[data-bed=R01] .k-hr .v").textContent(), "it is shown, as old");

            monitor.ask(Messages.values("R01", 73, 97));
            page.locator("[data-bed=R01] .cell.s-live").first().waitFor();
            cable.pulled(true);
            long cut = System.nanoTime();
            page.locator("#lost .say").waitFor();
            within(Duration.ofSeconds(3), since(cut), "the screen's cable: LINK LOST");
            assertEquals(
                    true,
                    page.evaluate("[...document.querySelectorAll('.digits')].filter((n) => n.textContent !== '')"
                            + ".every((n) => getComputedStyle(n).backgroundImage.includes('gradient'))"),
                    "every value is hatched");
            cable.pulled(false);
            page.locator("#bar .l-ok").waitFor();
        }
    }

    @Test
    void blockedSoundIsOnTheScreenWithinASecondAndToldToTheGateway() throws Exception {
        try (TestSite site = site(TestSite.beds(1));
                BrowserContext profile = chromium.watching("AB", REFUSE_SOUND, TIME_BLOCKED)) {
            Page page = profile.newPage();
            page.navigate(site.gateway().address().resolve("/?lang=en").toString());
            page.locator("#blocked:has-text('SOUND BLOCKED')").waitFor();
            page.locator("html[data-blocked-after]").waitFor();
            long after = Long.parseLong(String.valueOf(page.locator("html").getAttribute("data-blocked-after")));
            assertTrue(after <= 1_000, "on the screen after " + after + " ms");
            Await.until("told", () -> isCounted(site, "connected", 1) && isCounted(site, "audible", 0));
            assertTrue(isCounted(site, "watching", 0), "a display that cannot sound is no watch");
            page.keyboard().press("x");
            Await.until("heard again", () -> isCounted(site, "audible", 1) && isCounted(site, "watching", 1));
            assertFalse(page.locator("#blocked").isVisible());
        }
    }

    @Test
    void anotherWindowSoundsWithinThreeSecondsWhenTheOneThatSoundsIsKilled() throws Exception {
        try (TestSite site = site(TestSite.beds(1));
                Mllp monitor = site.monitor();
                BrowserContext profile = chromium.watching("AB", COUNT_PULSES)) {
            Page first = watched(profile, site);
            monitor.ask(Messages.lowSpo2("R01", "start"));
            first.waitForFunction("() => window.pulses > 0");
            Page second = watched(profile, site);
            second.locator("#bar .badge:has-text('another window')").waitFor();
            assertEquals(0, second.evaluate("window.pulses"));
            long killed = System.nanoTime();
            kill(first);
            second.waitForFunction("() => window.pulses > 0");
            within(Duration.ofSeconds(3), since(killed), "the other window");
        }
    }

    private static void kill(Page page) {
        try {
            page.navigate("chrome://crash");
        } catch (PlaywrightException crashed) {
            // That is what was asked for.
        }
    }

    @Test
    void aFrozenScreenIsNoticedWithinThreeSecondsAndTheBoxItselfSounds() throws Exception {
        try (TestSite site = site(TestSite.beds(1));
                Mllp monitor = site.monitor();
                BrowserContext profile = chromium.watching("AB", COUNT_PULSES)) {
            Page page = watched(profile, site);
            monitor.ask(Messages.lowSpo2("R01", "start"));
            page.waitForFunction("() => window.pulses > 0");
            Await.until("watched", () -> isCounted(site, "watching", 1));
            // A page that is slow to begin may have been missed for a moment.
            Await.until("answered", () -> !unitHas(site, OwnAlarm.NO_DISPLAY) && !voice.isSounding());
            page.evaluate("() => { setTimeout(() => { const end = performance.now() + 7000;"
                    + " while (performance.now() < end); }, 0); }");
            long frozen = System.nanoTime();
            Await.until("the box sounds", voice::isSounding);
            within(Duration.ofSeconds(3), since(frozen), "the box");
            assertTrue(unitHas(site, OwnAlarm.NO_DISPLAY));
            Await.until("it draws again", () -> !unitHas(site, OwnAlarm.NO_DISPLAY) && !voice.isSounding());
            page.locator("html[data-deadman]").waitFor();
        }
    }

    @Test
    void aMuteKeyCannotBeSeenSoAPersonSaysEachShiftThatTheSoundIsHeard() throws Exception {
        try (TestSite site = site(TestSite.beds(1));
                BrowserContext profile = chromium.profile()) {
            Page page = Chromium.window(profile, site.gateway().address());
            Await.until("nobody watches yet", () -> isCounted(site, "watching", 0));
            leapTo(LocalTime.of(18, 56));
            page.locator("#bar .clock:has-text('18:5'):not(:has-text('18:50'))").waitFor();
            answerSoundCheck(page);
            page.locator("#start .time:has-text('18:5')").waitFor();
            page.locator("#start .right").click();
            Await.until("a watch", () -> isCounted(site, "watching", 1));
            page.locator("#bar .sound:has-text('18:5')").waitFor();
            page.keyboard().press("AudioVolumeMute");
            leapTo(LocalTime.of(19, 0, 30)); // the night shift has begun
            page.locator("#bar .sound.yellow").click();
            checkSound(page);
            page.locator("#bar .sound:not(.yellow):has-text('19:0')").waitFor();
            Await.until("logged", () -> users("sound-check").equals(List.of("AB", "AB")));
            assertEquals(List.of("AB"), users("confirm-clock"), "the time of the box was confirmed once, at the start");
            page.locator("#bar .vouched:has-text('AB 18:5')").waitFor();
        }
    }

    private static void answerSoundCheck(Page page) {
        page.locator("#start #initials").fill("AB");
        page.keyboard().press("Enter");
        page.locator("#start .yes").click();
    }

    private static void checkSound(Page page) {
        answerSoundCheck(page);
        page.locator("#start").waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN));
    }

    private void leapTo(LocalTime time) {
        LocalTime now = clocks.wall().atZone(ZoneId.systemDefault()).toLocalTime();
        clocks.leap(Duration.between(now, time));
    }

    private List<String> users(String action) {
        return JournaledCommands.users(folder.resolve("data"), action);
    }

    /** Lets the half second pass in which keys are dead after a new alarm. */
    private static void awake(Page page) {
        double start = ((Number) page.evaluate("performance.now()")).doubleValue();
        page.waitForFunction("(t) => performance.now() - t > 600", start);
    }

    @Test
    void anEndThatADyingMonitorSendsIsNotBelieved() throws Exception {
        try (TestSite site = site(TestSite.beds(1));
                BrowserContext profile = chromium.watching("AB")) {
            Page page = watched(profile, site);
            try (Mllp monitor = site.monitor()) {
                monitor.ask(Messages.values("R01", 72, 84));
                monitor.ask(medium("R01", "start"));
                page.locator("[data-bed=R01].prio-medium .ban:has-text('**')").waitFor();
                monitor.ask(medium("R01", "end"));
                Await.until("ended", () -> state(site, "R01").equals("none"));
            }
            clocks.leap(Duration.ofSeconds(12));
            Await.until("latched", () -> states(site).contains("latched-unack"));
            page.keyboard().press("l");
            page.locator("#list .active li:has-text('84'):has-text('Ended')").waitFor();
        }
    }

    /** A medium alarm: unlike a high one it does not latch by itself. */
    private static String medium(String bed, String phase) {
        return Messages.lowSpo2(bed, phase).replace("L~PH~SP", "L~PM~SP");
    }

    private static List<String> states(TestSite site) {
        return site.bed("R01").get("alarms").findValuesAsText("state");
    }

    @Test
    void alarmsThatAreOffAtTheBedsideStayMarkedAndBecomeAnAlarm() throws Exception {
        try (TestSite site = site("- { bed: R01, period: 60s }\n");
                Mllp monitor = site.monitor();
                BrowserContext profile = chromium.watching("AB")) {
            Page page = watched(profile, site);
            monitor.ask(Messages.values("R01", 72, 84));
            monitor.ask(medium("R01", "start").replace("|enabled|", "|alarm-off|"));
            page.locator("[data-bed=R01] .marks:has-text('Alarms off at the bedside')")
                    .waitFor();
            for (int minute = 0; minute < 3; minute++) {
                clocks.leap(Duration.ofMinutes(1));
                monitor.ask(Messages.values("R01", 72, 84));
            }
            Await.until("an alarm", () -> codes(site).contains(OwnAlarm.BEDSIDE_ALARMS_OFF));
            page.keyboard().press("l");
            page.locator("#list .active li.technical.prio-medium:has-text('Alarms off at the bedside')")
                    .waitFor();
            page.locator("[data-bed=R01] .marks:has-text('Alarms off at the bedside')")
                    .waitFor();
        }
    }

    private static List<String> codes(TestSite site) {
        return site.bed("R01").get("alarms").findValuesAsText("code");
    }

    @Test
    void bedsThatAreLostTogetherAreOneAlarmAndOneSound() throws Exception {
        try (TestSite site = site(TestSite.beds(8));
                Mllp monitor = site.monitor();
                BrowserContext profile = chromium.watching("AB", COUNT_PULSES)) {
            Page page = watched(profile, site);
            for (int bed = 1; bed <= 8; bed++) {
                monitor.ask(Messages.values(TestSite.bed(bed), 72, 97));
            }
            page.locator("#bar .reporting:has-text('8 of 8')").waitFor();
            assertEquals(0, page.evaluate("window.pulses"));
            clocks.leap(Duration.ofSeconds(12));
            page.locator("#strip:has-text('8 beds lost at once')").waitFor();
            assertEquals(1, sounding(site), "alarms that sound");
            assertEquals(1, page.locator("#strip .more:has-text('+8')").count(), "the beds are named, not sounded");
            page.waitForFunction("() => window.pulses > 0");
            // Three pulses of one MEDIUM burst, and the next ones planned ahead: never eight bursts.
            assertTrue(((Number) page.evaluate("window.pulses")).intValue() <= 6);
            page.keyboard().press("x");
            awake(page);
            page.keyboard().press(" ");
            Await.until("acknowledged with one key", () -> sounding(site) == 0);
        }
    }

    private static long sounding(TestSite site) {
        JsonNode ward = site.ward();
        return ward.findValues("alarms").stream()
                .flatMap(list -> StreamSupport.stream(list.spliterator(), false))
                .filter(alarm -> alarm.get("sounding").asBoolean())
                .count();
    }

    @Test
    void aBedThatHasOnlyASaturationShowsIt() throws Exception {
        try (TestSite site = site("- { bed: R01, period: 60s }\n");
                Mllp monitor = site.monitor();
                BrowserContext profile = chromium.watching("AB")) {
            Page page = watched(profile, site);
            String both = Messages.values("R01", 72, 97);
            monitor.ask(both.replaceAll("OBX\\|1\\|[^\\r]*\\r", ""));
            page.locator("[data-bed=R01] .cell.k-spo2.s-live .v:has-text('97')").waitFor();
            assertEquals(1, site.bed("R01").get("numerics").size());
            page.locator("#bar .reporting:has-text('1 of 1')").waitFor();
            assertEquals(0, page.locator("[data-bed=R01] .k-hr").count(), "no number is made up");
        }
    }

    @Test
    void oneOfTwoAcknowledgementsThatRaceCountsAndBothSeeWhose() throws Exception {
        try (TestSite site = site(TestSite.beds(1));
                Mllp monitor = site.monitor();
                BrowserContext one = chromium.watching("AB");
                BrowserContext two = chromium.watching("CD")) {
            Page first = watched(one, site);
            Page second = watched(two, site);
            monitor.ask(Messages.values("R01", 72, 84));
            monitor.ask(Messages.lowSpo2("R01", "start"));
            List<Page> pages = List.of(first, second);
            for (Page page : pages) {
                page.locator("#strip.prio-high").waitFor();
            }
            awake(first);
            // Later than both have been told: whose key comes behind the other's answer has nothing to acknowledge.
            long at = System.currentTimeMillis() + 2_000;
            for (Page page : pages) {
                page.evaluate(
                        "(at) => { setTimeout(() => document.body.dispatchEvent("
                                + "new KeyboardEvent('keydown', { key: ' ', bubbles: true })), at - Date.now()); }",
                        (double) at);
            }
            Await.until("acknowledged", () -> state(site, "R01").equals("active-ack"));
            String winner = alarm(site, "R01").get("acknowledgedBy").asText();
            assertTrue(List.of("AB", "CD").contains(winner), winner);
            for (Page page : pages) {
                page.locator("[data-bed=R01] .ban .seen:has-text('" + winner + "')")
                        .waitFor();
            }
            Await.until("both have asked", () -> users("acknowledge").size() == 2);
            assertEquals(winner, users("acknowledge").get(0), "the first in the journal");
            assertEquals(winner, alarm(site, "R01").get("acknowledgedBy").asText(), "the second changes nothing");
        }
    }

    @Test
    void silencingOneBedReachesNoOtherBedAndNoMonitor() throws Exception {
        try (TestSite site = site(TestSite.beds(2));
                Mllp one = site.monitor();
                Mllp two = site.monitor();
                BrowserContext profile = chromium.watching("AB", COUNT_PULSES)) {
            Page page = watched(profile, site);
            one.ask(Messages.lowSpo2("R01", "start"));
            two.ask(Messages.lowSpo2("R02", "start"));
            page.waitForFunction("() => document.querySelectorAll('.tile.prio-high.unseen').length === 2");
            page.keyboard().press("1");
            page.keyboard().press("Enter");
            page.locator("#detail:has-text('R01')").waitFor();
            page.keyboard().press("b");
            Await.until(
                    "R01 is paused", () -> site.bed("R01").get("soundPausedMs").asLong() > 0);
            assertFalse(alarm(site, "R01").get("sounding").asBoolean());
            assertUntouched(site);
            awake(page);
            page.keyboard().press("a");
            Await.until("R01 is acknowledged", () -> state(site, "R01").equals("active-ack"));
            assertUntouched(site);
            int before = ((Number) page.evaluate("window.pulses")).intValue();
            page.waitForFunction("(n) => window.pulses > n", before);
            assertEquals(0, one.waiting() + two.waiting(), "octets sent to monitors beyond their answers");
        }
    }

    private static void assertUntouched(TestSite site) {
        JsonNode other = site.bed("R02");
        assertEquals(0, other.get("soundPausedMs").asLong());
        assertEquals("active-unack", other.get("alarms").get(0).get("state").asText());
        assertTrue(other.get("alarms").get(0).get("sounding").asBoolean());
    }

    @Test
    void printingWorksWhileTheFeedIsLostAndSaysUntilWhenTheDataAre() throws Exception {
        try (TestSite site = site(TestSite.beds(1));
                Mllp monitor = site.monitor();
                BrowserContext profile = chromium.watching("AB")) {
            Page page = watched(profile, site);
            List<String> asked = new CopyOnWriteArrayList<>();
            profile.onRequest(request -> asked.add(request.url()));
            leapTo(LocalTime.of(18, 55, 10));
            monitor.ask(Messages.values("R01", 72, 97));
            page.locator("[data-bed=R01] .cell.s-live").first().waitFor();
            Await.until("in the trends", () -> site.get(TRENDS).body().contains("72"));
            clocks.leap(Duration.ofMinutes(20));
            page.locator("[data-bed=R01].link-lost").waitFor();
            page.keyboard().press("Control+p");
            page.waitForCondition(() -> asked.stream().anyMatch(url -> url.endsWith("/api/v1/sheets/R01.pdf")));
            String sheet = pdf(site, "api/v1/sheets/R01.pdf");
            assertTrue(sheet.contains("Data until 10 Mar 2026 18:55"), sheet);
            assertTrue(sheet.contains("/////"), "the gap is a gap: " + sheet);
        }
    }

    private static String pdf(TestSite site, String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = site.client()
                .send(HttpRequest.newBuilder(site.uri(path)).build(), HttpResponse.BodyHandlers.ofByteArray());
        assertEquals(200, answer.statusCode());
        try (PDDocument pages = Loader.loadPDF(answer.body())) {
            return new PDFTextStripper().getText(pages);
        }
    }
}
