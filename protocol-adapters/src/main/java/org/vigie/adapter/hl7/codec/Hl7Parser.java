package org.vigie.adapter.hl7.codec;

import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.model.Structure;
import ca.uhn.hl7v2.parser.GenericModelClassFactory;
import ca.uhn.hl7v2.parser.ParserConfiguration;
import ca.uhn.hl7v2.parser.PipeParser;
import ca.uhn.hl7v2.util.idgenerator.InMemoryIDGenerator;
import ca.uhn.hl7v2.validation.impl.ValidationContextFactory;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.vigie.adapter.hl7.codec.ScanResult.Refused;
import org.vigie.adapter.hl7.codec.ScanResult.Scanned;
import org.vigie.adapter.hl7.codec.ScanResult.SegmentRange;

/**
 * Parses scanned messages with HAPI's PipeParser and its generic model: one parse, one walk. HAPI sees a text with CR
 * ends, a complete MSH-9 and MSH-12, and no numeric arrays.
 *
 * <p>One instance per thread: PipeParser keeps unsynchronised tables. Source of the settings: HAPI 2.6.0,
 * ParserConfiguration; its default id generator writes a file into the working directory.
 */
public final class Hl7Parser {
    private static final String DEFAULT_VERSION = "2.5";
    private static final String DEFAULT_TYPE = "ORU^R01";

    private final PipeParser pipes;

    /** A parser for the thread that uses it. */
    public Hl7Parser() {
        ParserConfiguration settings = new ParserConfiguration();
        settings.setValidating(false);
        settings.setAllowUnknownVersions(true);
        settings.setDefaultObx2Type("ST");
        settings.setInvalidObx2Type("ST");
        settings.setIdGenerator(new InMemoryIDGenerator());
        pipes = new PipeParser(new DefaultHapiContext(
                settings, ValidationContextFactory.noValidation(), new GenericModelClassFactory()));
    }

    /** What became of one message. */
    public sealed interface Parsing {
        /** It was read; every segment of the scan is in it. */
        record Parsed(Hl7Message message) implements Parsing {}

        /**
         * HAPI did not read it although its structure is sound.
         *
         * @param reason a stable word
         * @param text what HAPI says, without content of the message
         */
        record Failed(String reason, String text) implements Parsing {}
    }

    /** Scans and parses {@code message}: for files and tests. A refusal of the scan is a failure with its reason. */
    public Parsing parse(byte[] message) {
        return switch (StructureScan.scan(message)) {
            case Scanned scanned -> parse(scanned);
            case Refused refused ->
                new Parsing.Failed(refused.reason(), refused.text() + " at byte " + refused.offset());
        };
    }

    /** Parses a message that passed the scan. Never throws for bad content. */
    public Parsing parse(Scanned scanned) {
        Hl7Charset charset = Hl7Charset.choose(
                scanned.bytes(),
                scanned.msh().charset(),
                scanned.msh().delimiters().repetition());
        try {
            Message message = pipes.parse(text(scanned, charset.charset()));
            return walk(scanned, charset, message);
        } catch (HL7Exception | RuntimeException e) { // foreign code: whatever it trips over is the message's fault
            return new Parsing.Failed("not-parsed", e.getClass().getSimpleName());
        }
    }

    private Parsing walk(Scanned scanned, Hl7Charset charset, Message message) throws HL7Exception {
        List<SegmentRange> ranges = scanned.segments();
        List<Hl7Message.Segment> segments = new ArrayList<>(ranges.size());
        for (String name :
                message.getNames()) { // OBX, then OBX2 for those after another segment: getAll("OBX") is not all
            for (Structure structure : message.getAll(name)) {
                int index = segments.size();
                if (!(structure instanceof ca.uhn.hl7v2.model.Segment segment)
                        || index >= ranges.size()
                        || !name.startsWith(ranges.get(index).name())) {
                    return new Parsing.Failed("segment-order", "parser and scan differ at segment " + (index + 1));
                }
                segments.add(new HapiSegment(segment, ranges.get(index), scanned, charset.charset()));
            }
        }
        return segments.size() == ranges.size()
                ? new Parsing.Parsed(new Hl7Message(scanned.msh(), charset, segments))
                : new Parsing.Failed("segment-order", "parser and scan differ in the number of segments");
    }

    private static String text(Scanned scanned, Charset charset) {
        byte[] bytes = scanned.bytes();
        StringBuilder text = new StringBuilder(bytes.length + 32);
        for (SegmentRange range : scanned.segments()) {
            if (text.isEmpty()) {
                text.append(header(scanned, range, charset));
            } else if (range.hasSamples()) {
                append(text, bytes, range.start(), range.samplesStart(), charset);
                append(text, bytes, range.samplesEnd(), range.end(), charset);
            } else if (range.name().equals("ZMW")) {
                text.append("ZMW"); // packed binary of Mindray PDS, not text
            } else {
                append(text, bytes, range.start(), range.end(), charset);
            }
            text.append('\r');
        }
        return text.toString();
    }

    private static void append(StringBuilder text, byte[] bytes, int from, int to, Charset charset) {
        text.append(new String(bytes, from, to - from, charset));
    }

    /** MSH with what HAPI cannot do without: MSH-9 of two parts and a version. */
    private static String header(Scanned scanned, SegmentRange range, Charset charset) {
        Msh msh = scanned.msh();
        Delimiters d = msh.delimiters();
        String line = new String(scanned.bytes(), range.start(), range.end() - range.start(), charset);
        String[] fields = line.split(java.util.regex.Pattern.quote(String.valueOf(d.field())), -1); // [1] is MSH-2
        List<String> all = new ArrayList<>(List.of(fields));
        while (all.size() < 12) {
            all.add("");
        }
        all.set(1, "" + d.component() + d.repetition() + d.escape() + d.subcomponent());
        if (msh.trigger().isEmpty()) {
            all.set(8, DEFAULT_TYPE.replace('^', d.component()));
        }
        if (!msh.version().matches("2(\\.\\d{1,2}){1,2}")) {
            all.set(11, DEFAULT_VERSION);
        }
        return String.join(String.valueOf(d.field()), all);
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
