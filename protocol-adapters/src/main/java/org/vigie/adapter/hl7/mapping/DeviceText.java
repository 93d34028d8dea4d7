package org.vigie.adapter.hl7.mapping;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.vigie.model.DeviceId;

/**
 * Text of an HL7 field: what HL7 means by it (formatting escapes, the word for "delete"), made safe by
 * {@link org.vigie.model.DeviceText}. Source: reference "security", section 5.
 */
public final class DeviceText {
    /** Escapes of HL7 that format text and that the parser leaves: {@code \.br\}, {@code \X0D\}, {@code \H\}. */
    private static final Pattern FORMATTING =
            Pattern.compile("\\\\(?:X(?:0[0-9A-F]|1[0-9A-F]|20)+|\\.[a-z]{2}[+-]?[0-9]{0,4}|[HN])\\\\");

    private static final int LONGEST_DEVICE = 96;

    private DeviceText() {}

    /** The text made safe, at most 64 characters; may be empty. */
    public static String clean(String text) {
        return org.vigie.model.DeviceText.clean(unformatted(text));
    }

    /** The text made safe, at most {@code longest} characters; may be empty. */
    public static String clean(String text, int longest) {
        return org.vigie.model.DeviceText.clean(unformatted(text), longest);
    }

    private static String unformatted(String text) {
        return text.indexOf('\\') < 0 ? text : FORMATTING.matcher(text).replaceAll(" ");
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
}
