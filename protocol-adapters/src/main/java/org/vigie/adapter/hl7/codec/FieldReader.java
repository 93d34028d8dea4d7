package org.vigie.adapter.hl7.codec;

import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.model.Composite;
import ca.uhn.hl7v2.model.GenericMessage;
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.model.Primitive;
import ca.uhn.hl7v2.model.Type;
import ca.uhn.hl7v2.model.Varies;
import ca.uhn.hl7v2.parser.EncodingCharacters;
import ca.uhn.hl7v2.parser.GenericModelClassFactory;
import ca.uhn.hl7v2.parser.ParserConfiguration;
import ca.uhn.hl7v2.parser.PipeParser;
import ca.uhn.hl7v2.util.idgenerator.InMemoryIDGenerator;
import ca.uhn.hl7v2.validation.impl.ValidationContextFactory;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigie.model.limits.Limits;

/**
 * Reads the fields that have parts or escapes with HAPI's PipeParser. A field that was read before is not read again:
 * monitors repeat their codes, units and identities in every message, and HAPI takes 5 microseconds for a row.
 *
 * <p>One instance per thread. Source of the settings: HAPI 2.6.0, ParserConfiguration; its default id generator writes
 * a file into the working directory.
 */
final class FieldReader {
    private final PipeParser pipes;
    private final Message owner;
    private final BoundedMemo<Field> known =
            new BoundedMemo<>(Limits.DEFAULT.hl7().rememberedTexts());
    private @Nullable Delimiters delimiters;
    private @Nullable Charset charset;
    private EncodingCharacters encoding = EncodingCharacters.defaultInstance();

    /** A field in its parts, escapes resolved: repetition, component, sub-component. Never changed once it is read. */
    record Field(List<List<List<String>>> repetitions) {
        static final Field EMPTY = new Field(List.of());
    }

    FieldReader() {
        ParserConfiguration settings = new ParserConfiguration();
        settings.setValidating(false);
        settings.setIdGenerator(new InMemoryIDGenerator());
        GenericModelClassFactory generic = new GenericModelClassFactory();
        pipes = new PipeParser(new DefaultHapiContext(settings, ValidationContextFactory.noValidation(), generic));
        owner = new GenericMessage.V25(generic);
        owner.setParser(pipes);
    }

    /** Fields from here on are of a message with these delimiters and this character set. */
    void begin(Delimiters nextDelimiters, Charset nextCharset) {
        if (!nextDelimiters.equals(delimiters) || !nextCharset.equals(charset)) {
            known.clear();
            delimiters = nextDelimiters;
            charset = nextCharset;
            Delimiters d = nextDelimiters;
            encoding = new EncodingCharacters(
                    d.field(), "" + d.component() + d.repetition() + d.escape() + d.subcomponent());
        }
    }

    /** The parts of a field as sent; a repetition that HAPI cannot read is one part, as it stands. */
    Field read(String text) {
        return known.get(text, this::parse);
    }

    private Field parse(String text) {
        List<List<List<String>>> repetitions = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) == encoding.getRepetitionSeparator()) {
                repetitions.add(repetition(text.substring(start, i)));
                start = i + 1;
            }
        }
        while (!repetitions.isEmpty() && isEmpty(repetitions.getLast())) {
            repetitions.removeLast();
        }
        return repetitions.isEmpty() ? Field.EMPTY : new Field(List.copyOf(repetitions));
    }

    private List<List<String>> repetition(String text) {
        Varies varies = new Varies(owner);
        try {
            pipes.parse(varies, text, encoding);
        } catch (HL7Exception | RuntimeException e) { // foreign code: one odd field must not cost an alarm its message
            return List.of(List.of(text));
        }
        List<List<String>> components = new ArrayList<>();
        for (Type component : parts(varies)) {
            components.add(parts(component).stream().map(this::leaf).toList());
        }
        return List.copyOf(components);
    }

    private String leaf(Type type) {
        Type leaf = unwrap(type);
        while (leaf instanceof Composite composite) {
            leaf = unwrap(composite.getComponents()[0]);
        }
        String text = ((Primitive) leaf).getValue();
        Charset bytes = charset;
        return text == null || bytes == null ? "" : HexEscapes.resolve(text, encoding.getEscapeCharacter(), bytes);
    }

    private static boolean isEmpty(List<List<String>> components) {
        return components.stream().allMatch(parts -> parts.stream().allMatch(String::isEmpty));
    }

    /** Declared parts and those beyond them, which HAPI keeps apart. */
    private static List<Type> parts(Type type) {
        Type inner = unwrap(type);
        List<Type> parts = new ArrayList<>();
        if (inner instanceof Composite composite) {
            parts.addAll(List.of(composite.getComponents()));
        } else {
            parts.add(inner);
        }
        for (int i = 0; i < inner.getExtraComponents().numComponents(); i++) {
            parts.add(inner.getExtraComponents().getComponent(i));
        }
        return parts;
    }

    private static Type unwrap(Type type) {
        Type inner = type;
        while (inner instanceof Varies varies) {
            inner = varies.getData();
        }
        return inner;
    }
}
