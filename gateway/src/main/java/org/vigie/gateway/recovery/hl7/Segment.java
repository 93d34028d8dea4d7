package org.vigie.gateway.recovery.hl7;

import ca.uhn.hl7v2.parser.DefaultEscaping;
import ca.uhn.hl7v2.parser.EncodingCharacters;
import ca.uhn.hl7v2.parser.Escaping;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One segment under construction. Every text goes through HAPI's escaping, so that no name and no alarm text can end a
 * field or begin a segment (reference/security.md 5).
 */
final class Segment {
    private static final EncodingCharacters ENCODING = EncodingCharacters.defaultInstance();

    private static final Escaping ESCAPING = new DefaultEscaping();

    private final String name;
    private final List<String> fields = new ArrayList<>();

    Segment(String name) {
        this.name = name;
    }

    /** A field of components; empty ones at the end are left out. */
    Segment set(int field, String... components) {
        return raw(field, join(Arrays.asList(components), "^"));
    }

    /** A field that is repeated, each time with one component. */
    Segment repeat(int field, List<String> values) {
        return raw(field, join(values, "~"));
    }

    /** A field whose second component has sub-components and whose first is empty. */
    Segment second(int field, String... subcomponents) {
        return raw(field, "^" + join(Arrays.asList(subcomponents), "&"));
    }

    private Segment raw(int field, String text) {
        while (fields.size() < field) {
            fields.add("");
        }
        fields.set(field - 1, text);
        return this;
    }

    private static String join(List<String> parts, String separator) {
        int length = parts.size();
        while (length > 0 && parts.get(length - 1).isEmpty()) {
            length--;
        }
        return parts.subList(0, length).stream()
                .map(part -> ESCAPING.escape(part, ENCODING))
                .collect(Collectors.joining(separator));
    }

    /** The segment with its end. */
    @Override
    public String toString() {
        return name + "|" + String.join("|", fields) + "\r";
    }
}
