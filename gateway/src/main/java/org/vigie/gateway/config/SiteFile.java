package org.vigie.gateway.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.vigie.gateway.config.GatewayConfig.Alarms;
import org.vigie.gateway.config.GatewayConfig.Bed;
import org.vigie.gateway.config.GatewayConfig.Http;
import org.vigie.gateway.config.GatewayConfig.Language;
import org.vigie.gateway.config.GatewayConfig.Listener;
import org.vigie.gateway.config.GatewayConfig.Mode;
import org.vigie.gateway.config.GatewayConfig.Monitor;
import org.vigie.gateway.config.GatewayConfig.Paper;
import org.vigie.model.limits.Limits;

/**
 * Reads site.yaml (YAML 1.2; docs/site.md names every key). All problems are found in one reading. Aliases and tags are
 * not part of the format; a file is at most 256 KiB.
 */
public final class SiteFile {
    /** Beds one gateway serves. */
    public static final int MAX_BEDS = 128;

    private static final int MAX_BYTES = 262_144;
    private static final Pattern HOST_NAME = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?");

    private final YamlSection.Problems problems;
    private final Path folder;
    private final AdapterSections adapters;

    private SiteFile(String file, Path folder, Set<String> profiles) {
        this.problems = new YamlSection.Problems(file);
        this.folder = folder;
        this.adapters = new AdapterSections(profiles);
    }

