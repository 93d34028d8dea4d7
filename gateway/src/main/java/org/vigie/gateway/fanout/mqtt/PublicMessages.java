package org.vigie.gateway.fanout.mqtt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.vigie.gateway.fanout.WardViews.Moment;
import org.vigie.model.DeviceText;
import org.vigie.model.observation.Absent;
import org.vigie.model.observation.Numeric;
import org.vigie.model.observation.Parameter;
import org.vigie.model.ward.AlarmCondition;
import org.vigie.model.ward.Bed;
import org.vigie.model.ward.Mark;
import org.vigie.model.ward.Stream;
import org.vigie.model.ward.ValueState;
import org.vigie.model.ward.Ward;
import org.vigie.model.ward.WardEffect.Transition;

/**
 * The published messages as JSON: pure. Nothing of a patient and nobody's initials are in them. The contract is
 * docs/api/asyncapi.yaml.
 */
final class PublicMessages {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final PublicTopics topics;

    PublicMessages(PublicTopics topics) {
        this.topics = topics;
    }

    private ObjectNode head(Moment moment) {
        return MAPPER.createObjectNode()
                .put("site", topics.site())
                .put("edge", topics.edge())
                .put("epoch", moment.epoch());
    }

    /** What the broker says when this box has gone. */
    byte[] offline(Moment moment) {
        return bytes(head(moment).put("status", "offline"));
    }

    /** This box is there. */
    byte[] online(Ward ward, Moment moment) {
        ObjectNode node = head(moment)
                .put("status", "online")
                .put("seq", ward.changes())
                .put("time", moment.serverTime())
                .put("mode", moment.mode())
                .put("bedsReporting", ward.bedsReporting())
                .put("bedsTotal", ward.bedsTotal());
        alarms(ward.unit(), moment, node.putArray("alarms"));
        return bytes(node);
    }

    /** The state of a bed. */
    byte[] state(Ward ward, Bed bed, Moment moment) {
        ObjectNode node = head(moment)
                .put("seq", ward.changes())
                .put("time", moment.serverTime())
                .put("mode", moment.mode())
                .put("bed", bed.id().value())
                .put("link", bed.link().word())
                .put("linkReason", bed.linkReason().word())
                .put("lastHeardMs", bed.lastHeard().map(moment::msSince).orElse(null));
        ArrayNode marks = node.putArray("marks");
        bed.marks().stream().sorted().map(Mark::word).forEach(marks::add);
        ArrayNode values = node.putArray("values");
        bed.streams().forEach(stream -> value(stream, moment, values));
        alarms(bed, moment, node.putArray("alarms"));
        return bytes(node);
    }

    private static void value(Stream stream, Moment moment, ArrayNode values) {
        if (stream.observation() instanceof Numeric numeric && !numeric.setting()) {
            boolean shown = stream.state() != ValueState.ABSENT && stream.state() != ValueState.INVALID;
            parameter(values.addObject(), numeric.parameter())
                    .put("value", shown ? numeric.value() : null)
                    .put("unit", numeric.unit().ucum())
                    .put("state", stream.state().word())
                    .put("quality", numeric.quality().name().toLowerCase(Locale.ROOT))
                    .put("ageMs", moment.msSince(stream.measured()));
        } else if (stream.observation() instanceof Absent absent) {
            parameter(values.addObject(), absent.parameter())
                    .putNull("value")
                    .put("unit", "")
                    .put("state", ValueState.ABSENT.word())
                    .putNull("quality")
                    .put("ageMs", moment.msSince(stream.measured()));
        }
    }

    private static ObjectNode parameter(ObjectNode node, Parameter parameter) {
        return node.put("code", parameter.code())
                .put("vendorCode", clean(parameter.vendorCode()))
                .put("channel", clean(parameter.channel()));
    }

    private static void alarms(Bed bed, Moment moment, ArrayNode alarms) {
        for (AlarmCondition alarm : bed.alarms()) {
            ObjectNode node = alarms.addObject()
                    .put("id", alarm.id())
                    .put("code", clean(alarm.code().orElse(null)))
                    .put("text", DeviceText.clean(alarm.text()))
                    .put("priority", alarm.priority().word())
                    .put("kind", alarm.kind().word())
                    .put("state", alarm.state().word())
                    .put("since", moment.iso(alarm.since()))
                    .put("stale", alarm.stale())
                    .put("escalation", alarm.escalation());
            ArrayNode beds = node.putArray("beds");
            alarm.beds().forEach(one -> beds.add(one.value()));
        }
    }

    /**
     * One step of an alarm.
     *
     * @param seq number of the step among those of its bed since the start of this box, from 1, without gaps
     */
    byte[] alarm(Transition step, long seq, Moment moment) {
        return bytes(head(moment)
                .put("seq", seq)
                .put("time", moment.iso(step.at()))
                .put("mode", moment.mode())
                .put("bed", step.key().bed().isUnit() ? null : step.key().bed().value())
                .put("id", step.occurrence())
                .put("code", clean(step.code()))
                .put("text", DeviceText.clean(step.text()))
                .put("priority", step.priority().word())
                .put("from", step.from().word())
                .put("event", step.event().word())
                .put("to", step.to().word()));
    }

    private static @Nullable String clean(@Nullable String text) {
        return text == null ? null : DeviceText.clean(text);
    }

    private static byte[] bytes(ObjectNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException("public message", bug);
        }
    }
}
