package org.vigie.simulator.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.vigie.simulator.monitor.PatientIdentity;
import org.vigie.simulator.monitor.intellivue.IntellivueSetup;
import org.vigie.simulator.patient.PatientPlan;

/**
 * Reads scenarios: YAML 1.2, every key checked, all problems reported at once with file and line. The format is
 * described in docs/simulator.md.
 */
public final class ScenarioLoader {
    /** The scenarios inside the program. */
    public static final List<String> BUILT_IN =
            List.of("night", "calm", "storm", "group-loss", "intellivue", "replay-wfdb", "drill");

    private static final Set<String> TOP =
            new LinkedHashSet<>(List.of("scenario", "unit", "seed", "repeat", "beds", "timeline"));
    private static final Set<String> BED = new LinkedHashSet<>(
            List.of("bed", "monitor", "patient", "record", "who", "nurse", "period", "link", "mode", "label", "waves"));
    private static final Set<String> PATIENT = new LinkedHashSet<>(List.of(
            "hr",
            "spo2",
            "sys",
            "dia",
            "rr",
            "temp",
            "etco2",
            "arterial-line",
            "capnograph",
            "ventilated",
            "nibp-every"));
    private static final Set<String> WHO = new LinkedHashSet<>(List.of("id", "family", "given", "born", "sex"));

    private final YamlReader yaml;

    private ScenarioLoader(String file) {
        yaml = new YamlReader(file);
    }

    /**
     * A built-in scenario by its name, or a file.
     *
     * @throws ScenarioException with every problem
     */
    public static Scenario load(String nameOrPath) throws ScenarioException {
        if (nameOrPath.equals("replay")) {
            return load("replay-wfdb");
        }
        if (BUILT_IN.contains(nameOrPath)) {
            return parse(nameOrPath + ".yaml", resource(nameOrPath));
        }
        try {
            return parse(nameOrPath, Files.readString(Path.of(nameOrPath)));
        } catch (IOException unreadable) {
            throw new ScenarioException(List.of(nameOrPath + ": cannot be read (built in are "
                    + String.join(", ", BUILT_IN) + "): " + unreadable.getMessage()));
        }
    }

    private static String resource(String name) throws ScenarioException {
        String path = "/org/vigie/simulator/scenarios/" + name + ".yaml";
        try (InputStream in = ScenarioLoader.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("resource missing: " + path);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new ScenarioException(List.of(path + ": " + unreadable.getMessage()));
        }
    }

    /**
     * Reads the text of a scenario.
     *
     * @param file its name, for messages
     * @throws ScenarioException with every problem
     */
    public static Scenario parse(String file, String text) throws ScenarioException {
        ScenarioLoader loader = new ScenarioLoader(file);
        Scenario scenario = loader.yaml.compose(text).map(loader::scenario).orElse(null);
        if (scenario == null || !loader.yaml.problems().isEmpty()) {
            List<String> problems = loader.yaml.problems();
            throw new ScenarioException(problems.isEmpty() ? List.of(file + ":1: the file is empty") : problems);
        }
        return scenario;
    }

    private Scenario scenario(Node root) {
        Map<String, Node> top = yaml.mapping(root, TOP);
        String name = yaml.text(top.get("scenario")).orElse("");
        if (!top.containsKey("scenario")) {
            yaml.problem(root, "scenario: a name is missing");
        }
        long seed = yaml.number(top.get("seed")).map(Double::longValue).orElse(1L);
        String unit = yaml.text(top.get("unit")).orElse("ICU");
        Duration repeat = positive(top.get("repeat")).orElse(null);
        Map<String, ScenarioBed> beds = beds(root, top.get("beds"));
        List<Step> steps = new ArrayList<>();
        Node timeline = top.get("timeline");
        if (timeline != null) {
            StepReader reader = new StepReader(yaml, List.copyOf(beds.keySet()));
            for (Node node : yaml.sequence(timeline)) {
                reader.step(node).ifPresent(steps::add);
            }
        }
        steps.sort(Comparator.comparing(Step::at));
        return new Scenario(name, unit, seed, List.copyOf(beds.values()), steps, repeat);
    }

