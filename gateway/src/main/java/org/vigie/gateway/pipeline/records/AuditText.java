package org.vigie.gateway.pipeline.records;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.vigie.model.report.Problem;
import org.vigie.model.ward.WardEffect;

/**
 * What the ward decided, as one line of JSON a record: readable by {@code vigie journal cat} and by any tool, never
 * read back by the gateway. Member {@code what} tells the kinds apart.
 */
public final class AuditText {
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();
    private static final int MOST_PROBLEMS = 20;

    private AuditText() {}

    /** One step of one alarm, with its reason. */
    public static String transition(WardEffect.Transition t) {
        ObjectNode node = node("transition", t.at())
                .put("bed", t.key().bed().value())
                .put("alarm", t.occurrence())
                .put("source", t.key().source().value())
                .put("condition", t.key().condition())
                .put("code", t.code())
                .put("text", t.text())
                .put("priority", t.priority().word())
                .put("from", t.from().word())
                .put("event", t.event().word())
                .put("to", t.to().word());
        ArrayNode actions = node.putArray("actions");
        t.actions().forEach(action -> actions.add(action.name()));
        return text(node.put("reason", t.reason()).put("user", t.user()));
    }

    /** A person has arranged the beds of a display. */
    public static String arranged(Instant at, int display, String name, List<String> beds, boolean rest) {
        ObjectNode node = node("arranged", at).put("display", display).put("name", name);
        beds.forEach(node.putArray("beds")::add);
        return text(node.put("rest", rest));
    }

    /** A link that changed. */
    public static String link(WardEffect.LinkChanged link) {
        return text(node("link", link.at())
                .put("bed", link.bed().value())
                .put("source", link.source() == null ? null : link.source().value())
                .put("from", link.from().word())
                .put("to", link.to().word())
                .put("reason", link.reason().word()));
    }

    /** Something to keep that changed no alarm. */
    public static String noted(WardEffect.Noted noted) {
        return text(node("noted", noted.at())
                .put("bed", noted.bed().value())
                .put("noted", noted.what())
                .put("text", noted.text())
                .put("user", noted.user()));
    }

    /** What could not be used of one message; at most 20 of them are spelled out. */
    public static String problems(long epoch, long seq, List<Problem> problems) {
        ObjectNode node = MAPPER.createObjectNode()
                .put("what", "problems")
                .put("epoch", epoch)
                .put("seq", seq)
                .put("count", problems.size());
        ArrayNode list = node.putArray("problems");
        problems.stream()
                .limit(MOST_PROBLEMS)
                .forEach(problem -> list.addObject()
                        .put("offset", problem.offset())
                        .put("reason", problem.reason())
                        .put("text", problem.text()));
        return text(node);
    }

    /** Wave messages that were left out because the gateway was busy. */
    public static String gap(long messages) {
        return text(MAPPER.createObjectNode()
                .put("what", "gap")
                .put("class", "waves")
                .put("count", messages)
                .put("reason", "overload"));
    }

    private static ObjectNode node(String what, Instant at) {
        return MAPPER.createObjectNode().put("what", what).put("at", at.toString());
    }

    private static String text(ObjectNode node) {
        try {
            return MAPPER.writeValueAsString(node);
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException("audit text", bug);
        }
    }
}
