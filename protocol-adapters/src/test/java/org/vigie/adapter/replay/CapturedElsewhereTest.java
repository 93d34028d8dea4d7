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
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.vigie.adapter.intellivue.codec.SerialFrame;
import org.vigie.adapter.testing.Golden;
import org.vigie.model.observation.Numeric;
import org.vigie.model.observation.Waveform;
import org.vigie.model.report.Observed;
import org.vigie.model.report.Problem;
import org.vigie.model.testing.SharedData;
import org.vigie.profiles.DeviceProfile;
import org.vigie.profiles.ProfileCatalog;

/**
 * The real capture as other tools would have taken it: other link layers, addresses, file formats, cut, doubled, with
 * other traffic between, from the middle. The values are the same 234 numbers and 230 pieces of waves.
 */
class CapturedElsewhereTest {
    private static final DeviceProfile PROFILE =
            ProfileCatalog.load().find("philips-intellivue").orElseThrow();
    private static final int NUMERICS = 234;
    private static final int WAVES = 230;
    private static List<Datagram> real = List.of();
    private static List<String> expected = List.of();

    @BeforeAll
    static void readTheRealOne() throws IOException {
        real = IntellivueListingTest.datagrams(
                Files.readAllBytes(SharedData.shared("intellivue/intellipy/intellivue_enumeration.pcapng")));
        expected = said(decode(pcap(1, packets(Frames::ethernet))));
        assertEquals(NUMERICS + " " + WAVES, counts(decode(pcap(1, packets(Frames::ethernet)))));
    }

    private static List<Line> decode(byte[] content) {
        List<Line> lines = new ArrayList<>();
        IntellivueCapture.decode(PROFILE, content, lines::add);
        return lines;
    }

    /** Everything but problems, without the number of the message it came in. */
    private static List<String> said(List<Line> lines) {
        return lines.stream()
                .filter(line -> !(line.report() instanceof Problem))
                .map(line -> LineJson.of(new Line(0, List.of(), line.report())))
                .toList();
    }

    private static List<String> problems(List<Line> lines) {
        return lines.stream()
                .filter(line -> line.report() instanceof Problem)
                .map(line -> ((Problem) line.report()).reason())
                .toList();
    }

    private static String counts(List<Line> lines) {
        long numerics = lines.stream()
                .filter(line -> line.report() instanceof Observed(var bed, var device, Numeric n))
                .count();
        long waves = lines.stream()
                .filter(line -> line.report() instanceof Observed(var bed, var device, Waveform w))
                .count();
        return numerics + " " + waves;
    }

    private static List<byte[]> packets(Function<Datagram, byte[]> frame) {
        return real.stream().map(frame).toList();
    }

    private static byte[] pcap(int linkType, List<byte[]> packets) {
        return Packets.pcap(Packets.MICROS, ByteOrder.LITTLE_ENDIAN, linkType, packets);
    }

    private static void same(byte[] file) {
        List<Line> lines = decode(file);
        assertEquals(List.of(), problems(lines));
        assertEquals(expected, said(lines));
    }

    @Test
    void tagsOfVirtualNetworksDoNotMatter() {
        for (String tags : List.of("81000064", "88a80001" + "81000064", "91000001" + "81002064")) {
            same(pcap(1, packets(d -> Frames.joined("00".repeat(12) + tags + "0800", Frames.ipv4(d)))));
            same(pcap(
                    113, packets(d -> Frames.joined("0000000100060009fb70d80b0000" + tags + "0800", Frames.ipv4(d)))));
        }
        same(pcap(276, packets(d -> Frames.joined("81000000" + "00".repeat(16) + "00640800", Frames.ipv4(d)))));
        same(pcap(276, packets(d -> Frames.joined("0800" + "00".repeat(18), Frames.ipv4(d)))));
    }

