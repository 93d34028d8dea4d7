package org.vigie.gateway.link;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.vigie.model.limits.LinkLimits;

/**
 * What a hub has of one lane of an edge, over all its epochs, and the one question about it that is under way. The
 * newest epoch comes first: what a person looks for after an outage is in it.
 */
public final class Intake {
    /**
     * Starts of an edge that are known; what is missing of older ones is given up. Also those that were whole: a disk
     * may say later that it did not take something of them.
     */
    private static final int EPOCHS = 32;

    private static final long LONGEST_WAIT_MS = 30_000;

    private final Lane lane;
    private final LinkLimits limits;
    private final NavigableMap<Long, Track> tracks = new TreeMap<>();
    private Packet.@Nullable Ask asked;
    private long askedMs;
    private long waitMs;

    /**
     * What a hub knows from before its own restart.
     *
     * @param epoch of the edge
     * @param lane of the records
     * @param next first record that is not there
     * @param above what is there beyond that
     */
    public record Mark(long epoch, Lane lane, long next, List<Span> above) {
        public Mark {
            above = List.copyOf(above);
        }
    }

    /**
     * Places of records.
     *
     * @param from first
     * @param to last
     */
    public record Span(long from, long to) {}

    Intake(Lane lane, LinkLimits limits) {
        this.lane = lane;
        this.limits = limits;
        this.waitMs = limits.fillWait().toMillis();
    }

    void resume(Mark mark) {
        Track track = new Track(mark.next(), limits.gaps());
        mark.above().forEach(span -> track.cover(span.from(), span.to()));
        tracks.put(mark.epoch(), track);
    }

    /**
     * The edge is at this epoch; all before it are over. Epochs nobody heard of are asked for as well.
     *
     * @return epochs of which something is missing for good from now on
     */
    List<Long> epoch(long epoch) {
        long from = Math.max(tracks.isEmpty() ? 1 : tracks.lastKey() + 1, epoch - EPOCHS + 1);
        for (long between = from; between <= epoch && between > 0; between++) { // beyond the last number is none
            tracks.put(between, new Track(1, limits.gaps()));
        }
        List<Long> givenUp = new ArrayList<>();
        while (tracks.size() > EPOCHS) {
            Map.Entry<Long, Track> oldest = tracks.pollFirstEntry();
            if (!oldest.getValue().complete()) {
                givenUp.add(oldest.getKey());
            }
        }
        return givenUp;
    }

    @Nullable Track track(long epoch) {
        return tracks.get(epoch);
    }

    /** These are not there after all; what is of an epoch that was given up stays lost. */
    void reopen(long epoch, long from, long to) {
        @Nullable Track track = tracks.get(epoch);
        if (track != null) {
            track.reopen(from, to);
        }
    }

    /** First record of the newest epoch that is not there; 0 before anything was heard. */
    long next() {
        return tracks.isEmpty() ? 0 : tracks.lastEntry().getValue().next();
    }

    long holes() {
        return tracks.values().stream().mapToLong(Track::holes).sum();
    }

    /** Where to go on after a restart of the hub; what is whole and over needs no mark. */
    List<Mark> marks() {
        List<Mark> marks = new ArrayList<>();
        tracks.forEach((epoch, track) -> {
            if (epoch.equals(tracks.lastKey()) || !track.complete()) {
                marks.add(new Mark(epoch, lane, track.next(), track.above()));
            }
        });
        return marks;
    }

    /** Whether everything that is known to exist is there. */
    boolean whole() {
        for (Map.Entry<Long, Track> entry : tracks.entrySet()) {
            boolean newest = entry.getKey().equals(tracks.lastKey());
            if (newest ? entry.getValue().holes() > 0 : !entry.getValue().complete()) {
                return false;
            }
        }
        return true;
    }

    /**
     * The next question, if none is under way.
     *
     * @param upTo newest record of the present epoch that will not come by itself
     */
    Optional<Packet.Ask> ask(long request, long upTo, int bytes, long nowMs) {
        if (asked != null) {
            if (nowMs - askedMs < waitMs) {
                return Optional.empty();
            }
            waitMs = Math.min(LONGEST_WAIT_MS, waitMs * 3 / 2);
            asked = null;
        }
        for (Map.Entry<Long, Track> entry : tracks.descendingMap().entrySet()) {
            boolean newest = entry.getKey().equals(tracks.lastKey());
            Optional<Span> missing = newest
                    ? entry.getValue().missing(upTo, limits.fillRecords())
                    : entry.getValue().missing(entry.getValue().last(), limits.fillRecords());
            if (missing.isPresent()) {
                asked = new Packet.Ask(
                        request,
                        entry.getKey(),
                        lane,
                        missing.get().from(),
                        missing.get().to(),
                        bytes);
                askedMs = nowMs;
                return Optional.of(asked);
            }
        }
        return Optional.empty();
    }

    /** Whether this answers the question that is under way; it no longer is. */
    boolean answers(Packet.Fill fill) {
        if (asked == null || asked.request() != fill.request()) {
            return false;
        }
        asked = null;
        if (fill.to() >= fill.from() || fill.end() >= 0) {
            waitMs = limits.fillWait().toMillis();
        } else {
            // Nothing could be read now: not at once again.
            asked = new Packet.Ask(-1, fill.epoch(), lane, fill.from(), fill.from(), 0);
        }
        return true;
    }

    /** Whether a question is under way. */
    boolean isAsking() {
        return asked != null;
    }

    /** The link was interrupted: an answer no longer comes. */
    void interrupted() {
        asked = null;
        waitMs = limits.fillWait().toMillis();
    }
}
