package org.vigie.gateway.delivery;

import java.util.ArrayList;
import java.util.List;
import org.vigie.model.BedId;

/**
 * Which beds a display shows, and in which order.
 *
 * @param beds first, in this order; names that the site does not know are left out
 * @param rest true when the other beds of the site follow in its order
 */
public record Layout(List<String> beds, boolean rest) {
    /** All beds in the order of the site. */
    public static final Layout ALL = new Layout(List.of(), true);

    public Layout {
        beds = List.copyOf(beds);
    }

    /** What such a display shows of a site: never nothing, so that a forgotten setting is no empty screen. */
    public List<BedId> shown(List<BedId> site) {
        List<BedId> first = new ArrayList<>();
        for (String name : beds) {
            BedId bed = new BedId(name);
            if (site.contains(bed) && !first.contains(bed)) {
                first.add(bed);
            }
        }
        if (!rest && !first.isEmpty()) {
            return first;
        }
        site.stream().filter(bed -> !first.contains(bed)).forEach(first::add);
        return first;
    }
}
