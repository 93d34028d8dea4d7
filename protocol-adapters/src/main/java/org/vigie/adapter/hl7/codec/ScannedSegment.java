package org.vigie.adapter.hl7.codec;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigie.adapter.hl7.codec.FieldReader.Field;
import org.vigie.adapter.hl7.codec.ScanResult.Scanned;
import org.vigie.adapter.hl7.codec.ScanResult.SegmentRange;

/** A segment where the scan found it. A field is read when it is asked for; one without parts is its own text. */
final class ScannedSegment implements Hl7Message.Segment {
    private static final int ENCODING_CHARACTERS = 2;

    private final SegmentRange range;
    private final Scanned scanned;
    private final FieldReader reader;
    private final List<String> texts; // texts.get(n) is field n as sent; the first is the name
    private final @Nullable Field[] read;
    private @Nullable List<String> samples;

    ScannedSegment(SegmentRange range, Scanned scanned, Hl7Charset charset, FieldReader reader) {
        this.range = range;
        this.scanned = scanned;
        this.reader = reader;
        this.texts = texts(range, scanned, charset);
        this.read = new @Nullable Field[texts.size()];
    }

    private static List<String> texts(SegmentRange range, Scanned scanned, Hl7Charset charset) {
        if (range.name().equals("ZMW")) {
            return List.of("ZMW"); // packed binary of Mindray PDS, not text
        }
        byte[] bytes = scanned.bytes();
        char separator = scanned.msh().delimiters().field();
        List<String> texts = new ArrayList<>(24);
        if (range.hasSamples()) {
            split(
                    new String(bytes, range.start(), range.samplesStart() - range.start(), charset.charset()),
                    separator,
                    texts);
            List<String> rest = new ArrayList<>();
            split(
                    new String(bytes, range.samplesEnd(), range.end() - range.samplesEnd(), charset.charset()),
                    separator,
                    rest);
            texts.addAll(rest.subList(1, rest.size())); // both halves have an empty text where the samples are
        } else {
            split(new String(bytes, range.start(), range.end() - range.start(), charset.charset()), separator, texts);
        }
        if (range.name().equals("MSH")) {
            texts.add(1, String.valueOf(separator));
        }
        while (texts.size() > 1 && texts.getLast().isEmpty() && !range.hasSamples()) {
            texts.removeLast();
        }
        return texts;
    }

    private static void split(String text, char separator, List<String> into) {
        int start = 0;
        int end = text.indexOf(separator);
        while (end >= 0) {
            into.add(text.substring(start, end));
            start = end + 1;
            end = text.indexOf(separator, start);
        }
        into.add(text.substring(start));
    }

    @Override
    public String name() {
        return range.name();
    }

    @Override
    public int offset() {
        return range.start();
    }

    @Override
    public int fields() {
        return texts.size() - 1;
    }

    @Override
    public boolean hasSamples() {
        return range.hasSamples();
    }

    @Override
    public List<String> samples() {
        if (!range.hasSamples()) {
            return List.of();
        }
        List<String> known = samples;
        if (known == null) {
            known = List.copyOf(Hl7Parser.split(
                    scanned.bytes(),
                    range.samplesStart(),
                    range.samplesEnd(),
                    scanned.msh().delimiters()));
            samples = known;
        }
        return known;
    }

    @Override
    public String text(int field) {
        return field < 1 || field >= texts.size() ? "" : texts.get(field);
    }

    @Override
    public int repetitions(int field) {
        return isSamples(field) ? 1 : field(field).repetitions().size();
    }

    @Override
    public int components(int field, int repetition) {
        return isSamples(field)
                ? repetition == 1 ? samples().size() : 0
                : at(field(field).repetitions(), repetition).size();
    }

    @Override
    public int subcomponents(int field, int repetition, int component) {
        if (isSamples(field)) {
            return component <= components(field, repetition) ? 1 : 0;
        }
        return at(at(field(field).repetitions(), repetition), component).size();
    }

    @Override
    public String value(int field, int repetition, int component, int subcomponent) {
        if (isSamples(field)) {
            boolean sent = repetition == 1
                    && subcomponent == 1
                    && component >= 1
                    && component <= samples().size();
            return sent ? samples().get(component - 1) : "";
        }
        List<String> parts = at(at(field(field).repetitions(), repetition), component);
        return subcomponent < 1 || subcomponent > parts.size() ? "" : parts.get(subcomponent - 1);
    }

    private static <T> List<T> at(List<List<T>> all, int number) {
        return number < 1 || number > all.size() ? List.of() : all.get(number - 1);
    }

    private boolean isSamples(int field) {
        return field == 5 && range.hasSamples();
    }

    private Field field(int number) {
        if (number < 1 || number >= texts.size()) {
            return Field.EMPTY;
        }
        Field known = read[number];
        if (known == null) {
            String text = texts.get(number);
            boolean literal = range.name().equals("MSH") && number <= ENCODING_CHARACTERS;
            known = text.isEmpty()
                    ? Field.EMPTY
                    : literal || !scanned.msh().delimiters().occurIn(text) ? Field.plain(text) : reader.read(text);
            read[number] = known;
        }
        return known;
    }
}
