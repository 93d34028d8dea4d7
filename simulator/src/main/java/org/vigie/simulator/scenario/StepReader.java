package org.vigie.simulator.scenario;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.vigie.simulator.fault.LinkFault;
import org.vigie.simulator.monitor.hl7.AdtEncoder;
import org.vigie.simulator.patient.ClinicalEvent;

/** Reads the lines of a timeline. */
final class StepReader {
    private static final Set<String> STEP = new LinkedHashSet<>(
            List.of("at", "bed", "beds", "event", "fault", "action", "for", "by", "percent", "to", "answer-within"));
    private static final Duration DEFAULT_LASTING = Duration.ofSeconds(60);

    private final YamlReader yaml;
    private final List<String> beds;

    StepReader(YamlReader yaml, List<String> beds) {
        this.yaml = yaml;
        this.beds = beds;
    }

    Optional<Step> step(Node node) {
        int before = yaml.problems().size();
        Map<String, Node> entries = yaml.mapping(node, STEP);
        Optional<Duration> at = yaml.duration(entries.get("at"));
        if (!entries.containsKey("at")) {
            yaml.problem(node, "at: when is missing");
        }
        Node where = entries.getOrDefault("bed", entries.get("beds"));
        if (where == null) {
            yaml.problem(node, "bed or beds: where is missing");
            return Optional.empty();
        }
        List<String> names = ScenarioLoader.chosen(yaml, where, beds);
        Optional<Step.Deed> deed = deed(node, entries);
        if (yaml.problems().size() > before || at.isEmpty() || deed.isEmpty()) {
            return Optional.empty();
        }
        Duration within = yaml.duration(entries.get("answer-within")).orElse(null);
        return Optional.of(new Step(at.get(), names, deed.get(), within));
    }

    private Optional<Step.Deed> deed(Node node, Map<String, Node> entries) {
        long deeds = List.of("event", "fault", "action").stream()
                .filter(entries::containsKey)
                .count();
        if (deeds != 1) {
            yaml.problem(node, "exactly one of event, fault and action is expected");
            return Optional.empty();
        }
        Duration lasting = yaml.duration(entries.get("for")).orElse(DEFAULT_LASTING);
        Node event = entries.get("event");
        if (event != null) {
            return clinical(event, lasting);
        }
        Node fault = entries.get("fault");
        if (fault != null) {
            return fault(fault, entries, lasting);
        }
        Node action = entries.get("action");
        return action == null ? Optional.empty() : action(action, entries);
    }

    private Optional<Step.Deed> clinical(Node node, Duration lasting) {
        Optional<ClinicalEvent> event = yaml.text(node).flatMap(ClinicalEvent::of);
        if (event.isEmpty()) {
            String known = Arrays.stream(ClinicalEvent.values())
                    .map(ClinicalEvent::word)
                    .collect(Collectors.joining(", "));
            yaml.problem(node, "unknown event; known: " + known);
        }
        return event.map(known -> new Step.Deed.Clinical(known, lasting));
    }

    private Optional<Step.Deed> fault(Node node, Map<String, Node> entries, Duration lasting) {
        Optional<LinkFault> fault = yaml.text(node).flatMap(LinkFault::of);
        if (fault.isEmpty()) {
            String known =
                    Arrays.stream(LinkFault.values()).map(LinkFault::word).collect(Collectors.joining(", "));
            yaml.problem(node, "unknown fault; known: " + known);
            return Optional.empty();
        }
        Duration by = yaml.duration(entries.get("by")).orElse(usual(fault.get()));
        int percent = yaml.number(entries.get("percent")).map(Double::intValue).orElse(Step.Deed.Fault.DEFAULT_PERCENT);
        if (percent < 0 || percent > 100) {
            yaml.problem(node, "percent: 0 to 100 expected, got " + percent);
        }
        String to = bed(entries.get("to")).orElse(null);
        return Optional.of(new Step.Deed.Fault(fault.get(), lasting, by, percent, to));
    }

    private static Duration usual(LinkFault fault) {
        return switch (fault) {
            case CLOCK_OFF -> Duration.ofHours(1);
            case ABORT -> Duration.ZERO;
            default -> Duration.ofSeconds(5);
        };
    }

    private Optional<String> bed(@Nullable Node node) {
        return node == null
                ? Optional.empty()
                : ScenarioLoader.chosen(yaml, node, beds).stream().findFirst();
    }

    private Optional<Step.Deed> action(Node node, Map<String, Node> entries) {
        String word = yaml.text(node).orElse("");
        if (word.equals("silence")) {
            return Optional.of(new Step.Deed.Silence());
        }
        for (AdtEncoder.Event event : AdtEncoder.Event.values()) {
            if (event.word().equals(word)) {
                Node to = entries.get("to");
                boolean transfer = event == AdtEncoder.Event.TRANSFER;
                if (transfer != (to != null)) {
                    yaml.problem(node, "to: a bed is expected for transfer, and only there");
                    return Optional.empty();
                }
                return Optional.of(new Step.Deed.Admission(event, bed(to).orElse(null)));
            }
        }
        yaml.problem(node, "unknown action; known: silence, admit, transfer, discharge, update");
        return Optional.empty();
    }
}
