package org.vigie.gateway.roles;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How the beds of other boxes are named here, from box and name there. Thread-safe. */
final class NamesHere implements BinaryOperator<String> {
    private final Supplier<Map<String, EdgeBeds.Owner>> owners;
    private volatile @Nullable Known known;

    /** One screen, the other way round. */
    private record Known(Map<String, EdgeBeds.Owner> of, Map<EdgeBeds.Owner, String> here) {}

    /** @param owners whose the beds of the screen are, by the names here; another map for another screen */
    NamesHere(Supplier<Map<String, EdgeBeds.Owner>> owners) {
        this.owners = owners;
    }

    /** The name here; a bed that is not shown now is followed by its box. */
    @Override
    @SuppressWarnings("ReferenceEquality") // the very screen
    public String apply(String box, String bed) {
        Map<String, EdgeBeds.Owner> now = owners.get();
        Known last = known;
        if (last == null || last.of() != now) {
            Map<EdgeBeds.Owner, String> here = new HashMap<>();
            now.forEach((name, owner) -> here.put(owner, name));
            last = new Known(now, here);
            known = last;
        }
        return last.here().getOrDefault(new EdgeBeds.Owner(box, bed), bed + " (" + box + ")");
    }
}
