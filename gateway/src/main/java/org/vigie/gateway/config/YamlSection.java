package org.vigie.gateway.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * One mapping of the file, read key by key. Every wrong value is noted with its line and replaced by the fallback, so
 * that one reading finds all problems. {@link #end} notes the keys nobody asked for.
 */
final class YamlSection {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,6})\\s*(ms|s|min|h)");

    private final String what;
    private final int line;
    private final Problems problems;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new LinkedHashMap<>();
    private final Set<String> asked = new LinkedHashSet<>();

    /** Collects what is wrong. */
    static final class Problems {
        private final String file;
        private final List<SiteProblem> list = new ArrayList<>();

        Problems(String file) {
            this.file = file;
        }

        void add(int line, String text) {
            list.add(new SiteProblem(file, line, text));
        }

        List<SiteProblem> list() {
            return list;
        }
    }

    private YamlSection(String what, int line, Problems problems) {
        this.what = what;
        this.line = line;
        this.problems = problems;
    }

    static YamlSection of(String what, @Nullable Node node, int line, Problems problems) {
        YamlSection section = new YamlSection(what, node == null ? line : lineOf(node), problems);
        if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(section::take);
        } else if (node != null && !isNull(node)) {
            problems.add(lineOf(node), what + ": keys with values expected, for example `{ key: value }`");
        }
        return section;
    }

    private void take(NodeTuple tuple) {
        int at = lineOf(tuple.getKeyNode());
        if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
            problems.add(at, what + ": a key must be a word");
        } else if (values.putIfAbsent(key.getValue(), tuple.getValueNode()) != null) {
            problems.add(
                    at,
                    what + ": `" + key.getValue() + "` stands here and in line " + lines.get(key.getValue())
                            + "; keep one");
        } else {
            lines.put(key.getValue(), at);
        }
    }

    int line() {
        return line;
    }

    int line(String key) {
        return lines.getOrDefault(key, line);
    }

    void problem(String key, String text) {
        problems.add(line(key), text);
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    private Optional<ScalarNode> scalar(String key, String expected) {
        asked.add(key);
        Node node = values.get(key);
        if (node == null || isNull(node)) {
            return Optional.empty();
        }
        if (node instanceof ScalarNode scalar) {
            return Optional.of(scalar);
        }
        problem(key, what + ": `" + key + "`: " + expected + " expected");
        return Optional.empty();
    }

    /** Text of 1 to {@code maxLength} characters without controls. */
    Optional<String> text(String key, int maxLength) {
        return scalar(key, "one text").map(ScalarNode::getValue).filter(value -> {
            if (value.isBlank() || value.length() > maxLength || value.chars().anyMatch(Character::isISOControl)) {
                problem(key, what + ": `" + key + "`: 1 to " + maxLength + " characters on one line expected");
                return false;
            }
            return true;
        });
    }

    int integer(String key, int min, int max, int fallback) {
        return scalar(key, "a whole number")
                .flatMap(node -> {
                    try {
                        int value = Integer.parseInt(node.getValue().replace("_", ""));
                        if (node.getTag().equals(Tag.INT) && value >= min && value <= max) {
                            return Optional.of(value);
                        }
                    } catch (NumberFormatException notANumber) {
                        // Said below, together with a number out of range.
                    }
                    problem(
                            key,
                            what + ": `" + key + ": " + node.getValue() + "`: a whole number from " + min + " to " + max
                                    + " expected");
                    return Optional.<Integer>empty();
                })
                .orElse(fallback);
    }

    boolean truth(String key, boolean fallback) {
        return scalar(key, "true or false")
                .flatMap(node -> {
                    if (node.getTag().equals(Tag.BOOL)) {
                        return Optional.of(node.getValue().equalsIgnoreCase("true"));
                    }
                    problem(key, what + ": `" + key + ": " + node.getValue() + "`: true or false expected");
                    return Optional.<Boolean>empty();
                })
                .orElse(fallback);
    }

    /** A time such as {@code 500ms}, {@code 60s}, {@code 2min}. */
    Optional<Duration> time(String key, Duration min, Duration max) {
        return scalar(key, "a time such as 60s").flatMap(node -> {
            Optional<Duration> value =
                    parse(node.getValue()).filter(t -> t.compareTo(min) >= 0 && t.compareTo(max) <= 0);
            if (value.isEmpty()) {
                problem(
                        key,
                        what + ": `" + key + ": " + node.getValue() + "`: a time from " + show(min) + " to " + show(max)
                                + " expected, for example 60s");
            }
            return value;
        });
    }

    /** A list of times. */
    List<TimeAt> times(String key) {
        return items(key, node -> {
            Optional<Duration> value = node instanceof ScalarNode scalar ? parse(scalar.getValue()) : Optional.empty();
            if (value.isEmpty()) {
                problems.add(lineOf(node), what + ": `" + key + "`: times such as 30s expected");
            }
            return new TimeAt(value.orElse(Duration.ZERO), lineOf(node), value.isPresent());
        });
    }

    /**
     * One of a list of times.
     *
     * @param time zero when it cannot be read
     * @param line where it stands
     * @param read false when it cannot be read; that was noted
     */
    record TimeAt(Duration time, int line, boolean read) {}

    /** Notes something that is wrong in a line. */
    void problem(int line, String text) {
        problems.add(line, what + ": " + text);
    }

    private static Optional<Duration> parse(String text) {
        Matcher matcher = DURATION.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(matcher.group(1));
        return Optional.of(
                switch (matcher.group(2)) {
                    case "ms" -> Duration.ofMillis(number);
                    case "s" -> Duration.ofSeconds(number);
                    case "min" -> Duration.ofMinutes(number);
                    default -> Duration.ofHours(number);
                });
    }

    static String show(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + "s" : time.toMillis() + "ms";
    }

    /** One of several words. */
    <T> T choice(String key, Map<String, T> words, T fallback) {
        return scalar(key, "one of " + String.join(", ", words.keySet()))
                .flatMap(node -> {
                    T value = words.get(node.getValue());
                    if (value == null) {
                        problem(
                                key,
                                what + ": `" + key + ": " + node.getValue() + "`: one of "
                                        + String.join(", ", words.keySet()) + " expected");
                    }
                    return Optional.ofNullable(value);
                })
                .orElse(fallback);
    }

    /** A mapping below this one; an empty one when the key is absent. */
    YamlSection section(String key) {
        asked.add(key);
        return of("`" + key + "`", values.get(key), line(key), problems);
    }

    /** A list of mappings below this one. */
    List<YamlSection> sections(String key, String one) {
        return items(key, node -> of(one, node, lineOf(node), problems));
    }

    /** A list of texts. */
    List<String> texts(String key, int maxLength) {
        return items(key, node -> {
            if (node instanceof ScalarNode scalar
                    && !scalar.getValue().isBlank()
                    && scalar.getValue().length() <= maxLength) {
                return scalar.getValue();
            }
            problems.add(lineOf(node), what + ": `" + key + "`: texts of 1 to " + maxLength + " characters expected");
            return "";
        });
    }

    private <T> List<T> items(String key, Function<Node, T> reader) {
        asked.add(key);
        Node node = values.get(key);
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue().stream().map(reader).toList();
        }
        if (node != null && !isNull(node)) {
            problem(key, what + ": `" + key + "`: a list expected, one `- ` a line");
        }
        return List.of();
    }

    /** Notes every key that nobody asked for. */
    void end() {
        values.keySet().stream()
                .filter(key -> !asked.contains(key))
                .forEach(key ->
                        problem(key, what + ": unknown key `" + key + "`; known here: " + String.join(", ", asked)));
    }

    private static boolean isNull(Node node) {
        return node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL);
    }

    static int lineOf(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }
}
