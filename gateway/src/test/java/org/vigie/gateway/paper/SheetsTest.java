package org.vigie.gateway.paper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.gateway.history.Clock;
import org.vigie.gateway.testing.PastDay;
import org.vigie.model.BedId;
import org.vigie.model.alarm.OwnAlarm;
import org.vigie.model.score.News2;
import org.vigie.model.ward.Order;

class SheetsTest {
    private static final Sheets.Printing ENGLISH =
            new Sheets.Printing("Example Hospital", "ICU A", "Vigie 0.1 · start 3", false, "");
    private static final Sheets.Printing FRENCH =
            new Sheets.Printing("CHU Exemple", "Réanimation A", "Vigie 0.1 · start 3", true, "");

    private static String text(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document);
        }
    }

    private static int pages(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return document.getNumberOfPages();
        }
    }

    @Test
    void twoPagesForABedWithWhatItHadAndWhatItHadNot() throws IOException {
        PastDay day = new PastDay(2);
        byte[] pdf = new Sheets(day.history(), FRENCH)
                .bed(day.ward(), "R01", day.clock())
                .orElseThrow();
        String text = text(pdf);
        assertEquals(2, pages(pdf));
        assertTrue(text.contains("Feuille de secours – lit R01"), text);
        assertTrue(text.contains("identité NON vérifiée"), text);
        assertTrue(text.contains("/////"), text);
        assertTrue(text.contains("*** SpO2 basse"), text);
        // Beside the first quarter in which nothing came, and in the line at the foot.
        assertEquals(2, text.split("liaison perdue", -1).length - 1, text);
        assertTrue(text.contains("*** aucune donnée"), text);
        assertFalse(text.contains("VIGIE_"), text);
        assertTrue(text.contains("1/2") && text.contains("2/2"), text);
        assertTrue(text.contains("36,8") || text.contains("37,"), text);
        // A name that the font cannot draw shows that it cannot.
        assertTrue(text.contains("Łukasiewicz Žofia ?"), text);
        assertTrue(new Sheets(day.history(), FRENCH)
                .bed(day.ward(), "R09", day.clock())
                .isEmpty());
    }

    @Test
    void sixtyFourBedsInTenSecondsAndUnderSixtyKilobytesEach() throws IOException {
        PastDay day = new PastDay(64);
        Sheets sheets = new Sheets(day.history(), FRENCH);
        sheets.bed(day.ward(), "R01", day.clock());
        // Processor time: what others do on the machine of the test is not ours.
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long begun = threads.getCurrentThreadCpuTime();
        byte[] all = sheets.all(day.ward(), day.clock());
        long ms = Duration.ofNanos(threads.getCurrentThreadCpuTime() - begun).toMillis();
        int one = sheets.bed(day.ward(), "R02", day.clock()).orElseThrow().length;
        System.getLogger("paper")
                .log(
                        System.Logger.Level.INFO,
                        "LB: sheets of 64 beds: {0} ms of processor time, {1} bytes, {2} a bed; one bed alone {3} bytes",
                        ms,
                        all.length,
                        all.length / 64,
                        one);
        assertEquals(2 + 128, pages(all));
        assertTrue(one < 60_000, one + " bytes");
        assertTrue(all.length / 64 < 60_000);
        assertTrue(ms < 10_000, ms + " ms");
    }

    @Test
    void aDemonstrationIsMarkedOnEveryPage() throws IOException {
        PastDay day = new PastDay(1);
        Sheets demo = new Sheets(day.history(), new Sheets.Printing("S", "U", "B", false, "demo"));
        String text = text(demo.all(day.ward(), day.clock()));
        assertEquals(3, text.split("DEMO – not a patient", -1).length - 1, text);
        assertTrue(text.contains("Downtime sheet – bed R01"), text);
        assertTrue(text.contains("Unit list"), text);
    }

    @Test
    void theScoreStandsOnTheSheetOnlyWhereItIsWantedAndNeverWithWhatIsMissing() throws IOException {
        PastDay day = new PastDay(2).order(new Order.SignOn("AB", null, null));
        Sheets sheets = new Sheets(day.history(), FRENCH);
        assertFalse(
                text(sheets.named(day.ward(), "R01", day.clock()).orElseThrow()).contains("NEWS2"));
        String before = text(sheets.named(day.ward(), "R02", day.clock()).orElseThrow());
        assertTrue(before.contains("NEWS2 incomplet (5/7) – manque : oxygène, conscience"), before);
        day.order(new Order.Observe(new BedId("R02"), News2.Consciousness.ALERT, false, News2.Scale.ONE));
        byte[] pdf = sheets.named(day.ward(), "R02", day.clock()).orElseThrow();
        String after = text(pdf);
        assertTrue(after.contains("06:20 NEWS2 "), after);
        assertTrue(after.contains("saisi 06:20 AB"), after);
        Pages.render(pdf, "sheet-fr");
        Pages.render(sheets.named(day.ward(), "unit", day.clock()).orElseThrow(), "unit-fr");
        Sheets english = new Sheets(day.history(), ENGLISH);
        Pages.render(english.named(day.ward(), "R02", day.clock()).orElseThrow(), "sheet-en");
        Pages.render(english.named(day.ward(), "unit", day.clock()).orElseThrow(), "unit-en");
    }

    @Test
    void theAlarmReportHasEveryRowInOrderAndSaysWhatItLeavesOut() throws IOException {
        PastDay day = new PastDay(8);
        AlarmReport report =
                new Sheets(day.history(), FRENCH).alarmReport(day.history().alarms());
        byte[] pdf = report.pdf(row -> true, day.clock());
        String text = text(pdf);
        int rows =
                day.history().alarms().find(row -> true, 0, Integer.MAX_VALUE).matching();
        assertEquals(Math.ceilDiv(Math.min(rows, AlarmReport.MOST), 52), pages(pdf));
        assertTrue(text.contains("Rapport d’alarmes – Réanimation A"), text);
        assertTrue(text.contains("SpO2 basse") && text.contains("début") && text.contains("fin"), text);
        assertFalse(text.contains("VIGIE_"), text);
        Pages.render(report.pdf(row -> row.bed().equals("R01"), day.clock()), "alarms-fr");
        AlarmReport english =
                new Sheets(day.history(), ENGLISH).alarmReport(day.history().alarms());
        byte[] inEnglish = english.pdf(row -> row.bed().equals("R01"), day.clock());
        assertTrue(text(inEnglish).contains("1 Mar 2026 06:20 – 2 Mar 2026 05:32 · *** 8"), text(inEnglish));
        assertTrue(text(inEnglish).contains("1 Mar 09:31:00 R01 *** SpO2 basse not answered"), text(inEnglish));
        Pages.render(inEnglish, "alarms-en");
        assertTrue(text(report.pdf(row -> false, day.clock())).contains("Aucune alarme"));
    }

    @Test
    void aClockThatAPersonCalledWrongIsSaidOnEverySheet() throws IOException {
        PastDay day = new PastDay(2);
        Clock clock = new Clock(
                day.clock().now(),
                day.clock().offset(),
                day.clock().zone(),
                new Clock.Told(Duration.ofMinutes(7), "AB", "2026-03-01T03:12:00+01:00"));
        Sheets sheets = new Sheets(day.history(), FRENCH);
        String told = "HEURE FAUSSE : boîtier en retard de 7 min (AB 03:12)";
        for (String sheet : List.of("R01", "unit")) {
            assertTrue(
                    text(sheets.named(day.ward(), sheet, clock).orElseThrow()).contains(told), sheet);
        }
        assertTrue(text(sheets.alarmReport(day.history().alarms()).pdf(row -> true, clock))
                .contains(told));
    }

    @Test
    void everyAlarmOfTheUnitHasItsWordsOnPaperInBothLanguages() throws IllegalAccessException {
        for (Field code : OwnAlarm.class.getFields()) {
            String named = String.valueOf(code.get(null));
            for (boolean french : new boolean[] {true, false}) {
                assertFalse(new PaperWords(french).alarms(List.of(named)).contains("VIGIE_"), named + " " + french);
            }
        }
    }

    @Test
    void theFolderGetsWholeFilesForItsOwnerOnlyAndKeepsTheNewest(@TempDir Path folder) throws IOException {
        PastDay day = new PastDay(1);
        Path sheets = folder.resolve("sheets");
        Files.createDirectories(sheets);
        for (int i = 0; i < 60; i++) {
            Files.createFile(sheets.resolve("vigie-20200101-0000" + (i < 10 ? "0" : "") + i + ".pdf"));
        }
        Files.createFile(sheets.resolve("notes-of-a-nurse.pdf"));
        try (PaperFolder paper = new PaperFolder(sheets, new Sheets(day.history(), FRENCH), day::ward, day::clock)) {
            Path file = paper.write();
            assertEquals(3, pages(Files.readAllBytes(file)));
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        }
        try (Stream<Path> left = Files.list(sheets)) {
            assertEquals(PaperFolder.KEPT + 1, left.count());
        }
        assertTrue(Files.exists(sheets.resolve("notes-of-a-nurse.pdf")));
        assertFalse(Files.exists(sheets.resolve("vigie-20200101-000000.pdf")));
    }

    @Test
    void aFileThatCannotTakeItsPlaceLeavesNothingBehind(@TempDir Path folder) throws IOException {
        PastDay day = new PastDay(1);
        try (PaperFolder paper = new PaperFolder(folder, new Sheets(day.history(), FRENCH), day::ward, day::clock)) {
            Path file = paper.write();
            Files.delete(file);
            Files.createDirectories(file.resolve("in the way"));
            assertThrows(IOException.class, paper::write);
            try (Stream<Path> left = Files.list(folder)) {
                assertEquals(List.of(file), left.toList());
            }
        }
    }
}
