package org.vigie.adapter.intellivue.codec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One object in a poll result.
 *
 * @param context see {@link ObjectId}
 * @param handle see {@link ObjectId}
 * @param attributes in the order sent; none at all means that there is no measurement
 */
public record PolledObject(int context, int handle, List<Attribute> attributes) {
    public PolledObject {
        attributes = List.copyOf(attributes);
    }

    /** Value of the first attribute with this id, or null. */
    public @Nullable Octets value(int attributeId) {
        return valueIn(attributes, attributeId);
    }

    /** Value of the first attribute with this id in a list, or null. */
    public static @Nullable Octets valueIn(List<Attribute> attributes, int attributeId) {
        for (Attribute attribute : attributes) {
            if (attribute.id() == attributeId) {
                return attribute.value();
            }
        }
        return null;
    }
}
