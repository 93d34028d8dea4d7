package org.vigie.gateway.roles;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigie.gateway.failover.Beat;
import org.vigie.gateway.failover.BeatCodec;
import org.vigie.gateway.failover.LeaseRole;
import org.vigie.gateway.fanout.WardViews;
import org.vigie.gateway.link.LinkTopics;
import org.vigie.model.limits.LeaseLimits;

/**
 * What a hub knows of pairs of edges: which of the two holds, under which epoch. A bed that both have is shown as the
 * one with the higher epoch has it; the other's is refused, whatever it says, until the one with the higher epoch was
 * silent for a minute. Both going on to claim the beds is an alarm. One thread.
 */
final class PairClaims {
    private static final Logger LOG = LoggerFactory.getLogger(PairClaims.class);

    /** A box that has lost its claim says so within a beat; who still claims after this does not know. */
    private static final long BOTH_MS = 2_500;

    private static final long OVER_MS = 5_000;
    private static final String BETWEEN = " + ";
    private static final String CODE = "VIGIE_TWO_BOXES_CLAIM";

    private final Set<String> edges;
    private final Map<String, Held> held = new HashMap<>();
    private final RaisedAlarms alarms = new RaisedAlarms(CODE, "pair");
    private final Map<String, Long> claimedMs = new HashMap<>();

    /**
     * The highest claim of a box.
     *
     * @param partner of the box
     * @param epoch of the claim
     * @param sinceMs when it was first heard
     * @param heardMs when it was last heard
     */
    private record Held(String partner, long epoch, long sinceMs, long heardMs) {}

    /** @param edges of this hub; nobody else is listened to */
    PairClaims(List<String> edges) {
        this.edges = Set.copyOf(edges);
    }

    /** A beat came over the broker; false when the topic is none of beats. */
    boolean received(String topic, byte[] payload, long nowMs) {
        Optional<Beat> beat = BeatCodec.unchecked(payload)
                .filter(said -> topic.equals(LinkTopics.pair(said.box())) && edges.contains(said.box()));
        beat.filter(said -> said.role() == LeaseRole.HOLDER && edges.contains(said.partner()))
                .ifPresent(said -> claims(said, nowMs));
        return beat.isPresent();
    }

    private void claims(Beat said, long nowMs) {
        Held before = held.get(said.box());
        if (before == null || said.epoch() > before.epoch()) {
            LOG.info("event=pair-claim pair={} edge={} epoch={}", said.pair(), said.box(), said.epoch());
            held.put(said.box(), new Held(said.partner(), said.epoch(), nowMs, nowMs));
        } else if (said.epoch() == before.epoch()) {
            held.put(said.box(), new Held(said.partner(), said.epoch(), before.sinceMs(), nowMs));
        }
        Held other = held.get(said.partner());
        if (other == null || other.epoch() <= said.epoch()) {
            return;
        }
        if (nowMs - other.heardMs() > LeaseLimits.DEFAULT.forget().toMillis()) {
            // The box that polls could not know of that epoch, and must not be hidden by one that is gone.
            LOG.warn("event=pair-claim-forgotten edge={} epoch={}", said.partner(), other.epoch());
            held.remove(said.partner());
        } else if (nowMs - other.sinceMs() > BOTH_MS) {
            claimedMs.put(boxes(said.box(), said.partner()), nowMs);
        }
    }

    /** How a pair is called here: two of them may have one name. */
    private static String boxes(String one, String other) {
        return one.compareTo(other) < 0 ? one + BETWEEN + other : other + BETWEEN + one;
    }

    /** Whose beds are refused where the partner has them too. */
    private boolean isOutrun(String edge, String partner) {
        Held own = held.get(edge);
        Held other = held.get(partner);
        return other != null && other.partner().equals(edge) && (own == null || own.epoch() < other.epoch());
    }

    /** Beds that are not shown as their edge has them, by edge. */
    Map<String, Set<String>> refused(Map<String, EdgeBeds> beds) {
        Map<String, Set<String>> refused = new HashMap<>();
        held.forEach((holder, claim) -> {
            EdgeBeds winner = beds.get(holder);
            EdgeBeds loser = beds.get(claim.partner());
            if (winner != null && loser != null && isOutrun(claim.partner(), holder)) {
                refused.put(claim.partner(), both(winner, loser));
            }
        });
        return refused;
    }

    private static Set<String> both(EdgeBeds one, EdgeBeds other) {
        Set<String> both = new HashSet<>(one.names().toList());
        both.retainAll(other.names().toList());
        return both;
    }

    /** The alarms of pairs of which both claim their beds, as they were at the last look. */
    RaisedAlarms alarms() {
        return alarms;
    }

    /** Raises what was raised before the start; pairs of boxes of which this hub knows only one are none. */
    void recall(RememberedAlarms before, long nowMs) {
        alarms.recall(before, pair -> edges.containsAll(List.of(pair.split(Pattern.quote(BETWEEN), -1))), nowMs);
        alarms.on().forEach(pair -> claimedMs.put(pair, nowMs));
    }

    /** Looks which pairs are claimed twice now. */
    void look(Map<String, EdgeBeds> beds, WardViews.Moment moment) {
        long nowMs = moment.now().toEpochMilli();
        claimedMs.forEach((pair, last) -> {
            boolean claimed = nowMs - last <= OVER_MS;
            if (claimed && !alarms.isOn(pair)) {
                List<String> both = bedsOf(pair, beds);
                LOG.warn("event=pair-claimed-twice pair=\"{}\" beds={}", pair, both.size());
                alarms.raise(pair, both, moment);
            } else if (!claimed && alarms.isOn(pair)) {
                alarms.over(pair, nowMs);
            }
        });
    }

    private List<String> bedsOf(String pair, Map<String, EdgeBeds> beds) {
        Set<String> names = new TreeSet<>();
        held.forEach((box, claim) -> {
            EdgeBeds own = beds.get(box);
            if (boxes(box, claim.partner()).equals(pair) && own != null) {
                own.names().forEach(names::add);
            }
        });
        return List.copyOf(names);
    }
}
