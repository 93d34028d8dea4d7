package org.vigie.gateway.paper;

import java.io.IOException;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.apache.pdfbox.util.Matrix;

/** One A4 page on which text and lines are put by millimetres from its upper left corner. One thread. */
final class PaperPage implements AutoCloseable {
    static final float WIDTH = 210;
    static final float HEIGHT = 297;
    private static final float POINT = 72 / 25.4f;
    private static final float BOLD = 0.35f;
    private static final float HATCH = 2;
    private static final float HATCH_TEXT = 7;
    private static final float ACROSS_POINTS = 120;

    private final PDPageContentStream out;
    private final PDFont font;
    private final CmapLookup glyphs;

    /** A new page at the end of the document, in its one font. */
    PaperPage(PDDocument document, Face face) throws IOException {
        PDPage page = new PDPage(PDRectangle.A4);
        document.addPage(page);
        this.font = face.font();
        this.glyphs = face.glyphs();
        this.out = new PDPageContentStream(document, page);
        out.setLineWidth(0.4f);
    }

    /**
     * The font of a document.
     *
     * @param font embedded as far as it is used
     * @param glyphs what it can draw
     */
    record Face(PDFont font, CmapLookup glyphs) {}

    void text(float x, float y, float size, String text) throws IOException {
        write(x, y, size, text, false);
    }

    /** A frame of short strokes and one large grey word across the page, under everything else; nothing for no word. */
    void across(String word) throws IOException {
        if (word.isEmpty()) {
            return;
        }
        out.setLineWidth(5);
        out.setLineDashPattern(new float[] {14, 10}, 0);
        out.addRect(2 * POINT, 2 * POINT, (WIDTH - 4) * POINT, (HEIGHT - 4) * POINT);
        out.stroke();
        out.setLineDashPattern(new float[0], 0);
        out.beginText();
        out.setNonStrokingColor(0.86f);
        out.setFont(font, ACROSS_POINTS);
        float half = width(drawable(word), ACROSS_POINTS) * POINT / 2;
        float angle = (float) Math.toRadians(52);
        float x = WIDTH * POINT / 2 - half * (float) Math.cos(angle);
        float y = HEIGHT * POINT / 2 - half * (float) Math.sin(angle);
        out.setTextMatrix(Matrix.getRotateInstance(angle, x, y));
        out.showText(drawable(word));
        out.setNonStrokingColor(0f);
        out.endText();
    }

    /** Bold by a stroke around the letters: one font is enough for a sheet. */
    void bold(float x, float y, float size, String text) throws IOException {
        write(x, y, size, text, true);
    }

    private void write(float x, float y, float size, String text, boolean bold) throws IOException {
        String drawable = drawable(text);
        if (drawable.isEmpty()) {
            return;
        }
        out.beginText();
        out.setFont(font, size);
        out.setRenderingMode(bold ? RenderingMode.FILL_STROKE : RenderingMode.FILL);
        if (bold) {
            out.setLineWidth(BOLD);
        }
        out.newLineAtOffset(x * POINT, (HEIGHT - y) * POINT);
        out.showText(drawable);
        out.endText();
    }

    /** The text cut to a width, with an ellipsis where something is missing. */
    String fitting(String text, float size, float width) throws IOException {
        String drawable = drawable(text);
        if (fits(text, size, width)) {
            return drawable;
        }
        int length = drawable.length();
        while (length > 0 && width(drawable.substring(0, length) + "…", size) > width) {
            length--;
        }
        return drawable.substring(0, length).stripTrailing() + "…";
    }

    /** Whether all of it has room. */
    boolean fits(String text, float size, float width) throws IOException {
        return width(drawable(text), size) <= width;
    }

    private float width(String text, float size) throws IOException {
        return font.getStringWidth(text) / 1000 * size / POINT;
    }

    void line(float x0, float y0, float x1, float y1, float width) throws IOException {
        out.setLineWidth(width);
        out.moveTo(x0 * POINT, (HEIGHT - y0) * POINT);
        out.lineTo(x1 * POINT, (HEIGHT - y1) * POINT);
        out.stroke();
    }

    /** Millimetre paper: a light line each millimetre, a darker one each five. */
    void grid(float x, float y, float width, float height) throws IOException {
        for (int step : new int[] {1, 5}) {
            out.setLineWidth(step == 1 ? 0.12f : 0.35f);
            out.setStrokingColor(step == 1 ? 0.82f : 0.6f);
            for (float across = 0; across <= width; across += step) {
                out.moveTo((x + across) * POINT, (HEIGHT - y) * POINT);
                out.lineTo((x + across) * POINT, (HEIGHT - y - height) * POINT);
            }
            for (float down = 0; down <= height; down += step) {
                out.moveTo(x * POINT, (HEIGHT - y - down) * POINT);
                out.lineTo((x + width) * POINT, (HEIGHT - y - down) * POINT);
            }
            out.stroke();
        }
        out.setStrokingColor(0f);
    }

    /** A thin frame. */
    void frame(float x, float y, float width, float height) throws IOException {
        out.setLineWidth(0.4f);
        out.addRect(x * POINT, (HEIGHT - y - height) * POINT, width * POINT, height * POINT);
        out.stroke();
    }

    /** Grey strokes over an area, and in its middle what they mean, where there is room for it. */
    void hatch(float x, float y, float width, float height, String why) throws IOException {
        if (width <= 0) {
            return;
        }
        out.saveGraphicsState();
        out.addRect(x * POINT, (HEIGHT - y - height) * POINT, width * POINT, height * POINT);
        out.clip();
        out.setLineWidth(0.25f);
        out.setStrokingColor(0.55f);
        for (float at = x - height - x % HATCH; at < x + width; at += HATCH) {
            out.moveTo(at * POINT, (HEIGHT - y - height) * POINT);
            out.lineTo((at + height) * POINT, (HEIGHT - y) * POINT);
        }
        out.stroke();
        float half = width(drawable(why), HATCH_TEXT) / 2;
        float middle = x + width / 2;
        if (2 * half + 2 < width) {
            out.setNonStrokingColor(1f);
            out.addRect(
                    (middle - half - 1) * POINT,
                    (HEIGHT - y - height / 2 - 1.5f) * POINT,
                    (2 * half + 2) * POINT,
                    4 * POINT);
            out.fill();
            out.setNonStrokingColor(0f);
            text(middle - half, y + height / 2 + 0.6f, HATCH_TEXT, why);
        }
        out.restoreGraphicsState();
    }

    /** A line through the first {@code n} points. */
    void trace(float[] xs, float[] ys, int n) throws IOException {
        if (n < 2) {
            return;
        }
        out.setLineWidth(0.6f);
        out.moveTo(xs[0] * POINT, (HEIGHT - ys[0]) * POINT);
        for (int i = 1; i < n; i++) {
            out.lineTo(xs[i] * POINT, (HEIGHT - ys[i]) * POINT);
        }
        out.stroke();
    }

    /** What the font cannot draw becomes a question mark: never a blank, never another letter. */
    private String drawable(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints()
                .map(point -> point == 0x2082 ? '2' : point)
                .forEach(point -> safe.appendCodePoint(glyphs.getGlyphId(point) == 0 ? '?' : point));
        return safe.toString();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
