package org.vigie.adapter.hl7.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.vigie.adapter.testing.Golden.bytes;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vigie.adapter.hl7.codec.ScanResult.Refused;
import org.vigie.adapter.hl7.codec.ScanResult.Scanned;
import org.vigie.adapter.hl7.codec.ScanResult.SegmentRange;
import org.vigie.adapter.testing.Golden;

final class StructureScanTest {
    /** Processor time: what others do on the machine of the test is not ours. */
    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

    private static final String MSH = "MSH|^~\\&|APP|FAC|||20260301101500||ORU^R01|1|P|2.6\r";

    private static Scanned scanned(String text) {
        return assertInstanceOf(Scanned.class, StructureScan.scan(bytes(text)));
    }

    private static Refused refused(String text) {
        return assertInstanceOf(Refused.class, StructureScan.scan(bytes(text)));
    }

    private static List<String> names(String text) {
        return scanned(text).segments().stream().map(SegmentRange::name).toList();
    }

    @Test
    void readsTheHeaderAsSent() {
        Msh msh = scanned(Golden.text("pcd01-twenty-values").replace('é', 'e')).msh();
        assertEquals("VMON^0011223344556677^EUI-64", msh.sendingApplication());
        assertEquals("ICU", msh.sendingFacility());
        assertEquals("20260301101500+0100", msh.time());
        assertEquals("ORU", msh.messageCode());
        assertEquals("R01", msh.trigger());
        assertEquals("PCD01-1", msh.controlId());
        assertEquals("P", msh.processingId());
        assertEquals("2.6", msh.version());
        assertEquals("AL", msh.acceptAck());
        assertEquals("NE", msh.applicationAck());
        assertEquals("UNICODE UTF-8", msh.charset());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r", "\n", "\r\n", "\r\r\n"})
    void endsSegmentsAtEveryKindOfLineEnd(String end) {
        String text = (MSH + "PID|1\rOBR|1\rOBX|1|NM|x||1").replace("\r", end);
        assertEquals(List.of("MSH", "PID", "OBR", "OBX"), names(text));
        assertEquals(List.of("MSH", "PID", "OBR", "OBX"), names(text + end));
    }

    @Test
    void keepsALineFeedThatIsPartOfAText() {
        assertEquals(List.of("MSH", "NTE", "OBX"), names(MSH + "NTE|1||first line\nsecond line\rOBX|1"));
    }

    @Test
    void passesOverAByteOrderMarkAndBlanksBeforeTheMessage() {
        assertEquals(List.of("MSH", "PID"), names("\u00ef\u00bb\u00bf \r\n" + MSH + "PID|1"));
    }

    @Test
    void tellsWhereEachSegmentLies() {
        String text = MSH + "\rPID|1\r  OBX|1|NM";
        List<SegmentRange> segments = scanned(text).segments();
        assertEquals(
                "PID|1", text.substring(segments.get(1).start(), segments.get(1).end()));
        assertEquals(
                "OBX|1|NM",
                text.substring(segments.get(2).start(), segments.get(2).end()));
    }

    @Test
    void takesOtherDelimitersThatTheHeaderDeclares() {
        Scanned scanned = scanned("MSH!*~\\&!APP!!!!!!ORU*R40!1\rOBX!1!NA!x!!1*2*3!\r");
        assertEquals("R40", scanned.msh().trigger());
        assertTrue(scanned.segments().get(1).hasSamples());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MSH",
                "MSH|",
                "MSH|^~\\&",
                "MSH|||||",
                "MSH^^^^^^|",
                "MSHABCDEFG",
                "MSH|^^^^|x",
                "MSH\r^~\\&\rPID"
            })
    void refusesDelimitersThatCannotBe(String text) {
        assertEquals("bad-delimiters", refused(text).reason());
    }

    @ParameterizedTest
    @CsvSource({
        "'', empty, 100",
        "' \r\n', empty, 100",
        "'PID|1', no-msh, 100",
        "'{\"json\":1}', no-msh, 100",
        "'<?xml version=\"1.0\"?>', no-msh, 100"
    })
    void refusesWhatIsNoMessage(String text, String reason, int code) {
        assertEquals(reason, refused(text).reason());
        assertEquals(code, refused(text).code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"obx|1", "O|1", "OB", "1BX|1", "OBXX|1", "../../x", "OBX^1"})
    void refusesASegmentWithoutAName(String segment) {
        Refused refused = refused(MSH + segment);
        assertEquals("bad-segment-id", refused.reason());
        assertEquals(MSH.length(), refused.offset());
        assertEquals("1", refused.msh().controlId());
    }

