package org.vigie.adapter.hl7.mapping;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.vigie.adapter.hl7.codec.Hl7Message;
import org.vigie.model.DeviceId;
import org.vigie.model.observation.Parameter;
import org.vigie.model.observation.Quality;
import org.vigie.model.unit.Unit;
import org.vigie.profiles.BedRule;
import org.vigie.profiles.DeviceProfile;
import org.vigie.profiles.ValueRule;

/** What all rows of one message share. One per message, used on one thread. */
final class MessageContext {
    private final ProfileRules rules;
    private final Hl7Message message;
    private final Quality basis;
    private final @Nullable DeviceId sender;

    MessageContext(ProfileRules rules, Hl7Message message) {
        this.rules = rules;
        this.message = message;
        this.basis = switch (message.msh().processingId().strip().toUpperCase(Locale.ROOT)) {
            case "D" -> Quality.DEMO;
            case "T" -> Quality.TEST;
            default -> Quality.VALID;
        };
        this.sender = sender(message);
    }

    ProfileRules rules() {
        return rules;
    }

    DeviceProfile profile() {
        return rules.profile();
    }

    Hl7Message message() {
        return message;
    }

    /** OBX-3 of a row. */
    Coded code(Hl7Message.Segment obx) {
        return rules.readings().code(message, obx);
    }

    /** OBX-6 of a row; null when it sends none. */
    @Nullable Unit unit(Hl7Message.Segment obx) {
        return rules.readings().unit(message, obx);
    }

    /** VALID, or DEMO / TEST by MSH-11. */
    Quality basis() {
        return basis;
    }

    /** The device of MSH-3; null when it is empty. */
    @Nullable DeviceId sender() {
        return sender;
    }

    /** The bed of a PV1 by the profile's rule; null when there is none. */
    @Nullable String bed(Hl7Message.@Nullable Segment visit) {
        return visit == null ? null : bed(visit, 3);
    }

    /** The bed of PV1-3 or PV1-6 by the profile's rule; null when that place is empty. */
    @Nullable String bed(Hl7Message.Segment visit, int field) {
        BedRule rule = rules.profile().bed();
        String bed = DeviceText.orNull(visit.value(field, 1, rule.component(), rule.subcomponent()));
        if (bed == null || !rule.qualified()) {
            return bed;
        }
        return BedRule.qualified(
                Objects.requireNonNullElse(DeviceText.orNull(visit.value(field, 1)), ""),
                Objects.requireNonNullElse(DeviceText.orNull(visit.value(field, 2)), ""),
                bed);
    }

    /** The rule of the profile for a code; null when it has none. A name on the wire wins over the vendor's number. */
    @Nullable ValueRule rule(Coded code, String subId) {
        if (code.onWire() && code.refId() != null) {
            return rules.value(code.refId(), subId);
        }
        ValueRule local = rules.value(code.local(), subId);
        return local != null || code.refId() == null ? local : rules.value(code.refId(), subId);
    }

    /** What a row measures; null when it carries no code at all. */
    @Nullable Parameter parameter(Row row, Coded code) {
        if (code.isEmpty() && code.refId() == null) {
            return null;
        }
        ValueRule rule = rule(code, row.subId());
        String refId = code.onWire() ? code.refId() : rule != null ? rule.mdc() : code.refId();
        String subId = DeviceText.clean(row.subId());
        String channel = subId.isEmpty() ? label(code) : subId;
        if (rule != null && !code.onWire() && rule.ownChannel()) {
            channel = channel + "." + rule.local();
        }
        String vendorCode = code.onWire() && refId != null ? null : code.sent();
        return new Parameter(refId, vendorCode, channel.isEmpty() ? null : channel, label(code));
    }

    private static String label(Coded code) {
        return code.text();
    }

    private static @Nullable DeviceId sender(Hl7Message message) {
        if (message.segments().isEmpty()) {
            return null;
        }
        Hl7Message.Segment msh = message.segments().getFirst();
        boolean hasType = !msh.value(3, 3).isBlank();
        DeviceId universal = DeviceText.device(msh.value(3, 2));
        DeviceId name = DeviceText.device(msh.value(3));
        return hasType && universal != null ? universal : name != null ? name : universal;
    }
}
