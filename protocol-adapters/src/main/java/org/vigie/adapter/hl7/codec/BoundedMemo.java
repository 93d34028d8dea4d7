package org.vigie.adapter.hl7.codec;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What was made of a text, so that it need not be made again: monitors send the same codes, units and identities each
 * second. The least recently used is forgotten first, and a long text is never kept, so that no sender can fill the
 * memory. One thread.
 *
 * @param <V> an immutable value that depends on the text alone
 */
public final class BoundedMemo<V> {
    private static final int LONGEST = 256;

    private final Map<String, V> known;

    /** @param capacity texts kept, at least 1 */
    public BoundedMemo(int capacity) {
        known = new LinkedHashMap<>(64, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > capacity;
            }
        };
    }

    /** What {@code make} gives for {@code text}, made now or kept from before. */
    public V get(String text, Function<String, V> make) {
        V before = known.get(text);
        if (before != null) {
            return before;
        }
        V made = make.apply(text);
        if (text.length() <= LONGEST) {
            known.put(text, made);
        }
        return made;
    }

    void clear() {
        known.clear();
    }
}
