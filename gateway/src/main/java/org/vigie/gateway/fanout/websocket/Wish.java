package org.vigie.gateway.fanout.websocket;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose waves a display draws.
 *
 * @param beds names on the doors; null for all
 */
record Wish(@Nullable Set<String> beds) {
    static final Wish ALL = new Wish(null);

    boolean wants(String bed) {
        Set<String> some = beds;
        return some == null || some.contains(bed);
    }
}
