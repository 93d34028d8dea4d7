package org.vigie.model.ward;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who works this shift. No directory stands behind it: the unit writes its people in by hand. SOURCE:
 * reference/central-stations.md 6, row 3.
 *
 * @param initials how displays and the log name them; unique, 1 to 16 characters
 * @param name in full; null when not given
 * @param pin one-way hash of the PIN in PHC form; null for a person without one. Checked by the gateway, never by the
 *     ward
 * @param since engine time of the entry
 */
public record Person(
        String initials, @Nullable String name, @Nullable String pin, Instant since) {
    /** True when the PIN has to be given before a display may speak for this person. */
    public boolean hasPin() {
        return pin != null;
    }

    @Override
    public String toString() {
        return "Person[" + initials + (pin == null ? "" : ", with PIN") + "]"; // no hash in logs
    }
}
