package org.vigie.simulator.monitor;

import java.util.Locale;
import java.util.Optional;

/** Language of the texts that a virtual monitor makes. */
public enum Language {
    EN,
    FR;

    /** The word in files and options, lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The language of that word. */
    public static Optional<Language> of(String word) {
        for (Language language : values()) {
            if (language.word().equals(word)) {
                return Optional.of(language);
            }
        }
        return Optional.empty();
    }
}
