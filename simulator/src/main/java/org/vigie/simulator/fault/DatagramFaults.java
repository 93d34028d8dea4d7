package org.vigie.simulator.fault;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a monitor and its network and spoils single messages: loses them, doubles them, changes their places,
 * delays or damages them. Pure apart from its own state; the same seed, faults and messages give the same result. Not
 * thread-safe.
 *
 * @param <T> kind of message
 */
public final class DatagramFaults<T> {
    private static final int MOST_DELAYED = 4_096;

    private final SplittableRandom random;
    private final Damage<T> damage;
    private final Map<LinkFault, Integer> percents = new EnumMap<>(LinkFault.class);
    private final Deque<Delayed<T>> delayed = new ArrayDeque<>();
    private Duration lateBy = Duration.ZERO;
    private @Nullable T held;
    private long lost;

    /** A message that goes out later. */
    private record Delayed<T>(Duration due, T message) {}

    /**
     * Makes a damaged copy.
     *
     * @param <T> kind of message
     */
    @FunctionalInterface
    public interface Damage<T> {
        /** The message with some of its bytes changed or gone, as the number says. */
        T damaged(T message, long how);
    }

    /**
     * Without faults at first.
     *
     * @param seed decides which messages
     * @param damage for {@link LinkFault#GARBAGE}
     */
    public DatagramFaults(long seed, Damage<T> damage) {
        this.random = new SplittableRandom(seed);
        this.damage = damage;
    }

    /**
     * Begins a fault.
     *
     * @param percent of the messages that it meets, 0 to 100
     * @param by how late, for {@link LinkFault#LATE}
     */
    public void begin(LinkFault fault, int percent, Duration by) {
        percents.put(fault, percent);
        if (fault == LinkFault.LATE) {
            lateBy = by;
        }
    }

    /** Ends a fault. What was held back goes out with the next messages. */
    public void end(LinkFault fault) {
        percents.remove(fault);
    }

    /** True when this message is lost; for the way in. */
    public boolean loses() {
        boolean gone = meets(LinkFault.LOSS);
        lost += gone ? 1 : 0;
        return gone;
    }

    /** How many messages were lost so far. */
    public long lost() {
        return lost;
    }

    /**
     * What really goes out now.
     *
     * @param now elapsed time, never less than in the last call
     */
    public List<T> pass(Duration now, List<T> messages) {
        if (percents.isEmpty() && delayed.isEmpty() && held == null) {
            return messages;
        }
        List<T> out = new ArrayList<>();
        for (T message : messages) {
            if (!loses()) {
                one(now, message, out);
            }
        }
        while (!delayed.isEmpty() && delayed.getFirst().due().compareTo(now) <= 0) {
            out.add(delayed.removeFirst().message());
        }
        if (!percents.containsKey(LinkFault.OUT_OF_ORDER) && held != null) {
            out.add(held);
            held = null;
        }
        return out;
    }

    private void one(Duration now, T message, List<T> out) {
        if (meets(LinkFault.GARBAGE)) {
            deliver(now, damage.damaged(message, random.nextLong()), out);
            return;
        }
        T earlier = held;
        if (earlier == null && meets(LinkFault.OUT_OF_ORDER)) {
            held = message;
            return;
        }
        deliver(now, message, out);
        if (meets(LinkFault.DUPLICATE)) {
            deliver(now, message, out);
        }
        if (earlier != null) {
            held = null;
            deliver(now, earlier, out);
        }
    }

    private void deliver(Duration now, T message, List<T> out) {
        boolean late = meets(LinkFault.LATE);
        if (!late && delayed.isEmpty()) {
            out.add(message);
            return;
        }
        delayed.addLast(new Delayed<>(late ? now.plus(lateBy) : now, message));
        if (delayed.size() > MOST_DELAYED) {
            delayed.removeFirst();
        }
    }

    private boolean meets(LinkFault fault) {
        Integer percent = percents.get(fault);
        return percent != null && random.nextInt(100) < percent;
    }
}
