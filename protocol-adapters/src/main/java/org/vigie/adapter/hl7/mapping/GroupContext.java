package org.vigie.adapter.hl7.mapping;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vigie.adapter.hl7.codec.Hl7Message;
import org.vigie.model.DeviceId;
import org.vigie.model.observation.DeviceTime;

/**
 * One OBR group and what its rows inherit: the bed, the device of the nearest row above in the containment tree
 * (MDS.VMD.CHAN.METRIC of OBX-4), the time of such a row, and OBR-7. Source: IHE PCD TF-2 sections 3.3 to 3.5 of the
 * reference.
 */
final class GroupContext {
    private final MessageContext context;
    private final Hl7Message.Group group;
    private final List<Row> rows;
    private final @Nullable String bed;
    private final @Nullable DeviceTime time;
    private final Map<String, DeviceId> devices = new HashMap<>();
    private final Map<String, DeviceTime> times = new HashMap<>();

    GroupContext(MessageContext context, Hl7Message.Group group, int rowsBefore) {
        this.context = context;
        this.group = group;
        this.bed = context.bed(group.visit());
        this.rows = rows(context, group, rowsBefore);
        Hl7Message.Segment order = group.order();
        this.time = order == null ? null : Hl7Time.parse(order.value(7));
        boolean facets = rows.stream().anyMatch(row -> row.depth() > 4);
        for (Row row : rows) {
            // the facets of an alarm share what its first one says
            String place = row.depth() > 4 ? row.stem() : row.subId();
            if (row.depth() == 0 || !(facets || place.endsWith(".0"))) {
                continue; // no row is below it
            }
            DeviceId device = row.device();
            if (device != null) {
                devices.putIfAbsent(place, device);
            }
            DeviceTime own = Hl7Time.parse(row.obx().value(14));
            if (own != null) {
                times.putIfAbsent(place, own);
            }
        }
    }

    private static List<Row> rows(MessageContext context, Hl7Message.Group group, int rowsBefore) {
        List<Row> rows = new ArrayList<>();
        List<Hl7Message.Segment> members = group.members();
        for (int i = 0; i < members.size(); i++) {
            if (members.get(i).name().equals("OBX")) {
                DeviceId participant = null;
                for (int j = i + 1; j < members.size() && !members.get(j).name().equals("OBX"); j++) {
                    if (members.get(j).name().equals("PRT") && participant == null) {
                        participant = DeviceText.device(members.get(j).value(10)); // v2.7: replaces OBX-18
                    }
                }
                rows.add(new Row(
                        rowsBefore + rows.size() + 1, members.get(i), context.code(members.get(i)), participant));
            }
        }
        return rows;
    }

    MessageContext context() {
        return context;
    }

    Hl7Message.Group group() {
        return group;
    }

    List<Row> rows() {
        return rows;
    }

    @Nullable String bed() {
        return bed;
    }

    /** OBR-7; null when it is none. */
    @Nullable DeviceTime time() {
        return time;
    }

    /** The device of a row: its own, that of the nearest row above, else the sender. */
    @Nullable DeviceId device(Row row) {
        DeviceId own = row.device();
        DeviceId inherited = own == null ? above(row, devices) : own;
        return inherited == null ? context.sender() : inherited;
    }

    /** The time of a row: its own, that of the nearest row above, else OBR-7. */
    @Nullable DeviceTime time(Row row) {
        DeviceTime own = Hl7Time.parse(row.obx().value(14));
        DeviceTime inherited = own == null ? above(row, times) : own;
        return inherited == null ? time : inherited;
    }

    /** The value of the nearest row above: 1.2.3.4 inherits from 1.2.3.0, 1.2.0.0, 1.0.0.0. */
    private static <T> @Nullable T above(Row row, Map<String, T> known) {
        if (known.isEmpty()) {
            return null;
        }
        String place = row.subId();
        int size = row.depth();
        for (; size > 4; size--) { // facets and attributes belong to their metric
            place = place.substring(0, place.lastIndexOf('.'));
            T metric = known.get(place);
            if (metric != null) {
                return metric;
            }
        }
        String zeros = "";
        for (; size > 1; size--) {
            place = place.substring(0, place.lastIndexOf('.'));
            zeros += ".0";
            T found = known.get(place + zeros);
            if (found != null) {
                return found;
            }
        }
        return null;
    }
}
