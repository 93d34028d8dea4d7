package org.vigie.gateway.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The section {@code mqtt} of a site file. */
final class MqttSection {
    /** What may stand as it is in a certificate, in a topic and in access rules. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,31}");

    /** Nodes of a cluster; {@code mqtt.LaneOptions} takes no more. */
    private static final int MOST = 4;

    private MqttSection() {}

    /**
     * Reads it; empty when nothing is published.
     *
     * @param data folder against which {@code identity} is resolved
     */
    static Optional<GatewayConfig.Mqtt> read(YamlSection section, Path data) {
        Map<String, Boolean> modes = new LinkedHashMap<>();
        modes.put("off", false);
        modes.put("external", true);
        boolean wanted = section.choice("mode", modes, false);
        List<String> brokers =
                new ArrayList<>(section.text("broker", 64).stream().toList());
        brokers.addAll(section.texts("brokers", 64));
        String name = section.text("name", 32).orElse("edge");
        boolean tls = section.truth("tls", true);
        String identity = section.text("identity", 1024).orElse("tls/" + name + ".p12");
        section.end();
        if (!NAME.matcher(name).matches()) {
            section.problem("name", "`name: " + name + "`: letters, digits, - and _, the first no sign");
        }
        if (!wanted) {
            return Optional.empty();
        }
        if (brokers.isEmpty() || brokers.size() > MOST) {
            section.problem(
                    "broker", "`mode: external` needs `broker`, or the nodes of a cluster: `brokers`, at most 4");
            return Optional.empty();
        }
        List<String> endpoints = new ArrayList<>();
        brokers.forEach(broker -> endpoint(section, broker, tls).ifPresent(endpoints::add));
        return endpoints.size() < brokers.size()
                ? Optional.empty()
                : Optional.of(new GatewayConfig.Mqtt(
                        endpoints, name, tls ? data.resolve(identity).normalize() : null));
    }

    private static Optional<String> endpoint(YamlSection section, String broker, boolean tls) {
        Optional<String> endpoint = Addresses.endpoint(broker).filter(some -> some.indexOf('[') < 0);
        if (endpoint.isEmpty()) {
            section.problem(
                    "broker",
                    "`broker: " + broker + "`: a numeric IPv4 address and a port expected, such as 192.168.10.3:8883");
        } else if (!tls && !endpoint.get().startsWith("127.")) {
            section.problem("tls", "`tls: false` only for a broker on this box (127.x); make a certificate: vigie pki");
        }
        return endpoint;
    }
}
