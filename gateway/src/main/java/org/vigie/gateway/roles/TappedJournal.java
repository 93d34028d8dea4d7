package org.vigie.gateway.roles;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.vigie.gateway.journal.Journal;
import org.vigie.gateway.journal.JournalHealth;
import org.vigie.gateway.journal.JournalRecord;
import org.vigie.gateway.journal.JournalUnavailableException;
import org.vigie.gateway.journal.LaneReader;
import org.vigie.gateway.journal.RecordClass;
import org.vigie.gateway.journal.RecordKind;
import org.vigie.gateway.link.Entry;
import org.vigie.gateway.link.Lane;

/** A journal that tells of each record once it is durable, and not before: no hub shows what a power cut takes back. */
public final class TappedJournal implements Journal {
    private final Journal journal;
    private final Map<RecordClass, List<Entry>> unforced = new EnumMap<>(RecordClass.class);
    private final Map<RecordClass, Long> ordinals = new EnumMap<>(RecordClass.class);
    private volatile Consumer<List<Entry>> listener = entries -> {};
    private long epoch;

    /** A journal around another; everything is passed on. */
    public TappedJournal(Journal journal) {
        this.journal = journal;
        this.epoch = journal.epoch();
    }

    /** Who is told, on the journal's thread: it must return at once. Before the first record. */
    public void onDurable(Consumer<List<Entry>> told) {
        listener = told;
    }

    @Override
    public long epoch() {
        return journal.epoch();
    }

    @Override
    public long append(RecordClass cls, RecordKind kind, String source, Instant at, Instant wall, byte[] payload)
            throws JournalUnavailableException {
        long seq = journal.append(cls, kind, source, at, wall, payload);
        if (seq == SHED || cls == RecordClass.WAVES) {
            return seq;
        }
        if (journal.epoch() != epoch) {
            epoch = journal.epoch();
            ordinals.clear();
            unforced.clear();
        }
        long ordinal = ordinals.merge(cls, 1L, Long::sum);
        // Of DATA only the number is told: a hub fetches it.
        byte[] told = cls == RecordClass.LIFE ? payload : new byte[0];
        JournalRecord record = new JournalRecord(epoch, seq, cls, kind, source, at, wall, told);
        unforced.computeIfAbsent(cls, some -> new ArrayList<>())
                .add(travelling(
                        new LaneReader.Numbered(ordinal, record), cls == RecordClass.LIFE ? Lane.LIFE : Lane.DATA));
        return seq;
    }

    /** A record as it leaves the box. Checkpoints are large and of use to this box alone: only their place is kept. */
    static Entry travelling(LaneReader.Numbered numbered, Lane lane) {
        JournalRecord record = numbered.record();
        return new Entry(
                record.epoch(),
                lane,
                numbered.ordinal(),
                record.seq(),
                record.kind().number(),
                record.source(),
                nanos(record.at()),
                nanos(record.wall()),
                record.kind() == RecordKind.CHECKPOINT ? new byte[0] : record.payload());
    }

    private static long nanos(Instant instant) {
        return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    }

    @Override
    public void force(RecordClass cls) throws JournalUnavailableException {
        journal.force(cls);
        List<Entry> durable = unforced.remove(cls);
        if (durable != null && !durable.isEmpty()) {
            listener.accept(durable);
        }
    }

    @Override
    public void maintain(Instant at) {
        journal.maintain(at);
    }

    @Override
    public JournalHealth health() {
        return journal.health();
    }

    @Override
    public void close() {
        journal.close();
    }
}
