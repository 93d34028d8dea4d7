package org.vigie.gateway.prove.thin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.gateway.prove.Campaign;
import org.vigie.gateway.prove.Shell;

final class ThinLinkTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 22);

    @TempDir
    private Path folder;

    @Test
    void anAlarmThatWasNeverShownIsSlowerThanAnyLimit() {
        Alarms alarms = new Alarms();
        for (int i = 0; i < 98; i++) {
            raise(alarms);
            alarms.shown("B01", Set.of("a" + i), 100_000_000);
        }
        Figures figures = new Figures(alarms.figures(""));
        assertEquals(100, figures.of("p99"));
        assertTrue(Row.MODEM.claims(figures).stream().allMatch(Row.Claim::holds));
        alarms.shown("B01", Set.of("a0"), 200_000_000);
        raise(alarms);
        raise(alarms);
        figures = new Figures(alarms.figures(""));
        assertEquals(2, figures.of("missed"));
        assertEquals(100, figures.of("alarms"));
        assertEquals(100, figures.of("p50"));
        assertEquals("never", Figures.time(figures.of("p99")));
        assertFalse(Row.MODEM.claims(figures).stream().anyMatch(Row.Claim::holds));
    }

    private static void raise(Alarms alarms) {
        alarms.ordered();
        alarms.raised("B01", 0);
    }

    @Test
    void anAlarmThatABusyMonitorHasYetToWriteIsWaitedForAndCounted() {
        Alarms alarms = new Alarms();
        alarms.ordered();
        assertEquals(1, alarms.waiting());
        assertEquals(1, new Figures(alarms.figures("")).of("missed"));
        alarms.raised("B01", 0);
        alarms.shown("B01", Set.of("a1"), 100_000_000);
        assertEquals(0, alarms.waiting());
        assertEquals(0, new Figures(alarms.figures("")).of("missed"));
    }

    @Test
    void whatWasNotMeasuredProvesNothing() {
        for (Row row : Row.values()) {
            assertTrue(row.claims(new Figures(Map.of())).stream().noneMatch(Row.Claim::holds), row.word());
        }
    }

    @Test
    void figuresComeOutOfALineAsTheyWentIn() {
        Figures figures = new Figures(Map.of("p50", 1.25, "max", Double.POSITIVE_INFINITY));
        assertEquals(Optional.of(figures), Figures.read(figures.line()));
        assertEquals(Optional.empty(), Figures.read("64k: 50 of 500"));
    }

    @Test
    void theTableKeepsTheRowsThatWereNotRunThisTime() throws IOException {
        Path page = folder.resolve("page.md");
        Files.writeString(page, "before\n<!-- prove thinlink -->\n<!-- end of prove thinlink -->\nafter\n");
        Figures good = new Figures(Map.of("p99", 400.0, "missed", 0.0, "alarms", 500.0));
        Figures bad = new Figures(Map.of("p99", 4_400.0, "missed", 0.0, "alarms", 500.0));
        LinkTable.TABLE.write(page, List.of(line(Row.LOSS, good)));
        LinkTable.TABLE.write(page, List.of(line(Row.MODEM, bad)));
        List<String> lines = Files.readAllLines(page);
        assertEquals(8, lines.size(), lines.toString());
        assertTrue(lines.get(4).contains("`64k-loss`") && lines.get(4).contains("| PASS | 2026-11-22 |"));
        assertTrue(lines.get(5).contains("| **p99 4.40 s (<= 4.00 s)**; 0 of 500 alarms never shown | FAIL |"));
        assertEquals("after", lines.getLast());
    }

    private static String line(Row row, Figures figures) {
        return LinkTable.line(row, row.claims(figures), figures, DAY);
    }

    /**
     * The real thing, for a few seconds. Its figures mean nothing on a busy machine; that every alarm is shown does.
     */
    @Test
    @Tag("campaign")
    @Timeout(value = 180, unit = TimeUnit.SECONDS)
    void everyAlarmIsShownOverALinkOf64Kilobits() throws Exception {
        Optional<String> obstacle = ThinLinkCampaign.obstacle();
        assumeTrue(obstacle.isEmpty(), () -> "skipped: " + obstacle.orElse(""));
        StringWriter text = new StringWriter();
        Campaign.Setup setup =
                new Campaign.Setup(8, 20_260_714, folder, new PrintWriter(text, true), List.of("64k"), false);
        Campaign.Verdict verdict = new ThinLinkCampaign().run(setup);
        assertTrue(verdict != Campaign.Verdict.NOT_RUN, text.toString());
        assertTrue(text.toString().contains("0 of 8 alarms never shown"), text.toString());
        String pid = Long.toString(ProcessHandle.current().pid());
        assertFalse(Shell.run("ip", "netns", "list").text().contains(pid), "its namespaces are gone");
    }
}
