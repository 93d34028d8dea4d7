package org.vigie.gateway.prove.seeds;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigie.gateway.journal.Chain;
import org.vigie.gateway.journal.RecordClass;
import org.vigie.gateway.link.Entry;
import org.vigie.gateway.link.Lane;

/** The chain of an edge's disk, made by the machine that makes it on a real one, from what is forced alone. */
final class Seals {
    private static final int FORCES_A_SEAL = 8;
    private static final List<Lane> LANES = List.of(Lane.LIFE, Lane.DATA);

    private final List<Start> starts = new ArrayList<>();
    private @Nullable Chain chain;
    private int forces;
    private long numbers;

    /**
     * The lines of one start.
     *
     * @param epoch its number
     * @param lines as on the disk, which keeps them in their order
     */
    record Start(long epoch, List<String> lines) {}

    /** An epoch begins; what the one before left without a seal is sealed. */
    void open(long epoch, List<Entry> tail, long nowMs) {
        Chain before = chain;
        Chain opened = new Chain(epoch, before == null ? Chain.unlinked() : before.last());
        Start start = new Start(epoch, new ArrayList<>());
        long ended = starts.isEmpty() ? 0 : starts.getLast().epoch();
        starts.add(start);
        chain = opened;
        put(opened, start, opened.begin(at(nowMs), "", ended, numbers));
        if (!tail.isEmpty()) {
            Chain sealing = new Chain(ended, opened.last());
            tail.forEach(entry -> add(sealing, entry));
            String line = sealing.seal(at(nowMs), at(nowMs));
            opened.written(line);
            start.lines().add(line);
        }
    }

    /** Records became durable; each eighth time they are sealed. */
    void forced(Disk.Epoch epoch, List<Entry> news, long nowMs) {
        Chain of = chain;
        if (of == null) {
            return;
        }
        news.forEach(entry -> add(of, entry));
        if (++forces % FORCES_A_SEAL == 0 && of.waiting() > 0) {
            put(of, starts.getLast(), of.seal(at(nowMs), at(nowMs)));
            LANES.forEach(lane -> epoch.sealed.put(lane, epoch.of(lane).size()));
        }
    }

    /** What a crash left of an epoch behind its last seal. */
    List<Entry> unsealed(Disk.Epoch epoch) {
        List<Entry> tail = new ArrayList<>();
        for (Lane lane : LANES) {
            List<Entry> all = epoch.of(lane);
            tail.addAll(all.subList(epoch.sealed.getOrDefault(lane, 0), all.size()));
        }
        return tail;
    }

    /** Retention is about to delete messages of an epoch up to a number. */
    void deleted(long epoch, long upTo) {
        Chain of = chain;
        if (of != null) {
            put(of, starts.getLast(), of.deleted(Instant.EPOCH, epoch, "data/" + upTo));
        }
    }

    List<Start> starts() {
        return starts;
    }

    private static void put(Chain chain, Start start, String line) {
        chain.written(line);
        start.lines().add(line);
    }

    private void add(Chain to, Entry entry) {
        byte[] bytes = bytes(entry);
        RecordClass cls = entry.lane() == Lane.LIFE ? RecordClass.LIFE : RecordClass.DATA;
        to.add(cls, ++numbers, entry.seq(), bytes, bytes.length);
    }

    /** What stands for the bytes of a record on the disk. */
    static byte[] bytes(Entry entry) {
        return ByteBuffer.allocate(3 * Long.BYTES + entry.payload().length)
                .putLong(entry.epoch())
                .putLong(entry.lane() == Lane.LIFE ? 1 : 2)
                .putLong(entry.seq())
                .put(entry.payload())
                .array();
    }

    private static Instant at(long nowMs) {
        return Instant.ofEpochMilli(nowMs);
    }
}
