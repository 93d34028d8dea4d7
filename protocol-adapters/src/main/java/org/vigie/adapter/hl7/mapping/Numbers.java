package org.vigie.adapter.hl7.mapping;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.vigie.model.observation.AlarmLimits;

/** Numbers as monitors send them. A number has no exponent and at most 32 characters; trailing zeros are kept. */
final class Numbers {
    private static final int LONGEST = 32;
    private static final Pattern COMMA = Pattern.compile("[+-]?[0-9]+,[0-9]{1,2}");
    private static final Pattern BOUND = Pattern.compile("([<>])=?\\s*(.+)");
    private static final Pattern SPAN = Pattern.compile("([+-]?[0-9.]+)\\s*(?:-|\\^|\\.\\.)\\s*([+-]?[0-9.]+)");
    private static final Pattern SAMPLE =
            Pattern.compile("[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]{1,2})?");

    private Numbers() {}

    /** A decimal number; null when the text is none. A decimal comma with one or two digits after it is read. */
    static @Nullable BigDecimal parse(String sent) {
        String text = sent.strip();
        if (text.isEmpty() || text.length() > LONGEST) {
            return null;
        }
        if (text.indexOf(',') >= 0 && COMMA.matcher(text).matches()) {
            text = text.replace(',', '.');
        }
        return isNumber(text) ? new BigDecimal(text) : null;
    }

    /**
     * A sign or none, then digits with at most one point among, before or after them; by hand, since each value comes
     * here.
     */
    private static boolean isNumber(String text) {
        int digits = 0;
        int points = 0;
        for (int i = text.charAt(0) == '+' || text.charAt(0) == '-' ? 1 : 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits++;
            } else if (c != '.' || ++points > 1) {
                return false;
            }
        }
        return digits > 0;
    }

    /** True for {@code <5}, {@code >= 300}: a measured value beyond what the device can tell. */
    static boolean isBound(String sent) {
        String text = sent.strip();
        if (!text.startsWith("<") && !text.startsWith(">")) {
            return false; // nearly every value
        }
        Matcher bound = BOUND.matcher(text);
        return sent.length() <= LONGEST && bound.matches() && parse(bound.group(2)) != null;
    }

    /**
     * Alarm limits of OBX-7: {@code 50-120}, {@code <500}, {@code >98}; null when there are none or they make no sense.
     */
    static @Nullable AlarmLimits limits(String sent) {
        String text = sent.strip();
        if (text.isEmpty() || text.length() > 2 * LONGEST) {
            return null;
        }
        Matcher bound = BOUND.matcher(text);
        if (bound.matches()) {
            BigDecimal value = parse(bound.group(2));
            if (value == null) {
                return null;
            }
            return bound.group(1).equals("<") ? new AlarmLimits(null, value) : new AlarmLimits(value, null);
        }
        Matcher span = SPAN.matcher(text);
        if (!span.matches()) {
            return null;
        }
        BigDecimal low = parse(span.group(1));
        BigDecimal high = parse(span.group(2));
        return low == null || high == null || low.compareTo(high) > 0 ? null : new AlarmLimits(low, high);
    }

    /** A sample, which may have a small exponent; null when it is no number. */
    static @Nullable BigDecimal sample(String sent) {
        String text = sent.strip();
        return text.length() <= LONGEST && SAMPLE.matcher(text).matches() ? new BigDecimal(text) : null;
    }
}
