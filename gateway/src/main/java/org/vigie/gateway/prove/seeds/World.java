package org.vigie.gateway.prove.seeds;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.vigie.gateway.link.EdgeLink;
import org.vigie.gateway.link.EdgeUplink;
import org.vigie.gateway.link.Entry;
import org.vigie.gateway.link.Freshness;
import org.vigie.gateway.link.HubReceiver;
import org.vigie.gateway.link.Lane;
import org.vigie.gateway.link.Packet;

/**
 * One seed: two or three edges, two hubs, a minute in which everything breaks, and then a time in which nothing does
 * and all must come together. Thrown: {@link Truth.Breach}.
 */
final class World {
    private static final long TROUBLE_MS = 60_000;
    private static final long CONVERGE_MS = 45_000;
    private static final long HEARD_AGAIN_MS = 3_000;
    private static final long CALM_MS = 15_000;
    private static final long BUDGET_MS = 2_000;

    /** Seeds in which the disks of hubs fail too: none of those that were kept before there was that. */
    private static final int DISKS_OF = 8;

    private static final int DISKS_AT = 5;

    /** From this seed on monitors storm: each bed changes its alarms four times a second, some 600 alarms a seed. */
    private static final long STORMS_FROM = 10_000_000;

    private static final long STORM_MS = 250;

    private final Timeline time;
    private final Truth truth;
    private final Map<String, SimEdge> edges = new TreeMap<>();
    private final Map<String, SimHub> hubs = new TreeMap<>();
    private final Map<String, Cable> cables = new TreeMap<>();
    private final Map<String, Long> troubleMs = new HashMap<>();
    private final Faults faults;
    private final boolean storms;
    private final @Nullable HubDisks hubDisks;
    private long convergedMs = -1;
    private long timelyAlarms;

    /**
     * What a seed has gone through.
     *
     * @param alarms onsets that were durable at an edge
     * @param timely of those, on links without trouble, within 2 s
     * @param records on disks of edges at the end
     * @param gaps places that were lost for good, said so
     * @param links that were lost
     * @param refused packets of earlier starts, the most at one hub
     * @param faults that were made
     * @param unstored places that a hub's disk did not take at first
     * @param convergedMs after the last fault; all hubs whole and equal
     */
    record Report(
            long alarms,
            long timely,
            long records,
            long gaps,
            long links,
            long refused,
            int faults,
            long unstored,
            long convergedMs) {}

    World(long seed) {
        storms = seed >= STORMS_FROM;
        time = new Timeline(seed);
        truth = new Truth();
        List<String> edgeNames = time.pick(3) == 0 ? List.of("E1", "E2", "E3") : List.of("E1", "E2");
        List<String> hubNames = List.of("H1", "H2");
        for (String hub : hubNames) {
            hubs.put(hub, new SimHub(hub, edgeNames, time, truth, (edge, lane) -> cable(edge, hub, lane)));
        }
        for (String edge : edgeNames) {
            SimEdge made =
                    new SimEdge(edge, 1 + time.pick(3), hubNames, time, truth, (hub, lane) -> cable(edge, hub, lane));
            edges.put(edge, made);
            for (String hub : hubNames) {
                for (Lane lane : Lane.values()) {
                    cables.put(
                            edge + hub + lane,
                            new Cable(time, lane, made.end(hub), bytes -> hub(hub).received(edge, bytes)));
                }
            }
        }
        faults = new Faults(time, truth, List.copyOf(edges.values()), List.copyOf(hubs.values()), cables);
        truth.onDurable(this::durable);
        hubDisks = Math.floorMod(seed, DISKS_OF) == DISKS_AT
                ? new HubDisks(time, seed, List.copyOf(edgeNames), List.copyOf(hubs.values()))
                : null;
    }

    private Cable cable(String edge, String hub, Lane lane) {
        @Nullable Cable cable = cables.get(edge + hub + lane);
        if (cable == null) {
            throw new IllegalStateException("no cable " + edge + hub + lane);
        }
        return cable;
    }

