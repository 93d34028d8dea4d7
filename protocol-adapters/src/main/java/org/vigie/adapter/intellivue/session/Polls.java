package org.vigie.adapter.intellivue.session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vigie.adapter.intellivue.codec.AssociationTerms;
import org.vigie.adapter.intellivue.codec.IntellivuePdu.PollRequest;

/** The polls of one association: when each is due, and which of them stays silent. */
final class Polls {
    private static final long TICKS_PER_SECOND = 8_000;
    private static final Duration EACH_SECOND = Duration.ofMillis(1_024);
    private static final Duration AFTER_REFUSAL = Duration.ofSeconds(10);

    private final int base;
    private final boolean extended;
    private final Map<Poll, Running> running = new EnumMap<>(Poll.class);

    private static final class Running {
        Instant due;
        Instant heard;
        Instant asked;

        Running(Instant now) {
            due = now;
            heard = now;
            asked = now;
        }
    }

    /**
     * The polls right after the association began; waves wait until they are allowed.
     *
     * @param base first invoke id; another one for each association, so that a late result is not taken for a new one
     * @param granted what the monitor agreed to; without the extension each result is asked for singly
     */
    Polls(int base, AssociationTerms granted, Instant now) {
        this.base = base;
        this.extended = granted.grants(AssociationTerms.NUMERICS_EACH_SECOND);
        for (Poll poll : Poll.values()) {
            boolean possible = switch (poll) {
                case WAVES -> false;
                case ENUMERATIONS -> granted.grants(AssociationTerms.ENUMERATIONS);
                case ALERTS, NUMERICS, KEEP_ALIVE, MDS, PATIENT -> true;
            };
            if (possible) {
                running.put(poll, new Running(now));
            }
        }
    }

    /** From now on waves too. */
    void allowWaves(Instant now) {
        running.put(Poll.WAVES, new Running(now));
    }

    /** Whether waves are asked for. */
    boolean hasWaves() {
        return running.containsKey(Poll.WAVES);
    }

    int invokeId(Poll poll) {
        return base + poll.id();
    }

    /** Which poll a result belongs to; empty for one that is not of this association. */
    Optional<Poll> of(int invokeId) {
        for (Poll poll : running.keySet()) {
            if (invokeId(poll) == invokeId) {
                return Optional.of(poll);
            }
        }
        return Optional.empty();
    }

    /** A whole result came. */
    void heard(Poll poll, Instant now) {
        Running one = running.get(poll);
        if (one != null) {
            one.heard = now;
        }
    }

    /** A single poll is wanted before its time, unless it was asked within {@code pause}. */
    void again(Poll poll, Instant now, Duration pause) {
        Running one = running.get(poll);
        if (one != null && !now.isBefore(one.asked.plus(pause))) {
            one.due = now;
        }
    }

    /** The monitor refused a poll: again later, or never when we can do without. */
    void refused(Poll poll, Instant now) {
        Running one = running.get(poll);
        if (poll == Poll.ENUMERATIONS || poll == Poll.WAVES) {
            running.remove(poll);
        } else if (one != null) {
            one.due = now.plus(AFTER_REFUSAL);
        }
    }

    /** The requests that are due now, alarms first. */
    List<PollRequest> due(Instant now) {
        List<PollRequest> due = new ArrayList<>();
        running.forEach((poll, one) -> {
            if (!now.isBefore(one.due)) {
                boolean many = poll.extended() && extended;
                one.due = now.plus(poll.extended() && !extended ? EACH_SECOND : poll.every());
                one.asked = now;
                due.add(
                        many
                                ? PollRequest.extended(
                                        invokeId(poll),
                                        poll.objectClass(),
                                        poll.group(),
                                        poll.active().toSeconds() * TICKS_PER_SECOND)
                                : PollRequest.single(invokeId(poll), poll.objectClass(), poll.group()));
            }
        });
        return due;
    }

    /** Polls that are silent for too long; they are due again, and the monitor's mode with them. */
    List<Poll> silent(Instant now) {
        List<Poll> silent = new ArrayList<>();
        running.forEach((poll, one) -> {
            if (isSilent(poll, one, now)) {
                silent.add(poll);
                one.due = now;
                one.asked = now;
            }
        });
        Running mds = running.get(Poll.MDS);
        if (silent.contains(Poll.NUMERICS) && mds != null) {
            mds.due = now; // it may have gone to standby
        }
        return silent;
    }

    private static boolean isSilent(Poll poll, Running one, Instant now) {
        Duration silence = poll.silence();
        return silence != null && !now.isBefore(one.heard.plus(silence)) && !now.isBefore(one.asked.plus(silence));
    }

    /** How long no whole result of a poll came. */
    Duration silenceOf(Poll poll, Instant now) {
        Running one = running.get(poll);
        return one == null ? Duration.ZERO : Duration.between(one.heard, now);
    }

    /** When the next one is due or counts as silent. */
    @Nullable Instant next() {
        Instant next = null;
        for (Map.Entry<Poll, Running> each : running.entrySet()) {
            Running one = each.getValue();
            next = earlier(next, one.due);
            Duration silence = each.getKey().silence();
            if (silence != null) {
                Instant last = one.heard.isAfter(one.asked) ? one.heard : one.asked;
                next = earlier(next, last.plus(silence));
            }
        }
        return next;
    }

    static Instant earlier(@Nullable Instant one, Instant other) {
        return one == null || other.isBefore(one) ? other : one;
    }
}
