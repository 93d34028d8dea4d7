package org.vigie.gateway.prove.topology;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One thing that is broken, and what the hubs have to show of it, said beforehand.
 *
 * @param word of its row
 * @param targets cables or processes
 * @param lost the edges whose beds a hub has to show as lost, with an alarm for each; every other bed stays live at
 *     every look, without an alarm
 * @param silent the hubs that do not answer meanwhile; afterwards they have the same beds as before
 */
public record Fault(String word, Kind kind, List<String> targets, Map<String, Set<String>> lost, Set<String> silent) {
    /** The boxes of {@code vigie demo --topology two-edges-two-hubs}. */
    public static final List<String> HUBS = List.of("hub-1", "hub-2");

    static final List<String> EDGES = List.of("edge-a", "edge-b");

    /** How something is broken. */
    public enum Kind {
        /** Nothing passes, nobody is told, until it is plugged in again. */
        PULLED(Duration.ofSeconds(10)),
        /** {@code kill -9}; started again by itself after 5 s. */
        KILLED(Duration.ZERO),
        /** {@code kill -STOP}, as a process that hangs. */
        STOPPED(Duration.ofSeconds(20));

        private final Duration kept;

        Kind(Duration kept) {
            this.kept = kept;
        }

        /** How long it is kept so once the hubs show it; zero for what is not ended by anybody. */
        Duration kept() {
            return kept;
        }
    }

    public Fault {
        targets = List.copyOf(targets);
        lost = Map.copyOf(lost);
        silent = Set.copyOf(silent);
    }

    /** All of the campaign, in their order. */
    static List<Fault> all() {
        List<Fault> all = new ArrayList<>();
        EDGES.forEach(edge -> HUBS.forEach(hub -> all.add(pulled(edge, hub))));
        all.add(new Fault(
                "pull-crosswise",
                Kind.PULLED,
                List.of("edge-a--hub-2", "edge-b--hub-1"),
                Map.of("hub-1", Set.of("edge-b"), "hub-2", Set.of("edge-a")),
                Set.of()));
        HUBS.forEach(hub -> all.add(killedBroker(hub)));
        EDGES.forEach(edge -> all.add(killedEdge(edge)));
        HUBS.forEach(hub -> all.add(new Fault("kill-" + hub, Kind.KILLED, List.of(hub), Map.of(), Set.of(hub))));
        all.add(new Fault("stop-hub-2", Kind.STOPPED, List.of("hub-2"), Map.of(), Set.of("hub-2")));
        return all;
    }

    /** One cable: one hub loses one edge. */
    public static Fault pulled(String edge, String hub) {
        String cable = edge + "--" + hub;
        return new Fault("pull-" + cable, Kind.PULLED, List.of(cable), Map.of(hub, Set.of(edge)), Set.of());
    }

    /** The broker of a hub: that hub loses both edges. */
    public static Fault killedBroker(String hub) {
        return new Fault(
                "kill-broker-" + hub,
                Kind.KILLED,
                List.of("broker of " + hub),
                Map.of(hub, Set.copyOf(EDGES)),
                Set.of());
    }

    /** An edge: both hubs lose it. */
    public static Fault killedEdge(String edge) {
        return new Fault(
                "kill-" + edge,
                Kind.KILLED,
                List.of(edge),
                HUBS.stream().collect(Collectors.toMap(hub -> hub, hub -> Set.of(edge))),
                Set.of());
    }

    /** The edges that a hub has to lose. */
    Set<String> lostAt(String hub) {
        return lost.getOrDefault(hub, Set.of());
    }

    /** What had to be seen, in words. */
    String expectation() {
        List<String> words = new ArrayList<>();
        for (String hub : HUBS) {
            if (silent.contains(hub)) {
                words.add(hub + (kind == Kind.STOPPED ? " stands still" : " does not answer")
                        + ", then has the same beds");
            } else if (lostAt(hub).isEmpty()) {
                words.add(hub + " untouched");
            } else {
                words.add(hub + " loses "
                        + String.join(" and ", lostAt(hub).stream().sorted().toList()));
            }
        }
        return String.join("; ", words);
    }
}
