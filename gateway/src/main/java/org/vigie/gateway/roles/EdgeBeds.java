package org.vigie.gateway.roles;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.vigie.dashboard.wire.WardView;
import org.vigie.gateway.fanout.RemoteFeed.RemoteBed;
import org.vigie.gateway.fanout.WardViews;
import org.vigie.gateway.link.EdgeLink;
import org.vigie.gateway.link.Freshness;
import org.vigie.gateway.link.HubReceiver;
import org.vigie.gateway.link.Packet;

/**
 * The beds of one edge as a hub shows them, and the one alarm of its link. The words for a bed are the edge's own as
 * long as they are fresh; what is not is called slow, stale or lost, and no value of it looks live. One thread.
 */
final class EdgeBeds {
    /** Begin of the ids of alarms that the hub itself decides on. */
    static final String LINK_ALARM = "link:";

    private static final String CODE = "VIGIE_EDGE_LOST";

    private final String edge;
    private final Map<String, Held> beds = new TreeMap<>();
    private @Nullable Raised raised;
    private int occurrences;

    /** Whose bed it is. */
    record Owner(String edge, String bed) {}

    /** The alarm of the link: latched until it is back and a person has seen it. */
    private record Raised(
            String id,
            String since,
            List<String> beds,
            boolean high,
            boolean lost,
            @Nullable String by,
            @Nullable String at) {}

    private static final class Held {
        WardView.@Nullable Bed life;
        BedParts.@Nullable Values values;
        long valuesMs;

        @Nullable RemoteBed shown;

        Freshness shownAs = Freshness.LOST;
        String shownName = "";
        boolean changed = true;
    }

    EdgeBeds(String edge) {
        this.edge = edge;
    }

    /** Takes a state of the edge; what is no bed is left out. */
    void take(Packet.State state, long nowMs) {
        if (state.payload().length == 0) {
            beds.remove(state.key());
            return;
        }
        Held held = beds.computeIfAbsent(state.key(), some -> new Held());
        held.changed = true;
        switch (state.part()) {
            case LIFE -> BedParts.readLife(state.payload()).ifPresent(life -> held.life = life);
            case DATA ->
                BedParts.readValues(state.payload()).ifPresent(values -> {
                    held.values = values;
                    held.valuesMs = nowMs;
                });
        }
    }

    /** Adds the beds to what is shown; a name that another edge has as well is followed by the edge's. */
    void show(HubReceiver receiver, WardViews.Moment moment, Map<String, RemoteBed> shown, Map<String, Owner> owners) {
        long nowMs = moment.now().toEpochMilli();
        beds.forEach((bed, held) -> {
            WardView.Bed life = held.life;
            if (life == null) {
                return;
            }
            String name = shown.containsKey(bed) ? bed + " (" + edge + ")" : bed;
            Freshness freshness = receiver.freshness(bed, nowMs);
            RemoteBed before = held.shown;
            if (before == null || held.changed || freshness != held.shownAs || !name.equals(held.shownName)) {
                before = new RemoteBed(view(name, life, held.values, freshness), held.valuesMs);
                held.shown = before;
                held.shownAs = freshness;
                held.shownName = name;
                held.changed = false;
            }
            shown.put(name, before);
            owners.put(name, new Owner(edge, bed));
        });
        link(receiver.link(), moment);
    }

    private static WardView.Bed view(
            String name, WardView.Bed life, BedParts.@Nullable Values values, Freshness freshness) {
        BedParts.Values known = values == null ? new BedParts.Values(List.of(), -1, 0) : values;
        boolean watched = !life.link().equals("empty") && !life.link().equals("standby");
        String link = !watched
                ? life.link()
                : switch (freshness) {
                    case LIVE -> life.link();
                    case SLOW -> life.link().equals("live") ? "slow" : life.link();
                    case STALE -> life.link().equals("lost") ? "lost" : "stale";
                    case LOST -> "lost";
                };
        List<WardView.Numeric> numerics = new ArrayList<>();
        known.numerics().forEach(numeric -> numerics.add(as(numeric, freshness)));
        WardView.Bed whole =
                BedParts.whole(life, new BedParts.Values(numerics, known.silentMs(), known.periodMs()), link);
        return named(name, whole, freshness);
    }

    /** No value looks live that is not. */
    private static WardView.Numeric as(WardView.Numeric numeric, Freshness freshness) {
        boolean live = numeric.state().equals("live") || numeric.state().equals("late");
        String state =
                !live || freshness == Freshness.LIVE ? numeric.state() : freshness == Freshness.SLOW ? "late" : "stale";
        return new WardView.Numeric(
                numeric.code(),
                numeric.channel(),
                numeric.label(),
                numeric.value(),
                numeric.unit(),
                numeric.quality(),
                state,
                numeric.reason(),
                numeric.ageMs(),
                numeric.measuredAt(),
                numeric.limits());
    }

    private static WardView.Bed named(String name, WardView.Bed bed, Freshness freshness) {
        boolean own = freshness == Freshness.LIVE || freshness == Freshness.SLOW;
        return new WardView.Bed(
                name,
                bed.label(),
                bed.patientId(),
                bed.identityVerified(),
                bed.link(),
                own ? bed.linkReason() : "link",
                bed.silentMs(),
                bed.periodMs(),
                bed.priority(),
                bed.soundPausedMs(),
                bed.marks(),
                bed.clockOffsetMs(),
                bed.numerics(),
                bed.alarms(),
                bed.care());
    }

    /** One alarm for the edge, with its beds, not one for each. */
    private void link(EdgeLink link, WardViews.Moment moment) {
        Raised now = raised;
        boolean lost = link == EdgeLink.LOST;
        if (lost && (now == null || !now.lost())) {
            boolean high =
                    beds.values().stream().anyMatch(bed -> bed.life != null && "high".equals(bed.life.priority()));
            // An acknowledgement dies with the return of the source (alarms.md A6): lost again is a new alarm.
            raised = new Raised(
                    LINK_ALARM + edge + ":" + ++occurrences,
                    moment.serverTime(),
                    List.copyOf(beds.keySet()),
                    high,
                    true,
                    null,
                    null);
        } else if (now != null && now.lost() && link == EdgeLink.LIVE) {
            raised = now.by() != null
                    ? null
                    : new Raised(now.id(), now.since(), now.beds(), now.high(), false, null, null);
        }
    }

    Optional<WardView.Alarm> alarm() {
        Raised now = raised;
        if (now == null) {
            return Optional.empty();
        }
        String state = !now.lost() ? "latched-unack" : now.by() == null ? "active-unack" : "active-ack";
        return Optional.of(new WardView.Alarm(
                now.id(),
                CODE,
                edge,
                null,
                null,
                null,
                null,
                null,
                now.high() ? "high" : "medium",
                "technical",
                state,
                now.lost() && now.by() == null,
                now.since(),
                now.by(),
                now.at(),
                false,
                false,
                now.beds()));
    }

    /** A person has seen the alarm of the link; false when it is not this edge's, or over. */
    boolean acknowledge(String id, @Nullable String user, WardViews.Moment moment) {
        Raised now = raised;
        if (now == null || !now.id().equals(id)) {
            return false;
        }
        raised = now.lost()
                ? new Raised(
                        now.id(),
                        now.since(),
                        now.beds(),
                        now.high(),
                        true,
                        user == null ? "?" : user,
                        moment.serverTime())
                : null;
        return true;
    }
}
