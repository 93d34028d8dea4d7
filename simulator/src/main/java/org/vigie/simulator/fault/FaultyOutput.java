package org.vigie.simulator.fault;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.vigie.simulator.monitor.Outgoing;

/**
 * Stands between a monitor and its link and spoils what passes, as the active faults say. Pure apart from its own
 * state; the same seed, faults and messages give the same bytes. Not thread-safe.
 */
public final class FaultyOutput {
    /** More than a minute of one message a second; the oldest are lost first. */
    private static final int MOST_DELAYED = 128;

    private final SplittableRandom random;
    private final Set<LinkFault> active = EnumSet.noneOf(LinkFault.class);
    private final Deque<Delayed> delayed = new ArrayDeque<>();
    private Duration lateBy = Duration.ZERO;
    private @Nullable Outgoing held;

    private record Delayed(Duration due, Outgoing message) {}

    /**
     * Without faults at first.
     *
     * @param seed decides the noise
     */
    public FaultyOutput(long seed) {
        random = new SplittableRandom(seed);
    }

    /** Begins a fault. */
    public void begin(LinkFault fault, Duration by) {
        active.add(fault);
        if (fault == LinkFault.LATE) {
            lateBy = by;
        }
    }

    /** Ends a fault. What was held back goes out with the next messages. */
    public void end(LinkFault fault) {
        active.remove(fault);
    }

    /** True while the fault is active. */
    public boolean has(LinkFault fault) {
        return active.contains(fault);
    }

    /**
     * What really goes out now.
     *
     * @param now elapsed time, never less than in the last call
     * @param messages what the monitor wants to send
     */
    public List<Outgoing> pass(Duration now, List<Outgoing> messages) {
        List<Outgoing> out = new ArrayList<>();
        for (Outgoing message : messages) {
            if (!has(LinkFault.SILENCE)) {
                delay(now, message, out);
            }
        }
        while (!delayed.isEmpty() && delayed.getFirst().due().compareTo(now) <= 0) {
            out.add(delayed.removeFirst().message());
        }
        if (!has(LinkFault.OUT_OF_ORDER) && held != null) {
            out.add(held);
            held = null;
        }
        return spoil(out);
    }

    private void delay(Duration now, Outgoing message, List<Outgoing> out) {
        for (Outgoing next : reorder(message)) {
            if (has(LinkFault.LATE) || !delayed.isEmpty()) {
                Duration due = has(LinkFault.LATE) ? now.plus(lateBy) : now;
                delayed.addLast(new Delayed(due, next));
                if (delayed.size() > MOST_DELAYED) {
                    delayed.removeFirst();
                }
            } else {
                out.add(next);
            }
        }
    }

    private List<Outgoing> reorder(Outgoing message) {
        if (!has(LinkFault.OUT_OF_ORDER)) {
            return List.of(message);
        }
        Outgoing earlier = held;
        if (earlier == null) {
            held = message;
            return List.of();
        }
        held = null;
        return List.of(message, earlier);
    }

    private List<Outgoing> spoil(List<Outgoing> messages) {
        List<Outgoing> out = new ArrayList<>();
        for (Outgoing message : messages) {
            if (has(LinkFault.GARBAGE)) {
                out.add(noise(message));
            }
            Outgoing sent = has(LinkFault.SPLIT) ? message.inSingleBytes() : message;
            out.add(sent);
            if (has(LinkFault.DUPLICATE)) {
                out.add(sent);
            }
        }
        return out;
    }

    /** One of three sorts: bytes without a frame, a frame of nonsense, a message that breaks off. */
    private Outgoing noise(Outgoing original) {
        int sort = random.nextInt(3);
        if (sort == 0) {
            byte[] bytes = new byte[1 + random.nextInt(40)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (0x20 + random.nextInt(0x5F));
            }
            return Outgoing.noise(bytes);
        }
        if (sort == 1) {
            String nonsense = "MSX|" + Long.toHexString(random.nextLong()) + "\r";
            return Outgoing.noise(
                    Outgoing.framed(Outgoing.Kind.OTHER, nonsense.getBytes(StandardCharsets.US_ASCII), null)
                            .wire());
        }
        byte[] wire = original.wire();
        int kept = Math.max(2, random.nextInt(wire.length));
        byte[] cut = Arrays.copyOf(wire, kept);
        return Outgoing.noise(cut);
    }
}
