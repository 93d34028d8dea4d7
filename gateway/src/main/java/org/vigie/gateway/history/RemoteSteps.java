package org.vigie.gateway.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.vigie.model.BedId;
import org.vigie.model.SourceId;
import org.vigie.model.alarm.AlarmAction;
import org.vigie.model.alarm.AlarmEvent;
import org.vigie.model.alarm.AlarmKey;
import org.vigie.model.alarm.AlarmState;
import org.vigie.model.alarm.Priority;
import org.vigie.model.ward.WardEffect;

/**
 * From what another box wrote down of an alarm to a row of the log here. Nothing is decided again: the row says what
 * that box decided, with its reason.
 */
public final class RemoteSteps {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private RemoteSteps() {}

    /**
     * What a record says.
     *
     * @param row empty when it is no step, one that nobody could have seen, or unreadable
     * @param readable false for a record that is damaged or of another version: a step may be missing
     */
    public record Read(Optional<AlarmStep> row, boolean readable) {
        /** A record that says nothing here. */
        public static final Read UNREADABLE = new Read(Optional.empty(), false);
    }

    /**
     * The row of a record of kind TRANSITION.
     *
     * @param payload as in the journal of that box
     * @param time from its engine time to that of this box
     * @param facts known of an alarm by its occurrence id; null for none
     */
    public static Read read(
            byte[] payload, Function<Instant, Instant> time, Function<String, AlarmStep.@Nullable Facts> facts) {
        try {
            JsonNode node = MAPPER.readTree(new String(payload, StandardCharsets.UTF_8));
            if (!node.path("what").asText().equals("transition")) {
                return new Read(Optional.empty(), node.path("what").isTextual());
            }
            Optional<WardEffect.Transition> transition = transition(node);
            Optional<AlarmStep> row = transition.filter(AlarmSteps::isWorthARow).map(step -> {
                AlarmStep.@Nullable Facts known = facts.apply(step.occurrence());
                return AlarmStep.of(step, time.apply(step.at()), known == null ? AlarmStep.Facts.of(step) : known);
            });
            return new Read(row, transition.isPresent());
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeException ofAnotherVersion) {
            return Read.UNREADABLE;
        }
    }

    private static Optional<WardEffect.Transition> transition(JsonNode node) {
        Optional<Priority> priority = word(Priority.values(), Priority::word, node.path("priority"));
        Optional<AlarmState> from = word(AlarmState.values(), AlarmState::word, node.path("from"));
        Optional<AlarmState> to = word(AlarmState.values(), AlarmState::word, node.path("to"));
        Optional<AlarmEvent> event = word(AlarmEvent.values(), AlarmEvent::word, node.path("event"));
        if (priority.isEmpty() || from.isEmpty() || to.isEmpty() || event.isEmpty()) {
            return Optional.empty();
        }
        List<AlarmAction> actions = new ArrayList<>();
        node.path("actions")
                .forEach(action ->
                        word(AlarmAction.values(), AlarmAction::name, action).ifPresent(actions::add));
        return Optional.of(new WardEffect.Transition(
                Instant.parse(node.path("at").asText()),
                node.path("alarm").asText(),
                new AlarmKey(
                        new BedId(node.path("bed").asText()),
                        new SourceId(node.path("source").asText()),
                        null,
                        node.path("condition").asText()),
                priority.get(),
                text(node.path("code")),
                node.path("text").asText(),
                from.get(),
                event.get(),
                to.get(),
                actions,
                node.path("reason").asText(),
                text(node.path("user"))));
    }

    private static @Nullable String text(JsonNode node) {
        return node.isNull() || node.isMissingNode() ? null : node.asText();
    }

    private static <T> Optional<T> word(T[] all, Function<T, String> word, JsonNode node) {
        return Arrays.stream(all)
                .filter(one -> word.apply(one).equals(node.asText()))
                .findFirst();
    }
}
