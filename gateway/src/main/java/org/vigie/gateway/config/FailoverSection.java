package org.vigie.gateway.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.vigie.model.limits.LeaseLimits;

/** Reads {@code failover}; docs/failover.md describes it. */
final class FailoverSection {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,31}");

    private FailoverSection() {}

    /** The pair that this box belongs to; null for a box by itself. */
    static @Nullable FailoverConfig read(YamlSection root, @Nullable LinkConfig link, Path folder) {
        if (!root.has("failover")) {
            return null;
        }
        YamlSection section = root.section("failover");
        String pair = name(section, "pair", "icu");
        String partner = name(section, "partner", "box-2");
        if (!section.has("first")) {
            section.problem("first", "`failover`: write `first: true` at one box and `first: false` at the other");
        }
        boolean first = section.truth("first", false);
        Optional<String> key = section.text("key", 1024);
        if (key.isEmpty()) {
            section.problem("key", "`failover`: `key` is missing: a file that `vigie pki pair` made, the same at both");
        }
        List<FailoverConfig.Path> paths = paths(section);
        section.end();
        check(section, link, partner);
        return new FailoverConfig(
                pair, partner, first, folder.resolve(key.orElse("?")).normalize(), paths);
    }

    private static List<FailoverConfig.Path> paths(YamlSection section) {
        List<FailoverConfig.Path> paths = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (YamlSection one : section.sections("paths", "path")) {
            End own = end(one, "own");
            End partner = end(one, "partner");
            one.end();
            if (!seen.add(own.toString())) {
                one.problem("own", "path: `own` stands in another path too; two paths need two addresses or ports");
            }
            paths.add(new FailoverConfig.Path(
                    "path-" + (paths.size() + 1), own.host(), own.port(), partner.host(), partner.port()));
        }
        int most = LeaseLimits.DEFAULT.paths();
        if (paths.size() < 2 || paths.size() > most) {
            section.problem(
                    "paths",
                    "`failover`: 2 to " + most + " `paths` expected, over two cables, for example"
                            + " `- { own: 192.168.10.11:7711, partner: 192.168.10.12:7711 }`");
        }
        return paths;
    }

    private record End(String host, int port) {}

    private static End end(YamlSection path, String key) {
        Optional<String> text = path.text(key, 64).flatMap(Addresses::endpoint);
        if (text.isEmpty()) {
            path.problem(key, "path: `" + key + "`: a numeric address and a port expected, such as 192.168.10.11:7711");
            return new End("127.0.0.1", 1);
        }
        int colon = text.get().lastIndexOf(':');
        return new End(
                text.get().substring(0, colon).replaceAll("[\\[\\]]", ""),
                Integer.parseInt(text.get().substring(colon + 1)));
    }

    private static void check(YamlSection section, @Nullable LinkConfig link, String partner) {
        if (link == null || !link.role().isEdge() || link.hubs().isEmpty()) {
            section.problem(
                    "pair",
                    "`failover` needs `link` with `hubs`: who takes over has to see a hub, and hubs have to know who"
                            + " polls");
        } else if (link.name().equals(partner)) {
            section.problem("partner", "`failover`: `partner` is this box; write the name of the other one");
        }
    }

    private static String name(YamlSection section, String key, String example) {
        Optional<String> text = section.text(key, 32);
        if (text.isEmpty() || !NAME.matcher(text.get()).matches()) {
            section.problem(
                    key,
                    "`failover`: `" + key + "`: 1 to 32 letters, digits, `-` or `_` expected, for example `" + example
                            + "`");
            return "?";
        }
        return text.get();
    }
}
