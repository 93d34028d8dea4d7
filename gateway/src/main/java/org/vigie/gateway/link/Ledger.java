package org.vigie.gateway.link;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.vigie.model.limits.LinkLimits;

/**
 * What a hub has of one edge, counted again from its store at a start: where it stood at a checkpoint, and every place
 * that was stored after it. Nothing that is in here is asked for or stored a second time.
 */
public final class Ledger {
    private final LinkLimits limits;
    private final Map<Lane, NavigableMap<Long, Track>> lanes = new EnumMap<>(Lane.class);

    /** A hub that has nothing. */
    public Ledger(LinkLimits limits) {
        this.limits = limits;
    }

    /** Where it stood. */
    public void resume(Intake.Mark mark) {
        Track track = new Track(mark.next(), limits.gaps());
        mark.above().forEach(span -> track.cover(span.from(), span.to()));
        lane(mark.lane()).put(mark.epoch(), track);
    }

    /** These places are there, or lost for good. */
    public void add(long epoch, Lane lane, long from, long to) {
        lane(lane).computeIfAbsent(epoch, some -> new Track(1, limits.gaps())).cover(from, to);
    }

    /** This place is not there after all. Of an epoch that nothing is known of all others are: it was whole. */
    public void reopen(long epoch, Lane lane, long seq) {
        lane(lane)
                .computeIfAbsent(epoch, some -> {
                    Track whole = new Track(1, limits.gaps());
                    whole.cover(1, Long.MAX_VALUE - 1);
                    return whole;
                })
                .reopen(seq, seq);
    }

    /** Whether a place is there. */
    public boolean has(long epoch, Lane lane, long seq) {
        Track track = lane(lane).get(epoch);
        return track != null && track.has(seq);
    }

    private NavigableMap<Long, Track> lane(Lane lane) {
        return lanes.computeIfAbsent(lane, some -> new TreeMap<>());
    }

    /** Where to go on. */
    public List<Intake.Mark> marks() {
        List<Intake.Mark> marks = new ArrayList<>();
        lanes.forEach((lane, tracks) ->
                tracks.forEach((epoch, track) -> marks.add(new Intake.Mark(epoch, lane, track.next(), track.above()))));
        return marks;
    }
}
