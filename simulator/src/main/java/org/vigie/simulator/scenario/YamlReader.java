package org.vigie.simulator.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads YAML 1.2 into checked values and keeps every problem with its line. Not thread-safe. */
final class YamlReader {
    private static final int MOST_BYTES = 1 << 20;
    private static final int MOST_ALIASES = 20;
    private static final Pattern DURATION = Pattern.compile("(\\d{1,7})(ms|s|m|h)");

    private final String file;
    private final List<String> problems = new ArrayList<>();

    YamlReader(String file) {
        this.file = file;
    }

    List<String> problems() {
        return problems;
    }

    Optional<Node> compose(String text) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file)
                .setUseMarks(true)
                .setCodePointLimit(MOST_BYTES)
                .setMaxAliasesForCollections(MOST_ALIASES)
                .build();
        try {
            return new Compose(settings).composeString(text);
        } catch (MarkedYamlEngineException notYaml) {
            int line = notYaml.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            problems.add(file + ":" + line + ": " + notYaml.getProblem());
        } catch (YamlEngineException notYaml) {
            problems.add(file + ":1: " + notYaml.getMessage());
        }
        return Optional.empty();
    }

    void problem(Node node, String text) {
        int line = node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
        problems.add(file + ":" + line + ": " + text);
    }

    /** The entries of a mapping; other kinds, unknown and repeated keys are problems. */
    Map<String, Node> mapping(Node node, Set<String> known) {
        Map<String, Node> entries = new LinkedHashMap<>();
        if (!(node instanceof MappingNode mapping)) {
            problem(node, "a mapping (key: value) is expected here");
            return entries;
        }
        for (NodeTuple tuple : mapping.getValue()) {
            String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
            if (!known.contains(key)) {
                problem(tuple.getKeyNode(), "unknown key '" + key + "'; known: " + String.join(", ", known));
            } else if (entries.putIfAbsent(key, tuple.getValueNode()) != null) {
                problem(tuple.getKeyNode(), "key '" + key + "' twice");
            }
        }
        return entries;
    }

    List<Node> sequence(Node node) {
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        problem(node, "a list is expected here");
        return List.of();
    }

    Optional<String> text(@Nullable Node node) {
        if (node == null) {
            return Optional.empty();
        }
        if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
            return Optional.of(scalar.getValue());
        }
        problem(node, "a text is expected here");
        return Optional.empty();
    }

    Optional<Double> number(@Nullable Node node) {
        Optional<String> text = text(node);
        if (node == null || text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Double.parseDouble(text.get()));
        } catch (NumberFormatException notANumber) {
            problem(node, "a number is expected, got '" + text.get() + "'");
            return Optional.empty();
        }
    }

    Optional<Boolean> truth(@Nullable Node node) {
        Optional<String> text = text(node);
        if (node == null || text.isEmpty()) {
            return Optional.empty();
        }
        if (!text.get().equals("true") && !text.get().equals("false")) {
            problem(node, "true or false is expected, got '" + text.get() + "'");
            return Optional.empty();
        }
        return Optional.of(text.get().equals("true"));
    }

    Optional<Duration> duration(@Nullable Node node) {
        Optional<String> text = text(node);
        if (node == null || text.isEmpty()) {
            return Optional.empty();
        }
        Optional<Duration> duration = parseDuration(text.get());
        if (duration.isEmpty()) {
            problem(node, "a duration such as 30s, 5m, 2h or 500ms is expected, got '" + text.get() + "'");
        }
        return duration;
    }

    /** A whole number and its unit; a bare 0 is nothing. */
    static Optional<Duration> parseDuration(String text) {
        if (text.equals("0")) {
            return Optional.of(Duration.ZERO);
        }
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(matcher.group(1));
        return Optional.of(
                switch (matcher.group(2)) {
                    case "ms" -> Duration.ofMillis(number);
                    case "s" -> Duration.ofSeconds(number);
                    case "m" -> Duration.ofMinutes(number);
                    default -> Duration.ofHours(number);
                });
    }
}
