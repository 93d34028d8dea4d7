package org.vigie.adapter.hl7.codec;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.vigie.adapter.hl7.codec.ScanResult.Refused;
import org.vigie.adapter.hl7.codec.ScanResult.Scanned;

/**
 * Reads scanned messages: the scan has found segments and fields, HAPI reads the content of every field that has parts
 * or escapes, each distinct one once (docs/adr/0065). Nothing is read before it is asked for, and numeric arrays never
 * reach HAPI.
 *
 * <p>One instance per thread.
 */
public final class Hl7Parser {
    private final FieldReader reader = new FieldReader();

    /** What became of bytes that may be no message. */
    public sealed interface Parsing {
        /** It was read; every segment of the scan is in it. */
        record Parsed(Hl7Message message) implements Parsing {}

        /**
         * The structure scan refused it.
         *
         * @param reason a stable word
         * @param text what is wrong and where, without content of the message
         */
        record Failed(String reason, String text) implements Parsing {}
    }

    /** Scans and parses {@code message}: for files and tests. */
    public Parsing parse(byte[] message) {
        return switch (StructureScan.scan(message)) {
            case Scanned scanned -> new Parsing.Parsed(parse(scanned));
            case Refused refused ->
                new Parsing.Failed(refused.reason(), refused.text() + " at byte " + refused.offset());
        };
    }

    /** Parses a message that passed the scan. The message is used before the next one is parsed. */
    public Hl7Message parse(Scanned scanned) {
        Hl7Charset charset = Hl7Charset.choose(
                scanned.bytes(),
                scanned.msh().charset(),
                scanned.msh().delimiters().repetition());
        reader.begin(scanned.msh().delimiters(), charset.charset());
        List<Hl7Message.Segment> segments = new ArrayList<>(scanned.segments().size());
        for (ScanResult.SegmentRange range : scanned.segments()) {
            segments.add(new ScannedSegment(range, scanned, charset, reader));
        }
        return new Hl7Message(scanned.msh(), charset, segments);
    }

    static List<String> split(byte[] bytes, int from, int to, Delimiters delimiters) {
        List<String> samples = new ArrayList<>();
        int start = from;
        for (int i = from; i <= to; i++) {
            if (i == to || bytes[i] == (byte) delimiters.component() || bytes[i] == (byte) delimiters.repetition()) {
                samples.add(new String(bytes, start, i - start, StandardCharsets.ISO_8859_1));
                start = i + 1;
            }
        }
        return samples;
    }
}
