package org.vigie.profiles.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.vigie.model.alarm.AlarmKind;
import org.vigie.model.alarm.Priority;
import org.vigie.model.unit.Unit;
import org.vigie.profiles.AlarmRule;
import org.vigie.profiles.BedRule;
import org.vigie.profiles.DeviceProfile;
import org.vigie.profiles.FingerprintRule;
import org.vigie.profiles.ProfileProblem;
import org.vigie.profiles.ValueRule;

/**
 * Reads one profile file. A file with any problem gives no profile, and all of its problems: YAML, then the schema,
 * then the meaning. Thread-safe.
 */
public final class ProfileReader {
    private final ProfileSchema schema = new ProfileSchema();
    private final ProfileMeaning meaning = new ProfileMeaning();

    /**
     * What a file gave.
     *
     * @param profile empty when there are problems
     * @param problems in the order of the file; empty when there is a profile
     */
    public record Outcome(Optional<DeviceProfile> profile, List<ProfileProblem> problems) {
        public Outcome {
            problems = List.copyOf(problems);
        }
    }

    /** Reads the text of a file; {@code file} is the name that problems carry. */
    public Outcome read(String file, String text) {
        List<ProfileProblem> problems = new ArrayList<>();
        Optional<ProfileYaml.Document> document = ProfileYaml.read(file, text, problems);
        if (document.isPresent()) {
            List<ProfileProblem> form = schema.check(file, document.get());
            problems.addAll(form);
            problems.addAll(meaning.check(file, document.get()));
        }
        if (document.isEmpty() || !problems.isEmpty()) {
            problems.sort((a, b) -> Integer.compare(a.line(), b.line()));
            return new Outcome(Optional.empty(), problems.stream().distinct().toList());
        }
        return new Outcome(Optional.of(profile(document.get().tree())), List.of());
    }

    /** Builds the profile from a tree that the schema has accepted. */
    private static DeviceProfile profile(JsonNode tree) {
        return new DeviceProfile(
                text(tree, "profile"),
                each(tree, "products", p -> new DeviceProfile.Product(text(p, "maker"), text(p, "model"))),
                word(DeviceProfile.Dialect.class, text(tree, "dialect")),
                word(DeviceProfile.Maturity.class, text(tree, "maturity")),
                each(tree, "fingerprint", ProfileReader::fingerprint),
                bed(tree.path("bed")),
                tree.path("message-id-unique").booleanValue(),
                word(DeviceProfile.Acknowledge.class, tree.path("acknowledge").asText("auto")),
                word(DeviceProfile.StatusX.class, tree.path("status-x").asText("questionable")),
                each(tree, "values", ProfileReader::value),
                each(tree, "sentinels", JsonNode::textValue),
                each(tree, "alarms", ProfileReader::alarm),
                word(DeviceProfile.AlarmSource.class, text(tree, "alarm-source")),
                each(tree, "quirks", q -> new DeviceProfile.Quirk(text(q, "id"), bilingual(q), optional(q, "see"))),
                bilingual(tree.path("setup")),
                each(tree, "evidence", ProfileReader::evidence));
    }

    private static FingerprintRule fingerprint(JsonNode node) {
        return new FingerprintRule(
                optional(node, "application"),
                optional(node, "facility"),
                optional(node, "type"),
                each(node, "control-id", JsonNode::textValue),
                optional(node, "code-system"));
    }

    private static BedRule bed(JsonNode node) {
        if (node.isMissingNode()) {
            return BedRule.STANDARD; // not HL7: the bed is a field of its own
        }
        return new BedRule(
                node.path("component").intValue(),
                node.path("subcomponent").intValue(),
                node.path("qualified").asBoolean(false));
    }

    private static ValueRule value(JsonNode node) {
        String when = optional(node, "when");
        JsonNode plausible = node.path("plausible");
        JsonNode stale = node.path("stale-s");
        return new ValueRule(
                text(node, "local"),
                when == null ? null : when.substring("channel=".length()),
                text(node, "mdc"),
                new Unit(text(node, "unit")),
                plausible.isMissingNode()
                        ? null
                        : new ValueRule.Range(
                                plausible.get(0).decimalValue(),
                                plausible.get(1).decimalValue()),
                node.path("own-channel").asBoolean(false),
                stale.isMissingNode() ? null : Duration.ofSeconds(stale.intValue()));
    }

    private static AlarmRule alarm(JsonNode node) {
        String priority = text(node, "priority");
        return new AlarmRule(
                text(node, "local"),
                optional(node, "mdc"),
                word(AlarmKind.class, text(node, "kind")),
                priority.equals("from-device") ? null : word(Priority.class, priority),
                optional(node, "about"));
    }

    private static DeviceProfile.Evidence evidence(JsonNode node) {
        return new DeviceProfile.Evidence(
                text(node, "what"),
                word(DeviceProfile.Evidence.Kind.class, text(node, "from")),
                text(node, "source"),
                optional(node, "replay"));
    }

    private static DeviceProfile.Text bilingual(JsonNode node) {
        return new DeviceProfile.Text(text(node, "fr").strip(), optional(node, "en"));
    }

    private static <T> List<T> each(JsonNode node, String name, Function<JsonNode, T> make) {
        List<T> made = new ArrayList<>();
        for (JsonNode item : node.path(name)) {
            made.add(make.apply(item));
        }
        return made;
    }

    private static <E extends Enum<E>> E word(Class<E> type, String word) {
        return Enum.valueOf(type, word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).asText();
    }

    private static @Nullable String optional(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isMissingNode() ? null : value.asText().strip();
    }
}
