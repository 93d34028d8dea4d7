package org.vigie.gateway.waves;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.vigie.model.limits.Limits;

/**
 * Where on a lane a block of samples belongs. Samples are counted from 0 at the lane's first one; what never comes
 * stays a hole of its true width, into which a block that was overtaken still fits. Nothing waits here: the display has
 * the buffer. Pure: time is an argument. One thread.
 */
final class Axis {
    /** Stamps of a monitor tremble; a block this near to its place stands there. */
    private static final Duration TREMBLE = Duration.ofMillis(128);

    /** A stamp that runs ahead of the clock on the wall by more than this is no loss but another axis. */
    private static final Duration AHEAD = Duration.ofSeconds(2);

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int HOLES = 16;

    /** Weight of one message in the usual lead of arrival over samples: clocks drift, delays do not last. */
    private static final double LEARN = 0.02;

    private final double rate;
    private final Limits.Waves limits;
    private final List<Stretch> holes = new ArrayList<>();
    private long next;
    private @Nullable Duration zero;
    private @Nullable Instant first;
    private @Nullable Instant last;
    private double usualLead;
    private double lead;

    /**
     * An axis without a sample.
     *
     * @param rate samples per second, greater than 0
     */
    Axis(double rate, Limits.Waves limits) {
        this.rate = rate;
        this.limits = limits;
    }

    /**
     * Which samples of a block are new, and where they belong.
     *
     * @param start place of the block's first sample
     * @param parts what is new of it, ascending; empty when all of it is known or too late
     * @param gap samples that are missing before it, as far as known now
     */
    record Place(long start, List<Stretch> parts, long gap) {}

    /** Behind the newest sample. */
    long next() {
        return next;
    }

    /**
     * Places a block.
     *
     * @param samples in it, at least 1
     * @param source when its first one was taken on the monitor's axis; null when there is none
     * @param at engine time of its arrival
     */
    Place place(int samples, @Nullable Duration source, Instant at) {
        double missing = missing(at);
        long start = source == null ? follow(samples, missing) : stamped(samples, source, missing);
        long gap = Math.max(0, start - next);
        if (gap > 0 && next > 0) {
            holes.add(new Stretch(next, start));
            while (holes.size() > HOLES) {
                holes.remove(0);
            }
        }
        Stretch block = new Stretch(start, start + samples);
        List<Stretch> parts = new ArrayList<>(fill(block));
        Stretch fresh = block.within(next, Long.MAX_VALUE);
        if (!fresh.isEmpty()) {
            parts.add(fresh);
            next = fresh.to();
        }
        forget(samples);
        return new Place(start, parts, next == block.to() ? gap : 0);
    }

    /** Samples by which this message comes later than usual: the width of a gap that no stamp tells. */
    private double missing(Instant at) {
        Instant begun = first;
        if (begun == null) {
            first = at;
            last = at;
            return 0;
        }
        if (!at.equals(last)) {
            last = at;
            lead = Duration.between(begun, at).toNanos() / 1e9 * rate - next;
            double unusual = lead - usualLead;
            if (unusual > PAUSE.toMillis() * rate / 1_000) {
                return unusual;
            }
            usualLead += unusual * LEARN;
        }
        return lead - usualLead;
    }

    private long follow(int samples, double missing) {
        boolean paused = missing > Math.max(2.0 * samples, PAUSE.toMillis() * rate / 1_000);
        return paused ? next + Math.round(missing) : next;
    }

    private long stamped(int samples, Duration source, double missing) {
        Duration origin = zero;
        if (origin == null) {
            zero = source;
            return next;
        }
        long start = Math.round(source.minus(origin).toNanos() / 1e9 * rate);
        long off = start - next;
        long tremble = Math.max(1, Math.min(samples / 2, Math.round(TREMBLE.toMillis() * rate / 1_000)));
        if (Math.abs(off) <= tremble) {
            return next;
        }
        boolean ahead = off > Math.max(0, missing) + AHEAD.toMillis() * rate / 1_000;
        boolean again = -off > limits.lateSamplesWithin().toMillis() * rate / 1_000;
        if (ahead || again) {
            start = next + Math.max(0, Math.round(missing));
            zero = source.minus(Duration.ofNanos(Math.round(start / rate * 1e9)));
        }
        return start;
    }

    /** What of the block was missing until now. */
    private List<Stretch> fill(Stretch block) {
        List<Stretch> filled = new ArrayList<>();
        for (Stretch hole : List.copyOf(holes)) {
            Stretch part = block.within(hole.from(), hole.to());
            if (!part.isEmpty()) {
                filled.add(part);
                holes.remove(hole);
                keep(new Stretch(hole.from(), part.from()));
                keep(new Stretch(part.to(), hole.to()));
            }
        }
        return filled;
    }

    private void keep(Stretch rest) {
        if (!rest.isEmpty()) {
            holes.add(rest);
        }
    }

    /** A display has drawn what is two blocks and a second old: nothing fits in there any more. */
    private void forget(int samples) {
        long drawn = next - 2L * samples - Math.round(rate);
        holes.removeIf(hole -> hole.to() < drawn);
    }

    @Override
    public String toString() {
        return "Axis[" + next + " samples at " + rate + " Hz, holes " + Objects.toString(holes) + "]";
    }
}
