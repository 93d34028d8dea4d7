package org.vigie.adapter.hl7.mapping;

import java.text.Normalizer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.vigie.model.DeviceId;
import org.vigie.model.limits.Limits;

/**
 * The one function through which every text of a device goes before anyone sees it: composed form (NFC), no control
 * characters, a visible mark for characters that turn the writing direction or hide, at most 64 characters. Source:
 * reference "security", section 5.
 */
public final class DeviceText {
    /** Stands for a character that would reorder or hide what a person reads. */
    private static final char MARK = '\uFFFD';

    /** Escapes of HL7 that format text and that the parser leaves: {@code \.br\}, {@code \X0D\}, {@code \H\}. */
    private static final Pattern FORMATTING =
            Pattern.compile("\\\\(?:X(?:0[0-9A-F]|1[0-9A-F]|20)+|\\.[a-z]{2}[+-]?[0-9]{0,4}|[HN])\\\\");

    private static final int LONGEST = Limits.DEFAULT.hl7().textCharacters();
    private static final int LONGEST_DEVICE = 96;

    private DeviceText() {}

    /** The text made safe, at most 64 characters; may be empty. */
    public static String clean(String text) {
        return clean(text, LONGEST);
    }

    /** The text made safe, at most {@code longest} characters; may be empty. */
    public static String clean(String text, int longest) {
        if (isPlain(text, longest)) {
            return text;
        }
        String cut = text.length() > longest * 4 ? text.substring(0, longest * 4) : text;
        String head = cut.indexOf('\\') < 0 ? cut : FORMATTING.matcher(cut).replaceAll(" ");
        String composed = Normalizer.normalize(head, Normalizer.Form.NFC);
        StringBuilder safe = new StringBuilder(Math.min(composed.length(), longest));
        boolean blank = true; // no blanks at the front, no two in a row
        for (int i = 0; i < composed.length() && safe.length() < longest; i++) {
            char c = composed.charAt(i);
            if (Character.isISOControl(c) || c == ' ' || c == '\u2028' || c == '\u2029') {
                if (!blank) {
                    safe.append(' ');
                }
                blank = true;
            } else {
                boolean lone = Character.isSurrogate(c) && !isPair(composed, i);
                safe.append(lone || hides(c) ? MARK : c);
                blank = false;
            }
        }
        if (!safe.isEmpty() && Character.isHighSurrogate(safe.charAt(safe.length() - 1))) {
            safe.setLength(safe.length() - 1); // a pair cut in two
        }
        return safe.toString().strip();
    }

    /** The text made safe; null when nothing is left, or when it is the HL7 word for "delete" (two quotes). */
    public static @Nullable String orNull(String text) {
        String safe = clean(text);
        return safe.isEmpty() || safe.equals("\"\"") ? null : safe;
    }

    /** The text as a device's name; null when nothing is left. */
    public static @Nullable DeviceId device(String text) {
        String safe = clean(text, LONGEST_DEVICE);
        return safe.isEmpty() || safe.equals("\"\"") ? null : new DeviceId(safe);
    }

    /** Short ASCII without anything to change: nearly every text. */
    private static boolean isPlain(String text, int longest) {
        if (text.length() > longest) {
            return false;
        }
        char before = ' ';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '\\' || (c == ' ' && before == ' ')) {
                return false;
            }
            before = c;
        }
        return text.isEmpty() || before != ' ';
    }

    private static boolean isPair(String text, int at) {
        return Character.isHighSurrogate(text.charAt(at))
                ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
                : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
    }

    private static boolean hides(char c) {
        return (c >= '\u200B' && c <= '\u200F')
                || (c >= '\u202A' && c <= '\u202E')
                || (c >= '\u2060' && c <= '\u2069')
                || c == '\uFEFF'
                || c == '\u061C'
                || c == '\u00AD';
    }
}