    private Optional<Duration> positive(@Nullable Node node) {
        Optional<Duration> duration = yaml.duration(node);
        if (node != null && duration.isPresent() && duration.get().isZero()) {
            yaml.problem(node, "more than 0 is expected");
            return Optional.empty();
        }
        return duration;
    }

    private Map<String, ScenarioBed> beds(Node root, @Nullable Node list) {
        Map<String, ScenarioBed> beds = new LinkedHashMap<>();
        if (list == null) {
            yaml.problem(root, "beds: a list of beds is missing");
            return beds;
        }
        for (Node node : yaml.sequence(list)) {
            bed(node).ifPresent(bed -> {
                if (beds.putIfAbsent(bed.bed(), bed) != null) {
                    yaml.problem(node, "bed " + bed.bed() + " twice");
                }
            });
        }
        if (beds.size() > Scenario.MOST_BEDS) {
            yaml.problem(list, "beds: at most " + Scenario.MOST_BEDS + ", got " + beds.size());
        }
        if (beds.isEmpty()) {
            yaml.problem(list, "beds: at least one is expected");
        }
        return beds;
    }

    private Optional<ScenarioBed> bed(Node node) {
        Map<String, Node> entries = yaml.mapping(node, BED);
        String name = yaml.text(entries.get("bed")).orElse("");
        if (name.isEmpty() || name.length() > 16 || !name.matches("[A-Za-z0-9._-]+")) {
            yaml.problem(node, "bed: a name of 1 to 16 letters, digits, '.', '_' or '-' is expected");
            return Optional.empty();
        }
        MonitorKind monitor = monitor(node, entries.get("monitor"));
        Node record = entries.get("record");
        Node patient = entries.get("patient");
        if (record != null && patient != null) {
            yaml.problem(record, "bed " + name + ": patient and record exclude each other");
        }
        ScenarioBed.Source source = record != null
                ? new ScenarioBed.Source.Recorded(yaml.text(record).orElse("builtin"))
                : new ScenarioBed.Source.Virtual(patient == null ? PatientPlan.DEFAULT : plan(patient));
        PatientIdentity identity = entries.get("who") == null ? null : who(entries.get("who"), name);
        Duration nurse = positive(entries.get("nurse")).orElse(null);
        Duration period = positive(entries.get("period")).orElse(Duration.ofSeconds(1));
        if (period.compareTo(Duration.ofMillis(100)) < 0) {
            yaml.problem(node, "period: at least 100ms is expected");
        }
        return Optional.of(new ScenarioBed(name, monitor, source, identity, nurse, period, device(monitor, entries)));
    }

    private ScenarioBed.Device device(MonitorKind monitor, Map<String, Node> entries) {
        for (String key : List.of("link", "mode", "label")) {
            Node node = entries.get(key);
            if (node != null && !monitor.isIntellivue()) {
                yaml.problem(node, key + ": only for monitor: intellivue");
            }
        }
        Node waves = entries.get("waves");
        if (waves != null && !monitor.isIntellivue() && monitor != MonitorKind.IHE_PCD) {
            yaml.problem(waves, "waves: only for monitor: intellivue or ihe-pcd");
        }
        IntellivueSetup.Link link = word(entries.get("link"), IntellivueSetup.Link::of, "lan or serial")
                .orElse(IntellivueSetup.Link.LAN);
        IntellivueSetup.Mode mode = word(
                        entries.get("mode"), IntellivueSetup.Mode::of, "monitoring, demo, service, standby or config")
                .orElse(IntellivueSetup.Mode.MONITORING);
        String label = label(entries.get("label"));
        return new ScenarioBed.Device(link, mode, label, yaml.text(waves).orElse(null));
    }

    private <T> Optional<T> word(@Nullable Node node, Function<String, Optional<T>> reader, String known) {
        Optional<String> text = yaml.text(node);
        Optional<T> value = text.flatMap(reader);
        if (node != null && text.isPresent() && value.isEmpty()) {
            yaml.problem(node, known + " is expected, got '" + text.get() + "'");
        }
        return value;
    }

