package org.vigie.adapter.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.vigie.adapter.intellivue.codec.HexLines;
import org.vigie.adapter.intellivue.codec.SerialFrame;
import org.vigie.adapter.testing.Golden;
import org.vigie.model.observation.Numeric;
import org.vigie.model.report.AlarmReport;
import org.vigie.model.report.Observed;
import org.vigie.model.report.PatientReport;
import org.vigie.model.report.Problem;
import org.vigie.model.testing.SharedData;
import org.vigie.profiles.DeviceProfile;
import org.vigie.profiles.ProfileCatalog;

/** Captures of every kind, whole, cut, mixed and damaged. */
class IntellivueCaptureTest {
    private static final DeviceProfile PROFILE =
            ProfileCatalog.load().find("philips-intellivue").orElseThrow();
    private static final List<byte[]> STORY = HexLines.read(SharedData.testdata("intellivue/alarm_story_synthetic.hex"))
            .subList(0, 7);
    private static final List<byte[]> REPLIES =
            HexLines.read(SharedData.testdata("intellivue/enumeration_replies.hex"));

    private static List<Line> decode(byte[] content) {
        List<Line> lines = new ArrayList<>();
        IntellivueCapture.decode(PROFILE, content, lines::add);
        return lines;
    }

    private static List<String> text(List<Line> lines) {
        return lines.stream()
                .filter(line -> !(line.report() instanceof Problem))
                .map(LineJson::of)
                .toList();
    }

    private static List<String> problems(List<Line> lines) {
        return lines.stream()
                .filter(line -> line.report() instanceof Problem)
                .map(line -> ((Problem) line.report()).reason())
                .toList();
    }

    private static List<byte[]> packets(List<byte[]> payloads) {
        return payloads.stream()
                .map(payload -> Packets.ethernet(Packets.udp(payload)))
                .toList();
    }

