package org.vigie.gateway.link;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vigie.model.limits.LinkLimits;

/**
 * What is under way on one lane. The window in bytes is what keeps an alarm from waiting in somebody's buffers: on a
 * thin link it stays at a few kilobytes, and it grows while acknowledgements come quickly.
 */
final class Outbound {
    private static final long QUICK_MS = 100;
    private static final long SLOW_MS = 300;

    /** Packets are small: some that are quick between slow ones do not make a thin link a wide one. */
    private static final long NOT_SLOW_MS = 3_000;

    /** Longer than a transport waits before it makes its connection anew. */
    private static final long OVERDUE_MS = 20_000;

    private static final long LONGEST_REST_MS = 500;

    /** So long after a slow acknowledgement a lane counts as slow. */
    private static final long SLOW_FOR_MS = 10_000;

    private final LinkLimits limits;
    private final boolean yields;
    private final LinkSpeed speed;
    private final Map<Long, Sent> underWay = new LinkedHashMap<>();
    private boolean up;
    private long bytes;
    private int window;
    private long shrunkMs;
    private long restUntilMs;
    private long slowMs = -SLOW_FOR_MS;

    /**
     * Something that was sent.
     *
     * @param item to be put back when it was lost
     * @param bytes about
     * @param atMs when
     */
    record Sent(Object item, int bytes, long atMs) {}

    /**
     * A lane that is not connected.
     *
     * @param yields whether it leaves a thin link to others for as long as it has used it itself
     * @param speed told of each acknowledgement
     */
    Outbound(LinkLimits limits, boolean yields, LinkSpeed speed) {
        this.limits = limits;
        this.speed = speed;
        this.yields = yields;
        this.window = limits.thinWindowBytes();
    }

    boolean up() {
        return up;
    }

    int window() {
        return window;
    }

    void connected() {
        up = true;
        underWay.clear();
        bytes = 0;
        window = limits.thinWindowBytes();
        restUntilMs = 0;
        slowMs = -SLOW_FOR_MS;
    }

    /** The lane is down: what was under way, oldest first. */
    List<Object> broken() {
        up = false;
        List<Object> lost = new ArrayList<>();
        underWay.values().forEach(sent -> lost.add(sent.item()));
        underWay.clear();
        bytes = 0;
        return lost;
    }

    boolean hasRoom(long nowMs) {
        return up && nowMs >= restUntilMs && underWay.size() < limits.window() && bytes < window;
    }

    /** Whether nothing is under way. */
    boolean isIdle() {
        return underWay.isEmpty();
    }

    /** Whether acknowledgements are so slow that what is sent now would stand before an alarm. */
    boolean isThin() {
        return window < 4 * limits.thinWindowBytes();
    }

    /** Whether it is thin because that was measured: a lane on which little was sent yet is thin only for caution. */
    boolean isSlow(long nowMs) {
        return isThin() && nowMs - slowMs < SLOW_FOR_MS;
    }

    /** Bytes that the next packet may have: never so few that nothing travels together. */
    int packet() {
        return (int) Math.max(limits.thinWindowBytes(), window - bytes);
    }

    void sent(long token, Object item, int size, long nowMs) {
        bytes += size;
        underWay.put(token, new Sent(item, size, nowMs));
    }

    /** What has arrived with this token; null when it is not waited for. */
    @Nullable Object acknowledged(long token, long nowMs) {
        @Nullable Sent sent = underWay.remove(token);
        if (sent == null) {
            return null;
        }
        bytes -= sent.bytes();
        long took = nowMs - sent.atMs();
        speed.noted(sent.bytes(), took, nowMs);
        slowMs = took > QUICK_MS ? nowMs : slowMs;
        if (nowMs - slowMs >= NOT_SLOW_MS) {
            window = Math.min(limits.windowBytes(), window + sent.bytes());
        } else if (took > SLOW_MS && nowMs - shrunkMs > SLOW_MS) {
            window = Math.max(limits.thinWindowBytes(), window / 2);
            shrunkMs = nowMs;
        }
        if (yields && took > QUICK_MS && isThin()) {
            restUntilMs = Math.max(restUntilMs, nowMs + Math.min(took, LONGEST_REST_MS));
        }
        return sent.item();
    }

    /** What was never acknowledged although the lane is up, oldest first: it is no longer waited for. */
    List<Object> overdue(long nowMs) {
        List<Object> lost = new ArrayList<>();
        underWay.values().removeIf(sent -> {
            boolean late = nowMs - sent.atMs() > OVERDUE_MS;
            if (late) {
                bytes -= sent.bytes();
                lost.add(sent.item());
            }
            return late;
        });
        return lost;
    }

    /** The transport is full: nothing more for a moment. */
    @Nullable Object refused(long token, long nowMs) {
        restUntilMs = nowMs + 100;
        @Nullable Sent sent = underWay.remove(token);
        if (sent == null) {
            return null;
        }
        bytes -= sent.bytes();
        return sent.item();
    }
}
