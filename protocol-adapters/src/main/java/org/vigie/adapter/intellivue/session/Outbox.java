package org.vigie.adapter.intellivue.session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be sent. A monitor handles four to five messages within 128 ms; at most four leave within 256 ms.
 * SOURCE: intellivue-protocol.md section 2.2, pacing.
 */
final class Outbox {
    private static final int MOST = 4;
    private static final Duration WINDOW = Duration.ofMillis(256);
    private static final int BOUND = 64;

    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private final Deque<Instant> sent = new ArrayDeque<>();

    /** Puts it at the end; false when the box is full and it was dropped: polls are repeated anyway. */
    boolean add(byte[] payload) {
        return waiting.size() < BOUND && waiting.add(payload);
    }

    /** Puts it before everything else: what the monitor waits for. */
    void addFirst(byte[] payload) {
        waiting.addFirst(payload);
        if (waiting.size() > BOUND) {
            waiting.removeLast();
        }
    }

    void clear() {
        waiting.clear();
    }

    /** The next to send now; null when none may leave. */
    byte @Nullable [] next(Instant now) {
        while (!sent.isEmpty() && !now.isBefore(sent.getFirst().plus(WINDOW))) {
            sent.removeFirst();
        }
        if (waiting.isEmpty() || sent.size() >= MOST) {
            return null;
        }
        sent.addLast(now);
        return waiting.removeFirst();
    }

    /** When the next may leave; empty when nothing waits. */
    Optional<Instant> due(Instant now) {
        if (waiting.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(sent.size() < MOST ? now : sent.getFirst().plus(WINDOW));
    }
}
