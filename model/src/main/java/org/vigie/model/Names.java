package org.vigie.model;

/** The rule that all names of the model share: not blank, bounded, no control characters. */
final class Names {
    private Names() {}

    static void check(String what, String value, int maxLength) {
        if (value.isBlank() || value.length() > maxLength) {
            throw new IllegalArgumentException(
                    what + ": 1 to " + maxLength + " characters expected, got " + value.length());
        }
        for (int i = 0; i < value.length(); i++) {
            if (Character.isISOControl(value.charAt(i))) {
                throw new IllegalArgumentException(what + ": control character in name");
            }
        }
    }
}