    private SimHub hub(String name) {
        @Nullable SimHub hub = hubs.get(name);
        if (hub == null) {
            throw new IllegalStateException("no hub " + name);
        }
        return hub;
    }

    Report run() {
        hubs.values().forEach(SimHub::start);
        edges.values().forEach(SimEdge::start);
        time.every(200, this::tick);
        time.every(1_000, this::second);
        if (storms) {
            time.every(STORM_MS, this::storm);
        }
        faults.begin(TROUBLE_MS);
        if (hubDisks != null) {
            hubDisks.begin(TROUBLE_MS);
        }
        time.runUntil(TROUBLE_MS);
        faults.heal();
        if (hubDisks != null) {
            hubDisks.heal();
        }
        time.runUntil(TROUBLE_MS + HEARD_AGAIN_MS);
        while (convergedMs < 0 && time.now() < TROUBLE_MS + CONVERGE_MS) {
            time.runUntil(time.now() + 500);
            // Values change each second: equal at some moment is what equal means here.
            convergedMs = whole() && equal() ? time.now() - TROUBLE_MS : -1;
        }
        Truth.check(convergedMs >= 0, "N10: not together after heal", Truth.later(this::why));
        return complete();
    }

    private void tick() {
        edges.values().forEach(SimEdge::tick);
        hubs.values().forEach(SimHub::tick);
        for (SimEdge edge : edges.values()) {
            for (SimHub hub : hubs.values()) {
                boolean healthy = edge.acts() && hub.runs() && hub.diskIsWell(edge.name);
                for (Lane lane : List.of(Lane.LIFE, Lane.DATA)) {
                    healthy &= cable(edge.name, hub.name, lane).healthy();
                }
                if (!healthy) {
                    troubleMs.put(edge.name + hub.name, time.now());
                }
            }
        }
        hubs.values().forEach(SimHub::look);
    }

    private void second() {
        for (SimEdge edge : edges.values()) {
            for (int bed = 0; bed < edge.beds(); bed++) {
                edge.monitorSpeaks(bed, time.happens(0.3));
            }
        }
        cables.forEach((name, cable) ->
                cable.look(edges.values().stream().anyMatch(edge -> name.startsWith(edge.name) && edge.run() != null)));
    }

    private void storm() {
        for (SimEdge edge : edges.values()) {
            for (int bed = 0; bed < edge.beds(); bed++) {
                edge.monitorAlarms(bed);
            }
        }
    }

    /** N1: with a link in order, an alarm is at a hub within its time. */
    private void durable(String edge, Entry entry) {
        if (entry.lane() != Lane.LIFE) {
            return;
        }
        for (SimHub hub : hubs.values()) {
            String pair = edge + hub.name;
            if (time.now() - troubleMs.getOrDefault(pair, 0L) < CALM_MS) {
                continue;
            }
            long since = troubleMs.getOrDefault(pair, 0L);
            time.in(BUDGET_MS, () -> {
                if (troubleMs.getOrDefault(pair, 0L) != since) {
                    return;
                }
                SimHub.Mirror mirror = hub.mirrors().get(edge);
                SimHub.Place place = new SimHub.Place(entry.epoch(), entry.lane(), entry.seq());
                Truth.check(
                        mirror != null && mirror.stored.containsKey(place),
                        "N1: late",
                        hub.name,
                        edge,
                        entry,
                        time.now(),
                        since,
                        Truth.later(() -> uplink(edge, hub.name)),
                        Truth.later(this::why));
                timelyAlarms++;
            });
        }
    }

    private String uplink(String edge, String hub) {
        SimEdge of = edges.get(edge);
        SimEdge.@Nullable Run run = of == null ? null : of.run();
        EdgeUplink uplink = run == null ? null : run.uplinks.get(hub);
        return uplink == null ? "none" : uplink.status(time.now()).toString();
    }

