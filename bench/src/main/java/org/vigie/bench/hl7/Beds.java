package org.vigie.bench.hl7;

import java.util.Locale;

/** Names of the bench's beds. */
public final class Beds {
    private Beds() {}

    /** {@code B01} and so on, for {@code number} from 1. */
    public static String name(int number) {
        return String.format(Locale.ROOT, "B%02d", number);
    }
}
