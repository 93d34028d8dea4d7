package org.vigie.gateway.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.vigie.adapter.intellivue.session.WaveChoice;
import org.vigie.adapter.transport.MonitorAddress;
import org.vigie.gateway.config.GatewayConfig.Listener;
import org.vigie.gateway.config.GatewayConfig.Monitor;
import org.vigie.model.limits.Limits;

/** The parts of site.yaml that say where monitors are: {@code listeners} and {@code monitors}. */
final class AdapterSections {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,31}");
    private static final int HL7_PORT = 2575;
    private static final int INTELLIVUE_PORT = 24_005;

    private final Set<String> profiles;

    AdapterSections(Set<String> profiles) {
        this.profiles = profiles;
    }

    Listener listener(YamlSection section) {
        boolean intellivue =
                protocol(section, GatewayConfig.HL7, GatewayConfig.INTELLIVUE).equals(GatewayConfig.INTELLIVUE);
        Listener listener = intellivue
                ? new Listener(
                        name(section),
                        GatewayConfig.INTELLIVUE,
                        address(section, "host", "0.0.0.0"),
                        section.integer("port", 0, 65_535, INTELLIVUE_PORT),
                        profile(section, GatewayConfig.INTELLIVUE_PROFILE),
                        Limits.DEFAULT.hl7(),
                        waves(section),
                        section.texts("interfaces", 15))
                : Listener.hl7(
                        name(section),
                        address(section, "host", "0.0.0.0"),
                        section.integer("port", 0, 65_535, HL7_PORT),
                        profile(section, GatewayConfig.AUTO),
                        limits(section.section("limits")));
        section.end();
        return listener;
    }

    private static String protocol(YamlSection section, String first, String second) {
        Map<String, String> words = new LinkedHashMap<>();
        words.put(first, first);
        words.put(second, second);
        return section.choice("protocol", words, first);
    }

    private static List<WaveChoice> waves(YamlSection section) {
        List<WaveChoice> waves = new ArrayList<>();
        for (String word : section.texts("waves", 16)) {
            WaveChoice.of(word)
                    .ifPresentOrElse(
                            waves::add,
                            () -> section.problem(
                                    "waves",
                                    "`waves`: `" + word + "` is not known; there are: "
                                            + String.join(", ", WaveChoice.words())));
        }
        if (!WaveChoice.fit(waves)) {
            section.problem(
                    "waves",
                    "`waves`: a monitor exports at most " + WaveChoice.MOST_SINGLE_LEADS + " single ECG leads, or"
                            + " `ecg-all` without them, and " + WaveChoice.MOST_OTHERS
                            + " other waves; leave some out");
        }
        return waves.stream().distinct().toList();
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

    Monitor monitor(YamlSection section) {
        boolean intellivue = protocol(section, GatewayConfig.MINDRAY_PDS, GatewayConfig.INTELLIVUE)
                .equals(GatewayConfig.INTELLIVUE);
        String text = section.text("address", 255).orElse("");
        Optional<MonitorAddress> address = intellivue ? MonitorAddress.parse(text) : mindray(text);
        if (address.isEmpty()) {
            section.problem(
                    "address",
                    "monitor: `address: " + text + "`: "
                            + (intellivue
                                    ? MonitorAddress.EXPECTED
                                    : "numeric address and port expected, for example \"192.168.10.12:4601\""));
        }
        Monitor monitor = new Monitor(
                name(section),
                intellivue ? GatewayConfig.INTELLIVUE : GatewayConfig.MINDRAY_PDS,
                address.orElse(new MonitorAddress.Tcp("", 1)),
                section.text("bed", 32).orElse(null),
                profile(section, intellivue ? GatewayConfig.INTELLIVUE_PROFILE : GatewayConfig.MINDRAY_PDS),
                intellivue ? waves(section) : List.of());
        section.end();
        return monitor;
    }

    private static Optional<MonitorAddress> mindray(String text) {
        int colon = text.lastIndexOf(':');
        Optional<String> numeric = colon < 0
                ? Optional.empty()
                : Addresses.numeric(text.substring(0, colon).replaceAll("[\\[\\]]", ""));
        return numeric.isPresent() && text.substring(colon + 1).matches("[1-9]\\d{0,4}")
                ? Optional.of(new MonitorAddress.Tcp(numeric.get(), Integer.parseInt(text.substring(colon + 1))))
                : Optional.empty();
    }

    private static String name(YamlSection section) {
        String name = section.text("name", 32).orElse("");
        if (!NAME.matcher(name).matches()) {
            section.problem(
                    "name",
                    "`name: " + name
                            + "`: lower-case letters, digits, `.`, `_`, `-` expected, for example `name: hl7`");
        }
        return name;
    }

    /** The profile a section names; {@code fallback} when it names none. */
    String profile(YamlSection section, String fallback) {
        String id = section.text("profile", 64).orElse(fallback);
        if (!id.equals(GatewayConfig.AUTO) && !profiles.contains(id)) {
            section.problem(
                    "profile",
                    "`profile: " + id + "`: no such profile; known: auto, "
                            + String.join(", ", profiles.stream().sorted().toList()));
        }
        return id;
    }

    /** A numeric address; {@code fallback} when there is none or it is not one. */
    static String address(YamlSection section, String key, String fallback) {
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
}
