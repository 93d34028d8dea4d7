package org.vigie.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.gateway.journal.JournalDirectory;
import org.vigie.gateway.testing.Await;
import org.vigie.gateway.testing.Chromium;
import org.vigie.gateway.testing.HandClocks;
import org.vigie.gateway.testing.Messages;
import org.vigie.gateway.testing.Mllp;
import org.vigie.model.limits.Limits;
import org.vigie.model.testing.SharedData;

/** The moment of an alarm, looked at afterwards: the waves around it, with their gaps, and the values then. */
class EventReviewTest {
    private static final int RATE = 50;

    private final HandClocks clocks = new HandClocks(Instant.parse("2026-03-10T17:50:00Z"));

    @TempDir
    private Path folder = Path.of("unset");

    private TestSite site() throws IOException {
        return TestSite.start(
                folder, TestSite.beds(3), new Surroundings(Limits.DEFAULT, clocks, JournalDirectory::open));
    }

    /** A second of a saw, so that every place is told from the next. */
    private static @Nullable Integer[] second() {
        @Nullable Integer[] samples = new @Nullable Integer[RATE];
        for (int i = 0; i < RATE; i++) {
            samples[i] = i * 10;
        }
        return samples;
    }

    /** Half a minute of one bed: an ECG with a pause of three seconds, and an alarm in the middle. */
    private void halfAMinute(Mllp monitor) throws IOException {
        for (int i = 0; i < 30; i++) {
            clocks.pass(Duration.ofSeconds(1));
            if (i < 18 || i >= 21) {
                monitor.ask(Messages.ecg("R01", RATE, second()));
            }
            monitor.ask(Messages.values("R01", 70 + i, 90));
            monitor.ask(Messages.values("R02", 60, 99));
            if (i == 14) {
                monitor.ask(Messages.lowSpo2("R01", "start"));
            }
        }
    }

    private static JsonNode raised(TestSite site) {
        Await.until(
                "in the log",
                () -> site.json("api/v1/alarm-log?step=raised").get("rows").size() > 0);
        return site.json("api/v1/alarm-log?step=raised&bed=R01").get("rows").get(0);
    }

    private static String event(String bed, String at) {
        return "api/v1/event?bed=" + bed + "&at=" + URLEncoder.encode(at, StandardCharsets.UTF_8);
    }

    @Test
    void theWavesAroundAnAlarmAndTheValuesThenAreReadBackAlsoAfterAPowerCut() throws Exception {
        try (TestSite site = site()) {
            try (Mllp monitor = site.monitor()) {
                halfAMinute(monitor);
            }
            String at = raised(site).get("at").asText();
            String body = site.get(event("R01", at)).body();
            assertFits(body);
            assertMoment(site.json(event("R01", at)));
            site.powerCut();
            assertMoment(site.json(event("R01", at)));
        }
    }

    private static void assertMoment(JsonNode moment) {
        assertEquals("present", moment.get("waves").asText(), moment.toString());
        assertEquals(10_000, moment.get("aroundMs").asLong());
        assertEquals(1, moment.get("tracks").size());
        JsonNode track = moment.get("tracks").get(0);
        assertEquals("MDC_ECG_ELEC_POTL_II", track.get("code").asText());
        int first = track.get("fromMs").asInt();
        assertTrue(first >= -10_000 && first < -9_000, "first sample at " + first + " ms");
        assertEquals(10.0, (first + track.get("samples").size() * 1_000.0 / RATE) / 1_000, 1.1, "to the end");
        int missing = 0;
        for (JsonNode sample : track.get("samples")) {
            missing += sample.isNull() ? 1 : 0;
        }
        assertEquals(3.0, missing / (double) RATE, 0.25, "seconds missing, in their width");
        JsonNode rate = moment.get("values").get(0);
        assertEquals("MDC_ECG_HEART_RATE", rate.get("code").asText());
        assertEquals(84, rate.get("value").asInt(), "as it was then, not as it is now");
        assertEquals(2, moment.get("values").size(), "values of this bed alone");
    }

    private static void assertFits(String json) throws IOException {
        String schema = Files.readString(SharedData.repository().resolve("docs/api/event.schema.json"));
        assertEquals(
                List.of(),
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(schema, InputFormat.JSON)
                        .validate(json, InputFormat.JSON),
                json);
    }

    @Test
    void whatIsNotThereIsSaid() throws Exception {
        try (TestSite site = site();
                Mllp monitor = site.monitor()) {
            monitor.ask(Messages.values("R02", 60, 99));
            Await.until("live", () -> site.bed("R02").get("link").asText().equals("live"));
            String now = site.ward().get("serverTime").asText();
            JsonNode numbers = site.json(event("R02", now));
            assertEquals("none", numbers.get("waves").asText(), "heard, and no curve");
            assertEquals(2, numbers.get("values").size());
            JsonNode silent = site.json(event("R03", now));
            assertEquals("silent", silent.get("waves").asText());
            assertEquals(0, silent.get("values").size());
            assertTrue(silent.get("shownMs").asLong() < 10_000, "the future is not shown");
            clocks.pass(Duration.ofHours(5));
            assertEquals("deleted", site.json(event("R02", now)).get("waves").asText());
            assertEquals(404, site.get(event("R99", now)).statusCode());
            assertEquals(400, site.get("api/v1/event?bed=R01").statusCode());
            assertEquals(400, site.get("api/v1/event?bed=R01&at=yesterday").statusCode());
        }
    }

    @Test
    void aRowOfTheAlarmLogOpensItsMomentOnTheScreen() throws Exception {
        try (TestSite site = site();
                Chromium chromium = Chromium.start();
                BrowserContext profile = chromium.watching("AB")) {
            try (Mllp monitor = site.monitor()) {
                halfAMinute(monitor);
            }
            raised(site);
            Page page = Chromium.window(profile, site.gateway().address());
            page.keyboard().press("e");
            page.locator("#lookback tr.prio-high.step-raised .when").first().click();
            page.locator("#lookback figure.strip canvas").waitFor();
            page.locator("#lookback .holes:has-text('no samples: ')").waitFor();
            page.locator("#lookback .values td:has-text('84')").first().waitFor();
            // Ink of the curve where samples came, none in the middle of the gap.
            page.waitForCondition(() -> ink(page, 0.30) > 0);
            assertEquals(0, ink(page, 0.735), "in the gap");
            page.screenshot(new Page.ScreenshotOptions().setPath(folder.resolve("event.png")));
            page.locator("#lookback .tolog").click();
            page.locator("#lookback table .when").first().waitFor();
        }
    }

    /** Green pixels of the heart's curve around a share of the strip's width. */
    private static int ink(Page page, double share) {
        return ((Number) page.evaluate("""
                (share) => {
                  const canvas = document.querySelector('figure.strip canvas');
                  const x = Math.round(canvas.width * share);
                  const { data } = canvas.getContext('2d').getImageData(x - 6, 0, 12, canvas.height);
                  let n = 0;
                  for (let i = 0; i < data.length; i += 4) if (data[i + 1] > 120 && data[i] < 110 && data[i + 2] < 170) n += 1;
                  return n;
                }""", share)).intValue();
    }
}
