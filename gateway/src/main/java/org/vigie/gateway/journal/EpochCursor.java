package org.vigie.gateway.journal;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One epoch: its three queues merged by number, every hole named. One thread. */
final class EpochCursor implements AutoCloseable {
    private final JournalFolder folder;
    private final long epoch;
    private final Map<RecordClass, Lane> lanes = new EnumMap<>(RecordClass.class);
    private final Deque<Entry> ready = new ArrayDeque<>();
    private long lastSeq;
    private boolean finished;

    private static final class Lane {
        private final RecordClass cls;
        private final QueueCursor cursor;
        /** Retention deleted its beginning: what is missing there is not lost but gone on purpose. */
        private final boolean shortened;

        private final List<String> reasons = new ArrayList<>();
        private FrameFile.@Nullable Whole head;
        private long reported;
        private boolean taken;

        Lane(RecordClass cls, QueueCursor cursor, boolean shortened) {
            this.cls = cls;
            this.cursor = cursor;
            this.shortened = shortened;
        }

        void look() {
            if (head == null) {
                head = cursor.peek();
                reasons.addAll(cursor.damages());
            }
        }

        void take() {
            cursor.take();
            head = null;
            taken = true;
            reported = 0;
            reasons.clear();
        }

        /** Records of this class that are missing before its number {@code ordinal} and were not reported yet. */
        long missingBefore(long ordinal) {
            return Math.max(0, ordinal - cursor.lastOrdinal() - 1 - reported);
        }

        boolean isExpired() {
            return shortened && !taken;
        }

        String reason(String otherwise) {
            return reasons.isEmpty() ? otherwise : String.join("; ", reasons);
        }
    }

    private EpochCursor(JournalFolder folder, long epoch) {
        this.folder = folder;
        this.epoch = epoch;
    }

    static EpochCursor open(JournalFolder folder, long epoch, long afterSeq) {
        EpochCursor cursor = new EpochCursor(folder, epoch);
        cursor.lastSeq = afterSeq;
        for (RecordClass cls : RecordClass.values()) {
            QueueCursor queue = new QueueCursor(folder, epoch, cls);
            if (afterSeq > 0) {
                queue.moveBehind(record -> record.seq() <= afterSeq);
            }
            Lane lane = new Lane(cls, queue, folder.isShortened(epoch, cls));
            lane.taken = afterSeq > 0;
            lane.look();
            cursor.lanes.put(cls, lane);
        }
        return cursor;
    }

    /** From the first record of that engine time on; what lies before is neither read nor missed. */
    static EpochCursor openAt(JournalFolder folder, long epoch, Instant from) {
        EpochCursor cursor = new EpochCursor(folder, epoch);
        for (RecordClass cls : RecordClass.values()) {
            QueueCursor queue = new QueueCursor(folder, epoch, cls);
            queue.moveBehind(record -> record.at().isBefore(from));
            Lane lane = new Lane(cls, queue, folder.isShortened(epoch, cls));
            lane.taken = true;
            lane.look();
            cursor.lanes.put(cls, lane);
        }
        Lane first = cursor.lowest();
        cursor.lastSeq = first == null ? 0 : seqOf(first) - 1;
        return cursor;
    }

    /** When the first record that an epoch still has was written, engine time; empty when it has none. */
    static Optional<Instant> begin(JournalFolder folder, long epoch) {
        try (EpochCursor cursor = open(folder, epoch, 0)) {
            Lane first = cursor.lowest();
            FrameFile.Whole head = first == null ? null : first.head;
            return head == null ? Optional.empty() : Optional.of(head.entry().at());
        }
    }

