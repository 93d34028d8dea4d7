package org.vigie.profiles.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.vigie.profiles.ProfileProblem;

/**
 * One YAML document as a JSON tree, with the line of every node. YAML 1.2, so that {@code NO} and {@code 010} stay what
 * they are; duplicate keys, aliases and tags are problems. Not thread-safe; one per file.
 */
final class ProfileYaml {
    /** Longest profile file, in characters; the largest built-in one is a tenth of it. */
    static final int CODE_POINTS = 262_144;

    private static final int DEPTH = 16;

    private final String file;
    private final List<ProfileProblem> problems;
    private final Map<String, Integer> lines = new HashMap<>();

    private ProfileYaml(String file, List<ProfileProblem> problems) {
        this.file = file;
        this.problems = problems;
    }

    /** A tree and the line (from 1) of each JSON pointer in it. */
    record Document(JsonNode tree, Map<String, Integer> lines) {
        /** Line of the node at the pointer, or of the nearest node above it. */
        int line(String pointer) {
            String at = pointer;
            while (true) {
                Integer line = lines.get(at);
                if (line != null) {
                    return line;
                }
                int slash = at.lastIndexOf('/');
                if (slash < 0) {
                    return 1;
                }
                at = at.substring(0, slash);
            }
        }
    }

    /** Reads a document; empty when it is not YAML or has no mapping at its root. Problems are added to the list. */
    static Optional<Document> read(String file, String text, List<ProfileProblem> problems) {
        ProfileYaml reader = new ProfileYaml(file, problems);
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file)
                .setAllowDuplicateKeys(true) // reported by ourselves, all of them
                .setUseMarks(true)
                .setCodePointLimit(CODE_POINTS)
                .build();
        try {
            Optional<Node> root = new Compose(settings).composeString(text);
            if (root.isEmpty() || !(root.get() instanceof MappingNode)) {
                problems.add(new ProfileProblem(file, 1, "a profile is a mapping that begins with 'profile: name'"));
                return Optional.empty();
            }
            return Optional.of(new Document(reader.convert(root.get(), "", 0), reader.lines));
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            problems.add(new ProfileProblem(file, line, "not YAML: " + e.getProblem()));
        } catch (YamlEngineException e) {
            problems.add(new ProfileProblem(file, 1, "not YAML: " + firstLine(e.getMessage())));
        }
        return Optional.empty();
    }

    private static String firstLine(@Nullable String text) {
        return text == null ? "unreadable" : text.lines().findFirst().orElse("unreadable");
    }

    private JsonNode convert(Node node, String pointer, int depth) {
        lines.put(pointer, line(node));
        if (depth > DEPTH) {
            problem(node, "nested too deeply");
            return JsonNodeFactory.instance.nullNode();
        }
        if (node.getAnchor().isPresent()) {
            problem(node, "anchors (&name) and aliases (*name) are not allowed: write the value out");
            return JsonNodeFactory.instance.nullNode();
        }
        return switch (node) {
            case MappingNode mapping -> mapping(mapping, pointer, depth);
            case SequenceNode sequence -> sequence(sequence, pointer, depth);
            case ScalarNode scalar -> scalar(scalar);
            default -> {
                problem(node, "not understood");
                yield JsonNodeFactory.instance.nullNode();
            }
        };
    }

    private ObjectNode mapping(MappingNode mapping, String pointer, int depth) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                problem(tuple.getKeyNode(), "a key is a word");
                continue;
            }
            String name = key.getValue();
            if (object.has(name)) {
                problem(key, "'" + name + "' stands here a second time");
                continue;
            }
            String below = pointer + "/" + name.replace("~", "~0").replace("/", "~1");
            object.set(name, convert(tuple.getValueNode(), below, depth + 1));
            lines.put(below, line(key));
        }
        return object;
    }

    private ArrayNode sequence(SequenceNode sequence, String pointer, int depth) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        List<Node> items = new ArrayList<>(sequence.getValue());
        for (int i = 0; i < items.size(); i++) {
            array.add(convert(items.get(i), pointer + "/" + i, depth + 1));
        }
        return array;
    }

    private JsonNode scalar(ScalarNode scalar) {
        JsonNodeFactory make = JsonNodeFactory.instance;
        String text = scalar.getValue();
        Tag tag = scalar.getTag();
        try {
            if (tag.equals(Tag.INT)) {
                return make.numberNode(new BigInteger(text));
            }
            if (tag.equals(Tag.FLOAT)) {
                return make.numberNode(new BigDecimal(text));
            }
        } catch (NumberFormatException e) {
            return make.textNode(text); // .inf, 0x1F: the schema will say that a number was expected
        }
        if (tag.equals(Tag.BOOL)) {
            return make.booleanNode(Boolean.parseBoolean(text));
        }
        if (tag.equals(Tag.NULL)) {
            return make.nullNode();
        }
        if (!tag.equals(Tag.STR)) {
            problem(scalar, "tags such as " + tag.getValue() + " are not allowed");
        }
        return make.textNode(text);
    }

    private void problem(Node node, String text) {
        problems.add(new ProfileProblem(file, line(node), text));
    }

    private static int line(Node node) {
        return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
    }
}
