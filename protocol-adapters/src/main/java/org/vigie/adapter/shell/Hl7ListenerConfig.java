package org.vigie.adapter.shell;

import java.util.Map;
import org.vigie.adapter.hl7.session.ProfileMatch;
import org.vigie.adapter.hl7.session.SourceRules;
import org.vigie.model.limits.Limits;

/**
 * One HL7 port.
 *
 * @param name in site.yaml; the first part of every source id
 * @param host address to bind
 * @param port to bind; 0 for any free one
 * @param listed senders that site.yaml names, by their address as numbers
 * @param unlisted rules for all others
 * @param profiles finds the profile of a sender whose rules say {@code auto}
 * @param limits bounds of this port
 */
public record Hl7ListenerConfig(
        String name,
        String host,
        int port,
        Map<String, SourceRules> listed,
        SourceRules unlisted,
        ProfileMatch profiles,
        Limits.Hl7 limits) {
    public Hl7ListenerConfig {
        listed = Map.copyOf(listed);
    }
}
