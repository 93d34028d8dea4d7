package org.vigie.gateway.paper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.vigie.dashboard.wire.TrendsView;
import org.vigie.gateway.history.TrendViews;
import org.vigie.gateway.testing.PastDay;
import org.vigie.model.BedId;

/** Trends on paper: what the screen shows, and nothing drawn where nothing came. */
class TrendSheetTest {
    private static final float DPI = 254;
    private static final PastDay DAY = new PastDay(1);

    private static Sheets sheets(boolean french) {
        return new Sheets(
                DAY.history(), new Sheets.Printing("CHU Exemple", "Réanimation A", "Vigie 0.1 · start 3", french, ""));
    }

    private static TrendsView view(int hours) {
        return TrendViews.view(DAY.history().trends(), new BedId("R01"), hours, Set.of(), DAY.clock());
    }

    private static byte[] pdf(boolean french, int hours) {
        return sheets(french).trend(DAY.ward(), view(hours), DAY.clock());
    }

    private static String text(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertEquals(1, document.getNumberOfPages());
            return new PDFTextStripper().getText(document);
        }
    }

    @Test
    void onePageSaysWhoseValuesOfWhenAndWhatIsMissing() throws IOException {
        String french = text(pdf(true, 8));
        for (String said : List.of(
                "Tendances – lit R01",
                "identité NON vérifiée",
                "heure de ce boîtier",
                "FC",
                "SpO2",
                "PNI",
                "mmHg",
                "°C",
                "liaison perdue",
                "SpO2 ",
                "aucune valeur")) {
            assertTrue(french.contains(said), said + " in " + french);
        }
        assertTrue(french.contains("SpO2 04:11–04:12 aucune valeur"), "no gap is cut in two: " + french);
        String english = text(pdf(false, 24));
        assertTrue(english.contains("Trends – bed R01") && english.contains("identity NOT verified"), english);
        assertFalse(english.contains("gap."), english);
        for (int hours : new int[] {1, 8, 72}) {
            Pages.render(pdf(true, hours), "trend-fr-" + hours);
        }
        Pages.render(pdf(false, 24), "trend-en-24");
    }

    @Test
    void nothingIsDrawnInAGap() throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf(true, 8))) {
            BufferedImage page = new PDFRenderer(document).renderImageWithDPI(0, DPI);
            assertTrue(black(page, 200), "a line before the gap");
            for (int minutes = 107; minutes < 124; minutes += 2) {
                assertFalse(black(page, minutes), "nothing " + minutes + " minutes before the end");
            }
            assertTrue(black(page, 50), "a line after the gap");
        }
    }

    /** Whether the chart of the heart rate has a black pixel so long before its end; 10 pixels are a millimetre. */
    private static boolean black(BufferedImage page, int minutes) {
        int x = Math.round(10 * (TrendSheet.LEFT + TrendSheet.WIDTH * (1 - minutes / 480f)));
        for (int y = Math.round(10 * TrendSheet.TOP) + 8; y < 10 * (TrendSheet.TOP + 34); y++) {
            if ((page.getRGB(x, y) & 0xff) < 90) {
                return true;
            }
        }
        return false;
    }

    @Test
    void aBedWithoutValuesSaysSoAndWhatFindsNoRoomIsCounted() throws IOException {
        TrendsView view = view(8);
        TrendsView none = new TrendsView("R01", view.from(), view.to(), 60, null, List.of(), List.of());
        assertTrue(text(sheets(true).trend(DAY.ward(), none, DAY.clock())).contains("Aucune valeur"));
        TrendsView.Series one = view.series().getFirst();
        List<TrendsView.Series> many = java.util.stream.IntStream.range(0, TrendSheet.MOST + 3)
                .mapToObj(i -> new TrendsView.Series(
                        null,
                        null,
                        "X" + i,
                        one.unit(),
                        false,
                        one.coverage(),
                        false,
                        false,
                        one.last(),
                        one.min(),
                        one.max(),
                        one.samples(),
                        one.gaps()))
                .toList();
        TrendsView crowded = new TrendsView("R01", view.from(), view.to(), view.stepSeconds(), null, view.gaps(), many);
        assertTrue(text(sheets(true).trend(DAY.ward(), crowded, DAY.clock())).contains("sans place ici : 3"));
    }
}
