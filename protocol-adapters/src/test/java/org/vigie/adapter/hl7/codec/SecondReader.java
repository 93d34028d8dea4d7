package org.vigie.adapter.hl7.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** An independent reading of a message by splitting text, to hold against the parser. It resolves no escapes. */
final class SecondReader {
    private final Delimiters delimiters;
    private final List<String> lines = new ArrayList<>();

    SecondReader(String message, Delimiters delimiters) {
        this.delimiters = delimiters;
        for (String line : message.replace("\r\n", "\r").replace('\n', '\r').split("\r", -1)) {
            if (!line.isBlank()) {
                lines.add(line.stripLeading());
            }
        }
    }

    int segments() {
        return lines.size();
    }

    String name(int segment) {
        return lines.get(segment).substring(0, 3);
    }

    List<String> fields(int segment) {
        List<String> fields = split(lines.get(segment), delimiters.field());
        if (name(segment).equals("MSH")) {
            fields.add(1, String.valueOf(delimiters.field()));
        }
        return fields;
    }

    List<String> repetitions(String field) {
        return split(field, delimiters.repetition());
    }

    List<String> components(String repetition) {
        return split(repetition, delimiters.component());
    }

    List<String> subcomponents(String component) {
        return split(component, delimiters.subcomponent());
    }

    private static List<String> split(String text, char by) {
        return new ArrayList<>(List.of(text.split(Pattern.quote(String.valueOf(by)), -1)));
    }
}
