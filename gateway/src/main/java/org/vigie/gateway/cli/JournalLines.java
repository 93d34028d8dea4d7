package org.vigie.gateway.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigie.gateway.journal.Entry;
import org.vigie.gateway.journal.JournalRecord;
import org.vigie.gateway.pipeline.Explanation;
import org.vigie.model.ward.WardEffect;

/** Journal entries as lines for people and tools. */
final class JournalLines {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private JournalLines() {}

    static String record(JournalRecord record, @Nullable String payload) {
        ObjectNode node = MAPPER.createObjectNode()
                .put("epoch", record.epoch())
                .put("seq", record.seq())
                .put("class", record.cls().name())
                .put("kind", record.kind().name())
                .put("source", record.source())
                .put("at", record.at().toString())
                .put("wall", record.wall().toString())
                .put("bytes", record.payload().length);
        if (payload != null) {
            node.put("payload", payload);
        }
        return text(node);
    }

    static String damage(Entry.Damage damage) {
        return text(MAPPER.createObjectNode()
                .put("kind", "DAMAGE")
                .put("epoch", damage.epoch())
                .put("class", String.valueOf(damage.cls()))
                .put("afterSeq", damage.afterSeq())
                .put("lost", damage.lost())
                .put("reason", damage.reason()));
    }

    /** A step of an alarm: what, when, and why. */
    static List<String> step(Explanation.Step step) {
        WardEffect.Transition t = step.transition();
        List<String> lines = new ArrayList<>();
        lines.add(t.at() + "  " + t.key().bed() + "  " + t.priority().word() + "  "
                + t.key().condition() + "  " + t.from().word() + " -> " + t.to().word());
        lines.add("    because " + t.event().word() + ": " + t.reason()
                + (t.user() == null ? "" : " (by " + t.user() + ")"));
        lines.add("    cause " + step.cause() + "; actions " + t.actions());
        return lines;
    }

    private static String text(ObjectNode node) {
        try {
            return MAPPER.writeValueAsString(node);
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException("journal line", bug);
        }
    }
}
