package org.vigie.gateway.roles;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigie.dashboard.wire.WardView;
import org.vigie.gateway.fanout.WardViews;
import org.vigie.gateway.history.AlarmRows;
import org.vigie.gateway.history.AlarmStep;
import org.vigie.gateway.history.Clock;
import org.vigie.gateway.history.Elsewhere;
import org.vigie.gateway.history.RemoteLog;
import org.vigie.gateway.history.RemoteShift;
import org.vigie.gateway.history.RemoteSteps;
import org.vigie.gateway.history.RemoteTrends;
import org.vigie.gateway.history.StoredMoments;
import org.vigie.gateway.history.StoredSite;
import org.vigie.gateway.history.TrendStore;
import org.vigie.gateway.journal.JournalReader;
import org.vigie.gateway.journal.JournalRecord;
import org.vigie.gateway.journal.OtherBoxes;
import org.vigie.gateway.journal.RecordKind;
import org.vigie.gateway.link.Entry;
import org.vigie.gateway.link.EntryCodec;
import org.vigie.gateway.link.Lane;
import org.vigie.gateway.link.Packet;
import org.vigie.model.BedId;
import org.vigie.model.alarm.AlarmKind;
import org.vigie.model.limits.Limits;
import org.vigie.model.limits.LinkLimits;

/**
 * The past of the beds of other boxes as far as this hub has seen or stored it: trends from the values as they came,
 * the alarm log from the records of their boxes. What is missing in between is a gap with its cause. Filled on the
 * thread of the store, earlier runs on a thread of their own; read by any.
 */
final class RemotePast implements Elsewhere {
    private static final Logger LOG = LoggerFactory.getLogger(RemotePast.class);
    private static final int FACTS = 4_096;

