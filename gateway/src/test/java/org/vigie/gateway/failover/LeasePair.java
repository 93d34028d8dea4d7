package org.vigie.gateway.failover;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.vigie.model.limits.LeaseLimits;

/** Two boxes with their cables, a hub and monitors, on virtual time; every fault is set from outside. */
final class LeasePair {
    static final int STEP_MS = 100;
    private static final int DELAY_MS = 250;

    final SplittableRandom random;
    final Box[] boxes;
    /** Part of what is lost, by path and sender; 100 is a cut. */
    final Map<Cable, int[]> loss = new EnumMap<>(Cable.class);

    final List<Claim> claims = new ArrayList<>();
    private final List<Letter> flying = new ArrayList<>();
    private final Map<Cable, long[]> badMs = new EnumMap<>(Cable.class);
    long nowMs = 1_000;

    /** How beats travel. */
    enum Cable {
        SWITCH,
        DIRECT,
        HUB
    }

    /** A claim that was forced to a disk. */
    record Claim(int box, long epoch, long ms) {}

    private record Letter(long dueMs, int to, Cable cable, Beat beat) {}

    /** One box. */
    final class Box {
        final int number;
        long disk;
        private long start;

        @Nullable Lease lease;

        boolean paused;
        boolean diskRefuses;
        boolean hub = true;
        boolean monitor = true;
        long troubledMs;
        long blindMs;
        long openEpoch;
        private final List<Letter> inbox = new ArrayList<>();

        Box(int number) {
            this.number = number;
        }

        void start() {
            lease = new Lease(
                    new Lease.Who("icu", name(number), name(1 - number), number == 0, ++start),
                    disk,
                    LeaseLimits.DEFAULT,
                    nowMs);
            troubledMs = nowMs;
        }

        void crash() {
            lease = null;
            paused = false;
            inbox.clear();
            openEpoch = 0;
            troubledMs = nowMs;
        }

        /** Ends in good order. */
        void leave() {
            step(new LeaseEvent.Leaving());
            crash();
        }

        boolean runs() {
            return lease != null && !paused;
        }

        /** Whether what it wants to send to a monitor would go out at this moment. */
        boolean acts() {
            Lease own = lease;
            return own != null && !paused && nowMs < own.actsUntilMs();
        }

        private void turn() {
            for (Letter letter : List.copyOf(inbox)) {
                step(new LeaseEvent.Heard(letter.cable().name(), letter.beat()));
            }
            inbox.clear();
            if (hub && nowMs % 1_000 == 0) {
                step(new LeaseEvent.SawHub());
            }
            if (monitor && nowMs % 500 == 0) {
                step(new LeaseEvent.SawMonitor());
            }
            step(new LeaseEvent.Tick());
        }

        private void step(LeaseEvent event) {
            Lease own = lease;
            if (own == null) {
                return;
            }
            for (LeaseEffect effect : own.on(event, nowMs)) {
                switch (effect) {
                    case LeaseEffect.Send send -> send(number, send.beat());
                    case LeaseEffect.Force force when diskRefuses -> step(new LeaseEvent.Unforced(force.epoch()));
                    case LeaseEffect.Force force -> {
                        disk = force.epoch();
                        claims.add(new Claim(number, force.epoch(), nowMs));
                        step(new LeaseEvent.Forced(force.epoch()));
                    }
                    case LeaseEffect.Open open -> openEpoch = open.epoch();
                    case LeaseEffect.Close close -> openEpoch = 0;
                }
            }
        }
    }

    LeasePair(long seed) {
        random = new SplittableRandom(seed);
        boxes = new Box[] {new Box(0), new Box(1)};
        for (Cable cable : Cable.values()) {
            loss.put(cable, new int[2]);
            badMs.put(cable, new long[2]);
        }
    }

    static String name(int number) {
        return "box-" + (number + 1);
    }

    private void send(int from, Beat beat) {
        for (Cable cable : Cable.values()) {
            if (carries(cable) && random.nextInt(100) >= loss(cable, from)) {
                flying.add(new Letter(nowMs + random.nextInt(DELAY_MS), 1 - from, cable, beat));
            }
        }
    }

    private boolean carries(Cable cable) {
        return cable != Cable.HUB || (boxes[0].hub && boxes[1].hub);
    }

    int loss(Cable cable, int from) {
        int[] both = loss.get(cable);
        return both == null ? 0 : both[from];
    }

    void lose(Cable cable, int from, int percent) {
        int[] both = loss.get(cable);
        if (both != null) {
            both[from] = percent;
        }
    }

    /** Time goes on by one step. */
    void step() {
        nowMs += STEP_MS;
        for (Letter letter : List.copyOf(flying)) {
            if (letter.dueMs() <= nowMs) {
                flying.remove(letter);
                if (boxes[letter.to()].lease != null) {
                    boxes[letter.to()].inbox.add(letter);
                }
            }
        }
        for (Box box : boxes) {
            if (box.runs()) {
                box.turn();
            } else {
                box.troubledMs = nowMs;
            }
            if (!box.hub && !box.monitor) {
                box.blindMs = nowMs;
            }
        }
        badMs.forEach((cable, since) -> {
            for (int from = 0; from < 2; from++) {
                if (!carries(cable) || loss(cable, from) > 0) {
                    since[from] = nowMs;
                }
            }
        });
    }

    void run(long ms) {
        for (long end = nowMs + ms; nowMs < end; ) {
            step();
        }
    }

    /** Whether some cable carried everything from a box to the other for this long. */
    boolean isHeard(int from, long ms) {
        return badMs.values().stream().anyMatch(since -> nowMs - since[from] >= ms);
    }
}
