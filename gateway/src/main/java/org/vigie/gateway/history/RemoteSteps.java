package org.vigie.gateway.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
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
import org.vigie.model.DeviceText;
import org.vigie.model.SourceId;
import org.vigie.model.alarm.AlarmAction;
import org.vigie.model.alarm.AlarmEvent;
import org.vigie.model.alarm.AlarmKey;
import org.vigie.model.alarm.AlarmKind;
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
     * What the records of an alarm do not say, as its state said it.
     *
     * @param kind physiological or technical
     * @param about parameter it is about; null when unknown
     * @param value extreme reached; null when unknown
     * @param limit limit that it broke; null when unknown
     * @param unit UCUM of both; null without value
     */
    public record Facts(
            AlarmKind kind,
            @Nullable String about,
            @Nullable BigDecimal value,
            @Nullable BigDecimal limit,
            @Nullable String unit) {}

    /**
     * The row of a record of kind TRANSITION; empty when it is none, or a step that nobody could have seen.
     *
     * @param payload as in the journal of that box
     * @param time from its engine time to that of this box
     * @param facts known of an alarm by its occurrence id; null for none
     */
    public static Optional<AlarmStep> read(
            byte[] payload, Function<Instant, Instant> time, Function<String, @Nullable Facts> facts) {
        try {
            JsonNode node = MAPPER.readTree(new String(payload, StandardCharsets.UTF_8));
            if (!node.path("what").asText().equals("transition")) {
                return Optional.empty();
            }
            return transition(node).filter(AlarmSteps::isWorthARow).map(step -> row(step, time, facts));
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeException ofAnotherVersion) {
            return Optional.empty();
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

    private static AlarmStep row(
            WardEffect.Transition t, Function<Instant, Instant> time, Function<String, @Nullable Facts> facts) {
        @Nullable Facts known = facts.apply(t.occurrence());
        @Nullable String code = t.code();
        AlarmKind kind = t.key().isOwn() ? AlarmKind.TECHNICAL : AlarmKind.PHYSIOLOGICAL;
        return new AlarmStep(
                time.apply(t.at()),
                t.key().bed().value(),
                t.occurrence(),
                AlarmStep.Step.of(t),
                t.event(),
                t.from(),
                t.to(),
                t.priority(),
                known == null ? kind : known.kind(),
                code == null ? null : DeviceText.clean(code).intern(),
                DeviceText.clean(t.text()).intern(),
                known == null ? null : known.about(),
                known == null ? null : known.value(),
                known == null ? null : known.limit(),
                known == null ? null : known.unit(),
                t.user() == null ? null : DeviceText.clean(t.user()),
                DeviceText.clean(t.reason()).intern());
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
