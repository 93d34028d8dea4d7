package org.vigie.gateway.link;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;

/**
 * How old something of an edge is at least and at most, without clocks that agree. A heartbeat says which heartbeat of
 * this hub the edge heard last and for how long it has known it: the edge spoke after that, by this hub's clock. So an
 * age counted from there is never too small; it is too large by the way there.
 */
final class EdgeTime {
    private static final int REMEMBERED = 30;

    private final Deque<Long> offsets = new ArrayDeque<>();
    private long notBeforeMs;
    private long originMs = -1;

    /** A heartbeat came. */
    void heard(Packet.Beat beat, long nowMs) {
        if (beat.echoHubMs() < notBeforeMs) {
            return; // it answers one of before this hub's clock stood still, or none
        }
        long origin = beat.echoHubMs() + beat.heldMs();
        if (origin > nowMs) {
            // A clock stood still; the edge's may have lagged when it spoke last. Nothing that was learnt holds.
            offsets.clear();
            return;
        }
        originMs = Math.max(originMs, origin);
        offsets.addLast(origin - beat.edgeMs());
        if (offsets.size() > REMEMBERED) {
            offsets.removeFirst();
        }
    }

    /** Another start of the edge, or this hub has slept: what was learnt is worth nothing. */
    void forget(long nowMs) {
        offsets.clear();
        notBeforeMs = nowMs;
        originMs = -1;
    }

    /** For how long the edge may not have heard this hub; empty when it never has. */
    OptionalLong unheardMs(long nowMs) {
        return originMs < 0 ? OptionalLong.empty() : OptionalLong.of(nowMs - originMs);
    }

    /** The most that has passed since the edge's clock showed this; empty when nothing is known. */
    OptionalLong ageMs(long edgeMs, long nowMs) {
        return offsets.stream().mapToLong(Long::longValue).max().stream()
                .map(offset -> Math.max(0, nowMs - edgeMs - offset))
                .findFirst();
    }
}
