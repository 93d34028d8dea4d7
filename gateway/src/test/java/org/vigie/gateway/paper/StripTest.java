package org.vigie.gateway.paper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.vigie.gateway.history.Clock;

class StripTest {
    private static final Instant AT = Instant.parse("2026-03-02T05:20:00Z");
    private static final Clock CLOCK = new Clock(AT.plusSeconds(60), Duration.ZERO, ZoneId.of("Europe/Paris"));
    private static final float DPI = 254;
    private static final Strip STRIP =
            new Strip(new Sheets.Printing("CHU Exemple", "Réanimation A", "Vigie 0.1 · start 3", true, ""));

    private static BufferedImage page(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFRenderer(document).renderImageWithDPI(0, DPI);
        }
    }

    /** Darkness at a place in millimetres: 10 pixels are a millimetre. */
    private static boolean black(BufferedImage page, double x, double y) {
        int rgb = page.getRGB((int) Math.round(x * 10), (int) Math.round(y * 10));
        return (rgb & 0xff) < 90;
    }

    private static double blackest(BufferedImage page, double x, double from, double to) {
        for (double y = from; y < to; y += 0.1) {
            if (black(page, x, y)) {
                return y;
            }
        }
        return Double.NaN;
    }

    @Test
    void aSecondIsTwentyFiveMillimetresAndAMillivoltTen() throws IOException {
        // One millivolt for every second second.
        double[] samples = new double[20 * 250];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (i / 250) % 2 == 0 ? 0 : 1;
        }
        byte[] pdf = STRIP.pdf(
                "R01", "*** Asystolie", AT, List.of(new Strip.Track("II", "mV", 250, -10_000, samples)), CLOCK);
        BufferedImage page = page(pdf);
        double low = blackest(page, Strip.LEFT + 12.5, 42, 62);
        double high = blackest(page, Strip.LEFT + 37.5, 42, 62);
        assertEquals(10, low - high, 0.3, low + " and " + high);
        // The edge between them, 25 mm from the begin.
        double middle = (low + high) / 2;
        double edge = Double.NaN;
        for (double x = Strip.LEFT + 20; x < Strip.LEFT + 30 && Double.isNaN(edge); x += 0.1) {
            edge = black(page, x, middle) ? x : Double.NaN;
        }
        assertEquals(Strip.LEFT + 25, edge, 0.4);
        assertTrue(pdf.length < 120_000, pdf.length + " bytes");
    }

    @Test
    void whatIsMissingIsAGapOfItsWidth() throws IOException {
        double[] samples = new double[20 * 125];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = 80 + 40 * Math.sin(i / 125.0 * 2 * Math.PI);
        }
        Arrays.fill(samples, 250, 375, Double.NaN);
        double[] ecg = new double[20 * 500];
        for (int i = 0; i < ecg.length; i++) {
            double phase = i / 500.0 % 0.8;
            ecg[i] = phase < 0.04 ? 1.2 * Math.sin(phase / 0.04 * Math.PI) : 0.05 * Math.sin(phase * 8);
        }
        List<Strip.Track> tracks = List.of(
                new Strip.Track("ECG II", "mV", 500, -10_000, ecg),
                new Strip.Track("PA", "mm[Hg]", 125, -10_000, samples));
        byte[] pdf = STRIP.pdf("R01", "*** SpO2 78 < 88", AT, tracks, CLOCK);
        Pages.render(pdf, "strip-fr");
        Strip english = new Strip(new Sheets.Printing("Example Hospital", "ICU A", "Vigie 0.1 · start 3", false, ""));
        Pages.render(english.pdf("R01", "*** SpO2 78 < 88", AT, tracks, CLOCK), "strip-en");
        BufferedImage page = page(pdf);
        double top = 36 + 4 + 24;
        for (double x = Strip.LEFT + 51; x < Strip.LEFT + 74; x += 0.5) {
            assertTrue(Double.isNaN(blackest(page, x, top + 0.5, top + 21)), "drawn at " + x);
        }
        assertTrue(!Double.isNaN(blackest(page, Strip.LEFT + 40, top + 0.5, top + 21)));
    }

    @Test
    void withoutWavesItSaysSo() throws IOException {
        try (PDDocument document = Loader.loadPDF(STRIP.pdf("R01", "*** x", AT, List.of(), CLOCK))) {
            assertEquals(1, document.getNumberOfPages());
            assertTrue(new PDFTextStripper().getText(document).contains("Aucune courbe"));
        }
    }
}
