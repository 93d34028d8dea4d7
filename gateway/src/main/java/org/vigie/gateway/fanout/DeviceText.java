package org.vigie.gateway.fanout;

import java.text.Normalizer;

/**
 * Text that a device or a person sent, made harmless for a screen: bounded, on one line, without characters that turn
 * the reading direction or hide. The page writes it as text only. SOURCE: security.md, section 5.
 */
public final class DeviceText {
    private static final int MAX = 64;
    private static final char SHOWN_INSTEAD = '\u25A1';

    private DeviceText() {}

    /** At most 64 characters; controls become spaces, bidi overrides and invisible ones a visible box. */
    public static String clean(String text) {
        String composed =
                Normalizer.normalize(text.length() > 4 * MAX ? text.substring(0, 4 * MAX) : text, Normalizer.Form.NFC);
        StringBuilder clean = new StringBuilder(Math.min(composed.length(), MAX));
        int marks = 0;
        for (int at = 0; at < composed.length() && clean.length() < MAX; ) {
            int point = composed.codePointAt(at);
            at += Character.charCount(point);
            int type = Character.getType(point);
            boolean combining = type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
            marks = combining ? marks + 1 : 0;
            if (marks > 2) {
                continue;
            }
            if (Character.isISOControl(point)
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR) {
                clean.append(' ');
            } else if (type == Character.FORMAT || type == Character.SURROGATE) {
                clean.append(SHOWN_INSTEAD);
            } else {
                clean.appendCodePoint(point);
            }
        }
        return clean.toString().strip();
    }
}
