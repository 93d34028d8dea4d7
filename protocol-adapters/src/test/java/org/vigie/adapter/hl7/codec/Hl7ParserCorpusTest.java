package org.vigie.adapter.hl7.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.vigie.adapter.hl7.codec.ScanResult.Scanned;
import org.vigie.model.testing.SharedData;

/**
 * Every message we have, read by the parser, by plain splitting and by HAPI as a whole: all must say the same, part by
 * part.
 */
final class Hl7ParserCorpusTest {
    /** Files that hold several messages, or none. */
    private static final Set<String> REFUSED = Set.of(
            "hapi-obx-fields-swapped.hl7",
            "hapi-three-chars-MSH.hl7",
            "mirth-batch01.hl7",
            "pyhl7-sample_bad_file.hl7",
            "pyhl7-sample_batch1.hl7");

    private final Hl7Parser parser = new Hl7Parser();
    private final HapiReader hapi = new HapiReader();

    @TestFactory
    Stream<DynamicTest> bothReadersAgreeOnEveryCapture() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(SharedData.shared("hl7"))) {
            files = all.filter(file -> file.toString().endsWith(".hl7"))
                    .sorted()
                    .toList();
        }
        return files.stream().map(file -> DynamicTest.dynamicTest(file.toString(), () -> compare(file)));
    }

    private void compare(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        if (!(StructureScan.scan(bytes) instanceof Scanned scanned)) {
            assertTrue(REFUSED.contains(file.getFileName().toString()), "refused: " + StructureScan.scan(bytes));
            return;
        }
        Hl7Message message = parser.parse(scanned);
        SecondReader second = new SecondReader(
                new String(bytes, message.charset().charset()), scanned.msh().delimiters());
        assertEquals(second.segments(), message.segments().size());
        for (int s = 0; s < second.segments(); s++) {
            compare(second, s, message.segments().get(s));
        }
        compareWithHapi(message, new String(bytes, message.charset().charset()));
    }

    /** HAPI over the whole message: what it reads of a field is what the field reader says of it. */
    private void compareWithHapi(Hl7Message message, String text) {
        List<ca.uhn.hl7v2.model.Segment> whole = hapi.segments(text);
        if (whole.size() != message.segments().size()) {
            return; // HAPI reads LF ends and odd headers as other segments: reference "hl7-hapi", 2.2
        }
        for (int s = 1; s < whole.size(); s++) {
            Hl7Message.Segment ours = message.segments().get(s);
            for (int f = 1; f <= ours.fields(); f++) {
                if ((ours.hasSamples() && f == 5) || ours.text(f).contains("\\X")) {
                    continue;
                }
                for (int r = 1; r <= ours.repetitions(f); r++) {
                    for (int c = 1; c <= ours.components(f, r); c++) {
                        for (int p = 1; p <= ours.subcomponents(f, r, c); p++) {
                            String said = hapi.value(whole.get(s), f, r, c, p);
                            assertEquals(said.strip(), ours.value(f, r, c, p).strip(), ours.text(f));
                        }
                    }
                }
            }
        }
    }

    private static void compare(SecondReader second, int s, Hl7Message.Segment segment) {
        assertEquals(second.name(s), segment.name());
        List<String> fields = second.fields(s);
        for (int f = 1; f < fields.size(); f++) {
            String field = fields.get(f);
            if (segment.name().equals("MSH") && (f == 2 || f == 9 || f == 12)) {
                continue; // MSH-2 is itself made of delimiters; 9 and 12 may hold a default
            }
            if (field.indexOf('\\') >= 0 || (segment.hasSamples() && f == 5)) {
                continue;
            }
            String place = segment.name() + "-" + f + " " + field;
            List<String> repetitions = second.repetitions(field);
            assertEquals(withoutEmptyEnd(repetitions), segment.repetitions(f), place);
            for (int r = 1; r <= repetitions.size(); r++) {
                List<String> components = second.components(repetitions.get(r - 1));
                for (int c = 1; c <= components.size(); c++) {
                    List<String> parts = second.subcomponents(components.get(c - 1));
                    for (int p = 1; p <= parts.size(); p++) {
                        assertEquals(parts.get(p - 1), segment.value(f, r, c, p), place);
                    }
                }
            }
        }
    }

    /** Repetitions up to the last that says anything: an empty end is not a repetition. */
    private static int withoutEmptyEnd(List<String> repetitions) {
        int size = repetitions.size();
        while (size > 0 && repetitions.get(size - 1).matches("[\\^&]*")) {
            size--;
        }
        return size;
    }
}
