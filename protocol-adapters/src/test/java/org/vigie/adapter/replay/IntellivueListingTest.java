package org.vigie.adapter.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.vigie.adapter.intellivue.codec.Parsed;
import org.vigie.adapter.intellivue.codec.PduReader;
import org.vigie.model.observation.Numeric;
import org.vigie.model.observation.Waveform;
import org.vigie.model.report.Observed;
import org.vigie.model.report.Problem;
import org.vigie.model.testing.SharedData;
import org.vigie.profiles.ProfileCatalog;

/**
 * The capture of a real monitor against the listing that another program made of it: every message, object, attribute
 * and value.
 */
class IntellivueListingTest {
    private static final String CAPTURE = "intellivue/intellipy/intellivue_enumeration.pcapng";
    private static final String LISTING = "intellivue/decoded/intellivue_enumeration.decoded.txt.gz";

    @Test
    void everyDatagramSaysWhatTheListingSays() throws IOException {
        List<List<String>> expected = listing();
        assertEquals(189, expected.size());
        List<Datagram> datagrams = datagrams(Files.readAllBytes(SharedData.shared(CAPTURE)));
        assertEquals(189, datagrams.size());
        for (int i = 0; i < expected.size(); i++) {
            Datagram datagram = datagrams.get(i);
            byte[] payload = datagram.payload().toArray();
            Parsed.Read read = assertInstanceOf(Parsed.Read.class, PduReader.read(payload), "datagram " + (i + 1));
            assertEquals(0, read.trailing(), "datagram " + (i + 1));
            List<String> found = new ArrayList<>(PduText.of(read.pdu()));
            found.set(0, datagram.from() + " > " + datagram.to() + " len=" + payload.length + " " + found.get(0));
            assertEquals(String.join("\n", expected.get(i)), String.join("\n", found), "datagram " + (i + 1));
        }
    }

    @Test
    void everyNumberAndEverySampleArrayOfTheListingIsDecoded() throws IOException {
        List<Line> lines = new ArrayList<>();
        byte[] capture = Files.readAllBytes(SharedData.shared(CAPTURE));
        IntellivueCapture.decode(
                ProfileCatalog.load().find("philips-intellivue").orElseThrow(), capture, lines::add);
        List<String> numbers = new ArrayList<>();
        int arrays = 0;
        for (Line line : lines) {
            if (line.report() instanceof Observed(var bed, var device, Numeric n)) {
                assertEquals("LeTemple_1", bed);
                assertEquals("00:09:fb:70:d8:0b", String.valueOf(device));
                numbers.add(line.message() + " " + n.value().toPlainString());
            }
            arrays += line.report() instanceof Observed(var bed, var device, Waveform w) ? 1 : 0;
            if (line.report() instanceof Problem problem) {
                throw new AssertionError(problem.toString());
            }
        }
        List<String> expected = new ArrayList<>();
        int expectedArrays = 0;
        for (List<String> block : listing()) {
            for (String text : block) {
                for (String number : text.split("NU phys=", -1)) {
                    int value = number.indexOf(" val=");
                    if (value >= 0) {
                        expected.add(
                                number.substring(value + 5).replace(" | ", "").strip());
                    }
                }
                expectedArrays += text.split("phys=[0-9a-f]{4} st=[0-9a-f]{4} bytes=", -1).length - 1;
            }
        }
        assertEquals(234, expected.size());
        assertEquals(
                expected,
                numbers.stream()
                        .map(text -> text.substring(text.indexOf(' ') + 1))
                        .toList());
        assertEquals(230, expectedArrays);
        assertEquals(expectedArrays, arrays);
    }

    static List<Datagram> datagrams(byte[] capture) {
        List<Datagram> datagrams = new ArrayList<>();
        DatagramReader reader = new DatagramReader();
        PacketFile.read(
                capture,
                packet -> {
                    if (reader.read(packet) instanceof DatagramReader.Found.Whole(Datagram datagram)) {
                        datagrams.add(datagram);
                    }
                },
                (offset, reason, text) -> {
                    throw new AssertionError(reason + " at " + offset);
                });
        return datagrams;
    }

    /** Blocks of the listing: a header line without what the records do not keep, then the lines below it. */
    private static List<List<String>> listing() throws IOException {
        List<List<String>> blocks = new ArrayList<>();
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(SharedData.shared(LISTING))), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (!line.isEmpty() && line.charAt(0) != ' ') {
                    blocks.add(new ArrayList<>());
                    blocks.getLast().add(header(line.substring(line.indexOf(' ') + 1)));
                } else if (!line.isBlank()) {
                    blocks.getLast().add(line.strip().replaceAll(" +'$", "'"));
                }
            }
        }
        return blocks;
    }

    private static String header(String line) {
        String association = line.replaceFirst("(AssocReq\\(CN\\)|AssocRsp\\(AC\\)|Release\\w+\\(\\w+\\)) .*", "$1");
        int first = association.indexOf("len=") + 4;
        return association.substring(0, first)
                + association.substring(first).replaceAll(" len=\\d+| abs=[0-9a-f]+| ctxs=\\d+", "");
    }
}
