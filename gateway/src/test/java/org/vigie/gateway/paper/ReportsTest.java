package org.vigie.gateway.paper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.vigie.dashboard.wire.DrillReportView;
import org.vigie.dashboard.wire.ShiftReportView;
import org.vigie.dashboard.wire.TopTalkersView;
import org.vigie.gateway.testing.PastDay;
import org.vigie.model.alarm.OwnAlarm;

/** The reports at their fullest: every line they can have, in both languages, on pages that are looked at. */
class ReportsTest {
    private static final String FROM = "2026-03-01T19:00:00+01:00";
    private static final String TO = "2026-03-02T07:00:00+01:00";

    private static Reports reports(boolean french, String mode) {
        return new Reports(new Sheets(
                new PastDay(1).history(),
                new Sheets.Printing(
                        french ? "CHU Exemple" : "Example Hospital",
                        french ? "Réanimation A" : "ICU A",
                        "Vigie 0.1 · start 3",
                        french,
                        mode)));
    }

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

    /** A night in which everything happened, on 64 beds and the unit. */
    private static ShiftReportView fullNight() {
        List<ShiftReportView.OfBed> beds = new ArrayList<>();
        for (int i = 1; i <= 64; i++) {
            beds.add(new ShiftReportView.OfBed("R%02d".formatted(i), i % 3, i % 7, i % 5, i % 4, i * 331L, i * 97L));
        }
        beds.add(new ShiftReportView.OfBed(null, 1, 0, 2, 0, 0, 0));
        List<TopTalkersView.Talker> top = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            top.add(new TopTalkersView.Talker(
                    "R%02d".formatted(i + 1),
                    "MDC_EVT_LO",
                    "SpO2 82 < 88 and a sentence of the monitor that is longer than any line of paper can be "
                            .repeat(2),
                    "MDC_PULS_OXIM_SAT_O2",
                    "high",
                    "physiological",
                    40 - i,
                    i == 0 ? null : 3_700L + i));
        }
        top.add(new TopTalkersView.Talker(null, OwnAlarm.NO_DISPLAY, "", null, "high", "technical", 2, 41L));
        return new ShiftReportView(
                true,
                12,
                FROM,
                TO,
                List.of(
                        new ShiftReportView.OfPriority("high", 128, 127, 900L, 4_100L, 120, 754_000L, 5_400_000L),
                        new ShiftReportView.OfPriority("medium", 402, 398, 1_000L, 4_300L, 61, 59_900L, 119_940L),
                        new ShiftReportView.OfPriority("low", 0, 0, null, null, 0, null, null)),
                beds,
                new ShiftReportView.Failures(2, 82, 1),
                List.of("box-1"),
                top);
    }

    @Test
    void aFullNightOfSixtyFourBedsIsOnePageInBothLanguages() throws IOException {
        byte[] french = reports(true, "").shift(fullNight());
        byte[] english = reports(false, "").shift(fullNight());
        Pages.render(french, "shift-fr");
        Pages.render(english, "shift-en");
        assertEquals(1, pages(french));
        assertEquals(1, pages(english));
        assertTrue(text(english).contains("1 Mar 2026 19:00 – 2 Mar 2026 07:00"), text(english));
        for (String said : List.of(text(french), text(english))) {
            assertTrue(said.contains("R64") && said.contains("box-1"), said);
            assertTrue(said.contains("12:34") && said.contains("1:30:00"), said); // nobody reads 5400.0 s
            assertFalse(said.contains("VIGIE_") || said.contains("null") || said.contains("shiftreport"), said);
        }
    }

    @Test
    void aDrillOfTwoPagesSaysWhatWasAskedAndWhatBecameOfIt() throws IOException {
        List<DrillReportView.Row> rows = new ArrayList<>();
        List<String> results = List.of("in-time", "late", "missed", "open", "ended", "answered", "unanswered");
        List<String> cues = List.of("desaturation", "asystole", "silence", "leads-off");
        List<String> priorities = List.of("high", "medium", "low");
        for (int i = 0; i < 50; i++) {
            String result = results.get(i % results.size());
            boolean known = result.equals("in-time") || result.equals("late") || result.equals("answered");
            rows.add(new DrillReportView.Row(
                    "2026-03-02T03:%02d:07+01:00".formatted(i),
                    i * 60_000L,
                    "R%02d".formatted(i % 16 + 1),
                    i % 4 == 2 ? OwnAlarm.NO_DATA : "MDC_EVT_LO",
                    i % 4 == 2 ? "" : "SpO2 82 < 88 and more words than the column has room for",
                    null,
                    priorities.get(i % 3),
                    "physiological",
                    i % 5 == 4 ? null : cues.get(i % 4),
                    result.endsWith("answered") ? null : 60_000L,
                    result.equals("missed") ? null : 800L,
                    known ? 754_000L : null,
                    known ? (i % 2 == 0 ? "bedside" : "MLD") : null,
                    result));
        }
        DrillReportView drill = new DrillReportView(
                "2026-03-02T03:00:00+01:00",
                "2026-03-02T04:00:00+01:00",
                true,
                rows,
                List.of(new DrillReportView.Silent("2026-03-02T03:10:00+01:00", "R03", "asystole")));
        byte[] french = reports(true, "drill").drill(drill);
        byte[] english = reports(false, "drill").drill(drill);
        Pages.render(french, "drill-fr");
        Pages.render(english, "drill-en");
        assertEquals(2, pages(french));
        assertTrue(text(french).contains("terminée d’elle-même"), text(french));
        for (String said : List.of(text(french), text(english))) {
            assertTrue(said.contains("R03") && said.contains("03:49:07") && said.contains("2/2"), said);
            assertFalse(said.contains("VIGIE_") || said.contains("null") || said.contains("drill."), said);
        }
    }
}