    private final Path folder;
    private final Supplier<WardViews.Moment> moment;
    private final RemoteLog log = new RemoteLog(Limits.History.DEFAULT.alarmSteps(), this::name);
    private final Map<String, RemoteTrends> trends = new LinkedHashMap<>();
    private final Map<String, AlarmStep.Facts> facts = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, AlarmStep.Facts> eldest) {
            return size() > FACTS;
        }
    };
    private volatile BinaryOperator<String> names = (box, bed) -> bed + " (" + box + ")";
    private final Map<String, RemoteShift> shifts = new LinkedHashMap<>();
    private final Map<String, LongAdder> unreadable = new LinkedHashMap<>();
    private volatile List<String> incomplete;
    private volatile List<String> behind;
    private volatile boolean closed;

    /**
     * A past of which nothing is read yet.
     *
     * @param folder with the stores
     * @param edges whose beds are shown
     */
    RemotePast(Path folder, List<String> edges, Supplier<WardViews.Moment> moment) {
        this.folder = folder;
        this.moment = moment;
        this.incomplete = List.copyOf(edges);
        this.behind = incomplete;
        Limits.History whole = Limits.History.DEFAULT;
        Limits.History part = whole.withHours(Math.max(1, whole.hours() / Math.max(1, edges.size())));
        edges.forEach(edge -> {
            trends.put(edge, new RemoteTrends(part, LinkLimits.DEFAULT.keys()));
            shifts.put(edge, new RemoteShift());
            unreadable.put(edge, new LongAdder());
        });
    }

    /** How a bed of a box is named here. */
    void names(BinaryOperator<String> here) {
        names = here;
    }

    /** Boxes of which alarms are known to be missing here. */
    void incomplete(List<String> boxes) {
        incomplete = List.copyOf(boxes);
    }

    private Clock clock() {
        WardViews.Moment now = moment.get();
        return new Clock(now.now(), now.offset(), now.zone());
    }

    /** Boxes that have messages which are not stored here. */
    void behind(List<String> boxes) {
        behind = List.copyOf(boxes);
    }

    private String name(String box, String bed) {
        return bed.equals(BedId.UNIT.value()) ? box : names.apply(box, bed);
    }

    /**
     * Reads what earlier runs wrote down, in the background.
     *
     * @param before first epoch of each store that is not read: it is this run's
     */
    void read(Map<String, Long> before) {
        log.loading(true);
        Thread.ofPlatform().name("vigie-remote-past").daemon(true).start(() -> {
            before.forEach(this::read);
            log.loading(false);
        });
    }

    private void read(String edge, long before) {
        try {
            for (Path replaced : OtherBoxes.replaced(folder, edge)) {
                read(edge, JournalReader.open(replaced), Long.MAX_VALUE);
            }
            read(edge, JournalReader.open(folder.resolve(edge)), before);
        } catch (IOException unreadable) {
            LOG.warn("event=remote-past-not-read edge={} reason={}", edge, unreadable.toString());
        }
    }

    private void read(String edge, JournalReader reader, long before) {
        for (long epoch : reader.epochs()) {
            if (epoch < before && !closed) {
                reader.each(epoch, EdgeStore.classOf(Lane.LIFE), record -> read(edge, record));
            }
        }
    }

    private void read(String edge, JournalRecord record) {
        if (record.kind() == RecordKind.REMOTE) {
            EntryCodec.readEntry(record.payload())
                    .ifPresentOrElse(entry -> stored(edge, entry), () -> unreadable(edge));
        } else if (record.kind() == RecordKind.REMOTE_MINUTES) {
            RemoteTrends of = trends.get(edge);
            if (of != null && !of.restore(record.payload())) {
                unreadable(edge);
            }
        }
    }

    /** A record of an edge is on the disk. */
    void stored(String edge, Entry entry) {
        boolean step = entry.kind() == RecordKind.TRANSITION.number();
        if (entry.lane() != Lane.LIFE || (!step && entry.kind() != RecordKind.DELIVERY.number())) {
            return;
        }
        // What the other box called its time of day is that of this box: nobody here knows better.
        Duration wall = Duration.ofNanos(entry.wallNanos() - entry.atNanos());
        Duration shift = wall.minus(moment.get().offset());
        boolean readable = step ? step(edge, entry, shift) : delivered(edge, entry, shift);
        if (!readable) {
            unreadable(edge);
        }
    }

    private boolean step(String edge, Entry entry, Duration shift) {
        RemoteSteps.Read read = RemoteSteps.read(entry.payload(), at -> at.plus(shift), alarm -> facts(edge, alarm));
        read.row().ifPresent(row -> log.add(new RemoteLog.Place(row.at(), edge, entry.epoch(), entry.seq()), row));
        return read.readable();
    }

    private boolean delivered(String edge, Entry entry, Duration shift) {
        RemoteShift of = shifts.get(edge);
        return of == null || of.delivered(entry.payload(), shift);
    }

    private void unreadable(String edge) {
        LongAdder count = unreadable.get(edge);
        if (count != null) {
            if (count.sum() == 0) {
                LOG.warn("event=remote-record-unreadable edge={} action=\"counted; same version there?\"", edge);
            }
            count.increment();
        }
    }

    /** Records that this box has and cannot read; empty when there are none. Any thread. */
    Optional<String> problem() {
        String counts = unreadable.entrySet().stream()
                .filter(entry -> entry.getValue().sum() > 0)
                .map(entry -> entry.getKey() + " " + entry.getValue().sum())
                .collect(Collectors.joining(", "));
        return counts.isEmpty()
                ? Optional.empty()
                : Optional.of("records of other boxes that cannot be read: " + counts);
    }

    private AlarmStep.@Nullable Facts facts(String edge, String alarm) {
        synchronized (facts) {
            return facts.get(edge + "|" + alarm);
        }
    }

    /** A state of an edge has come. */
    void state(String edge, Packet.State state, Instant at) {
        RemoteTrends of = trends.get(edge);
        if (of == null || state.payload().length == 0) {
            return;
        }
        switch (state.part()) {
            case LIFE ->
                BedParts.readLife(state.payload()).ifPresent(bed -> bed.alarms().forEach(alarm -> fact(edge, alarm)));
            case DATA ->
                BedParts.readValues(state.payload())
                        .ifPresent(values -> of.values(new BedId(state.key()), values.numerics(), at));
        }
    }

    private void fact(String edge, WardView.Alarm alarm) {
        Optional<AlarmKind> kind = Arrays.stream(AlarmKind.values())
                .filter(one -> one.word().equals(alarm.kind()))
                .findFirst();
        synchronized (facts) {
            kind.ifPresent(known -> facts.put(
                    edge + "|" + alarm.id(),
                    new AlarmStep.Facts(known, alarm.about(), alarm.value(), alarm.limit(), alarm.unit())));
        }
    }

    /** What is shown of the beds of an edge, once a second. */
    void links(String edge, Map<String, WardView.Bed> beds, Instant at) {
        RemoteTrends of = trends.get(edge);
        if (of != null) {
            beds.forEach((name, view) -> of.link(new BedId(name), view, at));
        }
        RemoteShift shift = shifts.get(edge);
        if (shift != null) {
            shift.seen(beds, at);
        }
    }

    /** A minute of an edge that is over, to be written down; to be asked until there is none. */
    Optional<byte[]> takeMinute(String edge, Instant now) {
        RemoteTrends of = trends.get(edge);
        return of == null ? Optional.empty() : of.takeMinute(now);
    }

    @Override
    public Optional<TrendStore> trends(String box) {
        return Optional.ofNullable(trends.get(box)).map(RemoteTrends::store);
    }

    @Override
    public AlarmRows alarms() {
        return log;
    }

    @Override
    public Optional<RemoteShift> shift(String box) {
        return Optional.ofNullable(shifts.get(box));
    }

    @Override
    public Optional<Stored> stored(String box) {
        StoredMoments.Present present = new StoredMoments.Present(this::clock, () -> behind);
        StoredMoments records = new StoredMoments(folder, box, present, Limits.Review.DEFAULT);
        return StoredSite.text(folder.resolve(box)).map(site -> new Stored(records, site));
    }

    @Override
    public List<String> incomplete() {
        List<String> missing = incomplete;
        return trends.keySet().stream()
                .filter(edge -> missing.contains(edge) || isUnread(edge))
                .toList();
    }

    private boolean isUnread(String edge) {
        LongAdder count = unreadable.get(edge);
        return count != null && count.sum() > 0;
    }

    void close() {
        closed = true;
    }
}
