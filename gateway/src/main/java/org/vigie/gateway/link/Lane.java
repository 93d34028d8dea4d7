package org.vigie.gateway.link;

import java.util.Locale;

/**
 * One of three connections between an edge and a hub. They are separate so that an alarm never waits behind a curve in
 * the buffers of one TCP connection (degraded-networks.md, fact 5). In the order of urgency.
 */
public enum Lane {
    /** Heartbeats, alarms, states of beds without their values, commands and their answers. */
    LIFE,
    /** Values, and what was missing. */
    DATA,
    /** Curves, by credit of the hub; nothing of them is repaired. */
    WAVES;

    /** The word in topics and metrics. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Delivered at least once, or at most once. */
    public boolean acknowledged() {
        return this != WAVES;
    }
}
