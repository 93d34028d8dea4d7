package org.vigie.gateway.roles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigie.gateway.history.StoredSite;
import org.vigie.gateway.journal.Journal;
import org.vigie.gateway.journal.JournalEntries;
import org.vigie.gateway.journal.JournalReader;
import org.vigie.gateway.journal.JournalRecord;
import org.vigie.gateway.journal.JournalUnavailableException;
import org.vigie.gateway.journal.RecordClass;
import org.vigie.gateway.journal.RecordKind;
import org.vigie.gateway.link.Entry;
import org.vigie.gateway.link.EntryCodec;
import org.vigie.gateway.link.HubEffect;
import org.vigie.gateway.link.Intake;
import org.vigie.gateway.link.Lane;
import org.vigie.gateway.link.Ledger;
import org.vigie.gateway.link.Packet;
import org.vigie.model.limits.LinkLimits;

/**
 * The records of one edge on the disk of a hub: a journal in a folder of its own. What is a copy is never as precious
 * as what this box alone has: alarms of an edge are of class DATA here and its messages of class WAVES, so that they
 * are given up first when the disk is short; class LIFE holds where the hub stands. One thread.
 */
final class EdgeStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EdgeStore.class);

    /** Nobody waits for it: what a power cut takes is asked for again. */
    private static final Duration FORCE_EVERY = Duration.ofSeconds(2);

    private final String edge;
    private final Journal journal;
    private final long epoch;
    private final int longest;
    private final List<Intake.Mark> begin;
    private final StoredSite site;
    private final List<Unforced> unforced = new ArrayList<>();
    private long written;
    private long writtenAtCheckpoint = -1;
    private Instant nextForce = Instant.MIN;

    /** Places that may still be lost with the page cache. */
    record Unforced(long epoch, Lane lane, long from, long to) {}

    /** Opens a journal for writing. */
    @FunctionalInterface
    interface Opener {
        Journal open(Path data) throws IOException;
    }

    private EdgeStore(String edge, Journal journal, int longest, List<Intake.Mark> begin, StoredSite site) {
        this.site = site;
        this.edge = edge;
        this.journal = journal;
        this.epoch = journal.epoch();
        this.longest = longest;
        this.begin = begin;
    }

    /**
     * Opens the store of an edge and counts what it has.
     *
     * @param folder of this edge
     * @throws IOException when it cannot be opened or listed
     */
    static EdgeStore open(String edge, Path folder, Opener opener, LinkLimits limits) throws IOException {
        Files.createDirectories(folder);
        List<Intake.Mark> begin = count(edge, folder, limits).marks();
        return new EdgeStore(edge, opener.open(folder), limits.packetBytes(), begin, new StoredSite(folder));
    }

    /** The newest checkpoint, and what was stored behind it. */
    private static Ledger count(String edge, Path folder, LinkLimits limits) throws IOException {
        Ledger ledger = new Ledger(limits);
        JournalReader reader = JournalReader.open(folder);
        Optional<JournalRecord> checkpoint = reader.newest(RecordKind.CHECKPOINT);
        Optional<List<Intake.Mark>> marks = checkpoint.flatMap(record -> EntryCodec.readMarks(record.payload()));
        marks.ifPresent(all -> all.forEach(ledger::resume));
        long damaged = 0;
        try (JournalEntries entries = marks.isEmpty()
                ? reader.all()
                : reader.after(
                        checkpoint.orElseThrow().epoch(),
                        checkpoint.orElseThrow().seq())) {
            while (entries.hasNext()) {
                switch (entries.next()) {
                    case org.vigie.gateway.journal.Entry.Damage lost -> damaged++;
                    case org.vigie.gateway.journal.Entry.Intact intact -> count(ledger, intact.entry());
                }
            }
        }
        if (damaged > 0) {
            LOG.warn("event=hub-store-damaged edge={} places={} action=\"asked for again\"", edge, damaged);
        }
        return ledger;
    }

    private static void count(Ledger ledger, JournalRecord record) {
        if (record.kind() == RecordKind.REMOTE) {
            EntryCodec.readEntry(record.payload())
                    .ifPresent(entry -> ledger.add(entry.epoch(), entry.lane(), entry.seq(), entry.seq()));
        } else if (record.kind() == RecordKind.REMOTE_LOST) {
            EntryCodec.readLost(record.payload())
                    .filter(lost -> lost.cause() != Packet.Loss.SET_ASIDE) // its edge has it: asked for again
                    .ifPresent(lost -> ledger.add(lost.epoch(), lost.lane(), lost.from(), lost.to()));
        }
    }

    /** Where it stood when it was opened. */
    List<Intake.Mark> begin() {
        return begin;
    }

    /** The class of the records of a lane, here. */
    static RecordClass classOf(Lane lane) {
        return lane == Lane.LIFE ? RecordClass.DATA : RecordClass.WAVES;
    }

    /** Whether the disk takes records of a lane now. Any thread. */
    boolean takes(Lane lane) {
        return journal.health().writes(classOf(lane));
    }

    /** What broke last; null when nothing did. Any thread. */
    @Nullable String problem() {
        return journal.health().problem();
    }

    /**
     * Stores a record.
     *
     * @return false when the disk did not take it
     */
    boolean store(Entry entry, Instant at, Instant wall) {
        byte[] bytes = EntryCodec.entry(entry);
        if (bytes.length > longest) {
            return lost(
                    new HubEffect.Lost(entry.epoch(), entry.lane(), entry.seq(), entry.seq(), Packet.Loss.TOO_LONG),
                    at,
                    wall);
        }
        try {
            site.take(entry);
        } catch (IOException failed) {
            LOG.warn("event=hub-store-site-not-kept edge={} action=\"with the next start of that box\"", edge, failed);
        }
        return append(classOf(entry.lane()), RecordKind.REMOTE, bytes, at, wall)
                && unforced.add(new Unforced(entry.epoch(), entry.lane(), entry.seq(), entry.seq()));
    }

    /** Notes what nobody has any more; false when the disk did not take it. */
    boolean lost(HubEffect.Lost lost, Instant at, Instant wall) {
        return append(classOf(Lane.LIFE), RecordKind.REMOTE_LOST, EntryCodec.lost(lost), at, wall)
                && unforced.add(new Unforced(lost.epoch(), lost.lane(), lost.from(), lost.to()));
    }

    /** Writes down a minute of its trends; one that the disk does not take is missing after a restart. */
    boolean minute(byte[] minute, Instant at, Instant wall) {
        return append(classOf(Lane.LIFE), RecordKind.REMOTE_MINUTES, minute, at, wall);
    }

    /** Epoch of this run. */
    long epoch() {
        return epoch;
    }

    private boolean append(RecordClass cls, RecordKind kind, byte[] payload, Instant at, Instant wall) {
        try {
            boolean taken = journal.append(cls, kind, edge, at, wall, payload) != Journal.SHED;
            written += taken ? 1 : 0;
            return taken;
        } catch (JournalUnavailableException refused) {
            return false;
        }
    }

    /** What is due on the disk; tells what it has lost of what it had taken. */
    List<Unforced> maintain(Instant at) {
        journal.maintain(at);
        if (at.isBefore(nextForce)) {
            return List.of();
        }
        nextForce = at.plus(FORCE_EVERY);
        return force();
    }

    private List<Unforced> force() {
        List<Unforced> lost = List.of();
        try {
            journal.force(RecordClass.DATA);
            journal.force(RecordClass.WAVES);
        } catch (JournalUnavailableException refused) {
            lost = List.copyOf(unforced);
        }
        unforced.clear();
        return lost;
    }

    /**
     * Writes down where the hub stands, behind everything that it counts; not when nothing was written since the last.
     *
     * @return what the disk has lost of what it had taken: then nothing was written down
     */
    List<Unforced> checkpoint(List<Intake.Mark> marks, Instant at, Instant wall) {
        if (written == writtenAtCheckpoint) {
            return List.of();
        }
        List<Unforced> lost = force();
        if (lost.isEmpty() && append(RecordClass.LIFE, RecordKind.CHECKPOINT, EntryCodec.marks(marks), at, wall)) {
            try {
                journal.force(RecordClass.LIFE);
                writtenAtCheckpoint = written;
            } catch (JournalUnavailableException refused) {
                LOG.warn("event=hub-store-checkpoint-failed edge={} action=\"the next one\"", edge, refused);
            }
        }
        return lost;
    }

    @Override
    public void close() {
        journal.close();
    }
}
