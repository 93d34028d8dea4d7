package org.vigie.gateway.link;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.vigie.model.limits.LinkLimits;

/** Records of LIFE that wait for one hub: the state of the bed has told of the alarm already. One thread. */
final class LifeRecords {
    private static final int TOGETHER = 32;
    private static final int RAW_TOGETHER = 65_536;
    private static final long GATHER_MS = 2_000;

    private final int most;
    private final Deque<Entry> waiting = new ArrayDeque<>();
    private long sinceMs;
    private long left;

    LifeRecords(LinkLimits limits) {
        this.most = limits.pendingRecords();
    }

    int size() {
        return waiting.size();
    }

    /** Records that were not sent because too many waited; the hub fetches them. */
    long leftToJournal() {
        return left;
    }

    void add(Entry entry, long nowMs) {
        if (waiting.isEmpty()) {
            sinceMs = nowMs;
        }
        waiting.addLast(entry);
        trim();
    }

    /** They were not sent. */
    void again(List<Entry> entries) {
        entries.reversed().forEach(waiting::addFirst);
        trim();
    }

    private void trim() {
        while (waiting.size() > most) {
            waiting.removeFirst();
            left++;
        }
    }

    void clear() {
        waiting.clear();
    }

    /** Newest record before those that wait. */
    long pushed(long newest) {
        return waiting.isEmpty() ? newest : waiting.getFirst().seq() - 1;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    boolean isMany() {
        return waiting.size() >= TOGETHER;
    }

    /** Over a thin link they wait for others a moment. */
    boolean gathers(long nowMs) {
        return !isMany() && nowMs - sinceMs < GATHER_MS && nowMs >= sinceMs;
    }

    /**
     * Some that go together.
     *
     * @param live what is sent
     * @param bytes that it will have, about
     */
    record Some(Packet.Live live, int bytes) {}

    /** The oldest ones, at least one; there must be one. */
    Some take(int room, long nowMs) {
        List<Entry> together = new ArrayList<>();
        int bytes = 0;
        int raw = 0;
        do {
            Entry entry = waiting.removeFirst();
            // Measured: the first of a kind shrinks to a quarter, those like it to a tenth.
            bytes += entry.weight() / (together.size() < 2 ? 4 : 10);
            raw += entry.weight();
            together.add(entry);
        } while (!waiting.isEmpty()
                && together.size() < TOGETHER
                && bytes < room
                && raw + waiting.getFirst().weight() < RAW_TOGETHER);
        if (waiting.isEmpty()) {
            sinceMs = nowMs;
        }
        return new Some(new Packet.Live(together), bytes);
    }
}
