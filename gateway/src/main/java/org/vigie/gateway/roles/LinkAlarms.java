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
        second.escalates(times);
    }

    /** As they stand now. */
    List<WardView.Alarm> now(Map<String, HubReceiver> receivers, WardViews.Moment at) {
        List<WardView.Alarm> alarms = new ArrayList<>();
        edges.values().forEach(of -> of.alarm(at).ifPresent(alarms::add));
        alarms.addAll(claims.alarms(edges, at));
        alarms.addAll(second.alarms(edges, receivers, at));
        return List.copyOf(alarms);
    }

    /** A person has seen one; false when it is none of them, or over. */
    boolean acknowledge(String id, @Nullable String user, WardViews.Moment at) {
        return claims.acknowledge(id, user, at)
                || second.acknowledge(id, user, at)
                || edges.values().stream().anyMatch(of -> of.acknowledge(id, user, at));
    }

    /** They are silent for as long as any pause may be; null ends that. */
    void pause(WardViews.@Nullable Moment from) {
        long untilMs =
                from == null ? 0 : from.now().plus(AlarmPolicy.LONGEST_PAUSE).toEpochMilli();
        edges.values().forEach(of -> of.pause(from));
        claims.pause(untilMs);
        second.pause(untilMs);
    }
}
