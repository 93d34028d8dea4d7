package org.vigie.gateway.history;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.vigie.gateway.journal.JournalRecord;
import org.vigie.gateway.journal.RecordClass;
import org.vigie.gateway.journal.RecordKind;
import org.vigie.gateway.link.Entry;
import org.vigie.gateway.link.EntryCodec;
import org.vigie.gateway.link.HubEffect;
import org.vigie.gateway.link.Lane;

/**
 * Gathers the messages of one time from the store of a box, and knows by their numbers whether one is missing. One
 * thread; bounded by what its caller reads.
 */
final class StoredStretch {
    private final Instant from;
    private final Instant until;
    private final Duration shift;
    private final List<JournalRecord> records = new ArrayList<>();
    private final Map<Place, Progress> lanes = new HashMap<>();
    private boolean heard;
    private boolean over;

    /** Numbers are those of one lane of one start of the box. */
    private record Place(long epoch, Lane lane) {}

    /** Which numbers of a lane have come, from the last one before the time to the first one after it. */
    private static final class Progress {
        private final Set<Long> here = new HashSet<>();
        private final List<HubEffect.Lost> lost = new ArrayList<>();
        private long below = -1;
        private long above = Long.MAX_VALUE;
        private long solid;
        private long highest;
        private boolean holed;

        /** The begin is known, and nothing is missing up to a number. */
        boolean isSolidTo(long number) {
            if (below < 0) {
                return false;
            }
            solid = Math.max(solid, below);
            while (solid < number) {
                long next = solid + 1;
                long gone = lost.stream()
                        .filter(span -> span.from() <= next && next <= span.to())
                        .mapToLong(HubEffect.Lost::to)
                        .max()
                        .orElse(-1);
                if (here.contains(next)) {
                    solid = next;
                } else if (gone < 0) {
                    return false;
                } else {
                    solid = gone;
                    holed = true;
                }
            }
            return true;
        }
    }

    /**
     * @param from begin, engine time of this box
     * @param until end, likewise
     * @param shift from that to time of day
     */
    StoredStretch(Instant from, Instant until, Duration shift) {
        this.from = from;
        this.until = until;
        this.shift = shift;
    }

    /** Takes the next record of the store. */
    void take(JournalRecord stored) {
        if (stored.kind() == RecordKind.REMOTE) {
            EntryCodec.readEntry(stored.payload()).ifPresent(this::take);
        } else if (stored.kind() == RecordKind.REMOTE_LOST) {
            EntryCodec.readLost(stored.payload())
                    .ifPresent(gone -> progress(gone.epoch(), gone.lane()).lost.add(gone));
        }
    }

    private Progress progress(long epoch, Lane lane) {
        return lanes.computeIfAbsent(new Place(epoch, lane), some -> new Progress());
    }

    private void take(Entry entry) {
        Progress lane = progress(entry.epoch(), entry.lane());
        if (!lane.here.add(entry.seq())) {
            return;
        }
        Instant at = Instant.ofEpochSecond(0, entry.wallNanos()).minus(shift);
        lane.highest = Math.max(lane.highest, entry.seq());
        if (entry.seq() == 1) {
            lane.below = Math.max(lane.below, 0);
        }
        if (at.isBefore(from)) {
            lane.below = Math.max(lane.below, entry.seq());
        } else if (at.isAfter(until)) {
            lane.above = Math.min(lane.above, entry.seq());
            over = isComplete();
        } else {
            heard = true;
            RecordKind.numbered(entry.kind())
                    .filter(kind -> kind == RecordKind.RAW_MESSAGE)
                    .ifPresent(kind -> records.add(record(entry, kind, at)));
        }
    }

    private static JournalRecord record(Entry entry, RecordKind kind, Instant at) {
        return new JournalRecord(
                entry.epoch(),
                entry.seq(),
                entry.lane() == Lane.LIFE ? RecordClass.LIFE : RecordClass.DATA,
                kind,
                entry.source(),
                at,
                Instant.ofEpochSecond(0, entry.wallNanos()),
                entry.payload());
    }

    /** Messages behind the time are there and none before them is missing; alarms come first over a link. */
    private boolean isComplete() {
        boolean behind = lanes.entrySet().stream()
                .anyMatch(one -> one.getKey().lane() == Lane.DATA
                        && one.getValue().above != Long.MAX_VALUE
                        && one.getValue().isSolidTo(one.getValue().above));
        return behind && isSolid();
    }

    private boolean isSolid() {
        return lanes.values().stream().allMatch(lane -> lane.isSolidTo(Math.min(lane.above, lane.highest)));
    }

    /** Nothing that is still to come belongs to the time. */
    boolean isOver() {
        return over;
    }

    /** Whether anything of the box is of that time. */
    boolean isHeard() {
        return heard;
    }

    /** Whether nothing of that time is missing. */
    boolean isWhole() {
        return isSolid() && lanes.values().stream().noneMatch(lane -> lane.holed);
    }

    /** The messages, in the order in which they came. */
    List<JournalRecord> records() {
        return records;
    }
}
