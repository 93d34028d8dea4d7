package org.vigie.gateway.waves;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose waves somebody draws.
 *
 * @param beds names on the doors; null for all
 */
public record WaveWish(@Nullable Set<String> beds) {
    /** All beds. */
    public static final WaveWish ALL = new WaveWish(null);

    /** Whether the waves of this bed are drawn. */
    public boolean wants(String bed) {
        Set<String> some = beds;
        return some == null || some.contains(bed);
    }

    /** What some of them want together; null when none of them wants any. */
    public static @Nullable WaveWish together(Collection<WaveWish> wishes) {
        Set<String> all = new HashSet<>();
        for (WaveWish wish : wishes) {
            Set<String> its = wish.beds();
            if (its == null) {
                return ALL;
            }
            all.addAll(its);
        }
        return wishes.isEmpty() ? null : new WaveWish(Set.copyOf(all));
    }
}
