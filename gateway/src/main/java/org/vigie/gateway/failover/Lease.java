package org.vigie.gateway.failover;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vigie.gateway.failover.LeaseEffect.Why;
import org.vigie.model.limits.LeaseLimits;

/**
 * Which of two boxes polls the monitors, without anybody else to ask. The holder gives up by itself 3 s after it last
 * saw anybody, or when it stood still that long; the other takes over after 6 s without a word of a holder on any path,
 * and only while it sees a hub or a monitor. Each claim has a higher epoch than any that is known, even for the box
 * that goes first and odd for the other, so that no two claims have the same one.
 *
 * <p>It decides only: no clock, no threads, no I/O. The same events at the same times give the same effects. SOURCE:
 * reference/degraded-networks.md 3.6, with what docs/adr/0105 adds.
 */
public final class Lease {
    private static final long NEVER = Long.MIN_VALUE / 4;

    /** A path may be that many beats behind the quickest one. */
    private static final long COPIES = 2;

    private final Who who;
    private final LeaseLimits limits;
    private final Map<String, Path> paths = new HashMap<>();
    private List<LeaseEffect> effects = new ArrayList<>();
    private LeaseRole role = LeaseRole.STANDBY;
    private long epoch;
    /** Before the claim that is being written down. */
    private long epochBefore;

    private long stepMs;
    /** Since when this box listens without having stood still. */
    private long awakeMs;
    /** When there was last known to be a holder. */
    private long holderMs = NEVER;

    private long hubMs = NEVER;
    private long monitorMs = NEVER;
    private long partnerMs = NEVER;
    private long claimMs = NEVER;
    private long refusedMs = NEVER;
    private long beatMs = NEVER;
    private long seq;
    private @Nullable Beat partner;
    private @Nullable Why stopped;
    private long takeovers;
    private long repeated;

    /**
     * A box of a pair.
     *
     * @param pair name of the pair
     * @param box its own name
     * @param partner name of the other
     * @param first whether it goes first when nobody holds and both could; true for exactly one of the two
     * @param start grows with every start of this box
     */
    public record Who(String pair, String box, String partner, boolean first, long start) {}

    /**
     * What was last heard on a path.
     *
     * @param ms when
     * @param beat what
     */
    private record Path(long ms, Beat beat) {}

    /**
     * How the pair stands.
     *
     * @param role of this box
     * @param epoch under which it holds; otherwise the highest that it knows of
     * @param sees whether it sees a hub or a monitor
     * @param partner what the partner said last; null before it was heard
     * @param partnerSilentMs since its last word; -1 for never
     * @param pathSilentMs since the last word on each path that ever had one
     * @param stopped why this box gave up last; null when it never did or holds again
     * @param takeovers claims of this box since its start
     * @param repeated beats that were older than what was known: somebody sends them again
     */
    public record Status(
            LeaseRole role,
            long epoch,
            boolean sees,
            @Nullable Beat partner,
            long partnerSilentMs,
            Map<String, Long> pathSilentMs,
            @Nullable Why stopped,
            long takeovers,
            long repeated) {
        public Status {
            pathSilentMs = Map.copyOf(pathSilentMs);
        }

        /** Whether the partner is known to poll. */
        public boolean partnerHolds(LeaseLimits limits) {
            return partner != null
                    && partner.role() == LeaseRole.HOLDER
                    && partner.epoch() >= epoch
                    && partnerSilentMs >= 0
                    && partnerSilentMs < limits.silence().toMillis();
        }
    }

    /**
     * A box that holds nothing.
     *
     * @param who it is
     * @param epoch the highest that it had written down; 0 for none
     * @param limits bounds
     * @param nowMs clock that only goes forward and counts the time that the box sleeps
     */
    public Lease(Who who, long epoch, LeaseLimits limits, long nowMs) {
        this.who = who;
        this.epoch = epoch;
        this.limits = limits;
        this.stepMs = nowMs;
        this.awakeMs = nowMs;
    }

    /** Until when this box may send to monitors, should nothing else happen; in the past when it does not hold. */
    public long actsUntilMs() {
        return role == LeaseRole.HOLDER ? lastSeenMs() + limits.lapse().toMillis() : NEVER;
    }

    /** Numbers at this moment. */
    public Status status(long nowMs) {
        Map<String, Long> silent = new HashMap<>();
        paths.forEach((name, path) -> silent.put(name, nowMs - path.ms()));
        return new Status(
                role,
                epoch,
                sees(nowMs),
                partner,
                partner == null ? -1 : nowMs - partnerMs,
                silent,
                stopped,
                takeovers,
                repeated);
    }

    /**
     * One step.
     *
     * @param nowMs clock that only goes forward
     * @return what is to be done, in this order
     */
    public List<LeaseEffect> on(LeaseEvent event, long nowMs) {
        effects = new ArrayList<>();
        wake(nowMs);
        switch (event) {
            case LeaseEvent.Tick tick -> look(nowMs);
            case LeaseEvent.Heard heard -> heard(heard.path(), heard.beat(), nowMs);
            case LeaseEvent.SawHub hub -> hubMs = nowMs;
            case LeaseEvent.SawMonitor monitor -> monitorMs = nowMs;
            case LeaseEvent.Leaving leaving -> leave(nowMs);
            case LeaseEvent.Forced forced -> forced(forced.epoch());
            case LeaseEvent.Unforced unforced -> unforced(unforced.epoch(), nowMs);
        }
        if (role == LeaseRole.HOLDER) {
            hold(nowMs);
        }
        beat(nowMs);
        return effects;
    }

