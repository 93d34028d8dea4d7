package org.vigie.adapter.hl7.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.vigie.adapter.testing.Golden.bytes;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vigie.adapter.hl7.codec.Hl7Message.Group;
import org.vigie.adapter.hl7.codec.Hl7Message.Segment;
import org.vigie.adapter.hl7.codec.Hl7Parser.Parsing.Failed;
import org.vigie.adapter.hl7.codec.Hl7Parser.Parsing.Parsed;
import org.vigie.adapter.testing.Golden;

final class Hl7ParserTest {
    /** Processor time: what others do on the machine of the test is not ours. */
    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

    private static final String MSH = "MSH|^~\\&|APP|FAC|||20260301101500||ORU^R01|1|P|2.6\r";

    private final Hl7Parser parser = new Hl7Parser();

    private Hl7Message parse(byte[] bytes) {
        return assertInstanceOf(Parsed.class, parser.parse(bytes)).message();
    }

    private Hl7Message parse(String text) {
        return parse(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void keepsEverySegmentInOrderWhenNamesComeBack() {
        Hl7Message message =
                parse(MSH + "PID|1\rORC|RE\rOBR|1\rOBX|1\rOBX|2\rNTE|1\rOBX|3\rOBR|2\rOBX|1\rPID|2\rOBR|3\rOBX|9");
        assertEquals(
                List.of("MSH", "PID", "ORC", "OBR", "OBX", "OBX", "NTE", "OBX", "OBR", "OBX", "PID", "OBR", "OBX"),
                message.segments().stream().map(Segment::name).toList());
        assertEquals("9", message.segments().getLast().value(1));
    }

    @Test
    void groupsObservationsByOrderAndPatient() {
        Hl7Message message = parse(
                MSH + "OBX|0\rPID|1\rPV1|a\rOBR|1\rOBX|1\rNTE|1\rOBX|2\rOBR|2\rOBX|3\rPID|2\rOBR|3\rOBX|4\rPID|3");
        List<Group> groups = message.groups();
        assertEquals(4, groups.size());
        assertEquals(List.of("0"), values(groups.get(0)));
        assertEquals(List.of("1", "2"), values(groups.get(1)));
        assertEquals(List.of("3"), values(groups.get(2)));
        assertEquals(List.of("4"), values(groups.get(3)));
        assertEquals(null, groups.get(0).order());
        assertEquals("a", value(groups.get(2).visit()));
        assertEquals("2", value(groups.get(3).patient()));
        assertEquals(null, groups.get(3).visit()); // the PV1 of another patient
    }

    private static List<String> values(Group group) {
        return group.observations().stream().map(segment -> segment.value(1)).toList();
    }

    private static String value(@Nullable Segment segment) {
        return segment == null ? "absent" : segment.value(1);
    }

    @Test
    void givesRepetitionsComponentsAndSubcomponents() {
        Segment pid = parse(MSH + "PID|1||a^b&c&d^e~f^g||~|").segments().get(1);
        assertEquals("a", pid.value(3));
        assertEquals("d", pid.value(3, 1, 2, 3));
        assertEquals("g", pid.value(3, 2, 2, 1));
        assertEquals(2, pid.repetitions(3));
        assertEquals(3, pid.components(3, 1));
        assertEquals(3, pid.subcomponents(3, 1, 2));
        assertEquals(0, pid.repetitions(2));
        assertEquals(0, pid.repetitions(4));
        assertEquals("", pid.value(3, 3, 1, 1));
        assertEquals("", pid.value(3, 1, 4, 1));
        assertEquals("", pid.value(3, 1, 1, 2));
        assertEquals("", pid.value(40));
        assertEquals(0, pid.components(40, 1));
    }

    @Test
    void resolvesEscapes() {
        Segment nte = parse(MSH + "NTE|1||a\\F\\b\\S\\c\\T\\d\\R\\e\\E\\f\\X410d\\g\\Xzz\\|x")
                .segments()
                .get(1);
        assertEquals("a|b^c&d~e\\fA\rg\\Xzz\\", nte.value(3));
        assertEquals("x", nte.value(4));
    }

    @Test
    void keepsTheDigitsOfAValueAsSent() {
        assertEquals(
                "37.10", parse(MSH + "OBX|1|NM|x||37.10|").segments().get(1).value(5));
        assertEquals("---", parse(MSH + "OBX|1|NM|x||---|").segments().get(1).value(5));
        assertEquals(
                "-100.00", parse(MSH + "OBX||ZZ|x||-100.00|").segments().get(1).value(5));
        assertEquals("7", parse(MSH + "OBX|||x||7|").segments().get(1).value(5));
        assertEquals("\"\"", parse(MSH + "OBX|||x||\"\"|").segments().get(1).value(5));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ORU|1|P|2.6",
                "|1|P|2.6",
                "ORU^R01|1|P|",
                "ORU^R01|1",
                "ORU^R01|1|P|2.9",
                "ORU^R01|1|P|../x",
                "ORU^R01|1|P|2.3.1^FRA",
                "ORU^R01^ORU_R01|1|P|2.999"
            })
    void readsHeadersThatHapiWouldNot(String end) {
        Hl7Message message = parse("MSH|^~\\&|||||||" + end + "\rOBX|1|NM|x||5|");
        assertEquals("5", message.segments().get(1).value(5));
        assertEquals(end.split("\\|", -1)[0], message.msh().type());
    }

    @Test
    void givesSamplesThatHapiNeverSees() {
        Hl7Message message = parse(Golden.message("wave-na-one-second"));
        Segment wave = message.segments().get(4);
        assertTrue(wave.hasSamples());
        assertEquals(500, wave.samples().size());
        assertEquals("-125", wave.samples().getFirst());
        assertEquals(500, wave.components(5, 1));
        assertEquals("-88", wave.value(5, 2));
        assertEquals("131329", wave.value(3));
        assertEquals("R", wave.value(11));
        assertFalse(message.segments().get(5).hasSamples());
        assertEquals(List.of(), message.segments().get(5).samples());
    }

    @Test
    void readsFortyThousandSamplesInNoTime() {
        byte[] wave = bytes(MSH + "OBX|1|NA|x||" + "12^".repeat(39_999) + "12|");
        assertEquals(40_000, parse(wave).segments().get(1).samples().size());
        long start = CPU.getCurrentThreadCpuTime();
        assertEquals(40_000, parse(wave).segments().get(1).samples().size());
        long took = CPU.getCurrentThreadCpuTime() - start;
        assertTrue(took < Duration.ofSeconds(1).toNanos(), "took " + took + " ns"); // HAPI: 2.2 s
    }

    @ParameterizedTest
    @CsvSource({
        "'', UTF-8, UTF-8, false",
        "'', windows-1252, windows-1252, false",
        "UNICODE UTF-8, UTF-8, UTF-8, true",
        "UTF-8, UTF-8, UTF-8, true",
        "UTF8, UTF-8, UTF-8, true",
        "UNICODE, UTF-8, UTF-8, true",
        "UNICODE UTF8, UTF-8, UTF-8, true",
        "8859/1, ISO-8859-1, ISO-8859-1, true",
        "ISO8859-1, ISO-8859-1, ISO-8859-1, true",
        "ISO-8859-1, ISO-8859-1, ISO-8859-1, true",
        "8859/15, ISO-8859-15, ISO-8859-15, true",
        "ASCII, UTF-8, UTF-8, false",
        "ASCII~ASCII, windows-1252, windows-1252, false",
        "UNICODE UTF-8, windows-1252, windows-1252, false",
        "KLINGON, UTF-8, UTF-8, false"
    })
    void readsTextsWhateverTheHeaderSays(String declared, String sent, String read, boolean certain) {
        String text = "MSH|^~\\&|||||||ORU^R01|1|P|2.6||||||" + declared + "\rPID|1||||Zoé^Ünal";
        Hl7Message message = parse(text.getBytes(Charset.forName(sent)));
        assertEquals(Charset.forName(read), message.charset().charset());
        assertEquals(certain, message.charset().certain());
        assertEquals("Zoé", message.segments().get(1).value(5));
        assertEquals("Ünal", message.segments().get(1).value(5, 2));
    }

    @Test
    void replacesNoByteOfAnyText() {
        StringBuilder all = new StringBuilder(MSH + "PID|1||||");
        for (char c = 0x80; c <= 0xFF; c++) {
            all.append(c);
        }
        String name = parse(bytes(all.toString())).segments().get(1).value(5);
        assertEquals(128, name.length());
        assertFalse(name.contains("\uFFFD"));
    }

    @Test
    void leavesPackedWavesAlone() {
        Hl7Message message = parse(bytes(MSH + "ZMW|1101|\u0001^~\u0080&\\X|x\rOBX|1|NM|a||1|"));
        assertEquals(
                List.of("MSH", "ZMW", "OBX"),
                message.segments().stream().map(Segment::name).toList());
        assertEquals("", message.segments().get(1).value(2));
    }

    @Test
    void tellsWhyAMessageIsNotRead() {
        Failed failed = assertInstanceOf(Failed.class, parser.parse(bytes("PID|1")));
        assertEquals("no-msh", failed.reason());
    }

    @Test
    void parsesTheWorstMessageWithinTheBounds() {
        String field = ("1^".repeat(63) + "1~").repeat(8);
        byte[] worst = bytes(MSH + ("OBX|1|ST|x||" + field + "\r").repeat(990));
        long start = CPU.getCurrentThreadCpuTime();
        assertEquals(991, parse(worst).segments().size());
        long took = CPU.getCurrentThreadCpuTime() - start;
        assertTrue(took < Duration.ofSeconds(5).toNanos(), "took " + took + " ns for " + worst.length + " bytes");
    }

    @Test
    void parsesTwoThousandSegmentsThatTakeTurns() {
        byte[] turns = bytes(MSH + "OBX|1|NM|x||1|\rNTE|1||y\r".repeat(999));
        long start = CPU.getCurrentThreadCpuTime();
        assertEquals(1_999, parse(turns).segments().size());
        long took = CPU.getCurrentThreadCpuTime() - start;
        assertTrue(took < Duration.ofSeconds(5).toNanos(), "took " + took + " ns");
    }
}