    /**
     * Reads and checks a site file.
     *
     * @param file the site file
     * @param profiles ids of the known hardware profiles
     * @throws SiteFileException with every problem of the file
     * @throws IOException when it cannot be read
     */
    public static GatewayConfig read(Path file, Set<String> profiles) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new SiteFileException(
                    List.of(new SiteProblem(file.toString(), 1, "larger than 256 KiB; this is no site file")));
        }
        Path folder = file.toAbsolutePath().normalize().getParent();
        byte[] bytes = Files.readAllBytes(file);
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return parse(file.toString(), text, folder == null ? Path.of("/") : folder, profiles);
        } catch (CharacterCodingException notUtf8) {
            throw new SiteFileException(
                    List.of(new SiteProblem(file.toString(), 1, "not UTF-8; save the file as UTF-8")));
        }
    }

    /**
     * Reads and checks the text of a site file.
     *
     * @param file name for messages
     * @param text the content
     * @param folder against which a relative {@code data} is resolved
     * @param profiles ids of the known hardware profiles
     * @throws SiteFileException with every problem of the text
     */
    public static GatewayConfig parse(String file, String text, Path folder, Set<String> profiles) {
        SiteFile reader = new SiteFile(file, folder, profiles);
        Optional<GatewayConfig> config = reader.root(text).map(reader::config);
        List<SiteProblem> found = reader.problems.list();
        if (!found.isEmpty() || config.isEmpty()) {
            throw new SiteFileException(found.stream()
                    .sorted(Comparator.comparingInt(SiteProblem::line))
                    .toList());
        }
        return config.get();
    }

    private Optional<YamlSection> root(String text) {
        LoadSettings settings = LoadSettings.builder()
                .setCodePointLimit(MAX_BYTES)
                .setMaxAliasesForCollections(0)
                .build();
        try {
            Node root = new Compose(settings).composeString(text).orElse(null);
            return Optional.of(YamlSection.of("site.yaml", root, 1, problems));
        } catch (MarkedYamlEngineException bad) {
            int line = bad.getProblemMark().map(Mark::getLine).orElse(0) + 1;
            problems.add(line, "not readable as YAML: " + bad.getProblem() + "; check indentation and quotes");
        } catch (YamlEngineException bad) {
            problems.add(1, "not readable as YAML: " + bad.getMessage());
        }
        return Optional.empty();
    }

    private GatewayConfig config(YamlSection root) {
        String site = root.text("site", 80).orElse("Vigie");
        String unit = root.text("unit", 80).orElse("");
        Language language = root.choice("language", words(Language.values(), Language::word), Language.FR);
        Http http = http(root.section("http"));
        Path data = folder.resolve(root.text("data", 1024).orElse("vigie-data")).normalize();
        Duration keepWaves = keepWaves(root.section("journal"));
        Mode mode = root.choice("mode", words(Mode.values(), Mode::word), Mode.LIVE);
        Alarms alarms = AlarmSection.read(root.section("alarms"));
        List<Listener> listeners = root.has("listeners")
                ? root.sections("listeners", "listener").stream()
                        .map(adapters::listener)
                        .toList()
                : defaultListeners(root);
        List<Monitor> monitors = root.sections("monitors", "monitor").stream()
                .map(adapters::monitor)
                .toList();
        List<YamlSection> bedSections = root.sections("beds", "bed");
        List<Bed> beds = bedSections.stream().map(this::bed).toList();
        Paper paper = root.has("paper") ? paper(root.section("paper")) : null;
        LinkConfig link = LinkSection.read(root, folder);
        GatewayConfig.Mqtt mqtt = MqttSection.read(root.section("mqtt"), data).orElse(null);
        FailoverConfig failover = FailoverSection.read(root, link, folder);
        List<String> setClock = setClock(root.section("clock"));
        root.end();
        GatewayConfig config = new GatewayConfig(
                site, unit, language, http, data, keepWaves, mode, alarms, listeners, monitors, beds, paper, link, mqtt,
                failover, setClock);
        new CrossChecks(config, root, bedSections, problems).run();
        return config;
    }

    private static Duration keepWaves(YamlSection section) {
        Duration keep = section.time(
                        "keep-waves",
                        Duration.ofHours(1),
                        Limits.DEFAULT.journal().keep())
                .orElse(Limits.DEFAULT.journal().keepWaves());
        section.end();
        return keep;
    }

    private static List<Listener> defaultListeners(YamlSection root) {
        root.sections("listeners", "listener");
        if (LinkSection.isHubOnly(root)) {
            return List.of();
        }
        return List.of(Listener.hl7("hl7", "0.0.0.0", 2575, GatewayConfig.AUTO, Limits.DEFAULT.hl7()));
    }

    private Paper paper(YamlSection section) {
        Path sheets = folder.resolve(section.text("folder", 1024).orElse("vigie-paper"))
                .normalize();
        Duration every = section.time("every", Duration.ofMinutes(10), Duration.ofDays(1))
                .orElse(Duration.ofHours(1));
        List<String> print = command(section, "print", "[lp, -d, usb]");
        boolean onDemand = section.truth("print-on-demand-only", false);
        Duration printEvery = section.time("print-every", Duration.ofMinutes(10), Duration.ofDays(1))
                .orElse(every);
        section.end();
        return new Paper(sheets, every, print, onDemand || print.isEmpty() ? Duration.ZERO : printEvery);
    }

    /** A command of the system, word by word; no shell reads it. */
    private static List<String> command(YamlSection section, String key, String example) {
        List<String> words = section.texts(key, 256);
        if (words.size() > 16 || words.stream().anyMatch(word -> word.chars().anyMatch(Character::isISOControl))) {
            section.problem(key, "`" + key + "`: at most 16 words on one line expected, such as " + example);
        }
        return words;
    }

    private static List<String> setClock(YamlSection section) {
        List<String> command = command(section, "set-with", "[timedatectl, --no-ask-password, set-time]");
        section.end();
        return command;
    }

    private Http http(YamlSection section) {
        String host = AdapterSections.address(section, "host", "127.0.0.1");
        int port = section.integer("port", 0, 65_535, 8080);
        List<String> names = section.texts("names", 253);
        names.stream()
                .filter(name -> !name.isEmpty() && !HOST_NAME.matcher(name).matches())
                .forEach(name -> section.problem("names", "`names`: `" + name + "` is not a host name"));
        String other = other(section);
        boolean secure = section.truth("secure", !host.startsWith("127.") && !host.equals("::1"));
        int securePort = section.integer("secure-port", 0, 65_535, 8443);
        section.end();
        OptionalInt https = secure ? OptionalInt.of(securePort) : OptionalInt.empty();
        return new Http(host, port, names, other, https);
    }

    /** {@code address:port} of another central station, as displays write it; null when there is none. */
    private static @Nullable String other(YamlSection section) {
        String text = section.text("other", 64).orElse("");
        if (text.isEmpty()) {
            return null;
        }
        Optional<String> endpoint = Addresses.endpoint(text);
        if (endpoint.isPresent()) {
            return endpoint.get();
        }
        section.problem(
                "other", "`other`: `" + text + "` is not a numeric address and a port, such as 192.168.10.3:8080");
        return null;
    }

    private Bed bed(YamlSection section) {
        Bed bed = new Bed(
                section.text("bed", 32).orElseGet(() -> {
                    if (!section.has("bed")) {
                        section.problem(
                                "bed", "bed: `bed` is missing; write the name on the door, for example `bed: R01`");
                    }
                    return "?";
                }),
                section.has("address") ? AdapterSections.address(section, "address", "") : null,
                section.text("location", 96).orElse(null),
                section.time("period", Duration.ofMillis(100), Duration.ofMinutes(15))
                        .orElse(null),
                section.choice("connection", connections(), false),
                adapters.profile(section, GatewayConfig.AUTO),
                section.truth("empty", false),
                section.truth("news2", false));
        section.end();
        return bed;
    }

    private static Map<String, Boolean> connections() {
        Map<String, Boolean> words = new LinkedHashMap<>();
        words.put("persistent", true);
        words.put("per-message", false);
        return words;
    }

    static <T> Map<String, T> words(T[] values, Function<T, String> word) {
        Map<String, T> words = new LinkedHashMap<>();
        for (T value : values) {
            words.put(word.apply(value), value);
        }
        return words;
    }

    /** What can only be said of the file as a whole. */
    private record CrossChecks(
            GatewayConfig config, YamlSection root, List<YamlSection> beds, YamlSection.Problems problems) {
        void run() {
            boolean hub = config.link() != null && config.link().role() == LinkConfig.Role.HUB;
            if (hub && !config.beds().isEmpty()) {
                problems.add(root.line("beds"), "`role: hub` has no beds; write `role: edge+hub`");
            }
            if (!hub && config.beds().isEmpty()) {
                problems.add(root.line("beds"), "no beds; write at least one, for example `beds: [ { bed: R01 } ]`");
            }
            if (config.beds().size() > MAX_BEDS) {
                problems.add(
                        root.line("beds"),
                        config.beds().size() + " beds; one gateway serves at most " + MAX_BEDS
                                + ", start a second one");
            }
            unique("bed", Bed::bed, Bed::bed);
            // One address may serve several beds, and two senders may use one name; both together say one bed.
            unique("location", bed -> bed.location() == null ? null : binding(bed), Bed::location);
            unique(
                    "address",
                    bed -> bed.location() == null && bed.address() != null ? binding(bed) : null,
                    Bed::address);
            List<String> names = new ArrayList<>();
            config.listeners().forEach(listener -> names.add(listener.name()));
            config.monitors().forEach(monitor -> names.add(monitor.name()));
            names.stream()
                    .filter(name -> names.indexOf(name) != names.lastIndexOf(name))
                    .distinct()
                    .forEach(name -> problems.add(
                            root.line("listeners"), "two listeners or monitors are named `" + name + "`; rename one"));
            config.monitors().stream()
                    .filter(monitor -> monitor.bed() != null
                            && config.beds().stream().noneMatch(bed -> bed.bed().equals(monitor.bed())))
                    .forEach(monitor -> problems.add(
                            root.line("monitors"),
                            "monitor `" + monitor.name() + "`: bed `" + monitor.bed()
                                    + "` is not among `beds`; add it"));
        }

        private static String binding(Bed bed) {
            return bed.address() + "|" + bed.location();
        }

        private void unique(String key, Function<Bed, @Nullable String> value, Function<Bed, @Nullable String> shown) {
            Map<String, Integer> seen = new HashMap<>();
            for (int i = 0; i < config.beds().size(); i++) {
                String text = value.apply(config.beds().get(i));
                if (text == null) {
                    continue;
                }
                Integer first = seen.putIfAbsent(text, beds.get(i).line(key));
                if (first != null) {
                    beds.get(i)
                            .problem(
                                    key,
                                    "bed: `" + key + ": "
                                            + shown.apply(config.beds().get(i)) + "` is also in line " + first
                                            + "; two beds cannot share it");
                }
            }
        }
    }
}
