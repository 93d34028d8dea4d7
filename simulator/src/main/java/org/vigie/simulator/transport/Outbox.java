package org.vigie.simulator.transport;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.vigie.simulator.monitor.Outgoing;
import org.vigie.simulator.monitor.Tally;

/**
 * What waits to be sent: alarms in order, then other messages, then the newest values only, then waves. Bounded. Not
 * thread-safe.
 */
final class Outbox {
    static final int MOST_ALARMS = 64;
    private static final int MOST_OTHERS = 32;
    private static final int MOST_WAVES = 3;

    private final Tally tally;
    private final Deque<Outgoing> alarms = new ArrayDeque<>();
    private final Deque<Outgoing> others = new ArrayDeque<>();
    private final Deque<Outgoing> waves = new ArrayDeque<>();
    private @Nullable Outgoing state;

    Outbox(Tally tally) {
        this.tally = tally;
    }

    void add(Outgoing message) {
        switch (message.kind()) {
            case ALARM -> {
                alarms.addLast(message);
                if (alarms.size() > MOST_ALARMS) {
                    alarms.removeFirst();
                    tally.count(Tally.Count.ALARMS_DROPPED);
                }
            }
            case OTHER, NOISE -> {
                others.addLast(message);
                if (others.size() > MOST_OTHERS) {
                    others.removeFirst();
                }
            }
            case WAVES -> {
                waves.addLast(message);
                if (waves.size() > MOST_WAVES) {
                    waves.removeFirst();
                    tally.count(Tally.Count.SUPERSEDED);
                }
            }
            case STATE -> {
                if (state != null) {
                    tally.count(Tally.Count.SUPERSEDED);
                }
                state = message;
            }
        }
    }

    /** Puts an alarm back that was not acknowledged: it goes first. */
    void putBack(Outgoing alarm) {
        alarms.addFirst(alarm);
    }

    /** The next message to send; null when nothing waits. */
    @Nullable Outgoing next() {
        Outgoing next = alarms.pollFirst();
        if (next == null) {
            next = others.pollFirst();
        }
        if (next == null) {
            next = state;
            state = null;
        }
        if (next == null) {
            next = waves.pollFirst();
        }
        return next;
    }

    /** Forgets everything but alarms: on a new connection only what is true now is sent. */
    void keepAlarmsOnly() {
        others.clear();
        waves.clear();
        state = null;
    }
}
