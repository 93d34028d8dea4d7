package org.vigie.simulator.scenario;

import java.util.Locale;
import java.util.Optional;

/** Which family a virtual monitor imitates; the words are the ids of hardware profiles. */
public enum MonitorKind {
    IHE_PCD,
    PHILIPS_MDIL,
    MINDRAY_PDS,
    NIHON_KOHDEN,
    INTELLIVUE;

    /** The word in scenario files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** True when the monitor is an HL7 server and the gateway connects to it. */
    public boolean isServer() {
        return this == MINDRAY_PDS;
    }

    /** True when it speaks the Data Export protocol and not HL7. */
    public boolean isIntellivue() {
        return this == INTELLIVUE;
    }

    /** The kind of that word. */
    public static Optional<MonitorKind> of(String word) {
        for (MonitorKind kind : values()) {
            if (kind.word().equals(word)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
