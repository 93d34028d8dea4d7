package org.vigie.gateway.pipeline.records;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a display has done with alarms, as it is journaled (kind DELIVERY, one line of JSON) and as it is read back for
 * the report of a shift. Nothing is decided from it.
 *
 * @param at engine time
 * @param display its number
 * @param step what it did
 * @param alarms occurrence ids, with the milliseconds since the gateway first offered each
 */
public record DeliveryNote(Instant at, int display, Step step, Map<String, Long> alarms) {
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();
    private static final String WHAT = "delivery";

    public DeliveryNote {
        alarms = Collections.unmodifiableMap(new LinkedHashMap<>(alarms));
    }

    /** How far an alarm has come at a display. */
    public enum Step {
        SENT,
        PAINTED,
        /** Painted where somebody watches: page visible, sound running, sound check answered. Once per alarm. */
        SEEN,
        SOUNDED;

        /** The word in the journal. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        private static Optional<Step> of(String word) {
            for (Step step : values()) {
                if (step.word().equals(word)) {
                    return Optional.of(step);
                }
            }
            return Optional.empty();
        }
    }

    /** The line in the journal. */
    public String text() {
        ObjectNode node = MAPPER.createObjectNode()
                .put("what", WHAT)
                .put("at", at.toString())
                .put("display", display)
                .put("step", step.word());
        ArrayNode list = node.putArray("alarms");
        alarms.forEach((alarm, after) -> list.addObject().put("alarm", alarm).put("afterMs", after));
        try {
            return MAPPER.writeValueAsString(node);
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException("delivery note", bug);
        }
    }

    /** Whether a line of a record of this kind tells something else of displays, such as who arranged their beds. */
    public static boolean isAnother(String line) {
        try {
            JsonNode what = MAPPER.readTree(line).path("what");
            return what.isTextual() && !what.asText().equals(WHAT);
        } catch (JsonProcessingException unreadable) {
            return false;
        }
    }

    /** A line of the journal; empty for one that is none, or of a later version. */
    public static Optional<DeliveryNote> parse(String line) {
        try {
            JsonNode node = MAPPER.readTree(line);
            Map<String, Long> alarms = new LinkedHashMap<>();
            for (JsonNode one : node.path("alarms")) {
                alarms.put(one.path("alarm").asText(), one.path("afterMs").asLong());
            }
            Instant at = Instant.parse(node.path("at").asText());
            int display = node.path("display").asInt();
            return Step.of(node.path("step").asText()).map(step -> new DeliveryNote(at, display, step, alarms));
        } catch (JsonProcessingException | DateTimeException unreadable) {
            return Optional.empty();
        }
    }
}