    /** Who stood still knows nothing of now: what waited in its sockets was said long ago. */
    private void wake(long nowMs) {
        if (nowMs - stepMs > limits.lapse().toMillis()) {
            giveUp(Why.PAUSED, nowMs);
            awakeMs = nowMs;
        }
        stepMs = nowMs;
    }

    private void heard(String path, Beat beat, long nowMs) {
        boolean ours = beat.pair().equals(who.pair())
                && beat.box().equals(who.partner())
                && beat.partner().equals(who.box());
        if (!ours) {
            return;
        }
        @Nullable Path before = paths.get(path);
        if (before != null && !beat.isAfter(before.beat()) && !isForgotten(before.ms(), nowMs)) {
            repeated++;
            return;
        }
        @Nullable Beat last = partner;
        if (last == null || beat.isAfter(last) || isForgotten(partnerMs, nowMs)) {
            partner = beat;
            partnerMs = nowMs;
            learn(beat, nowMs);
        } else if (last.start() != beat.start() || last.seq() - beat.seq() > COPIES) {
            repeated++;
            return;
        }
        paths.put(path, new Path(nowMs, beat));
    }

    private boolean isForgotten(long ms, long nowMs) {
        return nowMs - ms > limits.forget().toMillis();
    }

    private void learn(Beat beat, long nowMs) {
        if (beat.epoch() > epoch) {
            giveUp(Why.OUTRUN, nowMs);
            epoch = beat.epoch();
        }
        if (beat.role() == LeaseRole.HOLDER && beat.epoch() >= epoch) {
            holderMs = nowMs;
        }
    }

    private void leave(long nowMs) {
        giveUp(Why.LEAVING, nowMs);
        hubMs = NEVER;
        monitorMs = NEVER;
        beatMs = NEVER;
    }

    private void forced(long written) {
        if (role == LeaseRole.CLAIMING && written == epoch) {
            role = LeaseRole.HOLDER;
            stopped = null;
            takeovers++;
            beatMs = NEVER;
            effects.add(new LeaseEffect.Open(epoch));
        }
    }

    private void unforced(long refused, long nowMs) {
        if (role == LeaseRole.CLAIMING && refused == epoch) {
            role = LeaseRole.STANDBY;
            refusedMs = nowMs;
            // Nothing was done under it. One who rose with each attempt would outrun a partner whose disk is well.
            epoch = epochBefore;
        }
    }

    /** With a tick only: whatever waited in the sockets has been read before. */
    private void look(long nowMs) {
        if (role == LeaseRole.CLAIMING && nowMs - claimMs > limits.lapse().toMillis()) {
            unforced(epoch, nowMs);
        }
        boolean mayAsk =
                role == LeaseRole.STANDBY && nowMs - refusedMs >= limits.beat().toMillis();
        if (mayAsk && sees(nowMs) && (isSilent(nowMs) || isFree(nowMs))) {
            claim(nowMs);
        }
    }

    private void hold(long nowMs) {
        if (nowMs - lastSeenMs() > limits.lapse().toMillis()) {
            giveUp(Why.ALONE, nowMs);
        } else if (!sees(nowMs) && partnerNow(nowMs).filter(Beat::sees).isPresent()) {
            giveUp(Why.HANDED_OVER, nowMs);
        }
    }

    private long lastSeenMs() {
        return Math.max(partnerMs, Math.max(hubMs, monitorMs));
    }

    private boolean sees(long nowMs) {
        return nowMs - Math.max(hubMs, monitorMs) <= limits.lapse().toMillis();
    }

    private Optional<Beat> partnerNow(long nowMs) {
        return nowMs - partnerMs <= limits.fresh().toMillis() ? Optional.ofNullable(partner) : Optional.empty();
    }

    /** Nobody has said for long enough that it holds. */
    private boolean isSilent(long nowMs) {
        return nowMs - Math.max(holderMs, awakeMs) >= limits.silence().toMillis();
    }

    /** The partner says that it does not hold, and leaves it to this box. */
    private boolean isFree(long nowMs) {
        return nowMs - awakeMs >= limits.fresh().toMillis()
                && partnerNow(nowMs)
                        .filter(said -> said.role() == LeaseRole.STANDBY && (who.first() || !said.sees()))
                        .isPresent();
    }

    private void claim(long nowMs) {
        long next = epoch + 1;
        boolean isEven = next % 2 == 0;
        epochBefore = epoch;
        epoch = isEven == who.first() ? next : next + 1;
        role = LeaseRole.CLAIMING;
        claimMs = nowMs;
        effects.add(new LeaseEffect.Force(epoch));
    }

    private void giveUp(Why why, long nowMs) {
        if (role == LeaseRole.HOLDER) {
            effects.add(new LeaseEffect.Close(why));
            stopped = why;
            holderMs = nowMs;
            beatMs = NEVER;
        }
        role = LeaseRole.STANDBY;
    }

    private void beat(long nowMs) {
        if (nowMs - beatMs < limits.beat().toMillis()) {
            return;
        }
        beatMs = nowMs;
        effects.add(new LeaseEffect.Send(
                new Beat(who.pair(), who.box(), who.partner(), who.start(), ++seq, role, epoch, sees(nowMs))));
    }
}
