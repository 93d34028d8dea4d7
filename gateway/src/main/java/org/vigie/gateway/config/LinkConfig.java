package org.vigie.gateway.config;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a box does among others.
 *
 * @param role of this box
 * @param name of this box, unique in the site
 * @param hubs that an edge tells of its beds
 * @param edges whose beds a hub shows; one that is silent is an alarm
 * @param broker of a hub, through which edges reach it; null for an edge
 * @param identity file with the certificate and the key by which this box is known to brokers, absolute; null for plain
 *     TCP, which is for loopback only
 */
public record LinkConfig(
        Role role,
        String name,
        List<Hub> hubs,
        List<String> edges,
        @Nullable Hub broker,
        @Nullable Path identity) {
    public LinkConfig {
        hubs = List.copyOf(hubs);
        edges = List.copyOf(edges);
    }

    /** What a box does. */
    public enum Role {
        /** Has beds; displays of others show them. */
        EDGE("edge"),
        /** Shows the beds of edges and has none. */
        HUB("hub"),
        /** Both. Without {@code link} it is one box by itself. */
        EDGE_AND_HUB("edge+hub");

        private final String word;

        Role(String word) {
            this.word = word;
        }

        /** The word in the file. */
        public String word() {
            return word;
        }

        /** Whether it shows beds of other boxes. */
        public boolean isHub() {
            return this != EDGE;
        }

        /** Whether it has beds. */
        public boolean isEdge() {
            return this != HUB;
        }
    }

    /**
     * A hub's broker.
     *
     * @param name of the hub
     * @param host numeric address
     * @param port 1 to 65535
     */
    public record Hub(String name, String host, int port) {}
}
