package org.vigie.gateway.recovery;

import java.time.Instant;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted of what is told. Selecting changes no position.
 *
 * @param beds names; empty for all
 * @param from time of day, inclusive; null for the begin
 * @param to time of day, exclusive; null for the end
 */
public record Selection(
        Set<String> beds, @Nullable Instant from, @Nullable Instant to) implements Predicate<Item> {
    public Selection {
        beds = Set.copyOf(beds);
    }

    /** The same with another end; null changes nothing. */
    public Selection endingAt(@Nullable Instant end) {
        return end == null ? this : new Selection(beds, from, end);
    }

    /** A set of values belongs to the time of its begin, a gap to every time that it touches. */
    @Override
    public boolean test(Item item) {
        Instant begin = item.period().begin();
        Instant last = item instanceof Item.Gap ? item.period().end() : begin;
        return (beds.isEmpty() || beds.contains(item.bed().value()))
                && (from == null || !last.isBefore(from))
                && (to == null || begin.isBefore(to));
    }
}
