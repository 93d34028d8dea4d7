package org.vigie.gateway.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which settings of the site file a running gateway cannot take over: where it is served and where its journal lies.
 * They are in force from the next start on; everything else is taken over at once. Immutable.
 */
public final class RestartNeeds {
    private final GatewayConfig atStart;

    /** @param atStart the site file as it was at the start, without what the command line changed */
    public RestartNeeds(GatewayConfig atStart) {
        this.atStart = atStart;
    }

    /**
     * What differs from the start, for the engineer: each setting with its value in force and its value in the file.
     *
     * @param now the site file as it stands
     * @return one line; empty when nothing needs a restart
     */
    public Optional<String> of(GatewayConfig now) {
        List<String> needs = new ArrayList<>();
        add(needs, "http.host", atStart.http().host(), now.http().host());
        add(needs, "http.port", atStart.http().port(), now.http().port());
        add(needs, "http.names", atStart.http().names(), now.http().names());
        add(
                needs,
                "http.secure-port",
                words(atStart.http().securePort()),
                words(now.http().securePort()));
        add(needs, "data", atStart.data(), now.data());
        add(needs, "journal.keep-waves", atStart.keepWaves(), now.keepWaves());
        add(
                needs,
                "alarms.annunciator",
                atStart.alarms().annunciator(),
                now.alarms().annunciator());
        add(
                needs,
                "alarms.relay",
                Optional.ofNullable(atStart.alarms().relay()),
                Optional.ofNullable(now.alarms().relay()));
        add(needs, "paper", Optional.ofNullable(atStart.paper()), Optional.ofNullable(now.paper()));
        add(needs, "link", Optional.ofNullable(atStart.link()), Optional.ofNullable(now.link()));
        add(needs, "mqtt", Optional.ofNullable(atStart.mqtt()), Optional.ofNullable(now.mqtt()));
        add(needs, "clock.set-with", atStart.setClock(), now.setClock());
        add(needs, "failover", Optional.ofNullable(atStart.failover()), Optional.ofNullable(now.failover()));
        return needs.isEmpty()
                ? Optional.empty()
                : Optional.of("needs a restart: " + String.join("; ", needs)
                        + " (until then the value before the arrow is in force)");
    }

    private static String words(OptionalInt port) {
        return port.isPresent() ? Integer.toString(port.getAsInt()) : "off";
    }

    private static void add(List<String> needs, String setting, Object before, Object now) {
        if (!before.equals(now)) {
            needs.add(setting + " " + before + " -> " + now);
        }
    }
}
