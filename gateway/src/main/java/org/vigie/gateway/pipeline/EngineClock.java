package org.vigie.gateway.pipeline;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Engine time: an Instant that only goes forward. It starts at the wall time (or just after the newest record of the
 * journal, if that is later) and advances with the monotonic clock; time that the box slept through is added when it is
 * noticed. All deadlines and ages use it; the wall clock serves display and records only.
 *
 * <p>{@link #look} belongs to one thread, the journal thread; {@link #now} and {@link #wall} may be called from any.
 */
public final class EngineClock {
    /** A difference between the clocks above this is a suspend (design.md section 7). */
    static final Duration SUSPEND_THRESHOLD = Duration.ofSeconds(2);

    /** A wall clock that moved against engine time by more than this was set by somebody. */
    static final Duration STEP_THRESHOLD = Duration.ofSeconds(2);

    private final Clocks clocks;
    private final Instant start;
    private final long monotonicAtStart;
    private long gapSeen;
    private volatile Duration wallOffsetSeen;
    private final AtomicLong sleptNanos = new AtomicLong();

    /** The clocks of the machine; injected in tests. Thread-safe. */
    public interface Clocks {
        /** Nanoseconds from any origin; stands still while the box sleeps. */
        long monotonicNanos();

        /** Nanoseconds from any origin; counts the time the box sleeps. Equal advance to monotonicNanos otherwise. */
        long bootNanos();

        /** Time of day. */
        Instant wall();
    }

    /**
     * What a look at the clocks found.
     *
     * @param slept time the box slept since the last look; zero when it did not
     * @param stepped by how much the wall clock was set forward (or back, when negative); zero when it was not
     */
    public record Look(Duration slept, Duration stepped) {
        /** True when something is to be recorded. */
        public boolean eventful() {
            return !slept.isZero() || !stepped.isZero();
        }
    }

    /**
     * @param clocks of the machine
     * @param notBefore engine time of the newest record there is; {@link Instant#EPOCH} when there is none
     */
    public EngineClock(Clocks clocks, Instant notBefore) {
        this.clocks = clocks;
        Instant wall = clocks.wall();
        this.start = wall.isAfter(notBefore) ? wall : notBefore.plusMillis(1);
        this.monotonicAtStart = clocks.monotonicNanos();
        this.gapSeen = clocks.bootNanos() - monotonicAtStart;
        this.wallOffsetSeen = Duration.between(start, wall);
    }

    /** Clocks of this machine; without /proc/uptime a suspend cannot be seen and counts as none. */
    public static Clocks machine() {
        return new Machine();
    }

    /** Engine time now. */
    public Instant now() {
        return start.plusNanos(clocks.monotonicNanos() - monotonicAtStart + sleptNanos.get());
    }

    /** Time of day now. */
    public Instant wall() {
        return clocks.wall();
    }

    /** Nanoseconds of the monotonic clock, for measuring. */
    public long nanos() {
        return clocks.monotonicNanos();
    }

    /** From engine time to time of day, for display; changes only when somebody sets the clock. */
    public Duration wallOffset() {
        return wallOffsetSeen;
    }

    /** Compares the clocks; engine time jumps by what was slept. Call about five times a second, on one thread. */
    public Look look() {
        long gap = clocks.bootNanos() - clocks.monotonicNanos();
        Duration slept = Duration.ofNanos(gap - gapSeen);
        if (slept.compareTo(SUSPEND_THRESHOLD) > 0) {
            gapSeen = gap;
            sleptNanos.addAndGet(slept.toNanos());
        } else {
            slept = Duration.ZERO;
        }
        Duration offset = Duration.between(now(), clocks.wall());
        Duration stepped = offset.minus(wallOffsetSeen);
        if (stepped.abs().compareTo(STEP_THRESHOLD) > 0) {
            wallOffsetSeen = offset;
        } else {
            stepped = Duration.ZERO;
        }
        return new Look(slept, stepped);
    }

    /** Why a clock that counts suspend cannot be read; empty when it can. For the log at start. */
    public static Optional<String> withoutSuspendClock() {
        return Files.isReadable(Machine.UPTIME) ? Optional.empty() : Optional.of("no " + Machine.UPTIME);
    }

    private static final class Machine implements Clocks {
        static final Path UPTIME = Path.of("/proc/uptime");

        /** Last known difference of the two clocks: without the file no suspend is seen, and none is invented. */
        private long lastGap;

        @Override
        public long monotonicNanos() {
            return System.nanoTime();
        }

        @Override
        public synchronized long bootNanos() {
            long monotonic = System.nanoTime();
            try {
                // "12345.67 ...": seconds since boot, sleep included, to 10 ms (proc(5)).
                String text = Files.readString(UPTIME, StandardCharsets.US_ASCII);
                String seconds = text.substring(0, text.indexOf(' '));
                int dot = seconds.indexOf('.');
                long boot = Long.parseLong(seconds.substring(0, dot)) * 1_000_000_000L
                        + Long.parseLong(seconds.substring(dot + 1)) * 10_000_000L;
                lastGap = boot - monotonic;
                return boot;
            } catch (IOException | RuntimeException absent) {
                return monotonic + lastGap;
            }
        }

        @Override
        public Instant wall() {
            return Instant.now();
        }
    }
}
