package org.vigie.gateway.prove.seeds;

import java.util.List;
import java.util.Map;
import org.vigie.gateway.link.Lane;

/** What breaks, when, and for how long, by chance. */
final class Faults {
    private static final int MEAN_PAUSE_MS = 4_000;

    private final Timeline time;
    private final Truth truth;
    private final List<SimEdge> edges;
    private final List<SimHub> hubs;
    private final Map<String, Cable> cables;
    private final int[] weights;
    private int made;
    private boolean rotted;
    private boolean healed;

    Faults(Timeline time, Truth truth, List<SimEdge> edges, List<SimHub> hubs, Map<String, Cable> cables) {
        this.time = time;
        this.truth = truth;
        this.edges = edges;
        this.hubs = hubs;
        this.cables = cables;
        this.weights = new int[14];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = time.pick(4); // each seed has its own kind of bad day
        }
        weights[0]++;
    }

    int made() {
        return made;
    }

    boolean rotted() {
        return rotted;
    }

    void begin(long untilMs) {
        long pause = time.between(100, 2 * MEAN_PAUSE_MS);
        if (time.now() + pause < untilMs) {
            time.in(pause, () -> {
                one();
                begin(untilMs);
            });
        }
    }

    /** From here on nothing breaks; what stands still goes on, what is down starts. */
    void heal() {
        healed = true;
        cables.values().forEach(Cable::healAll);
        for (SimHub hub : hubs) {
            if (!hub.runs()) {
                hub.start();
            }
            hub.brokerChanged(true);
        }
        for (SimEdge edge : edges) {
            if (edge.run() == null) {
                edge.start();
            }
        }
    }

    private void one() {
        made++;
        SimEdge edge = edges.get(time.pick(edges.size()));
        SimHub hub = hubs.get(time.pick(hubs.size()));
        List<Cable> some = some(edge, hub);
        long forMs = time.between(500, 20_000);
        switch (chosen()) {
            case 0 -> each(some, forMs, cable -> cable.cut = true, cable -> cable.cut = false);
            case 1 -> some.forEach(Cable::reset);
            case 2 -> flap(some, 5);
            case 3 -> each(some, forMs, cable -> cable.deafUp = true, cable -> cable.deafUp = false);
            case 4 -> each(some, forMs, cable -> cable.deafDown = true, cable -> cable.deafDown = false);
            case 5 -> each(some, forMs, cable -> cable.loss = 0.3 * time.chance.nextDouble(), cable -> cable.loss = 0);
            case 6 -> each(some, forMs, cable -> cable.twice = 0.5, cable -> cable.twice = 0);
            case 7 -> each(some, forMs, cable -> cable.overtaken = 0.3, cable -> cable.overtaken = 0);
            case 8 ->
                each(
                        some,
                        forMs,
                        cable -> cable.bytesPerSecond = time.between(600, 8_000),
                        cable -> cable.bytesPerSecond = 12_500_000);
            case 9 -> broker(hub, forMs);
            case 10 -> crash(hub, forMs);
            case 11 -> crash(edge, forMs);
            case 12 -> {
                if (time.pick(2) == 0) {
                    edge.freeze(forMs);
                } else {
                    edge.overtake(forMs);
                }
            }
            default -> {
                truth.wallJumps(edge.name, time.between(0, 4_000_000_000_000L));
                if (time.pick(8) == 0) {
                    edge.disk.retain(20);
                } else if (time.pick(8) == 0) {
                    edge.disk.rot(time);
                    rotted = true;
                }
            }
        }
        hub.wish(edge.name);
    }

    private int chosen() {
        int sum = 0;
        for (int weight : weights) {
            sum += weight;
        }
        int at = time.pick(sum);
        for (int i = 0; i < weights.length; i++) {
            at -= weights[i];
            if (at < 0) {
                return i;
            }
        }
        return 0;
    }

    /** One lane, all lanes of a pair, or everything an edge or a hub has. */
    private List<Cable> some(SimEdge edge, SimHub hub) {
        String pair = edge.name + hub.name;
        return switch (time.pick(4)) {
            case 0 -> matching(pair + (time.pick(2) == 0 ? Lane.LIFE : Lane.DATA));
            case 1 -> matching(pair);
            case 2 -> matching(edge.name);
            default -> matching(hub.name);
        };
    }

    private List<Cable> matching(String part) {
        return cables.entrySet().stream()
                .filter(entry -> entry.getKey().contains(part))
                .map(Map.Entry::getValue)
                .toList();
    }

    private void each(
            List<Cable> some,
            long forMs,
            java.util.function.Consumer<Cable> on,
            java.util.function.Consumer<Cable> off) {
        some.forEach(on);
        time.in(forMs, () -> some.forEach(off));
    }

    private void flap(List<Cable> some, int times) {
        if (times > 0 && !healed) {
            some.forEach(Cable::reset);
            time.in(time.between(200, 2_000), () -> flap(some, times - 1));
        }
    }

    private void broker(SimHub hub, long forMs) {
        List<Cable> all = matching(hub.name);
        all.forEach(cable -> {
            cable.brokerDown = true;
            cable.reset();
        });
        hub.brokerChanged(false);
        time.in(forMs, () -> {
            all.forEach(cable -> cable.brokerDown = false);
            hub.brokerChanged(true);
        });
    }

    private void crash(SimHub hub, long forMs) {
        if (hub.runs()) {
            hub.crash();
            time.in(forMs, () -> {
                if (!hub.runs()) {
                    hub.start();
                }
            });
        }
    }

    private void crash(SimEdge edge, long forMs) {
        if (edge.run() != null) {
            edge.crash();
            time.in(forMs, () -> {
                if (edge.run() == null) {
                    edge.start();
                }
            });
        }
    }
}
