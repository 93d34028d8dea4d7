package org.vigie.gateway.link;

import java.util.List;
import java.util.Optional;
import org.vigie.model.limits.LinkLimits;

/**
 * What an edge may send of waves to one hub: no more than the hub has given credit for, and none over a link that is
 * too thin. One thread.
 */
public final class WaveGate {
    /** What TLS, TCP, MQTT and the packet put around a bundle. */
    static final int AROUND = 160;

    /** Waves may be lost without a word, and the credit with them: after this one frame asks for more. */
    private static final long PROBE_MS = 2_000;

    private static final int PROBE_BYTES = 400;

    /** Less is not worth what surrounds it. */
    private static final int LEAST = 120;

    private final LinkLimits limits;
    private final LinkSpeed speed;
    private long credit;
    private long total;
    private long movedMs;
    private boolean wanted;
    private boolean offered;
    private List<String> beds = List.of();

    WaveGate(LinkLimits limits, LinkSpeed speed) {
        this.limits = limits;
        this.speed = speed;
    }

    void connected(long nowMs) {
        total = 0;
        credit = limits.waveBytes();
        movedMs = nowMs;
    }

    void wanted(Packet.HubBeat beat) {
        wanted = beat.wantsWaves();
        beds = beat.beds();
    }

    /** Whose waves displays of the hub draw, by their names here: empty for all; nothing when they draw none. */
    public Optional<List<String>> beds() {
        return wanted ? Optional.of(beds) : Optional.empty();
    }

    /** Whether there are any waves: a hub is told that they are off only then. */
    public void offered(boolean any) {
        offered = any;
    }

    void credited(long upTo, long nowMs) {
        if (upTo > credit) {
            credit = upTo;
            movedMs = nowMs;
        }
    }

    /** Whether the link carries curves now. */
    boolean flows(long nowMs) {
        return wanted && offered && speed.fitsWaves(nowMs);
    }

    /** Whether the hub goes without waves because the link is too thin. */
    public boolean isOff(long nowMs) {
        return wanted && offered && !speed.fitsWaves(nowMs);
    }

    /** Bytes that the next bundle may have; 0 for none. */
    int room(long nowMs) {
        if (!wanted || !speed.fitsWaves(nowMs)) {
            return 0;
        }
        long room = Math.min(credit - total, limits.waveBytesMost()) - AROUND;
        if (room >= LEAST) {
            return (int) room;
        }
        return nowMs - movedMs >= PROBE_MS ? PROBE_BYTES : 0;
    }

    /** A bundle is sent; says what was sent on this connection, it included. */
    long sent(int bytes, long nowMs) {
        total += bytes + AROUND;
        movedMs = nowMs;
        return total;
    }
}
