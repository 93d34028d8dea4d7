package org.vigie.adapter.hl7.codec;

import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.model.Composite;
import ca.uhn.hl7v2.model.ExtraComponents;
import ca.uhn.hl7v2.model.Primitive;
import ca.uhn.hl7v2.model.Segment;
import ca.uhn.hl7v2.model.Type;
import ca.uhn.hl7v2.model.Varies;
import java.nio.charset.Charset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigie.adapter.hl7.codec.ScanResult.Scanned;
import org.vigie.adapter.hl7.codec.ScanResult.SegmentRange;

/** A view of one HAPI segment that changes nothing in it; HAPI's Terser creates the parts it is asked for. */
final class HapiSegment implements Hl7Message.Segment {
    private final Segment segment;
    private final SegmentRange range;
    private final Scanned scanned;
    private final Charset charset;
    private @Nullable List<String> samples;

    HapiSegment(Segment segment, SegmentRange range, Scanned scanned, Charset charset) {
        this.charset = charset;
        this.segment = segment;
        this.range = range;
        this.scanned = scanned;
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
        return segment.numFields();
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
    public int repetitions(int field) {
        if (isSamples(field)) {
            return 1;
        }
        Type[] sent = types(field);
        int last = sent.length;
        while (last > 0 && isEmpty(sent[last - 1])) {
            last--;
        }
        return last;
    }

    private static boolean isEmpty(Type type) {
        try {
            return type.isEmpty();
        } catch (HL7Exception e) {
            return false;
        }
    }

    @Override
    public int components(int field, int repetition) {
        if (isSamples(field)) {
            return repetition == 1 ? samples().size() : 0;
        }
        Type type = type(field, repetition);
        return type == null ? 0 : parts(type);
    }

    @Override
    public int subcomponents(int field, int repetition, int component) {
        if (isSamples(field)) {
            return component <= components(field, repetition) ? 1 : 0;
        }
        Type type = type(field, repetition);
        Type part = type == null ? null : part(type, component);
        return part == null ? 0 : parts(part);
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
        Type type = type(field, repetition);
        Type part = type == null ? null : part(type, component);
        Type leaf = part == null ? null : part(part, subcomponent);
        while (leaf != null && !(leaf instanceof Primitive)) {
            leaf = part(leaf, 1);
        }
        String text = leaf == null ? null : ((Primitive) leaf).getValue();
        return text == null
                ? ""
                : HexEscapes.resolve(text, scanned.msh().delimiters().escape(), charset);
    }

    private boolean isSamples(int field) {
        return field == 5 && range.hasSamples();
    }

    private Type[] types(int field) {
        if (field < 1 || field > segment.numFields()) {
            return new Type[0];
        }
        try {
            return segment.getField(field);
        } catch (HL7Exception e) {
            throw new IllegalStateException("HAPI refuses field " + field + " of " + segment.numFields(), e);
        }
    }

    private @Nullable Type type(int field, int repetition) {
        Type[] all = types(field);
        return repetition < 1 || repetition > all.length ? null : unwrap(all[repetition - 1]);
    }

    private static Type unwrap(Type type) {
        Type inner = type;
        while (inner instanceof Varies varies) {
            inner = varies.getData();
        }
        return inner;
    }

    /** Declared parts and those beyond them, which HAPI keeps apart. */
    private static int parts(Type type) {
        int declared = type instanceof Composite composite ? composite.getComponents().length : 1;
        return declared + type.getExtraComponents().numComponents();
    }

    private static @Nullable Type part(Type type, int number) {
        if (number < 1 || number > parts(type)) {
            return null;
        }
        if (type instanceof Composite composite) {
            Type[] components = composite.getComponents();
            return unwrap(
                    number <= components.length
                            ? components[number - 1]
                            : extra(type.getExtraComponents(), number - components.length));
        }
        return number == 1 ? type : unwrap(extra(type.getExtraComponents(), number - 1));
    }

    private static Type extra(ExtraComponents extras, int number) {
        return extras.getComponent(number - 1);
    }
}
