package org.vigie.model.ward;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The fields of one line of a checkpoint, read in the order in which {@link CheckpointLine} wrote them. */
final class CheckpointFields {
    private final int lineNumber;
    private final Duration back;
    private final String[] fields;
    private int next;

    /** @param back how far every time is moved back, for a checkpoint from the future of a clock that was set back */
    CheckpointFields(int lineNumber, String line, Duration back) {
        this.lineNumber = lineNumber;
        this.back = back;
        this.fields = line.split("\t", -1);
    }

    /** Runs a reader of this line; whatever is wrong with it names the line. */
    <T> T read(Supplier<T> reader) {
        try {
            return reader.get();
        } catch (java.time.DateTimeException | IllegalArgumentException e) {
            throw new IllegalArgumentException("checkpoint line " + lineNumber + ": " + e.getMessage(), e);
        }
    }

    /** True when the line has further fields. */
    boolean isMore() {
        return next < fields.length;
    }

    @Nullable String textOrNull() {
        if (next == fields.length) {
            throw new IllegalArgumentException("field " + next + " is missing");
        }
        String field = fields[next++];
        return field.equals(CheckpointLine.NOTHING) ? null : unescaped(field);
    }

    String text() {
        String text = textOrNull();
        if (text == null) {
            throw new IllegalArgumentException("field " + (next - 1) + " is empty");
        }
        return text;
    }

    private static String unescaped(String field) {
        if (field.indexOf('\\') < 0) {
            return field;
        }
        StringBuilder plain = new StringBuilder(field.length());
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            if (c != '\\') {
                plain.append(c);
                continue;
            }
            if (++i == field.length()) {
                throw new IllegalArgumentException("backslash at the end of a field");
            }
            plain.append(
                    switch (field.charAt(i)) {
                        case '\\' -> '\\';
                        case 't' -> '\t';
                        case 'n' -> '\n';
                        case 'r' -> '\r';
                        default -> throw new IllegalArgumentException("unknown escape \\" + field.charAt(i));
                    });
        }
        return plain.toString();
    }

    Instant time() {
        return Instant.parse(text()).minus(back);
    }

    @Nullable Instant timeOrNull() {
        String text = textOrNull();
        return text == null ? null : Instant.parse(text).minus(back);
    }

    Duration duration() {
        return Duration.parse(text());
    }

    @Nullable Duration durationOrNull() {
        String text = textOrNull();
        return text == null ? null : Duration.parse(text);
    }

    boolean flag() {
        return switch (text()) {
            case "1" -> true;
            case "0" -> false;
            default -> throw new IllegalArgumentException("field " + (next - 1) + ": 0 or 1 expected");
        };
    }

    long number() {
        return Long.parseLong(text());
    }

    @Nullable BigDecimal decimalOrNull() {
        String text = textOrNull();
        return text == null ? null : new BigDecimal(text);
    }

    <E extends Enum<E>> E word(Class<E> type) {
        return Enum.valueOf(type, text());
    }

    <T> List<T> each(Supplier<T> reader) {
        long count = number();
        List<T> items = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            items.add(reader.get());
        }
        return List.copyOf(items);
    }
}
