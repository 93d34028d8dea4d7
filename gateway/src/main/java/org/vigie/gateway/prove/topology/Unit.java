package org.vigie.gateway.prove.topology;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Two edges, two hubs and what is between them, as far as a fault needs them. */
public interface Unit {
    /** The beds of each edge, as the edges themselves say, read once before anything was broken. */
    Map<String, Set<String>> beds();

    /** What a hub shows now; empty when it does not answer. */
    Optional<HubLook> look(String hub) throws InterruptedException;

    /** Breaks it. */
    void begin(Fault fault) throws IOException, InterruptedException;

    /** Mends what does not come back by itself. */
    void end(Fault fault) throws IOException, InterruptedException;
}
