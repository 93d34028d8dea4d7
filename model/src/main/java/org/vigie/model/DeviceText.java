package org.vigie.model;

import java.text.Normalizer;
import org.vigie.model.limits.Limits;

/**
 * The one function through which every text of a device or a person goes before anyone sees it: bounded, on one line,
 * in composed form (NFC), without controls, with a visible mark for what turns the writing direction or hides, and with
 * at most two combining marks on a letter. Whoever shows it still shows it as text only. SOURCE: reference/security.md
 * 5.
 */
public final class DeviceText {
    /** Stands for a character that would reorder or hide what a person reads. */
    public static final char MARK = '\uFFFD';

    private static final int LONGEST = Limits.DEFAULT.hl7().textCharacters();
    private static final int COMBINING = 2;

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
        String composed = Normalizer.normalize(cut, Normalizer.Form.NFC);
        StringBuilder safe = new StringBuilder(Math.min(composed.length(), longest));
        boolean blank = true; // no blanks at the front, no two in a row
        int marks = 0;
        for (int at = 0; at < composed.length(); ) {
            int point = composed.codePointAt(at);
            int size = Character.charCount(point);
            at += size;
            if (safe.length() + size > longest) {
                break;
            }
            marks = isCombining(point) ? marks + 1 : 0;
            if (isBlank(point)) {
                if (!blank) {
                    safe.append(' ');
                }
                blank = true;
            } else if (marks <= COMBINING) {
                safe.appendCodePoint(hides(point) ? MARK : point);
                blank = false;
            }
        }
        return safe.toString().strip();
    }

    /** Short ASCII without anything to change: nearly every text. */
    private static boolean isPlain(String text, int longest) {
        if (text.length() > longest) {
            return false;
        }
        char before = ' ';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || (c == ' ' && before == ' ')) {
                return false;
            }
            before = c;
        }
        return text.isEmpty() || before != ' ';
    }

    private static boolean isBlank(int point) {
        return Character.isISOControl(point) || point == ' ' || point == '\u2028' || point == '\u2029';
    }

    private static boolean isCombining(int point) {
        int type = Character.getType(point);
        return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
    }

    /** Format characters (direction, zero width, soft hyphen), lone surrogates, and the block U+2060 to U+206F. */
    private static boolean hides(int point) {
        int type = Character.getType(point);
        return type == Character.FORMAT || type == Character.SURROGATE || (point >= 0x2060 && point <= 0x206F);
    }
}
