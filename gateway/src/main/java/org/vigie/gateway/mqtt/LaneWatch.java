package org.vigie.gateway.mqtt;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.vigie.model.limits.Limits;

/**
 * Decides about one connection: when to try, when a client has to be thrown away, what fits into the window. No clock
 * and no threads: times are nanoseconds of one monotonic clock. Not thread-safe. SOURCE: reference/stack.md 3.1 (Paho
 * says "connected" while nothing is acknowledged, and has no bound of its own that can be waited for).
 */
final class LaneWatch {
    private final Limits.Mqtt limits;
    private final Backoff backoff;
    /** Key to what was sent, oldest first. */
    private final Map<Long, InFlight> window = new LinkedHashMap<>();

    private Phase phase = Phase.RESTING;
    private long since;
    private long tryAt;
    private long lastProgress;
    /** Since when a later message was answered and the oldest was not; -1 while answers come in order. */
    private long passedOver = -1;

    private int bytes;
    private int room;
    private int most;

    enum Phase {
        /** Waits for the next attempt. */
        RESTING,
        CONNECTING,
        UP,
        /** Closed for good. */
        ENDED
    }

    /** What has to be done now. */
    enum Step {
        NOTHING,
        CONNECT,
        /** The attempt takes too long: throw the client away. */
        CONNECT_HANGS,
        /** Publishes are unanswered and no answer comes: throw the client away. */
        ACKS_STOPPED
    }

    /** Whether a message was taken. */
    enum Taken {
        YES,
        NOT_CONNECTED,
        WINDOW_FULL
    }

    private record InFlight(long ticket, int bytes) {}

    LaneWatch(Limits.Mqtt limits, RandomGenerator random, long now) {
        this.limits = limits;
        this.backoff = new Backoff(limits.firstRetry(), limits.longestRetry(), random);
        this.since = now;
        this.tryAt = now;
    }

    Phase phase() {
        return phase;
    }

    int unanswered() {
        return window.size();
    }

    int mostUnanswered() {
        return most;
    }

    Step step(long now) {
        return switch (phase) {
            case RESTING -> now - tryAt >= 0 ? Step.CONNECT : Step.NOTHING;
            case CONNECTING -> now - since >= limits.connect().toNanos() ? Step.CONNECT_HANGS : Step.NOTHING;
            case UP -> acksStopped(now) ? Step.ACKS_STOPPED : Step.NOTHING;
            case ENDED -> Step.NOTHING;
        };
    }

    /** One answer that never comes would hold the window, and its sender, for ever (found by {@code prove seeds}). */
    private boolean acksStopped(long now) {
        boolean silent = now - lastProgress >= patience();
        boolean oneMissing = passedOver >= 0 && now - passedOver >= 2 * patience();
        return !window.isEmpty() && (silent || oneMissing);
    }

    /** How long no answer may come: what is under way needs its time on the thinnest link. */
    private long patience() {
        return limits.ackSilence().toNanos() + bytes * (1_000_000_000L / limits.thinnest());
    }

    void connecting(long now) {
        phase = Phase.CONNECTING;
        since = now;
    }

    /** @param brokerWindow receive maximum of the broker; beyond it Paho forgets what its topic aliases mean */
    void up(long now, int brokerWindow) {
        phase = Phase.UP;
        since = now;
        lastProgress = now;
        passedOver = -1;
        room = Math.max(1, Math.min(limits.window(), brokerWindow));
    }

    /** The client is gone; what was not answered counts as not sent. */
    void down(long now) {
        if (phase == Phase.ENDED) {
            return;
        }
        if (phase == Phase.UP && now - since >= limits.stable().toNanos()) {
            backoff.reset();
        }
        phase = Phase.RESTING;
        tryAt = now + backoff.next();
        window.clear();
        bytes = 0;
    }

    void end() {
        phase = Phase.ENDED;
        window.clear();
        bytes = 0;
    }

    Taken take(long now, long key, long ticket, int length) {
        if (phase != Phase.UP) {
            return Taken.NOT_CONNECTED;
        }
        boolean tooMuch = !window.isEmpty() && bytes + length > limits.windowBytes();
        if (window.size() >= room || tooMuch) {
            return Taken.WINDOW_FULL;
        }
        if (window.isEmpty()) {
            lastProgress = now; // silence counts from the first one that waits
        }
        window.put(key, new InFlight(ticket, length));
        bytes += length;
        most = Math.max(most, window.size());
        return Taken.YES;
    }

    /** The ticket of what was answered; empty when nobody waits for it any more. */
    OptionalLong answered(long now, long key) {
        boolean oldest = !window.isEmpty() && window.keySet().iterator().next() == key;
        @Nullable InFlight one = window.remove(key);
        if (one == null) {
            return OptionalLong.empty();
        }
        if (oldest) {
            passedOver = -1;
        } else if (passedOver < 0) {
            passedOver = now;
        }
        bytes -= one.bytes();
        lastProgress = now;
        return OptionalLong.of(one.ticket());
    }
}
