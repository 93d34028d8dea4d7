package org.vigie.model.ward;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.vigie.model.BedId;

/** A read-only view of the beds by name, in the order of the site, that costs nothing to make. */
final class BedMap extends AbstractMap<BedId, Bed> {
    private final BedIndex index;
    private final List<Bed> beds;

    BedMap(BedIndex index, List<Bed> beds) {
        this.index = index;
        this.beds = beds;
    }

    @Override
    public @Nullable Bed get(@Nullable Object key) {
        Integer at = key instanceof BedId bed ? index.of(bed) : null;
        return at == null ? null : beds.get(at);
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return get(key) != null;
    }

    @Override
    public Collection<Bed> values() {
        return beds;
    }

    @Override
    public Set<Map.Entry<BedId, Bed>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Map.Entry<BedId, Bed>> iterator() {
                return beds.stream().map(bed -> Map.entry(bed.id(), bed)).iterator();
            }

            @Override
            public int size() {
                return beds.size();
            }
        };
    }
}
