package org.vigie.simulator.wfdb;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A header file (.hea).
 *
 * @param name of the record
 * @param framesPerSecond sampling frequency; 1/60 for numerics once a minute
 * @param frames length of the record
 * @param signals of a single-segment record
 * @param segments of a multi-segment record; empty otherwise
 */
public record WfdbHeader(
        String name, double framesPerSecond, long frames, List<SignalSpec> signals, List<Segment> segments) {
    private static final long MAX_HEADER_BYTES = 1 << 20;
    private static final int MAX_SIGNALS = 64;
    private static final int MAX_SEGMENTS = 10_000;
    private static final double DEFAULT_GAIN = 200;

    private static final Pattern RECORD =
            Pattern.compile("(\\S+?)(?:/(\\d+))?\\s+(\\d+)(?:\\s+([0-9.eE+-]+)\\S*)?(?:\\s+(\\d+))?(?:\\s.*)?");
    private static final Pattern FORMAT = Pattern.compile("(\\d+)(?:x(\\d+))?(?::\\d+)?(?:\\+(\\d+))?");
    private static final Pattern GAIN = Pattern.compile("([0-9.eE+-]+)(?:\\((-?\\d+)\\))?(?:/(\\S+))?");
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    /**
     * One segment.
     *
     * @param name of its record; {@code ~} for a gap
     * @param frames its length
     */
    public record Segment(String name, long frames) {}

    public WfdbHeader {
        signals = List.copyOf(signals);
        segments = List.copyOf(segments);
    }

    /**
     * Reads a header.
     *
     * @throws WfdbException when the file is not one, or uses what is not supported here
     * @throws IOException when the file cannot be read
     */
    public static WfdbHeader read(Path file) throws IOException {
        if (Files.size(file) > MAX_HEADER_BYTES) {
            throw new WfdbException(file, "longer than " + MAX_HEADER_BYTES + " bytes");
        }
        List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        return new Parsing(file, lines).parse();
    }

    /** One pass over the lines. */
    private static final class Parsing {
        private final Path file;
        private final List<String> lines;
        private int at;

        Parsing(Path file, List<String> lines) {
            this.file = file;
            this.lines = lines;
        }

        WfdbHeader parse() throws WfdbException {
            String line = next();
            Matcher matcher = RECORD.matcher(line);
            if (!matcher.matches()) {
                throw problem("not a record line: name, number of signals, frequency and length expected");
            }
            int signalCount = bounded(matcher.group(3), MAX_SIGNALS, "signals");
            double frequency = matcher.group(4) == null ? 250 : decimal(matcher.group(4));
            long frames = matcher.group(5) == null ? 0 : Long.parseLong(matcher.group(5));
            List<SignalSpec> signals = new ArrayList<>();
            List<Segment> segments = new ArrayList<>();
            if (matcher.group(2) == null) {
                for (int i = 0; i < signalCount; i++) {
                    signals.add(signal(next()));
                }
            } else {
                int count = bounded(matcher.group(2), MAX_SEGMENTS, "segments");
                for (int i = 0; i < count; i++) {
                    segments.add(segment(next()));
                }
            }
            return new WfdbHeader(matcher.group(1), frequency, frames, signals, segments);
        }

        private SignalSpec signal(String line) throws WfdbException {
            String[] fields = BLANKS.split(line, 9);
            Matcher format = FORMAT.matcher(field(fields, 1, ""));
            if (!format.matches()) {
                throw problem("not a signal line: file and format expected");
            }
            SampleFormat sampleFormat = SampleFormat.of(Integer.parseInt(format.group(1)))
                    .orElseThrow(
                            () -> problem("format " + format.group(1) + " is not supported: 16, 24, 80 and 212 are"));
            Matcher gain = GAIN.matcher(field(fields, 2, "200"));
            if (!gain.matches()) {
                throw problem("gain expected, got " + field(fields, 2, ""));
            }
            int zero = whole(field(fields, 4, "0"));
            double unitsPer = decimal(gain.group(1));
            return new SignalSpec(
                    fields[0],
                    sampleFormat,
                    format.group(2) == null ? 1 : bounded(format.group(2), 1_000, "samples a frame"),
                    format.group(3) == null ? 0 : whole(format.group(3)),
                    unitsPer == 0 ? DEFAULT_GAIN : unitsPer,
                    gain.group(2) == null ? zero : whole(gain.group(2)),
                    gain.group(3) == null ? "mV" : gain.group(3),
                    whole(field(fields, 5, Integer.toString(zero))),
                    whole(field(fields, 6, "0")),
                    field(fields, 8, "").strip());
        }

        private Segment segment(String line) throws WfdbException {
            String[] fields = BLANKS.split(line, 3);
            if (fields.length < 2) {
                throw problem("not a segment line: name and length expected");
            }
            return new Segment(fields[0], whole(fields[1]));
        }

        private String next() throws WfdbException {
            while (at < lines.size()) {
                String line = lines.get(at).strip();
                at++;
                if (!line.isEmpty() && !line.startsWith("#")) {
                    return line;
                }
            }
            throw problem("the file ends too early");
        }

        private static String field(String[] fields, int index, String otherwise) {
            return index < fields.length ? fields[index] : otherwise;
        }

        private int bounded(String digits, int most, String what) throws WfdbException {
            int number = whole(digits);
            if (number < 1 || number > most) {
                throw problem(what + ": 1 to " + most + " expected, got " + number);
            }
            return number;
        }

        private int whole(String digits) throws WfdbException {
            try {
                return Integer.parseInt(digits);
            } catch (NumberFormatException notANumber) {
                throw problem("whole number expected, got " + digits);
            }
        }

        private double decimal(String digits) throws WfdbException {
            try {
                return Double.parseDouble(digits);
            } catch (NumberFormatException notANumber) {
                throw problem("number expected, got " + digits);
            }
        }

        private WfdbException problem(String reason) {
            return new WfdbException(file, at, reason);
        }
    }
}
