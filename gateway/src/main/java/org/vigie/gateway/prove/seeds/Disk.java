package org.vigie.gateway.prove.seeds;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.vigie.gateway.link.Entry;
import org.vigie.gateway.link.Lane;
import org.vigie.gateway.link.Packet;

/** An edge's journal: what is not forced may be gone after a crash, in part; what is old goes; a place may rot. */
final class Disk {
    private static final int FILL_ENTRIES = 256;

    private final NavigableMap<Long, Epoch> epochs = new TreeMap<>();
    private final Seals seals = new Seals();

    /** One start. */
    static final class Epoch {
        final Map<Lane, List<Entry>> records = new EnumMap<>(Lane.class);
        final Map<Lane, Integer> forced = new EnumMap<>(Lane.class);
        final Map<Lane, Integer> first = new EnumMap<>(Lane.class);
        final Map<Lane, Integer> sealed = new EnumMap<>(Lane.class);
        final Set<Entry> rotten = new HashSet<>();
        boolean over;

        List<Entry> of(Lane lane) {
            return records.computeIfAbsent(lane, some -> new ArrayList<>());
        }

        boolean readable(Entry entry) {
            return entry.seq() > first.getOrDefault(entry.lane(), 0) && !rotten.contains(entry);
        }
    }

    /** A start of the edge. */
    long open(long nowMs) {
        List<Entry> tail = List.of();
        if (!epochs.isEmpty()) {
            Epoch before = epochs.lastEntry().getValue();
            before.over = true;
            tail = seals.unsealed(before);
        }
        long epoch = epochs.isEmpty() ? 1 : epochs.lastKey() + 1;
        epochs.put(epoch, new Epoch());
        seals.open(epoch, tail, nowMs);
        return epoch;
    }

    Seals seals() {
        return seals;
    }

    Entry append(long epoch, Lane lane, byte[] payload, long nowMs) {
        List<Entry> records = epoch(epoch).of(lane);
        Entry entry = new Entry(epoch, lane, records.size() + 1, 11, "", nowMs * 1_000_000, 0, payload);
        records.add(entry);
        return entry;
    }

    /** Everything is durable; what was not before, in order. */
    List<Entry> force(long epochNo, long nowMs) {
        Epoch epoch = epoch(epochNo);
        List<Entry> news = new ArrayList<>();
        for (Lane lane : List.of(Lane.LIFE, Lane.DATA)) {
            int was = epoch.forced.getOrDefault(lane, 0);
            news.addAll(epoch.of(lane).subList(was, epoch.of(lane).size()));
            epoch.forced.put(lane, epoch.of(lane).size());
        }
        if (!epoch.over) {
            seals.forced(epoch, news, nowMs);
        }
        return news;
    }

    /** The power goes: of what was not forced a part is there, the rest was never written. */
    void crash(Timeline time) {
        if (epochs.isEmpty()) {
            return;
        }
        Epoch epoch = epochs.lastEntry().getValue();
        for (Lane lane : List.of(Lane.LIFE, Lane.DATA)) {
            List<Entry> records = epoch.of(lane);
            int forced = epoch.forced.getOrDefault(lane, 0);
            int kept = forced + (records.size() > forced ? time.pick(records.size() - forced + 1) : 0);
            records.subList(kept, records.size()).clear();
        }
    }

    /** What is older than the newest so many is deleted. */
    void retain(int most) {
        epochs.forEach((number, epoch) -> {
            int deleted = Math.max(0, epoch.of(Lane.DATA).size() - most);
            seals.deleted(number, deleted);
            epoch.first.put(Lane.DATA, deleted);
        });
    }

    void rot(Timeline time) {
        Epoch epoch = epochs.firstEntry().getValue();
        List<Entry> records = epoch.of(time.pick(2) == 0 ? Lane.LIFE : Lane.DATA);
        if (!records.isEmpty()) {
            epoch.rotten.add(records.get(time.pick(records.size())));
        }
    }

    Iterable<Map.Entry<Long, Epoch>> all() {
        return epochs.entrySet();
    }

    @Nullable Entry find(long epoch, Lane lane, long seq) {
        Epoch of = epochs.get(epoch);
        return of == null || seq < 1 || seq > of.of(lane).size()
                ? null
                : of.of(lane).get((int) seq - 1);
    }

    /** The answer to a hub. */
    Packet.Fill read(Packet.Ask ask) {
        Epoch epoch = epochs.get(ask.epoch());
        if (epoch == null) {
            return new Packet.Fill(
                    ask.request(), ask.epoch(), ask.lane(), ask.from(), ask.from() - 1, List.of(), 0, Packet.Loss.NONE);
        }
        List<Entry> records = epoch.of(ask.lane());
        long newest = epoch.over ? records.size() : epoch.forced.getOrDefault(ask.lane(), 0);
        List<Entry> found = new ArrayList<>();
        int bytes = 0;
        long to = ask.from() - 1;
        while (to < Math.min(ask.to(), newest) && bytes < ask.bytes() && found.size() < FILL_ENTRIES) {
            Entry entry = records.get((int) to);
            to++;
            if (epoch.readable(entry)) {
                found.add(entry);
                bytes += entry.payload().length + 48;
            }
        }
        Packet.Loss cause =
                epoch.first.getOrDefault(ask.lane(), 0) >= ask.from() ? Packet.Loss.RETENTION : Packet.Loss.DAMAGED;
        return new Packet.Fill(
                ask.request(), ask.epoch(), ask.lane(), ask.from(), to, found, epoch.over ? records.size() : -1, cause);
    }

    private Epoch epoch(long epoch) {
        return epochs.computeIfAbsent(epoch, some -> new Epoch());
    }
}
