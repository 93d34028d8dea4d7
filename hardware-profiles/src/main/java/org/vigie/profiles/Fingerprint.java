package org.vigie.profiles;

import java.util.Set;

/**
 * What one message shows of its sender, to propose a profile. All texts as sent, empty when the field is.
 *
 * @param application MSH-3, first component, else the second
 * @param facility MSH-4
 * @param messageType MSH-9 as {@code ORU^R01}
 * @param controlId MSH-10 (Mindray PDS: the kind of message, for example 204)
 * @param codeSystems coding systems seen in OBX-3 ({@code MDC}, {@code MDIL}...), at least of the first OBX; empty when
 *     the message has none
 */
public record Fingerprint(
        String application, String facility, String messageType, String controlId, Set<String> codeSystems) {
    public Fingerprint {
        codeSystems = Set.copyOf(codeSystems);
    }
}
