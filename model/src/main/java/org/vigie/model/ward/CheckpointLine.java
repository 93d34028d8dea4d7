package org.vigie.model.ward;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One line of a checkpoint while it is written: fields with tabs between them; backslash, tab, line feed and carriage
 * return inside a field are escaped by a backslash, and {@code \N} stands for nothing.
 */
final class CheckpointLine {
    static final String NOTHING = "\\N";
    private final StringBuilder text;

    private CheckpointLine(StringBuilder text) {
        this.text = text;
    }

    static CheckpointLine begin(StringBuilder text, String kind) {
        text.append(kind);
        return new CheckpointLine(text);
    }

    void end() {
        text.append('\n');
    }

    CheckpointLine add(@Nullable Object value) {
        text.append('\t');
        if (value == null) {
            text.append(NOTHING);
            return this;
        }
        String plain = value.toString();
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            switch (c) {
                case '\\' -> text.append("\\\\");
                case '\t' -> text.append("\\t");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                default -> text.append(c);
            }
        }
        return this;
    }

    CheckpointLine time(@Nullable Instant at) {
        return add(at);
    }

    CheckpointLine duration(@Nullable Duration duration) {
        return add(duration);
    }

    CheckpointLine flag(boolean flag) {
        return add(flag ? "1" : "0");
    }

    CheckpointLine number(long number) {
        return add(number);
    }

    CheckpointLine decimal(@Nullable BigDecimal decimal) {
        return add(decimal);
    }

    CheckpointLine word(@Nullable Enum<?> word) {
        return add(word == null ? null : word.name());
    }

    /** How many, then each. */
    <T> CheckpointLine each(Collection<T> items, Consumer<T> adder) {
        number(items.size());
        items.forEach(adder);
        return this;
    }
}