    /** The next entry, or null at the end. */
    @Nullable Entry next() {
        if (!ready.isEmpty()) {
            return ready.poll();
        }
        if (finished) {
            return null;
        }
        Lane first = lowest();
        if (first == null) {
            first = looked();
        }
        if (first != null && seqOf(first) != lastSeq + 1) {
            // Before a hole is believed: beside a running writer the missing record may have come meanwhile, also
            // between the looks at two queues. It writes in the order of the numbers, so what is not there behind a
            // record that was seen before this look is not there.
            first = looked();
        }
        if (first == null) {
            finish();
            return ready.poll();
        }
        reportHole(seqOf(first) - lastSeq - 1);
        reportHarmless(first);
        emit(first);
        return ready.poll();
    }

    private void emit(Lane lane) {
        FrameFile.Whole head = lane.head;
        if (head == null) {
            throw new IllegalStateException("no record to give");
        }
        ready.add(new Entry.Intact(head.entry()));
        lastSeq = head.entry().seq();
        lane.take();
        lane.look();
    }

    private @Nullable Lane looked() {
        lanes.values().forEach(Lane::look);
        return lowest();
    }

    private @Nullable Lane lowest() {
        Lane lowest = null;
        for (Lane lane : lanes.values()) {
            if (lane.head != null && (lowest == null || seqOf(lane) < seqOf(lowest))) {
                lowest = lane;
            }
        }
        return lowest;
    }

    private static long seqOf(Lane lane) {
        FrameFile.Whole head = lane.head;
        return head == null ? Long.MAX_VALUE : head.entry().seq();
    }

    private void reportHole(long missing) {
        long left = missing;
        for (Lane lane : lanes.values()) {
            FrameFile.Whole head = lane.head;
            long ofLane = head == null ? 0 : Math.min(left, lane.missingBefore(head.ordinal()));
            if (ofLane > 0) {
                left -= ofLane;
                lane.reported += ofLane;
                report(lane, ofLane, "records missing");
            }
        }
        if (left > 0) {
            reportUnattributed(left);
        }
    }

    /** Missing before the present record, and no later record of the class tells which class they were of. */
    private void reportUnattributed(long missing) {
        List<Lane> ended =
                lanes.values().stream().filter(lane -> lane.head == null).toList();
        if (ended.stream().anyMatch(Lane::isExpired)) {
            return;
        }
        Optional<Lane> hurt =
                ended.stream().filter(lane -> !lane.reasons.isEmpty()).findFirst();
        if (hurt.isPresent() || ended.size() == 1) {
            Lane lane = hurt.orElseGet(ended::getFirst);
            lane.reported += missing;
            report(lane, missing, "records missing");
            return;
        }
        String names = String.join(
                " or ", ended.stream().map(lane -> lane.cls.folder()).toList());
        ready.add(new Entry.Damage(
                epoch,
                null,
                lastSeq,
                missing,
                "records missing at the end of " + (names.isEmpty() ? "a queue" : names)));
    }

    /** Damage before the record that comes now that cost no record. */
    private void reportHarmless(Lane lane) {
        if (!lane.reasons.isEmpty() && lane.reported == 0) {
            report(lane, 0, "");
        }
    }

    private void finish() {
        finished = true;
        Optional<List<Long>> complete = folder.complete(epoch);
        for (Lane lane : lanes.values()) {
            // The mark of an orderly stop: the last number over all, then the last of each class by its code from 1.
            long missing = complete.map(numbers -> lane.missingBefore(numbers.get(lane.cls.code()) + 1))
                    .orElse(0L);
            if (missing > 0) {
                report(lane, missing, "the end of the queue is missing");
            } else if (!lane.reasons.isEmpty() && lane.reported == 0) {
                report(lane, complete.isPresent() ? 0 : Entry.Damage.UNKNOWN, "");
            }
        }
    }

    private void report(Lane lane, long lost, String otherwise) {
        if (!lane.isExpired()) {
            ready.add(new Entry.Damage(epoch, lane.cls, lastSeq, lost, lane.reason(otherwise)));
        }
    }

    @Override
    public void close() {
        lanes.values().forEach(lane -> lane.cursor.close());
    }
}
