package org.vigie.simulator.wfdb;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A record in memory: its signals with all their samples. Immutable. */
public final class WfdbRecord {
    private static final long MAX_FILE_BYTES = 256L << 20;

    private final String name;
    private final double framesPerSecond;
    private final long frames;
    private final List<Signal> signals;

    /** One signal with its samples. */
    public static final class Signal {
        private final SignalSpec spec;
        private final int[] samples;

        private Signal(SignalSpec spec, int[] samples) {
            this.spec = spec;
            this.samples = samples;
        }

        /** What the header says of it. */
        public SignalSpec spec() {
            return spec;
        }

        /** Number of samples: frames times samples per frame. */
        public int length() {
            return samples.length;
        }

        /** The sample as it stands in the file; empty when it is missing. */
        public OptionalInt raw(int index) {
            int sample = samples[index];
            return sample == spec.format().missing() ? OptionalInt.empty() : OptionalInt.of(sample);
        }

        /** The sample in its physical unit, as precise as the gain allows; empty when it is missing. */
        public Optional<BigDecimal> physical(int index) {
            OptionalInt raw = raw(index);
            if (raw.isEmpty()) {
                return Optional.empty();
            }
            int decimals = (int) Math.ceil(Math.max(0, Math.log10(spec.gain())));
            return Optional.of(BigDecimal.valueOf((long) raw.getAsInt() - spec.baseline())
                    .divide(BigDecimal.valueOf(spec.gain()), MathContext.DECIMAL64)
                    .setScale(decimals, RoundingMode.HALF_UP));
        }

        /** 16-bit sum of all samples, missing ones included, as WFDB writes it into headers. */
        public int checksum() {
            int sum = 0;
            for (int sample : samples) {
                sum += sample;
            }
            return (short) sum;
        }
    }

    private WfdbRecord(String name, double framesPerSecond, long frames, List<Signal> signals) {
        this.name = name;
        this.framesPerSecond = framesPerSecond;
        this.frames = frames;
        this.signals = List.copyOf(signals);
    }

    /**
     * Reads a record.
     *
     * @param header its .hea file, or the same path without the ending
     * @throws WfdbException when a file is damaged, too short, or uses what is not supported here
     * @throws IOException when a file cannot be read
     */
    public static WfdbRecord read(Path header) throws IOException {
        Path file = header.toString().endsWith(".hea") ? header : Path.of(header + ".hea");
        WfdbHeader head = WfdbHeader.read(file);
        return head.segments().isEmpty() ? single(file, head) : joined(file, head);
    }

    private static WfdbRecord single(Path file, WfdbHeader head) throws IOException {
        Map<String, byte[]> contents = new HashMap<>();
        for (SignalSpec spec : head.signals()) {
            if (!contents.containsKey(spec.file())) {
                contents.put(spec.file(), content(file, spec.file()));
            }
        }
        long frames = head.frames();
        List<Signal> signals = new ArrayList<>();
        for (int i = 0; i < head.signals().size(); i++) {
            byte[] data = contents.getOrDefault(head.signals().get(i).file(), new byte[0]);
            signals.add(signal(file, head, i, data));
        }
        return new WfdbRecord(head.name(), head.framesPerSecond(), frames, signals);
    }

    private static byte[] content(Path header, String name) throws IOException {
        Path file = header.resolveSibling(name);
        if (!Path.of(name).equals(Path.of(name).getFileName())) {
            throw new WfdbException(header, "signal file " + name + " is not beside the header");
        }
        if (!Files.isRegularFile(file)) {
            throw new WfdbException(header, "signal file " + name + " is missing");
        }
        if (Files.size(file) > MAX_FILE_BYTES) {
            throw new WfdbException(file, "longer than " + MAX_FILE_BYTES + " bytes");
        }
        return Files.readAllBytes(file);
    }

    /** Signals of one file lie frame by frame; within a frame in header order, each with its samples per frame. */
    private static Signal signal(Path header, WfdbHeader head, int index, byte[] data) throws WfdbException {
        SignalSpec wanted = head.signals().get(index);
        long frames = head.frames();
        int perFrame = 0;
        int before = 0;
        for (int i = 0; i < head.signals().size(); i++) {
            SignalSpec spec = head.signals().get(i);
            if (spec.file().equals(wanted.file())) {
                before = i == index ? perFrame : before;
                perFrame += spec.samplesPerFrame();
            }
        }
        long needed = wanted.byteOffset() + wanted.format().bytesFor(frames * perFrame);
        if (data.length < needed) {
            throw new WfdbException(
                    header.resolveSibling(wanted.file()),
                    "too short: " + needed + " bytes expected, got " + data.length);
        }
        int[] samples = new int[Math.toIntExact(frames * wanted.samplesPerFrame())];
        int to = 0;
        for (long frame = 0; frame < frames; frame++) {
            for (int i = 0; i < wanted.samplesPerFrame(); i++) {
                samples[to] = wanted.format().sample(data, wanted.byteOffset(), frame * perFrame + before + i);
                to++;
            }
        }
        return new Signal(wanted, samples);
    }

    /** Segments one after the other; signals are matched by their description, and missing where a segment has none. */
    private static WfdbRecord joined(Path file, WfdbHeader head) throws IOException {
        Map<String, SignalSpec> specs = new LinkedHashMap<>();
        List<WfdbRecord> parts = new ArrayList<>();
        for (WfdbHeader.Segment segment : head.segments()) {
            if (segment.name().equals("~") || segment.frames() == 0) {
                parts.add(new WfdbRecord(segment.name(), head.framesPerSecond(), segment.frames(), List.of()));
                continue;
            }
            Path part = file.resolveSibling(segment.name() + ".hea");
            if (!Files.isRegularFile(part)) {
                throw new WfdbException(file, "segment " + segment.name() + " is missing");
            }
            WfdbRecord record = read(part);
            if (record.frames != segment.frames()) {
                throw new WfdbException(
                        part, "length " + record.frames + " differs from the segment's " + segment.frames());
            }
            record.signals.forEach(signal -> specs.putIfAbsent(signal.spec().description(), signal.spec()));
            parts.add(record);
        }
        long frames = parts.stream().mapToLong(part -> part.frames).sum();
        List<Signal> signals = new ArrayList<>();
        for (SignalSpec spec : specs.values()) {
            signals.add(join(spec, parts, frames));
        }
        return new WfdbRecord(head.name(), head.framesPerSecond(), frames, signals);
    }

    private static Signal join(SignalSpec spec, List<WfdbRecord> parts, long frames) {
        int[] samples = new int[Math.toIntExact(frames * spec.samplesPerFrame())];
        Arrays.fill(samples, spec.format().missing());
        int at = 0;
        for (WfdbRecord part : parts) {
            Optional<Signal> signal = part.signal(spec.description());
            if (signal.isPresent() && signal.get().spec().samplesPerFrame() == spec.samplesPerFrame()) {
                int[] from = signal.get().samples;
                System.arraycopy(from, 0, samples, at, from.length);
            }
            at += Math.toIntExact(part.frames * spec.samplesPerFrame());
        }
        return new Signal(spec, samples);
    }

    /** Name of the record. */
    public String name() {
        return name;
    }

    /** Frames per second; 1/60 for numerics once a minute. */
    public double framesPerSecond() {
        return framesPerSecond;
    }

    /** Length in frames. */
    public long frames() {
        return frames;
    }

    /** All signals, in header order. */
    public List<Signal> signals() {
        return signals;
    }

    /** The signal of that description. */
    public Optional<Signal> signal(String description) {
        return signals.stream()
                .filter(signal -> signal.spec().description().equals(description))
                .findFirst();
    }
}
