package org.vigie.gateway.paper;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/**
 * A document under construction, in memory. One thread.
 *
 * @param document the pages so far
 * @param face the one font of the document
 * @param words in the language of the site
 */
record PaperDraft(PDDocument document, PaperPage.Face face, PaperWords words) {
    private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

    /** What is written into a document. */
    @FunctionalInterface
    interface Content {
        void write(PaperDraft draft) throws IOException;
    }

    /** A new page at the end. */
    PaperPage page() throws IOException {
        return new PaperPage(document, face);
    }

    /** A whole document as bytes. */
    static byte[] make(Sheets.Printing printing, Content content) {
        try (PDDocument document = new PDDocument();
                InputStream in = Objects.requireNonNull(PDDocument.class.getResourceAsStream(FONT), FONT);
                TrueTypeFont face = new TTFParser().parse(new RandomAccessReadBuffer(in))) {
            // Ligatures are of no use in a table and cost nine tenths of the time.
            face.setEnableGsub(false);
            PDType0Font font = PDType0Font.load(document, face, true);
            PDDocumentInformation about = document.getDocumentInformation();
            about.setTitle("Vigie");
            about.setProducer(printing.box());
            content.write(new PaperDraft(
                    document,
                    new PaperPage.Face(font, face.getUnicodeCmapLookup()),
                    new PaperWords(printing.french())));
            ByteArrayOutputStream out = new ByteArrayOutputStream(65_536);
            document.save(out);
            return out.toByteArray();
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
    }
}
