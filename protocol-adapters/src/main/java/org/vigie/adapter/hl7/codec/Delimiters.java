package org.vigie.adapter.hl7.codec;

/**
 * The five delimiters a message declares in MSH-1 and MSH-2 (HL7 v2.6, chapter 2.5.4).
 *
 * @param field normally {@code |}
 * @param component normally {@code ^}
 * @param repetition normally {@code ~}
 * @param escape normally {@code \}
 * @param subcomponent normally {@code &}
 */
public record Delimiters(char field, char component, char repetition, char escape, char subcomponent) {
    /** Those that every known sender uses. */
    public static final Delimiters USUAL = new Delimiters('|', '^', '~', '\\', '&');

    /** Whether a text of a field has parts, repetitions or escapes. */
    boolean occurIn(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == component || c == repetition || c == escape || c == subcomponent) {
                return true;
            }
        }
        return false;
    }

    /** All of them are different printable ASCII punctuation: anything else is damage or an attack on the parser. */
    boolean areSane() {
        char[] all = {field, component, repetition, escape, subcomponent};
        for (int i = 0; i < all.length; i++) {
            char c = all[i];
            if (c <= ' ' || c >= 0x7F || Character.isLetterOrDigit(c)) {
                return false;
            }
            for (int j = 0; j < i; j++) {
                if (all[j] == c) {
                    return false;
                }
            }
        }
        return true;
    }
}
