package org.vigie.model.ward;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vigie.model.BedId;

/** Where each bed stands in the order of the site. */
record BedIndex(Map<BedId, Integer> places) {
    static BedIndex of(List<BedId> beds) {
        Map<BedId, Integer> places = new HashMap<>();
        for (BedId bed : beds) {
            places.put(bed, places.size());
        }
        return new BedIndex(Map.copyOf(places));
    }

    @Nullable Integer of(BedId bed) {
        return places.get(bed);
    }
}
