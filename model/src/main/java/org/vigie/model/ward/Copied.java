package org.vigie.model.ward;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A list inside a draft: copied at its first change, so that what did not change stays the same object. */
final class Copied<T> {
    private List<T> items;
    private boolean own;
    private boolean changed;

    Copied(List<T> base) {
        this.items = base;
    }

    List<T> items() {
        return items;
    }

    int size() {
        return items.size();
    }

    T get(int index) {
        return items.get(index);
    }

    void set(int index, T item) {
        ownCopy();
        items.set(index, item);
    }

    void add(T item) {
        ownCopy();
        items.add(item);
    }

    /** Puts an item first and cuts the list to {@code most}. */
    void addFirst(T item, int most) {
        ownCopy();
        items.add(0, item);
        while (items.size() > most) {
            items.remove(items.size() - 1);
        }
    }

    void remove(int index) {
        ownCopy();
        items.remove(index);
    }

    /** True once anything was put, added or removed. */
    boolean isChanged() {
        return changed;
    }

    /** The list as it stands; the next change copies again. */
    List<T> frozen() {
        if (own) {
            items = Collections.unmodifiableList(items);
            own = false;
        }
        return items;
    }

    private void ownCopy() {
        changed = true;
        if (!own) {
            List<T> copy = new ArrayList<>(items.size() + 1);
            copy.addAll(items);
            items = copy;
            own = true;
        }
    }
}
