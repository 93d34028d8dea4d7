package org.vigie.adapter.intellivue.codec;

import java.nio.charset.StandardCharsets;

/**
 * Text from a monitor: UTF-16BE with private characters of the maker, ended by NUL or filled with blanks. What cannot
 * be shown is left out, and nothing is longer than the limit. Pure. Source: intellivue-protocol.md section 9.
 */
public final class MonitorText {
    /** Longest text that is kept, in characters; the longest seen is 17. */
    public static final int MOST_CHARACTERS = 128;

    private MonitorText() {}

    /** A String attribute: length in bytes, then UTF-16BE. A length that lies is cut to what is there. */
    public static String string(Octets value) {
        if (value.length() < 2) {
            return "";
        }
        return utf16(value.part(2, 2 + Math.min(value.u16(0), value.length() - 2)));
    }

    /** UTF-16BE without a length. */
    public static String utf16(Octets value) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i + 1 < value.length() && text.length() < MOST_CHARACTERS; i += 2) {
            char c = (char) value.u16(i);
            if (c == 0) {
                break;
            }
            append(text, c);
        }
        return clean(text);
    }

    /** ASCII, as model names and revisions are sent. */
    public static String ascii(Octets value) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < value.length() && value.u8(i) != 0 && text.length() < MOST_CHARACTERS; i++) {
            int c = value.u8(i);
            text.append(c >= 0x20 && c < 0x7F ? (char) c : '?');
        }
        return clean(text);
    }

    /** A VariableLabel at a position: length, then ASCII. */
    static String label(OctetReader in) throws MalformedException {
        return ascii(in.sized().rest());
    }

    private static void append(StringBuilder text, char c) {
        switch (c) {
            case '\uE145' -> text.append('E');
            case '\uE14C' -> text.append('L');
            case '\uE400' -> text.append("l/");
            case '\uE401' -> text.append("H\u2082");
            case '\uE40D' -> text.append('*');
            case '\uE425' -> text.append("V\u0307");
            case '\uFEFF' -> {} // filler
            default -> {
                if (!Character.isISOControl(c)) {
                    text.append(c >= '\uE000' && c <= '\uF8FF' ? '\uFFFD' : c);
                }
            }
        }
    }

    /** Half a surrogate pair becomes the replacement character; blanks at the ends are filling. */
    private static String clean(StringBuilder text) {
        byte[] whole = text.toString().getBytes(StandardCharsets.UTF_8);
        return new String(whole, StandardCharsets.UTF_8).strip();
    }
}
