package org.vigie.gateway.prove.seeds;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.vigie.gateway.link.HubEvent;
import org.vigie.gateway.link.Lane;

/**
 * The disk of a hub for one edge, as it may fail: it takes nothing for a while, or loses what it had taken and not yet
 * forced. What it did not take is told to the receiver before anything else, and after a failure it rests (ADR 0101).
 */
final class SimShelf {
    private static final long REST_MS = 5_000;

    private final Timeline time;
    private final List<HubEvent> told = new ArrayList<>();
    private final Set<Lane> kept = EnumSet.of(Lane.LIFE, Lane.DATA);
    private long restUntilMs;
    private boolean refuses;
    private long refused;

    SimShelf(Timeline time) {
        this.time = time;
    }

    /** From now on it takes nothing, or everything again. */
    void refuses(boolean yes) {
        refuses = yes;
    }

    boolean refuses() {
        return refuses;
    }

    /** Whether all is well, and all that was not is told. */
    boolean isWell() {
        return !refuses && time.now() >= restUntilMs && told.isEmpty() && kept.size() == 2;
    }

    /** Whether marks made now would count something that is not there. */
    boolean owes() {
        return !told.isEmpty();
    }

    /** Places that were not taken, over the whole run. */
    long refused() {
        return refused;
    }

    /** These are not on the disk. */
    void failed(SimHub.Place first, long last) {
        told.add(new HubEvent.Unstored(first.epoch(), first.lane(), first.seq(), last));
        restUntilMs = time.now() + REST_MS;
        refused += last - first.seq() + 1;
    }

    /** What the receiver has to hear before anything else. */
    List<HubEvent> due() {
        List<HubEvent> events = new ArrayList<>();
        boolean takes = time.now() >= restUntilMs;
        for (Lane lane : List.of(Lane.LIFE, Lane.DATA)) {
            if (takes ? kept.add(lane) : kept.remove(lane)) {
                events.add(new HubEvent.Kept(lane, takes));
            }
        }
        events.addAll(told);
        told.clear();
        return events;
    }

    /** The hub starts anew: its receiver asks for everything that the disk does not have. */
    void restarted() {
        told.clear();
        kept.addAll(List.of(Lane.LIFE, Lane.DATA));
        restUntilMs = 0;
    }
}