    @Test
    void everyKindAndOrderOfPcapIsRead() {
        for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
            for (int magic : new int[] {Packets.MICROS, Packets.NANOS}) {
                same(Packets.pcap(magic, order, 101, packets(Frames::ipv4)));
                same(Packets.pcap(magic, order, 0, packets(d -> Frames.joined("02000000", Frames.ipv4(d)))));
            }
            same(Frames.modifiedPcap(order, packets(Frames::ethernet)));
        }
    }

    @Test
    void ipv6WithAndWithoutExtensionHeadersIsRead() {
        same(pcap(1, packets(d -> Frames.joined("00".repeat(12) + "86dd", Frames.ipv6(d, "")))));
        same(pcap(229, packets(d -> Frames.ipv6(d, ""))));
        // hop by hop, routing, authentication, destination options; the last byte of each says how long it is
        same(pcap(
                229,
                packets(d -> Frames.ipv6(
                        d,
                        "2b00000000000000" + "3300000000000000" + "3c04" + "00".repeat(22) + "1101"
                                + "00".repeat(14)))));
    }

    @Test
    void fragmentsOfBothProtocolsAreJoinedInAnyOrder() {
        List<byte[]> four = new ArrayList<>();
        List<byte[]> six = new ArrayList<>();
        for (int i = 0; i < real.size(); i++) {
            List<byte[]> parts = Frames.ipv4Fragments(real.get(i), i);
            List<byte[]> parts6 = Frames.ipv6Fragments(real.get(i), i);
            Collections.reverse(parts6);
            four.addAll(parts);
            if (parts.size() > 1) {
                four.add(parts.get(0)); // and one of them twice
            }
            six.addAll(parts6);
        }
        List<Line> lines = decode(pcap(101, four));
        assertEquals(expected, said(lines));
        same(pcap(229, six));
    }

    @Test
    void aMirrorPortThatSendsEverythingTwiceCountsNothingTwice() {
        List<byte[]> twice = new ArrayList<>();
        packets(Frames::ethernet).forEach(packet -> {
            twice.add(packet);
            twice.add(packet);
        });
        List<Line> lines = decode(pcap(1, twice));
        assertEquals(List.of(), problems(lines));
        assertEquals(NUMERICS + " " + WAVES, counts(lines));
    }

    @Test
    void paddingAndChecksumsOfFramesDoNotMatterEvenWhenTheyWereCut() {
        byte[] padded = pcap(1, packets(d -> Frames.joined("", Frames.ethernet(d), new byte[22])));
        same(padded);
        byte[] cut = pcap(1, packets(Frames::ethernet));
        Frames.eachRecord(
                cut,
                (header, length) ->
                        ByteBuffer.wrap(cut).order(ByteOrder.LITTLE_ENDIAN).putInt(header + 12, length + 4));
        same(cut);
    }

    @Test
    void pcapngWithSeveralInterfacesOptionsAndOtherBlocksIsRead() {
        for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
            Pcapng file = new Pcapng(order)
                    .section()
                    .of(1, 0)
                    .of(101, 262_144)
                    .of(147, 0)
                    .names();
            for (int i = 0; i < real.size(); i++) {
                Datagram datagram = real.get(i);
                switch (i % 3) {
                    case 0 -> file.enhanced(0, Frames.ethernet(datagram));
                    case 1 -> file.enhanced(1, Frames.ipv4(datagram));
                    default -> file.simple(Frames.ethernet(datagram));
                }
                if (i == 90) {
                    file.custom().section().of(1, 0).of(101, 0);
                }
            }
            same(file.statistics().bytes());
        }
    }

    @Test
    void aSnapshotLengthThatCutsIsToldForOurPacketsOnly() {
        List<byte[]> packets = new ArrayList<>();
        for (Datagram datagram : real) {
            packets.add(Frames.ethernet(datagram));
            packets.add(Packets.ethernet(Packets.udp(new byte[900], 7, 53)));
        }
        byte[] whole = pcap(1, packets);
        byte[] cut = Frames.snapped(packets, 300);
        List<Line> lines = decode(cut);
        long longer = real.stream().filter(d -> Frames.ethernet(d).length > 300).count();
        assertEquals(
                longer,
                problems(lines).stream().filter("truncated-packet"::equals).count());
        assertTrue(longer > 50 && longer < real.size());
        assertTrue(lines.size() > longer, "the short ones are decoded");
        same(whole);
    }

    @Test
    void aCaptureThatMissesTheBeginningHasTheSameValues() {
        List<Datagram> all = real;
        int from = 0;
        for (int i = 0; i < all.size(); i++) {
            byte first = all.get(i).payload().toArray()[0];
            from = first == 0x0D || first == 0x0E ? i + 1 : from;
        }
        List<Datagram> rest = all.subList(from, all.size()).stream()
                .filter(d -> d.payload().u16(4) != 1) // neither MDS create nor requests
                .toList();
        List<Line> lines = decode(pcap(1, rest.stream().map(Frames::ethernet).toList()));
        List<Line> withBeginning = decode(pcap(
                1,
                all.subList(from - 3, all.size()).stream().map(Frames::ethernet).toList()));
        assertEquals(counts(withBeginning), counts(lines));
        assertFalse(counts(lines).startsWith("0 "));
    }

    @Test
    void onlyOneDirectionIsEnough() {
        List<byte[]> answers = real.stream()
                .filter(d -> d.from().port() == 24_105 || d.from().port() == 24_005)
                .map(Frames::ethernet)
                .toList();
        assertEquals(NUMERICS + " " + WAVES, counts(decode(pcap(1, answers))));
    }

    @Test
    void textFilesOfEveryHabitSayTheSame() {
        List<String> hex = real.stream().map(d -> d.payload().hex()).toList();
        List<String> plain = said(decode(text(String.join("\n", hex))));
        assertEquals(NUMERICS + " " + WAVES, counts(decode(text(String.join("\n", hex)))));
        HexFormat spaced = HexFormat.ofDelimiter(" ");
        List<Function<byte[], String>> habits = List.of(
                bytes -> HexFormat.of().withUpperCase().formatHex(bytes),
                bytes -> "# a comment\r\n" + HexFormat.ofDelimiter("-").formatHex(bytes) + " // behind\r",
                bytes -> "{ " + HexFormat.ofDelimiter(", ").withPrefix("0x").formatHex(bytes) + " };",
                bytes -> "b'" + HexFormat.of().withPrefix("\\x").formatHex(bytes) + "'",
                bytes -> "reply: " + spaced.formatHex(bytes),
                bytes -> dump(bytes, "%08x: ", 16, 2, true), // xxd
                bytes -> dump(bytes, "%08x  ", 16, 1, true), // hexdump -C, nearly
                bytes -> dump(bytes, "%04X   ", 16, 1, false), // Wireshark
                bytes -> dump(bytes, "\t0x%04x:  ", 16, 2, true), // tcpdump -x
                bytes -> dump(bytes, "%08x: ", 32, 4, false));
        for (int i = 0; i < habits.size(); i++) {
            StringBuilder file = new StringBuilder("\uFEFF");
            for (Datagram datagram : real) {
                file.append(habits.get(i).apply(datagram.payload().toArray())).append('\n');
            }
            List<Line> lines = decode(text(file.toString()));
            assertEquals(List.of(), problems(lines), "habit " + i);
            assertEquals(plain, said(lines), "habit " + i);
        }
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Rows of a dump with the same as text behind it, which may look like digits. */
    private static String dump(byte[] bytes, String offset, int width, int group, boolean withText) {
        StringBuilder out = new StringBuilder();
        for (int at = 0; at < bytes.length; at += width) {
            byte[] row = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + width));
            StringBuilder digits = new StringBuilder();
            StringBuilder letters = new StringBuilder();
            for (int i = 0; i < width; i++) {
                boolean gap = i > 0 && i % group == 0;
                digits.append(gap ? " " : "").append(i < row.length ? "%02x".formatted(row[i]) : "  ");
                letters.append(i < row.length ? "0af.".charAt(row[i] & 3) : ' ');
            }
            out.append(offset.formatted(at))
                    .append(
                            withText
                                    ? digits + "  " + letters
                                    : digits.toString().stripTrailing());
            out.append(at + width < bytes.length ? "\n" : "");
        }
        return out.toString();
    }

    @Test
    void rowsThatAreTheSameMayBeLeftOutOfADumpAndTheLengthMayStandAtItsEnd() {
        byte[] wave = real.stream()
                .map(d -> d.payload().toArray())
                .filter(bytes -> bytes.length > 400)
                .findFirst()
                .orElseThrow()
                .clone();
        Arrays.fill(wave, 320, 384, (byte) 0x20);
        String dumped = dump(wave, "%08x  ", 16, 1, true);
        List<String> rows = new ArrayList<>(Arrays.asList(dumped.split("\n", -1)));
        rows.subList(21, 24).clear();
        rows.add(21, "*");
        rows.add("%08x".formatted(wave.length));
        List<HexLine> lines = HexLine.read(text(String.join("\n", rows) + "\n")).orElseThrow();
        assertEquals(1, lines.size());
        assertEquals(
                HexFormat.of().formatHex(wave),
                HexFormat.of().formatHex(Objects.requireNonNull(lines.get(0).bytes())));
    }

    @Test
    void messagesOneBehindTheOtherWithoutAnyFrameAreRead() {
        byte[] file = Golden.join(real.stream().map(d -> d.payload().toArray()).toArray(byte[][]::new));
        List<Line> lines = decode(file);
        assertEquals(List.of(), problems(lines));
        assertEquals(NUMERICS + " " + WAVES, counts(lines));
        byte[] between = Golden.join(real.get(3).payload().toArray(), new byte[] {7, 7, 7}, Arrays.copyOf(file, 2_000));
        assertEquals(
                List.of("junk", "truncated"),
                problems(decode(between)).stream().limit(2).toList());
    }

    @Test
    void aSerialLineInBothDirectionsWithEveryDamageGivesTheGoodFrames() {
        List<byte[]> stream = new ArrayList<>();
        stream.add(new byte[] {0x55, 0x00, (byte) 0xFF, 0x7D, (byte) 0xC1});
        for (Datagram datagram : real) {
            byte[] frame = SerialFrame.wrap(datagram.payload().toArray());
            byte[] bad = frame.clone();
            bad[frame.length - 2] ^= 0x04;
            stream.add(bad); // wrong checksum
            stream.add(Arrays.copyOf(frame, frame.length / 2)); // cut off by the next one
            stream.add(new byte[] {(byte) 0xC0}); // a beginning right before the beginning
            stream.add(frame);
            stream.add(new byte[] {(byte) 0xC1}); // an end too many
        }
        stream.add(new byte[] {(byte) 0xC0, 0x11, 0x01});
        byte[] file = Golden.join(stream.toArray(byte[][]::new));
        List<Line> lines = decode(file);
        assertEquals(NUMERICS + " " + WAVES, counts(lines));
        List<String> told = problems(lines);
        for (String reason : List.of("junk", "bad-checksum", "restarted", "cut-off")) {
            assertTrue(
                    told.contains(reason),
                    reason + " in " + String.join(" ", told).toLowerCase(Locale.ROOT));
        }
        long bad = told.stream().filter("bad-checksum"::equals).count();
        assertTrue(bad > real.size() * 9 / 10, "a damaged byte may look like an end: " + bad);
    }
}
