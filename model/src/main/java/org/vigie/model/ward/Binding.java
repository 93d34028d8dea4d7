package org.vigie.model.ward;

import org.jspecify.annotations.Nullable;
import org.vigie.model.SourceId;

/**
 * How a sender is known to belong to a bed.
 *
 * @param source the sender; null for any
 * @param reportedBed the bed as the sender names it; null for whatever it names
 */
public record Binding(@Nullable SourceId source, @Nullable String reportedBed) {
    public Binding {
        if (source == null && reportedBed == null) {
            throw new IllegalArgumentException("binding without source and without reported bed");
        }
    }
}
