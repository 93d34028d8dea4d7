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
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,31}");
    private static final Pattern HOST_NAME = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?");

    private final YamlSection.Problems problems;
    private final Path folder;
    private final Set<String> profiles;

    private SiteFile(String file, Path folder, Set<String> profiles) {
        this.problems = new YamlSection.Problems(file);
        this.folder = folder;
        this.profiles = profiles;
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
        Mode mode = root.choice("mode", words(Mode.values(), Mode::word), Mode.LIVE);
        Alarms alarms = alarms(root.section("alarms"));
        List<Listener> listeners = root.has("listeners")
                ? root.sections("listeners", "listener").stream()
                        .map(this::listener)
                        .toList()
                : defaultListeners(root);
        List<Monitor> monitors =
                root.sections("monitors", "monitor").stream().map(this::monitor).toList();
        List<YamlSection> bedSections = root.sections("beds", "bed");
        List<Bed> beds = bedSections.stream().map(this::bed).toList();
        Paper paper = root.has("paper") ? paper(root.section("paper")) : null;
        root.end();
        GatewayConfig config =
                new GatewayConfig(site, unit, language, http, data, mode, alarms, listeners, monitors, beds, paper);
        new CrossChecks(config, root, bedSections, problems).run();
        return config;
    }

    private static List<Listener> defaultListeners(YamlSection root) {
        root.sections("listeners", "listener");
        return List.of(new Listener("hl7", "hl7", "0.0.0.0", 2575, GatewayConfig.AUTO, Limits.DEFAULT.hl7()));
    }

    private Paper paper(YamlSection section) {
        Path sheets = folder.resolve(section.text("folder", 1024).orElse("vigie-paper")).normalize();
        Duration every = section.time("every", Duration.ofMinutes(10), Duration.ofDays(1)).orElse(Duration.ofHours(1));
        section.end();
        return new Paper(sheets, every);
    }

    private Http http(YamlSection section) {
        String host = address(section, "host", "127.0.0.1");
        int port = section.integer("port", 0, 65_535, 8080);
        List<String> names = section.texts("names", 253);
        names.stream()
                .filter(name -> !name.isEmpty() && !HOST_NAME.matcher(name).matches())
                .forEach(name -> section.problem("names", "`names`: `" + name + "` is not a host name"));
        section.end();
        return new Http(host, port, names);
    }

    private Alarms alarms(YamlSection section) {
        boolean mirror = section.truth("mirror-bedside-acknowledge", false);
        Duration repeat = section.time("medium-repeat-delay", Duration.ZERO, Duration.ofSeconds(15))
                .orElse(Duration.ZERO);
        boolean demo = section.truth("alarm-on-demo-data", false);
        section.end();
        return new Alarms(mirror, repeat, demo);
    }

    private Listener listener(YamlSection section) {
        String protocol = section.choice("protocol", Map.of("hl7", "hl7"), "hl7");
        Listener listener = new Listener(
                name(section),
                protocol,
                address(section, "host", "0.0.0.0"),
                section.integer("port", 0, 65_535, 2575),
                profile(section),
                limits(section.section("limits")));
        section.end();
        return listener;
    }

    private static Limits.Hl7 limits(YamlSection section) {
        Limits.Hl7 d = Limits.DEFAULT.hl7();
        Limits.Hl7 limits = new Limits.Hl7(
                section.integer("frame-bytes", 4_096, 16 << 20, d.frameBytes()),
                section.time("idle-in-frame", Duration.ofSeconds(1), Duration.ofMinutes(10))
                        .orElse(d.idleInFrame()),
                section.time("whole-frame", Duration.ofSeconds(1), Duration.ofMinutes(20))
                        .orElse(d.wholeFrame()),
                d.endOfBlockSilence(),
                section.integer("oversized-before-close", 1, 100, d.oversizedBeforeClose()),
                section.integer("unreadable-before-alarm", 1, 100, d.unreadableBeforeAlarm()),
                d.window(),
                section.integer("connections", 1, 1_024, d.connections()),
                section.integer("connections-per-unlisted-source", 0, 64, d.connectionsPerUnlistedSource()),
                section.integer("connections-beyond-beds", 0, 64, d.connectionsBeyondBeds()),
                section.integer("messages-per-second-per-bed", 1, 10_000, d.messagesPerSecondPerBed()),
                section.integer("segments", 10, 20_000, d.segments()),
                section.integer("fields", 10, 4_096, d.fields()),
                section.integer("repetitions", 1, 10_000, d.repetitions()),
                section.integer("components", 8, 256, d.components()),
                section.integer("samples", 1, 400_000, d.samples()),
                d.duplicateWindow(),
                d.duplicatesRemembered(),
                d.quarantineMessages(),
                d.quarantineBytes(),
                d.textCharacters(),
                d.rememberedTexts());
        section.end();
        return limits;
    }

    private Monitor monitor(YamlSection section) {
        String protocol = section.choice("protocol", Map.of("mindray-pds", "mindray-pds"), "mindray-pds");
        String host = "";
        int port = 0;
        String address = section.text("address", 64).orElse("");
        int colon = address.lastIndexOf(':');
        Optional<String> numeric = colon < 0
                ? Optional.empty()
                : Addresses.numeric(address.substring(0, colon).replaceAll("[\\[\\]]", ""));
        if (numeric.isPresent() && address.substring(colon + 1).matches("[1-9]\\d{0,4}")) {
            host = numeric.get();
            port = Integer.parseInt(address.substring(colon + 1));
        } else {
            section.problem(
                    "address",
                    "monitor: `address: " + address
                            + "`: numeric address and port expected, for example \"192.168.10.12:4601\"");
        }
        Monitor monitor = new Monitor(
                name(section),
                protocol,
                host,
                port,
                section.text("bed", 32).orElse(null),
                section.has("profile") ? profile(section) : protocol);
        section.end();
        return monitor;
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
                section.has("address") ? address(section, "address", "") : null,
                section.text("location", 96).orElse(null),
                section.time("period", Duration.ofMillis(100), Duration.ofMinutes(15))
                        .orElse(null),
                section.choice("connection", connections(), false),
                profile(section),
                section.truth("empty", false));
        section.end();
        return bed;
    }

    private static Map<String, Boolean> connections() {
        Map<String, Boolean> words = new LinkedHashMap<>();
        words.put("persistent", true);
        words.put("per-message", false);
        return words;
    }

    private String name(YamlSection section) {
        String name = section.text("name", 32).orElse("");
        if (!NAME.matcher(name).matches()) {
            section.problem(
                    "name",
                    "`name: " + name
                            + "`: lower-case letters, digits, `.`, `_`, `-` expected, for example `name: hl7`");
        }
        return name;
    }

    private String profile(YamlSection section) {
        String id = section.text("profile", 64).orElse(GatewayConfig.AUTO);
        if (!id.equals(GatewayConfig.AUTO) && !profiles.contains(id)) {
            section.problem(
                    "profile",
                    "`profile: " + id + "`: no such profile; known: auto, "
                            + String.join(", ", profiles.stream().sorted().toList()));
        }
        return id;
    }

    private static String address(YamlSection section, String key, String fallback) {
        @Nullable String text = section.text(key, 64).orElse(null);
        if (text == null) {
            return fallback;
        }
        return Addresses.numeric(text.equals("localhost") ? "127.0.0.1" : text).orElseGet(() -> {
            section.problem(
                    key,
                    "`" + key + ": " + text + "`: numeric address expected, for example 192.168.10.21 (names are never"
                            + " looked up)");
            return fallback;
        });
    }

    private static <T> Map<String, T> words(T[] values, Function<T, String> word) {
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
            if (config.beds().isEmpty()) {
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