    @Test
    void everyKindOfCaptureFileSaysTheSame() {
        List<byte[]> ethernet = packets(STORY);
        List<byte[]> raw = STORY.stream().map(Packets::udp).toList();
        List<String> expected = text(decode(Packets.pcap(Packets.MICROS, ByteOrder.LITTLE_ENDIAN, 1, ethernet)));
        assertEquals(
                15,
                expected.stream()
                        .filter(line -> line.contains("\"kind\":\"alarm\""))
                        .count());
        for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
            assertEquals(expected, text(decode(Packets.pcap(Packets.MICROS, order, 1, ethernet))));
            assertEquals(expected, text(decode(Packets.pcap(Packets.NANOS, order, 1, ethernet))));
            assertEquals(expected, text(decode(Packets.pcapng(order, 1, ethernet))));
            for (int linkType : new int[] {101, 12, 228}) {
                assertEquals(expected, text(decode(Packets.pcap(Packets.MICROS, order, linkType, raw))));
            }
            assertEquals(expected, text(decode(Packets.pcap(Packets.MICROS, order, 0, before(raw, "02000000")))));
            assertEquals(
                    expected,
                    text(decode(Packets.pcap(Packets.MICROS, order, 113, before(raw, "00".repeat(14) + "0800")))));
            assertEquals(
                    expected,
                    text(decode(Packets.pcap(Packets.MICROS, order, 276, before(raw, "0800" + "00".repeat(18))))));
            assertEquals(
                    expected,
                    text(decode(Packets.pcap(
                            Packets.MICROS,
                            order,
                            1,
                            before(raw, "00".repeat(12) + "88a80001" + "81000005" + "0800")))));
        }
    }

    private static List<byte[]> before(List<byte[]> packets, String header) {
        byte[] bytes = HexFormat.of().parseHex(header);
        return packets.stream().map(packet -> Golden.join(bytes, packet)).toList();
    }

    @Test
    void fragmentsArePutTogetherInAnyOrderAndAMissingOneIsTold() {
        byte[] whole = Packets.udp(REPLIES.get(0));
        byte[] content = Arrays.copyOfRange(whole, 20, whole.length);
        byte[] first = Packets.ethernet(Packets.ip(Arrays.copyOf(content, 160), 9, 0x2000));
        byte[] second = Packets.ethernet(Packets.ip(Arrays.copyOfRange(content, 160, content.length), 9, 20));
        List<Line> turned = decode(Packets.pcap(Packets.MICROS, ByteOrder.BIG_ENDIAN, 1, List.of(second, first)));
        assertEquals(List.of(), problems(turned));
        assertTrue(text(turned).get(0).contains("LeTemple_1"));
        List<Line> half = decode(Packets.pcap(Packets.MICROS, ByteOrder.BIG_ENDIAN, 1, List.of(first)));
        assertEquals(List.of("missing-fragments"), problems(half));
    }

    @Test
    void aPacketThatTheCaptureCutIsAProblemAtItsPlace() {
        byte[] packet = packets(REPLIES).get(1);
        byte[] file = Packets.pcap(Packets.MICROS, ByteOrder.BIG_ENDIAN, 1, List.of(Arrays.copyOf(packet, 200)));
        ByteBuffer.wrap(file).putInt(24 + 12, packet.length);
        List<Line> lines = decode(file);
        assertEquals(List.of("truncated-packet"), problems(lines));
        assertEquals(40, ((Problem) lines.get(0).report()).offset());
    }

    @Test
    void anUnknownLinkTypeIsAClearErrorAndNothingDecoded() {
        byte[] file = Packets.pcap(Packets.MICROS, ByteOrder.BIG_ENDIAN, 147, packets(STORY));
        List<Line> lines = new ArrayList<>();
        assertFalse(IntellivueCapture.decode(PROFILE, file, lines::add));
        assertEquals(List.of("unknown-link-type"), problems(lines));
    }

    @Test
    void aCaptureFileThatIsCutAnywhereGivesWhatCameBefore() {
        byte[] file = Packets.pcapng(ByteOrder.LITTLE_ENDIAN, 1, packets(STORY));
        List<String> whole = text(decode(file));
        for (int length = 0; length < file.length; length += 3) {
            List<String> cut = text(decode(Arrays.copyOf(file, length)));
            assertTrue(cut.isEmpty() || cut.equals(whole.subList(0, cut.size())), "cut at " + length);
        }
    }

    @Test
    void otherTrafficAndOtherPortsDoNotMatter() {
        List<byte[]> packets = new ArrayList<>();
        for (byte[] payload : STORY) {
            packets.add(Packets.ethernet(Packets.udp("not for us".getBytes(StandardCharsets.UTF_8), 7, 53)));
            packets.add(Packets.ethernet(Packets.udp(payload, 9, 40_000)));
            packets.add(new byte[] {1, 2, 3});
        }
        List<Line> lines = decode(Packets.pcap(Packets.MICROS, ByteOrder.BIG_ENDIAN, 1, packets));
        assertEquals(List.of(), problems(lines));
        assertEquals(
                15,
                lines.stream()
                        .filter(line -> line.report() instanceof AlarmReport)
                        .count());
    }

    @Test
    void severalMonitorsAreNotMixed() {
        List<byte[]> both = new ArrayList<>();
        for (byte[] reply : REPLIES) {
            both.add(Packets.ethernet(Packets.udp(reply, 9, 24_105)));
            both.add(Packets.ethernet(Packets.udp(reply, 10, 24_105)));
        }
        List<Line> lines = decode(Packets.pcap(Packets.MICROS, ByteOrder.BIG_ENDIAN, 1, both));
        List<Line> one = decode(hex(REPLIES));
        assertEquals(2 * one.size(), lines.size());
        assertEquals(2 * numerics(one), numerics(lines));
    }

    private static long numerics(List<Line> lines) {
        return lines.stream()
                .filter(line -> line.report() instanceof Observed(var bed, var device, Numeric n))
                .count();
    }

    private static byte[] hex(List<byte[]> payloads) {
        StringBuilder text = new StringBuilder("# a comment\n\n");
        payloads.forEach(
                payload -> text.append(HexFormat.of().formatHex(payload)).append(" # and one more\r\n"));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aCaptureThatBeginsInTheMiddleHasValuesWithoutABed() {
        List<Line> lines = decode(hex(REPLIES.subList(1, 4)));
        assertEquals(13, numerics(lines));
        assertTrue(text(lines).get(0).contains("\"bed\":null,\"device\":null"));
    }

    @Test
    void whatIsLeftOfACycleIsQuestionableAndSaysSo() {
        List<Line> lines = decode(hex(REPLIES.subList(2, 3)));
        assertEquals(List.of("incomplete-cycle"), problems(lines));
        assertTrue(numerics(lines) > 0);
    }

    @Test
    void linesOfHexMayBeFramesPacketsOrNamed() {
        byte[] patient = HexLines.read(SharedData.testdata("intellivue/ptdemog_reply.hex"))
                .get(0);
        String digits = HexFormat.of().formatHex(patient);
        String frame = HexFormat.ofDelimiter(" ").formatHex(SerialFrame.wrap(patient));
        String packet = HexFormat.of().formatHex(Packets.ethernet(Packets.udp(patient)));
        String text = digits + "\n" + frame + "\n" + packet + "\nzz\n";
        List<Line> lines = decode(text.getBytes(StandardCharsets.UTF_8));
        assertEquals(
                3,
                lines.stream()
                        .filter(line -> line.report() instanceof PatientReport)
                        .count());
        for (String named : List.of("reply: " + digits, "0001 -> " + digits, "0x" + digits, "12.5 monitor " + digits)) {
            assertEquals(1, decode(named.getBytes(StandardCharsets.UTF_8)).size(), named);
        }
        assertEquals(List.of("not-hexadecimal"), problems(lines));
    }

    @Test
    void aSerialStreamIsReadThroughNoiseAndDamage() {
        byte[] damaged = SerialFrame.wrap(STORY.get(0));
        damaged[20] ^= 1;
        byte[] stream = Golden.join(
                new byte[] {(byte) 0xFF, 0, 1},
                SerialFrame.wrap(STORY.get(1)),
                damaged,
                SerialFrame.wrap(STORY.get(3)),
                Arrays.copyOf(SerialFrame.wrap(STORY.get(4)), 30));
        List<Line> lines = decode(stream);
        assertEquals(List.of("junk", "bad-checksum", "gap", "cut-off"), problems(lines));
        assertEquals(
                4,
                lines.stream()
                        .filter(line -> line.report() instanceof AlarmReport)
                        .count());
    }

    @Test
    void theRequestsOfAClientAreNoted() {
        byte[] poll = HexFormat.of()
                .parseHex("e1000002" + "0001001c03e900070016002100000000000000000c1600080000000100210000");
        List<Line> lines = decode(hex(List.of(poll)));
        assertEquals(1, lines.size());
        assertTrue(LineJson.of(lines.get(0)).contains("poll-request"));
    }

    @Test
    void datagramsThatAreLostDoubledAndReorderedNeverMixCycles() throws IOException {
        byte[] capture = Files.readAllBytes(SharedData.shared("intellivue/intellipy/intellivue_enumeration.pcapng"));
        Set<String> truth = values(decode(capture));
        List<byte[]> payloads = new ArrayList<>();
        IntellivueListingTest.datagrams(capture).forEach(datagram -> {
            if (datagram.from().port() == 24_105) {
                payloads.add(Packets.ethernet(Packets.udp(datagram.payload().toArray())));
            }
        });
        boolean told = false;
        for (long seed = 1; seed <= 40; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<byte[]> sent = new ArrayList<>();
            for (byte[] payload : payloads) {
                int fate = random.nextInt(10);
                for (int copies = fate == 0 ? 0 : fate == 1 ? 2 : 1; copies > 0; copies--) {
                    sent.add(fate == 2 ? Math.max(0, sent.size() - 2) : sent.size(), payload);
                }
            }
            List<Line> lines = decode(Packets.pcap(Packets.MICROS, ByteOrder.BIG_ENDIAN, 1, sent));
            told |= problems(lines).contains("gap") || problems(lines).contains("incomplete-cycle");
            Set<String> found = values(lines);
            found.removeAll(truth);
            assertEquals(Set.of(), found, "seed " + seed);
        }
        assertTrue(told);
    }

    /** Every number with what it is of: a mixed cycle would show one that was never sent. */
    private static Set<String> values(List<Line> lines) {
        Set<String> values = new HashSet<>();
        for (Line line : lines) {
            if (line.report() instanceof Observed(var bed, var device, Numeric n)) {
                values.add(n.parameter().code() + " " + n.parameter().vendorCode() + " " + n.value() + " " + n.unit());
            }
        }
        return values;
    }

    @Test
    void theDemographicsOfASerialLineAreRead() {
        byte[] file = readShared("intellivue/mindleaving/rs232_demographics_reply.hex");
        List<Line> lines = decode(file);
        assertEquals(List.of(), problems(lines));
        assertEquals(2, lines.size());
        PatientReport patient = (PatientReport) lines.get(0).report();
        assertEquals("Muster", patient.familyName());
        assertEquals("123", patient.patientId());
        assertEquals("F", patient.sex());
    }

    @Test
    void framesWithAGoodChecksumAndNoMessageAreProblems() {
        List<Line> lines = decode(readShared("intellivue/mdpnp/fcs_frames.hex"));
        assertEquals(List.of("bad-header", "bad-header"), problems(lines));
    }

    private static byte[] readShared(String name) {
        try {
            return Files.readAllBytes(SharedData.shared(name));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
