package org.vigie.adapter.hl7.codec;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The character set of a message, by what MSH-18 says and by what the bytes are. Monitors leave MSH-18 empty and send
 * UTF-8 or Latin-1 all the same, and spell the names of HL7 table 0211 in their own ways.
 *
 * <p>Rule: a known name, when the bytes fit it (but UTF-8 when they are sound UTF-8 declared as Latin-1); else strict
 * UTF-8; else windows-1252, and ISO 8859-1 for the five bytes that windows-1252 leaves open. No byte is ever replaced.
 *
 * @param charset the one that fits
 * @param certain false when MSH-18 was empty or wrong and the bytes are not plain ASCII: names may read oddly
 */
public record Hl7Charset(Charset charset, boolean certain) {
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    /** Names by their letters and digits only: {@code 8859/1}, {@code ISO-8859-1} and {@code ISO8859-1} are one. */
    private static final Map<String, Charset> NAMES = Map.ofEntries(
            Map.entry("ASCII", StandardCharsets.US_ASCII),
            Map.entry("USASCII", StandardCharsets.US_ASCII),
            Map.entry("UNICODEUTF8", StandardCharsets.UTF_8),
            Map.entry("UTF8", StandardCharsets.UTF_8),
            Map.entry("UNICODE", StandardCharsets.UTF_8),
            Map.entry("WINDOWS1252", WINDOWS_1252),
            Map.entry("CP1252", WINDOWS_1252),
            Map.entry("88591", StandardCharsets.ISO_8859_1),
            Map.entry("LATIN1", StandardCharsets.ISO_8859_1));

    /** Chooses for {@code bytes} of a message whose MSH-18 is {@code declared}. */
    static Hl7Charset choose(byte[] bytes, String declared, char repetition) {
        if (isAscii(bytes)) {
            return new Hl7Charset(StandardCharsets.US_ASCII, true);
        }
        Charset named = named(declared, repetition);
        if (named != null && named.equals(StandardCharsets.ISO_8859_1) && fits(StandardCharsets.UTF_8, bytes)) {
            return new Hl7Charset(StandardCharsets.UTF_8, false); // Latin-1 text is hardly ever sound UTF-8 by chance
        }
        if (named != null && !named.equals(StandardCharsets.US_ASCII) && fits(named, bytes)) {
            return new Hl7Charset(named, true);
        }
        if (fits(StandardCharsets.UTF_8, bytes)) {
            return new Hl7Charset(StandardCharsets.UTF_8, false);
        }
        Charset fallback = fits(WINDOWS_1252, bytes) ? WINDOWS_1252 : StandardCharsets.ISO_8859_1;
        return new Hl7Charset(fallback, false);
    }

    private static @Nullable Charset named(String declared, char repetition) {
        int end = declared.indexOf(repetition);
        String first = end < 0 ? declared : declared.substring(0, end);
        StringBuilder key = new StringBuilder(16);
        for (int i = 0; i < first.length() && key.length() <= 16; i++) {
            char c = first.charAt(i);
            if (Character.isLetterOrDigit(c)) {
                key.append(c);
            }
        }
        String name = key.toString().toUpperCase(Locale.ROOT);
        if (name.startsWith("ISO8859")) {
            name = name.substring(3);
        }
        Charset known = NAMES.get(name);
        if (known == null && name.matches("8859(2|3|4|5|7|9|13|15)")) { // parts with a JDK charset in java.base
            return Charset.forName("ISO-8859-" + name.substring(4));
        }
        return known;
    }

    private static boolean isAscii(byte[] bytes) {
        for (byte b : bytes) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean fits(Charset charset, byte[] bytes) {
        try {
            var unused = charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException doesNotFit) {
            return false;
        }
    }
}
