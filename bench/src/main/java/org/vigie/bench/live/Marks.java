package org.vigie.bench.live;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Alarm texts by which an alarm is known again wherever it comes out: {@code BENCH 000001} and so on. */
final class Marks {
    /** As a JavaScript pattern as well. */
    static final String PATTERN = "BENCH (\\d{6})";

    private static final Pattern MARK = Pattern.compile(PATTERN);

    private Marks() {}

    static String text(int number) {
        return String.format(Locale.ROOT, "BENCH %06d", number);
    }

    /** Finds all marks in a text. */
    static Matcher in(CharSequence text) {
        return MARK.matcher(text);
    }
}
