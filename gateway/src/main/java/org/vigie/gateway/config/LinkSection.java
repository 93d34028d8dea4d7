package org.vigie.gateway.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.vigie.gateway.config.LinkConfig.Hub;
import org.vigie.gateway.config.LinkConfig.Role;
import org.vigie.model.limits.LinkLimits;

/** Reads {@code role} and {@code link}; docs/site.md describes them. */
final class LinkSection {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,31}");
    private static final int PLAIN = 1883;
    private static final int SECURE = 8883;

    private LinkSection() {}

    /** Whether the file says that this box has no beds. */
    static boolean isHubOnly(YamlSection root) {
        return role(root) == Role.HUB;
    }

    private static Role role(YamlSection root) {
        Map<String, Role> words = new LinkedHashMap<>();
        for (Role role : Role.values()) {
            words.put(role.word(), role);
        }
        return root.choice("role", words, Role.EDGE_AND_HUB);
    }

    /** The links of this box; null for a box by itself. */
    static @Nullable LinkConfig read(YamlSection root, Path folder) {
        Role role = role(root);
        boolean linked = root.has("link");
        YamlSection section = root.section("link");
        if (!linked) {
            if (role != Role.EDGE_AND_HUB) {
                root.problem("role", "`role: " + role.word() + "` needs a section `link`");
            }
            return null;
        }
        String name = name(section, "name", section.text("name", 32));
        Path identity = section.text("identity", 1024)
                .map(file -> folder.resolve(file).normalize())
                .orElse(null);
        int port = identity == null ? PLAIN : SECURE;
        List<Hub> hubs = new ArrayList<>();
        for (YamlSection hub : section.sections("hubs", "hub")) {
            hubs.add(new Hub(name(hub, "name", hub.text("name", 32)), host(hub, identity), port(hub, port)));
            hub.end();
        }
        List<String> edges = section.texts("edges", 32);
        edges.forEach(edge -> name(section, "edges", Optional.of(edge)));
        Hub broker = null;
        if (section.has("broker")) {
            YamlSection own = section.section("broker");
            broker = new Hub(name, host(own, identity), port(own, port));
            own.end();
        }
        section.end();
        LinkConfig link = new LinkConfig(role, name, hubs, edges, broker, identity);
        check(link, section);
        return link;
    }

    private static void check(LinkConfig link, YamlSection section) {
        if (link.role() == Role.EDGE && link.hubs().isEmpty()) {
            section.problem(
                    "hubs", "`link`: an edge needs `hubs`, for example `hubs: [ { name: hub-1, host: 10.0.0.5 } ]`");
        }
        if (link.role().isHub() && link.broker() != null && link.edges().isEmpty()) {
            section.problem("edges", "`link`: a hub needs `edges`, for example `edges: [ box-1, box-2 ]`");
        }
        if (link.role() == Role.HUB && link.broker() == null) {
            section.problem("broker", "`link`: a hub needs `broker`, for example `broker: { host: 127.0.0.1 }`");
        }
        if (link.hubs().size() > LinkLimits.DEFAULT.hubs()) {
            section.problem("hubs", "`link`: at most " + LinkLimits.DEFAULT.hubs() + " hubs");
        }
        if (link.edges().size() > LinkLimits.DEFAULT.edges()) {
            section.problem("edges", "`link`: at most " + LinkLimits.DEFAULT.edges() + " edges");
        }
        Set<String> names = new HashSet<>();
        link.hubs().stream()
                .filter(hub -> !names.add(hub.name()))
                .forEach(twice -> section.problem("hubs", "`link`: two hubs are named `" + twice.name() + "`"));
        Set<String> edges = new HashSet<>();
        link.edges().stream()
                .filter(edge -> !edges.add(edge) || edge.equals(link.name()))
                .forEach(twice -> section.problem("edges", "`link`: `" + twice + "` stands twice, or is this box"));
    }

    private static String name(YamlSection section, String key, Optional<String> text) {
        if (text.isEmpty() || !NAME.matcher(text.get()).matches()) {
            section.problem(key, "`" + key + "`: 1 to 32 letters, digits, `-` or `_` expected, for example `box-1`");
            return "?";
        }
        return text.get();
    }

    private static String host(YamlSection section, @Nullable Path identity) {
        String host = AdapterSections.address(section, "host", "127.0.0.1");
        if (identity == null && !host.startsWith("127.") && !host.equals("::1")) {
            section.problem(
                    "host",
                    "`host`: " + host + " is not this box; write `identity` with the file that `vigie pki` made,"
                            + " so that nobody else can send commands");
        }
        return host;
    }

    private static int port(YamlSection section, int fallback) {
        return section.integer("port", 1, 65_535, fallback);
    }
}
