package org.vigie.gateway.prove.seeds;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.vigie.gateway.link.Lane;
import org.vigie.gateway.link.LinkPort;

/**
 * One lane between an edge and a hub, broker included: what is sent arrives later, and, when something is wrong, twice,
 * out of order, or not at all, although it was acknowledged. Worse than MQTT on TCP promises.
 */
final class Cable {
    private static final int WINDOW = 32;
    private static final long NOTICED_MS = 6_000;

    /** The transport gives a connection up when one acknowledgement does not come for so long ({@link LinkPort}). */
    private static final long STUCK_MS = 10_000;

    private final Timeline time;
    final Lane lane;
    private final End edge;
    private final Consumer<byte[]> hub;
    boolean cut;
    boolean deafUp;
    boolean deafDown;
    boolean brokerDown;
    double loss;
    double twice;
    double overtaken;
    long delayMs = 2;
    long bytesPerSecond = 12_500_000;
    private boolean up;
    private int generation;
    private final Map<Long, Long> unacknowledged = new LinkedHashMap<>();
    private long upFreeMs;
    private long downFreeMs;
    private long lastUpMs;
    private long lastDownMs;
    private long cutSinceMs = -1;

    /** The edge's end. */
    interface End {
        void up(Lane lane);

        void down(Lane lane);

        void acknowledged(Lane lane, long token);

        void received(byte[] bytes);
    }

    Cable(Timeline time, Lane lane, End edge, Consumer<byte[]> hub) {
        this.time = time;
        this.lane = lane;
        this.edge = edge;
        this.hub = hub;
    }

    boolean up() {
        return up;
    }

    boolean healthy() {
        return up && !cut && !deafUp && !deafDown && !brokerDown && loss == 0 && overtaken == 0 && bytesPerSecond > 1e6;
    }

    /** A second has passed: connections come, and those that are cut are noticed in time. */
    void look(boolean edgeRuns) {
        boolean possible = edgeRuns && !cut && !deafUp && !deafDown && !brokerDown;
        boolean dead = cut || deafUp || deafDown;
        if (up && !unacknowledged.isEmpty() && time.now() - oldestMs() >= STUCK_MS) {
            reset();
        }
        if (!up && possible) {
            int before = generation;
            time.in(time.between(50, 2_000), () -> connect(before));
        } else if (up && dead) {
            cutSinceMs = cutSinceMs < 0 ? time.now() : cutSinceMs;
            if (time.now() - cutSinceMs >= NOTICED_MS) {
                reset();
            }
        } else {
            cutSinceMs = -1;
        }
    }

    private long oldestMs() {
        return unacknowledged.values().iterator().next();
    }

    private void connect(int before) {
        if (generation == before && !up && !cut && !brokerDown) {
            up = true;
            edge.up(lane);
        }
    }

    /** The connection breaks: what is under way is gone. */
    void reset() {
        generation++;
        unacknowledged.clear();
        cutSinceMs = -1;
        if (up) {
            up = false;
            edge.down(lane);
        }
    }

    void healAll() {
        cut = false;
        deafUp = false;
        deafDown = false;
        brokerDown = false;
        loss = 0;
        twice = 0;
        overtaken = 0;
        delayMs = 2;
        bytesPerSecond = 12_500_000;
    }

    /** From the edge; false when the window is full or nothing is connected. */
    boolean fromEdge(byte[] bytes, long token) {
        if (!up || unacknowledged.size() >= WINDOW) {
            return false;
        }
        unacknowledged.put(token, time.now());
        upFreeMs = Math.max(upFreeMs, time.now()) + bytes.length * 1_000L / bytesPerSecond;
        long arrives = upFreeMs + time.between(1, delayMs);
        int now = generation;
        if (cut || deafUp) {
            return true; // swallowed: nobody acknowledges
        }
        time.in(arrives + delayMs - time.now(), () -> {
            if (generation == now && !cut && !deafDown) {
                unacknowledged.remove(token);
                edge.acknowledged(lane, token);
            }
        });
        if (!time.happens(loss)) {
            lastUpMs = deliver(arrives, lastUpMs, () -> hub.accept(bytes), now, true);
            if (time.happens(twice)) {
                deliver(arrives + time.between(0, 3_000), 0, () -> hub.accept(bytes), now, true);
            }
        }
        return true;
    }

    /** From a process that was thought dead, over a connection of its own; false when nothing is connected. */
    boolean fromGhost(byte[] bytes) {
        if (!up || cut || deafUp) {
            return false;
        }
        time.in(time.between(1, 50), () -> hub.accept(bytes));
        return true;
    }

    void fromHub(byte[] bytes) {
        if (!up || cut || deafDown) {
            return;
        }
        downFreeMs = Math.max(downFreeMs, time.now()) + bytes.length * 1_000L / bytesPerSecond;
        long arrives = downFreeMs + time.between(1, delayMs);
        int now = generation;
        if (!time.happens(loss)) {
            lastDownMs = deliver(arrives, lastDownMs, () -> edge.received(bytes), now, false);
            if (time.happens(twice)) {
                deliver(arrives + time.between(0, 3_000), 0, () -> edge.received(bytes), now, false);
            }
        }
    }

    private long deliver(long arrivesMs, long lastMs, Runnable what, int now, boolean fromEdge) {
        boolean overtakes = time.happens(overtaken);
        long at = overtakes ? arrivesMs + time.between(0, 1_500) : Math.max(arrivesMs, lastMs);
        time.in(at - time.now(), () -> {
            if (generation == now && !cut && !(fromEdge ? deafUp : deafDown)) {
                what.run();
            }
        });
        return overtakes ? lastMs : at;
    }
}