    private boolean whole() {
        for (SimHub hub : hubs.values()) {
            for (SimHub.Mirror mirror : hub.mirrors().values()) {
                HubReceiver receiver = mirror.receiver;
                if (receiver == null
                        || receiver.link() != EdgeLink.LIVE
                        || !receiver.whole()
                        || !mirror.shelf.isWell()) {
                    return false;
                }
                for (Packet.State state : mirror.shown.values()) {
                    if (receiver.freshness(state.key(), time.now()) != Freshness.LIVE) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    /** N9: hubs with the same records have the same states, and these are the edges' own. */
    private boolean equal() {
        for (String edge : edges.keySet()) {
            for (Packet.Part part : Packet.Part.values()) {
                if (hubs.values().stream()
                                .map(hub -> hub.mirrors().get(edge))
                                .map(mirror -> mirror == null || mirror.receiver == null
                                        ? "none"
                                        : Long.toString(mirror.receiver.digest(part)))
                                .distinct()
                                .count()
                        != 1) {
                    return false;
                }
            }
        }
        return true;
    }

    private String why() {
        List<String> states = new ArrayList<>();
        hubs.values()
                .forEach(hub -> hub.mirrors().forEach((edge, mirror) -> {
                    HubReceiver receiver = mirror.receiver;
                    if (receiver != null) {
                        states.add(hub.name + edge + " " + receiver.link() + " whole=" + receiver.whole() + " "
                                + receiver.status(time.now()) + " " + receiver.marks() + " life="
                                + receiver.digest(Packet.Part.LIFE) + " data=" + receiver.digest(Packet.Part.DATA));
                    }
                }));
        return String.join("\n  ", states);
    }

    /** N1 at the end: every record that can be read anywhere is at every hub; what is not, was said to be lost. */
    private Report complete() {
        long records = 0;
        long gaps = 0;
        for (SimEdge edge : edges.values()) {
            new SealsHold(edge).check();
            for (Map.Entry<Long, Disk.Epoch> epoch : edge.disk.all()) {
                for (Lane lane : List.of(Lane.LIFE, Lane.DATA)) {
                    int forced = epoch.getValue().over
                            ? epoch.getValue().of(lane).size()
                            : epoch.getValue().forced.getOrDefault(lane, 0);
                    for (Entry entry : epoch.getValue().of(lane).subList(0, forced)) {
                        records++;
                        gaps += atEveryHub(edge, entry, epoch.getValue().readable(entry));
                    }
                }
            }
        }
        return new Report(
                truth.alarms,
                timelyAlarms,
                records,
                gaps,
                truth.lostLinks,
                truth.refused,
                faults.made(),
                unstored(),
                convergedMs);
    }

    private long unstored() {
        return hubs.values().stream()
                .flatMap(hub -> hub.mirrors().values().stream())
                .mapToLong(mirror -> mirror.shelf.refused())
                .sum();
    }

    private long atEveryHub(SimEdge edge, Entry entry, boolean readable) {
        long gaps = 0;
        for (SimHub hub : hubs.values()) {
            SimHub.Mirror mirror = hub.mirrors().get(edge.name);
            SimHub.Place place = new SimHub.Place(entry.epoch(), entry.lane(), entry.seq());
            Entry stored = mirror == null ? null : mirror.stored.get(place);
            boolean gap = mirror != null && mirror.lost.containsKey(place);
            boolean newest = time.now() - truth.durableMs(edge.name, entry) < 5_000; // two heartbeats and a question
            Truth.check(
                    stored != null || gap || newest,
                    "N1: neither at the hub nor said to be lost",
                    hub.name,
                    edge.name,
                    entry,
                    Truth.later(() -> new String(entry.payload(), StandardCharsets.UTF_8)),
                    "durable at",
                    truth.durableMs(edge.name, entry),
                    "now",
                    time.now(),
                    Truth.later(this::why));
            Truth.check(stored == null || !gap, "N1: both stored and lost", hub.name, edge.name, entry);
            Truth.check(
                    !readable || !gap || entry.lane() == Lane.DATA || faults.rotted(),
                    "N1: readable and said to be lost",
                    hub.name,
                    edge.name,
                    entry);
            Truth.check(
                    stored == null || Arrays.equals(stored.payload(), entry.payload()),
                    "N2: another content",
                    hub.name,
                    edge.name,
                    entry);
            gaps += gap ? 1 : 0;
        }
        return gaps;
    }
}
