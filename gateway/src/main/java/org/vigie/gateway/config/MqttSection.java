package org.vigie.gateway.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The section {@code mqtt} of a site file. */
final class MqttSection {
    /** What may stand as it is in a certificate, in a topic and in access rules. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,31}");

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
        String broker = section.text("broker", 64).orElse("");
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
        Optional<String> endpoint = Addresses.endpoint(broker).filter(some -> some.indexOf('[') < 0);
        if (endpoint.isEmpty()) {
            section.problem(
                    "broker",
                    "`broker: " + broker + "`: a numeric IPv4 address and a port expected, such as 192.168.10.3:8883");
        } else if (!tls && !endpoint.get().startsWith("127.")) {
            section.problem("tls", "`tls: false` only for a broker on this box (127.x); make a certificate: vigie pki");
        }
        return endpoint.map(at ->
                new GatewayConfig.Mqtt(at, name, tls ? data.resolve(identity).normalize() : null));
    }
}
