package org.vigie.gateway.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.gateway.journal.Entry;
import org.vigie.gateway.journal.JournalEntries;
import org.vigie.gateway.journal.JournalReader;
import org.vigie.gateway.pipeline.ProfileDecoding;
import org.vigie.gateway.pipeline.records.Input;
import org.vigie.gateway.pipeline.records.InputCodec;
import org.vigie.model.observation.Absent;
import org.vigie.model.observation.Numeric;
import org.vigie.model.observation.Observation;
import org.vigie.model.report.Observed;
import org.vigie.model.report.Report;
import org.vigie.profiles.ProfileCatalog;

/**
 * The real patient's recorded numerics, sixty times as fast, through simulator, MLLP and gateway to a browser: each
 * missing value is {@code ---} on the screen and an absent value in the journal (issue: "Done when").
 */
class RecordedPatientSystemTest {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final String SATURATION = "MDC_PULS_OXIM_SAT_O2";

    /** Different states of the tile: the saturation is missing, there at minute 14, and missing again. */
    private static final int STATES = 15;

    private static final int LAST_EXPECTED = 120;

    /** Keeps every pair of heart rate and saturation that stands on the tile, in order, each once. */
    private static final String RECORD_TILE = """
            window.seen = [];
            setInterval(() => {
              const text = (kind) => document.querySelector(`[data-bed=R01] .cell.k-${kind} .v`)?.textContent ?? '';
              const now = `${text('hr')} ${text('spo2')}`;
              if (now !== ' ' && window.seen.at(-1) !== now) {
                window.seen.push(now);
              }
            }, 25);
            """;

    private static final String WATCHING = """
            sessionStorage.setItem('vigie.watch', JSON.stringify(
              { user: 'AB', heard: true, testedAt: Date.now() + 3600000, wall: Date.now() }));
            """;

    @TempDir
    private Path folder = Path.of("unset");

    @Test
    void eachMissingValueIsDashesOnTheScreenAndAGapInTheJournal() throws Exception {
        Assumptions.assumeTrue(
                Files.isExecutable(CHROMIUM), "no /usr/bin/chromium: apt-get install chromium for this test");
        RecordedNumerics record = RecordedNumerics.read();
        List<String> seen;
        try (Unit unit = new Unit(folder)) {
            VigieProcess gateway = unit.gateway();
            URI station = gateway.awaitReady();
            seen = watch(unit, station);
            gateway.signal("TERM");
            assertEquals(143, gateway.exitCode(Duration.ofSeconds(30)), gateway.errors());
        }
        onTheScreen(record, seen);
        inTheJournal(record);
    }

    private static List<String> watch(Unit unit, URI station) throws IOException {
        try (Playwright playwright = Playwright.create(
                        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                Browser browser = playwright
                        .chromium()
                        .launch(new BrowserType.LaunchOptions()
                                .setExecutablePath(CHROMIUM)
                                .setArgs(List.of("--no-sandbox", "--disable-background-networking")))) {
            Page page = browser.newPage(new Browser.NewPageOptions().setViewportSize(1920, 1080));
            page.addInitScript(WATCHING);
            page.addInitScript(RECORD_TILE);
            page.navigate(station.resolve("/?lang=en").toString());
            page.locator(".l-ok").first().waitFor();
            unit.record(60);
            page.waitForFunction(
                    "(states) => window.seen.length >= states",
                    STATES,
                    new Page.WaitForFunctionOptions().setTimeout(90_000));
            List<String> seen = new ArrayList<>();
            for (Object state : (List<?>) page.evaluate("window.seen")) {
                seen.add(String.valueOf(state));
            }
            return seen;
        }
    }

    /** What stood on the screen is what the record holds, in its order; a busy machine may draw two minutes as one. */
    private static void onTheScreen(RecordedNumerics record, List<String> seen) {
        int minute = -1;
        int drawn = 0;
        for (String state : seen) {
            int found = next(record, minute + 1, state);
            assertTrue(found >= 0, () -> "never in the record here: " + state + " among " + seen);
            drawn++;
            minute = found;
        }
        assertTrue(drawn >= STATES, seen.toString());
        assertTrue(seen.get(0).startsWith("--- "), "the first heart rate is missing: " + seen);
        assertTrue(seen.stream().anyMatch(state -> state.matches("\\d+ \\d.*")), "minute 14 has both: " + seen);
        assertTrue(seen.getLast().endsWith(" ---"), "missing again: " + seen);
    }

    private static int next(RecordedNumerics record, int from, String state) {
        for (int minute = from; minute < LAST_EXPECTED; minute++) {
            Map<String, @Nullable BigDecimal> row = record.row(minute);
            String text = RecordedNumerics.shown(row.get("MDC_ECG_HEART_RATE"), 0) + " "
                    + RecordedNumerics.shown(row.get(SATURATION), 1);
            if (text.equals(state)) {
                return minute;
            }
        }
        return -1;
    }

    private void inTheJournal(RecordedNumerics record) throws IOException {
        ProfileDecoding decoding = new ProfileDecoding(ProfileCatalog.load());
        int minute = 0;
        int messages = 0;
        int gaps = 0;
        try (JournalEntries entries = JournalReader.open(folder.resolve("data")).all()) {
            while (entries.hasNext()) {
                Entry entry = entries.next();
                assertTrue(entry instanceof Entry.Intact, entry.toString());
                Input input = InputCodec.decode(((Entry.Intact) entry).entry()).orElse(null);
                if (input instanceof Input.Message message && message.content() == Input.Content.DATA) {
                    // A busy machine may play two minutes as one; none twice, and none out of order.
                    Map<String, Observation> said = byCode(decoding.decode(message));
                    int from = minute;
                    while (minute < LAST_EXPECTED && !holds(record.row(minute), said)) {
                        minute++;
                    }
                    assertTrue(minute < LAST_EXPECTED, () -> "no minute from " + from + " on says " + said);
                    gaps += (int) record.row(minute).values().stream()
                            .filter(Objects::isNull)
                            .count();
                    minute++;
                    messages++;
                }
            }
        }
        assertTrue(messages >= STATES, "messages: " + messages);
        assertTrue(gaps > STATES, "gaps: " + gaps);
    }

    private static Map<String, Observation> byCode(List<Report> reports) {
        Map<String, Observation> said = new HashMap<>();
        for (Report report : reports) {
            if (report instanceof Observed observed
                    && observed.observation().parameter().code() != null) {
                said.put(observed.observation().parameter().code(), observed.observation());
            }
        }
        return said;
    }

    /** Whether each value of a minute was said: as recorded, or absent where the record has none. */
    private static boolean holds(Map<String, @Nullable BigDecimal> row, Map<String, Observation> said) {
        return row.entrySet().stream().allMatch(value -> {
            BigDecimal recorded = value.getValue();
            Observation observation = said.get(value.getKey());
            return recorded == null
                    ? observation instanceof Absent
                    : observation instanceof Numeric numeric && numeric.value().compareTo(recorded) == 0;
        });
    }
}
