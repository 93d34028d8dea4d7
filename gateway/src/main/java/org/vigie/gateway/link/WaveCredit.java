package org.vigie.gateway.link;

import org.vigie.model.limits.LinkLimits;

/**
 * How much an edge may have under way of waves: what the link carries in 0.2 s, as measured, so that no alarm waits
 * longer behind curves than that. SOURCE: reference/degraded-networks.md, fact 5 and 3.2.
 */
final class WaveCredit {
    private static final long MEASURE_MS = 500;
    private static final long UNDER_WAY_MS = 200;

    private final LinkLimits limits;
    private long credit;
    private long total;
    private long fromMs = -1;
    private long fromTotal;
    private long ahead;

    WaveCredit(LinkLimits limits) {
        this.limits = limits;
        this.ahead = limits.waveBytes();
    }

    /** Bytes that may be under way now. */
    long ahead() {
        return ahead;
    }

    /** The edge has another connection, or is another one. */
    void restarted() {
        credit = 0;
        total = 0;
        fromMs = -1;
        ahead = limits.waveBytes();
    }

    /**
     * Waves came.
     *
     * @param sent bytes that the edge has sent on its connection until now
     * @return what it may have sent from now on; 0 while that is worth no message
     */
    long came(long sent, long nowMs) {
        if (sent < total) {
            restarted();
        }
        total = sent;
        measure(nowMs);
        if (total + ahead - credit < ahead / 2) {
            return 0;
        }
        credit = total + ahead;
        return credit;
    }

    private void measure(long nowMs) {
        if (fromMs < 0) {
            fromMs = nowMs;
            fromTotal = total;
        } else if (nowMs - fromMs >= MEASURE_MS) {
            long carried = (total - fromTotal) * UNDER_WAY_MS / (nowMs - fromMs);
            ahead = Math.clamp(carried, limits.waveBytes(), limits.waveBytesMost());
            fromMs = nowMs;
            fromTotal = total;
        }
    }
}
