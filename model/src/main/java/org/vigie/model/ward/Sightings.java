package org.vigie.model.ward;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vigie.model.score.News2;

/** Takes what a person saw at a bedside. */
final class Sightings {
    private Sightings() {}

    static Optional<String> observe(WardDraft ward, Order.Observe order, @Nullable String user) {
        BedDraft bed = order.bed().isUnit() ? null : ward.find(order.bed());
        if (bed == null) {
            return Optional.of("no-such-bed");
        }
        if (bed.empty) {
            return Optional.of("bed-is-empty");
        }
        String by = user == null ? "?" : user;
        Seen before = bed.seen == null ? Seen.NOTHING : bed.seen;
        bed.seen = new Seen(
                order.consciousness() == null
                        ? before.consciousness()
                        : new News2.Entry<>(order.consciousness(), ward.now(), by),
                order.oxygen() == null ? before.oxygen() : new News2.Entry<>(order.oxygen(), ward.now(), by),
                order.scale());
        ward.note(bed.id(), "observed", words(order), user);
        ward.touch();
        return Optional.empty();
    }

    private static String words(Order.Observe order) {
        String consciousness = order.consciousness() == null
                ? "not looked at"
                : order.consciousness().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        String oxygen = order.oxygen() == null ? "not looked at" : order.oxygen() ? "oxygen" : "air";
        return "consciousness: " + consciousness + ", breathes: " + oxygen + ", SpO2 scale "
                + (order.scale() == News2.Scale.ONE ? "1" : "2");
    }
}
