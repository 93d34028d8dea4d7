package org.vigie.gateway.roles;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.vigie.dashboard.wire.WardView;
import org.vigie.gateway.fanout.WardViews;
import org.vigie.gateway.link.HubReceiver;
import org.vigie.model.alarm.AlarmPolicy;
import org.vigie.model.alarm.Escalation;

/**
 * The alarms that a hub itself decides on: an edge is not heard, two boxes have one name, two of a pair claim their
 * beds. One thread.
 */
final class LinkAlarms {
    private final Map<String, EdgeBeds> edges;
    private final PairClaims claims;
    private final SecondBoxes second = new SecondBoxes();

    LinkAlarms(Map<String, EdgeBeds> edges, PairClaims claims) {
        this.edges = edges;
        this.claims = claims;
    }

    /** When they escalate from now on. */
    void escalates(Supplier<Escalation> times) {
        edges.values().forEach(of -> of.escalates(times));
        claims.alarms().escalates(times);
        second.alarms().escalates(times);
    }

    /** As they stand now. */
    List<WardView.Alarm> now(Map<String, HubReceiver> receivers, WardViews.Moment at) {
        List<WardView.Alarm> alarms = new ArrayList<>();
        edges.values().forEach(of -> of.alarm(at).ifPresent(alarms::add));
        claims.look(edges, at);
        alarms.addAll(claims.alarms().now(at));
        second.look(edges, receivers, at);
        alarms.addAll(second.alarms().now(at));
        return List.copyOf(alarms);
    }

    /** Grows with every change of what {@link #remembered} says. */
    long changes() {
        return claims.alarms().changes() + second.alarms().changes();
    }

    /** Those that are of no single link, for the next start of this hub; the others are remembered with their edge. */
    RememberedAlarms remembered() {
        return new RememberedAlarms(
                List.of(claims.alarms().remembered(), second.alarms().remembered()));
    }

    /** Raises what was raised before the start. */
    void recall(RememberedAlarms before, long nowMs) {
        claims.recall(before, nowMs);
        second.alarms().recall(before, edges::containsKey, nowMs);
    }

    /** A person has seen one; false when it is none of them, or over. */
    boolean acknowledge(String id, @Nullable String user, WardViews.Moment at) {
        return claims.alarms().acknowledge(id, user, at)
                || second.alarms().acknowledge(id, user, at)
                || edges.values().stream().anyMatch(of -> of.acknowledge(id, user, at));
    }

    /** They are silent for as long as any pause may be; null ends that. */
    void pause(WardViews.@Nullable Moment from) {
        long untilMs =
                from == null ? 0 : from.now().plus(AlarmPolicy.LONGEST_PAUSE).toEpochMilli();
        edges.values().forEach(of -> of.pause(from));
        claims.alarms().pause(untilMs);
        second.alarms().pause(untilMs);
    }
}
