package org.vigie.gateway.prove.seeds;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/** Virtual time: what is due first happens first, in the order in which it was arranged. */
final class Timeline {
    final SplittableRandom chance;
    private final PriorityQueue<Due> due =
            new PriorityQueue<>(Comparator.comparingLong(Due::atMs).thenComparingLong(Due::order));
    private long nowMs;
    private long order;

    private record Due(long atMs, long order, Runnable what) {}

    Timeline(long seed) {
        chance = new SplittableRandom(seed);
    }

    long now() {
        return nowMs;
    }

    void in(long ms, Runnable what) {
        due.add(new Due(nowMs + Math.max(0, ms), order++, what));
    }

    void every(long ms, Runnable what) {
        in(ms, () -> {
            what.run();
            every(ms, what);
        });
    }

    /** Lets everything happen up to this time. */
    void runUntil(long untilMs) {
        for (Due next = due.peek(); next != null && next.atMs() <= untilMs; next = due.peek()) {
            due.remove();
            nowMs = next.atMs();
            next.what().run();
        }
        nowMs = untilMs;
    }

    /** True with this probability. */
    boolean happens(double probability) {
        return probability > 0 && chance.nextDouble() < probability;
    }

    /** From 0 to {@code below}, exclusive. */
    int pick(int below) {
        return chance.nextInt(below);
    }

    long between(long from, long to) {
        return chance.nextLong(from, to + 1);
    }
}