    @Test
    void refusesTwoMessagesInOneFrame() {
        assertEquals("second-msh", refused(MSH + "PID|1\r" + MSH).reason());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 11, 12, 14, 27, 28, 31})
    void refusesControlCharacters(int control) {
        assertEquals(
                "control-character",
                refused(MSH + "PID|1|a" + (char) control + "b").reason());
        assertEquals(
                "control-character",
                refused("MSH|^~\\&|A" + (char) control + "B|\r").reason());
    }

    @Test
    void takesTabsInTextsAndAnyByteOfAPackedWave() {
        assertEquals(List.of("MSH", "NTE", "ZMW"), names(MSH + "NTE|1||a\tb\rZMW|1101|\u0001\u0002\u0080|x\r"));
    }

    @Test
    void takesAsMuchAsTheBoundsAllow() {
        assertEquals(
                2, scanned(MSH + "OBX|1|ST|x||" + "^".repeat(63)).segments().size());
        assertEquals(
                2, scanned(MSH + "OBX|1|ST|x||" + "&".repeat(63)).segments().size());
        assertEquals(
                2, scanned(MSH + "OBX|1|ST|x||" + "~".repeat(999)).segments().size());
        assertEquals(2, scanned(MSH + "OBX" + "|".repeat(512)).segments().size());
        assertEquals(2_000, scanned(MSH + "OBX|1\r".repeat(1_999)).segments().size());
        assertEquals(
                2, scanned(MSH + "OBX|1|NA|x||" + "^".repeat(39_999)).segments().size());
    }

    @Test
    void refusesWhatIsOverABound() {
        assertEquals(
                "too-many-components",
                refused(MSH + "OBX|1|ST|x||" + "^".repeat(64)).reason());
        assertEquals(
                "too-many-subcomponents",
                refused(MSH + "OBX|1|ST|x||" + "&".repeat(64)).reason());
        assertEquals(
                "too-many-repetitions",
                refused(MSH + "OBX|1|ST|x||" + "~".repeat(1_000)).reason());
        assertEquals("too-many-fields", refused(MSH + "OBX" + "|".repeat(513)).reason());
        assertEquals("too-many-segments", refused(MSH + "OBX|1\r".repeat(2_000)).reason());
        assertEquals(
                "too-many-samples",
                refused(MSH + "OBX|1|NA|x||" + "^".repeat(40_000)).reason());
        assertEquals(
                "too-many-samples",
                refused(MSH + "OBX|1|NA|x||" + "~".repeat(40_000)).reason());
    }

    @Test
    void countsSamplesOnlyInTheFieldThatHoldsThem() {
        assertEquals(
                "too-many-components",
                refused(MSH + "OBX|1|NA|x||1^2|" + "^".repeat(64)).reason());
        assertEquals(
                "too-many-components",
                refused(MSH + "NTE|1|NA|x||" + "^".repeat(64)).reason());
        assertEquals(
                "too-many-components",
                refused(MSH + "OBX|1|NAX|x||" + "^".repeat(64)).reason());
    }

    @Test
    void refusesTheComponentBombAtOnce() {
        byte[] bomb = bytes(MSH + "OBX|1|ST|x||" + "1^".repeat(100_000));
        for (int i = 0; i < 50; i++) { // the first runs are those of the interpreter
            assertInstanceOf(Refused.class, StructureScan.scan(bomb));
        }
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 20; i++) {
            long start = CPU.getCurrentThreadCpuTime();
            assertInstanceOf(Refused.class, StructureScan.scan(bomb));
            best = Math.min(best, CPU.getCurrentThreadCpuTime() - start);
        }
        assertTrue(best < Duration.ofMillis(20).toNanos(), "took " + best + " ns");
    }

    @Test
    void scansTheWorstMessageWithinTheBoundsInTimeLinearInItsBytes() {
        String field = ("1^".repeat(63) + "1~").repeat(8);
        byte[] worst = bytes(MSH + ("OBX|1|ST|x||" + field + "\r").repeat(1_000));
        assertInstanceOf(Scanned.class, StructureScan.scan(worst));
        long start = CPU.getCurrentThreadCpuTime();
        assertInstanceOf(Scanned.class, StructureScan.scan(worst));
        long took = CPU.getCurrentThreadCpuTime() - start;
        assertTrue(took < Duration.ofSeconds(1).toNanos(), "took " + took + " ns for " + worst.length + " bytes");
    }

    @ParameterizedTest
    @CsvSource({
        "pcd04-low-spo2-start, true",
        "pds-54-two-alarms, true",
        "pds-54-all-clear, true",
        "mdil-alert-list, true",
        "pcd01-twenty-values, false",
        "pds-204-values, false",
        "wave-na-one-second, false",
        "adt-a01-admit, false"
    })
    void knowsWhichMessagesCarryAlarms(String name, boolean alarm) {
        assertEquals(
                alarm,
                assertInstanceOf(Scanned.class, StructureScan.scan(Golden.message(name)))
                        .carriesAlarm());
    }

    @Test
    void readsTheHeaderOfADamagedMessageAsFarAsItGoes() {
        assertEquals("77", Msh.lenient(bytes("MSH|^~\\&|A|B|C|D|t||ORU^R01|77")).controlId());
        assertEquals(Msh.UNKNOWN, Msh.lenient(bytes("garbage")));
        assertEquals(Msh.UNKNOWN, Msh.lenient(bytes("MSHABCDEFGHI")));
        assertFalse(Msh.lenient(bytes("MSH|^~\\&|" + "x".repeat(5_000)))
                        .sendingApplication()
                        .length()
                > 1_024);
    }
}
