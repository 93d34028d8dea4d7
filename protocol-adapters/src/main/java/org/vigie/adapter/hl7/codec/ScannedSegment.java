package org.vigie.adapter.hl7.codec;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigie.adapter.hl7.codec.FieldReader.Field;
import org.vigie.adapter.hl7.codec.ScanResult.Scanned;
import org.vigie.adapter.hl7.codec.ScanResult.SegmentRange;

/**
 * A segment where the scan found it. A field is read when it is asked for; one without parts, as nearly all are, is its
 * own text and costs no lists.
 */
final class ScannedSegment implements Hl7Message.Segment {
    private static final int ENCODING_CHARACTERS = 2;
    private static final byte PLAIN = 1;
    private static final byte WITH_PARTS = 2;

    private final SegmentRange range;
    private final Scanned scanned;
    private final FieldReader reader;
    private final List<String> texts; // texts.get(n) is field n as sent; the first is the name
    private final @Nullable Field[] parts; // of fields that have any, once they were asked for
    private final byte[] kinds;
    private @Nullable List<String> samples;

    ScannedSegment(SegmentRange range, Scanned scanned, Hl7Charset charset, FieldReader reader) {
        this.range = range;
        this.scanned = scanned;
        this.reader = reader;
        this.texts = texts(range, scanned, charset);
        this.parts = new @Nullable Field[texts.size()];
        this.kinds = new byte[texts.size()];
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
        if (isSamples(field)) {
            return 1;
        }
        String plain = plain(field);
        return plain == null ? parts(field).size() : plain.isEmpty() ? 0 : 1;
    }

    @Override
    public int components(int field, int repetition) {
        if (isSamples(field)) {
            return repetition == 1 ? samples().size() : 0;
        }
        String plain = plain(field);
        return plain == null ? at(parts(field), repetition).size() : repetition == 1 && !plain.isEmpty() ? 1 : 0;
    }

    @Override
    public int subcomponents(int field, int repetition, int component) {
        if (isSamples(field)) {
            return component <= components(field, repetition) ? 1 : 0;
        }
        String plain = plain(field);
        if (plain == null) {
            return at(at(parts(field), repetition), component).size();
        }
        return repetition == 1 && component == 1 && !plain.isEmpty() ? 1 : 0;
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
        String plain = plain(field);
        if (plain != null) {
            return repetition == 1 && component == 1 && subcomponent == 1 ? plain : "";
        }
        List<String> found = at(at(parts(field), repetition), component);
        return subcomponent < 1 || subcomponent > found.size() ? "" : found.get(subcomponent - 1);
    }

    private static <T> List<T> at(List<List<T>> all, int number) {
        return number < 1 || number > all.size() ? List.of() : all.get(number - 1);
    }

    private boolean isSamples(int field) {
        return field == 5 && range.hasSamples();
    }

    /** The text of a field that has neither parts nor escapes, empty when it is not sent; null when it has some. */
    private @Nullable String plain(int number) {
        if (number < 1 || number >= kinds.length) {
            return "";
        }
        String text = texts.get(number);
        if (kinds[number] == 0) {
            boolean literal = range.name().equals("MSH") && number <= ENCODING_CHARACTERS;
            kinds[number] = literal || !scanned.msh().delimiters().occurIn(text) ? PLAIN : WITH_PARTS;
        }
        return kinds[number] == PLAIN ? text : null;
    }

    private List<List<List<String>>> parts(int number) {
        Field known = parts[number];
        if (known == null) {
            known = reader.read(texts.get(number));
            parts[number] = known;
        }
        return known.repetitions();
    }
}
