package org.vigie.adapter.hl7.codec;

import java.util.Locale;
import java.util.Optional;

/** How a source is answered: {@code ack} in site.yaml. */
public enum AckMode {
    /** As MSH-15 and MSH-16 ask. */
    AUTO,
    /** One AA, AE or AR to every message. */
    ORIGINAL,
    /** One CA, CE or CR to every message. */
    ENHANCED,
    /** Never. */
    NONE;

    /** The word in site.yaml. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The mode of that word; empty when there is none. */
    public static Optional<AckMode> of(String word) {
        for (AckMode mode : values()) {
            if (mode.word().equals(word)) {
                return Optional.of(mode);
            }
        }
        return Optional.empty();
    }
}