    /** A blank label is one that nobody configured: it is written as "none". */
    private @Nullable String label(@Nullable Node node) {
        Optional<String> text = yaml.text(node);
        if (node == null || text.isEmpty()) {
            return null;
        }
        if (text.get().length() > 16) {
            yaml.problem(node, "label: at most 16 characters, got '" + text.get() + "'");
            return null;
        }
        return text.get().equals("none") ? "" : text.get();
    }

    private MonitorKind monitor(Node bed, @Nullable Node node) {
        String word = yaml.text(node).orElse("ihe-pcd");
        Optional<MonitorKind> kind = MonitorKind.of(word);
        if (kind.isEmpty()) {
            yaml.problem(
                    node == null ? bed : node,
                    "monitor: ihe-pcd, philips-mdil, mindray-pds, nihon-kohden or intellivue is expected, got '" + word
                            + "'");
        }
        return kind.orElse(MonitorKind.IHE_PCD);
    }

    private PatientPlan plan(Node node) {
        Map<String, Node> entries = yaml.mapping(node, PATIENT);
        PatientPlan rest = PatientPlan.DEFAULT;
        try {
            return new PatientPlan(
                    whole(entries, "hr", rest.heartRatePerMin()),
                    whole(entries, "spo2", rest.spo2Percent()),
                    whole(entries, "sys", rest.systolicMmHg()),
                    whole(entries, "dia", rest.diastolicMmHg()),
                    whole(entries, "rr", rest.respRatePerMin()),
                    yaml.number(entries.get("temp")).orElse(rest.temperatureCelsius()),
                    whole(entries, "etco2", rest.etco2MmHg()),
                    yaml.truth(entries.get("arterial-line")).orElse(rest.arterialLine()),
                    yaml.truth(entries.get("capnograph")).orElse(rest.capnograph()),
                    yaml.truth(entries.get("ventilated")).orElse(rest.ventilated()),
                    yaml.duration(entries.get("nibp-every")).orElse(rest.nibpEvery()));
        } catch (IllegalArgumentException outOfRange) {
            yaml.problem(node, "patient: " + outOfRange.getMessage());
            return rest;
        }
    }

    private int whole(Map<String, Node> entries, String key, int otherwise) {
        return yaml.number(entries.get(key)).map(Double::intValue).orElse(otherwise);
    }

    private PatientIdentity who(Node node, String bed) {
        Map<String, Node> entries = yaml.mapping(node, WHO);
        LocalDate born = null;
        Node date = entries.get("born");
        if (date != null) {
            try {
                born = LocalDate.parse(yaml.text(date).orElse(""));
            } catch (DateTimeParseException notADate) {
                yaml.problem(date, "born: a date such as 1954-03-12 is expected");
            }
        }
        return new PatientIdentity(
                yaml.text(entries.get("id")).orElse("SIM-" + bed),
                yaml.text(entries.get("family")).orElse("Bed " + bed),
                yaml.text(entries.get("given")).orElse("Virtual"),
                born,
                yaml.text(entries.get("sex")).orElse("U"));
    }

    /** The beds that a word or a list names; used by the timeline. */
    static List<String> chosen(YamlReader yaml, Node node, List<String> all) {
        if (node instanceof SequenceNode sequence) {
            List<String> names = new ArrayList<>();
            for (Node item : sequence.getValue()) {
                yaml.text(item).ifPresent(name -> check(yaml, item, name, all, names));
            }
            return names;
        }
        String word = yaml.text(node).orElse("");
        return switch (word) {
            case "all" -> all;
            case "half" -> all.subList(0, (all.size() + 1) / 2);
            case "quarter" -> all.subList(0, (all.size() + 3) / 4);
            default -> {
                List<String> names = new ArrayList<>();
                check(yaml, node, word, all, names);
                yield names;
            }
        };
    }

    private static void check(YamlReader yaml, Node node, String name, List<String> all, List<String> names) {
        if (all.contains(name)) {
            names.add(name);
        } else {
            yaml.problem(node, "bed '" + name + "' is not in the list of beds");
        }
    }
}
