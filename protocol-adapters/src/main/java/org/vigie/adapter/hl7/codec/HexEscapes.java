package org.vigie.adapter.hl7.codec;

import java.nio.charset.Charset;
import java.util.HexFormat;

/**
 * Resolves {@code \X0D\}: bytes as hexadecimal digits (HL7 v2.6, chapter 2.7.6), which HAPI 2.6.0 leaves as they are. A
 * literal backslash before such text was resolved by HAPI before; the two cannot be told apart any more.
 */
final class HexEscapes {
    private HexEscapes() {}

    static String resolve(String text, char escape, Charset charset) {
        int start = text.indexOf(escape + "X");
        if (start < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        int done = 0;
        while (start >= 0) {
            int end = text.indexOf(escape, start + 2);
            if (end < 0) {
                break;
            }
            String digits = text.substring(start + 2, end);
            if (!digits.isEmpty() && digits.length() % 2 == 0 && digits.chars().allMatch(HexFormat::isHexDigit)) {
                out.append(text, done, start).append(new String(HexFormat.of().parseHex(digits), charset));
                done = end + 1;
                start = text.indexOf(escape + "X", done);
            } else {
                start = text.indexOf(escape + "X", end);
            }
        }
        return out.append(text, done, text.length()).toString();
    }
}
