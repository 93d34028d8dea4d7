package org.vigie.gateway.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigie.gateway.journal.Entry;
import org.vigie.gateway.journal.JournalEntries;
import org.vigie.gateway.journal.JournalReader;
import org.vigie.gateway.journal.JournalRecord;
import org.vigie.gateway.journal.RecordClass;
import org.vigie.gateway.journal.RecordKind;
import org.vigie.gateway.pipeline.records.Checkpoint;
import org.vigie.gateway.pipeline.records.Input;
import org.vigie.gateway.pipeline.records.InputCodec;
import org.vigie.model.ward.Site;
import org.vigie.model.ward.Ward;

/**
 * The state before the stop: the newest intact checkpoint, then every input behind it through the same decoder and
 * reducer. Damage is passed over, counted and reported; it never stops a start.
 */
public final class Recovery {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private Recovery() {}

    /**
     * What was found.
     *
     * @param ward state after the last intact record; empty when there is no journal yet
     * @param last engine time of the newest record; {@link Instant#EPOCH} when there is none
     * @param replayed inputs applied behind the checkpoint
     * @param damage what was lost, in words
     */
    public record Recovered(Optional<Ward> ward, Instant last, long replayed, List<String> damage) {
        public Recovered {
            damage = List.copyOf(damage);
        }
    }

    /**
     * Rebuilds the state of a data folder.
     *
     * @param data the folder; may be empty
     * @param site as configured now
     * @param decoding of this thread
     * @throws IOException when the folder cannot be listed
     */
    public static Recovered recover(Path data, Site site, Decoding decoding) throws IOException {
        JournalReader reader = JournalReader.open(data);
        Optional<JournalRecord> newest = reader.newest(RecordKind.CHECKPOINT);
        Optional<Start> start = newest.flatMap(record -> start(record, site));
        Instant last = newest.map(JournalRecord::at).orElse(Instant.EPOCH);
        Function<String, Site> asConfiguredNow = text -> site;
        Reducer reducer = start.map(from -> new Reducer(from.ward(), decoding, asConfiguredNow))
                .orElse(null);
        List<String> damage = new ArrayList<>();
        long replayed = 0;
        try (JournalEntries entries = start.map(from -> reader.after(
                        from.checkpoint().epoch(), from.checkpoint().seq()))
                .orElseGet(reader::all)) {
            while (entries.hasNext()) {
                switch (entries.next()) {
                    case Entry.Damage lost -> damage.add(words(lost));
                    case Entry.Intact intact -> {
                        JournalRecord record = intact.entry();
                        last = record.at().isAfter(last) ? record.at() : last;
                        if (reducer == null) {
                            reducer = new Reducer(Ward.start(site, record.at()), decoding, asConfiguredNow);
                        }
                        replayed += replay(reducer, record);
                    }
                }
            }
        }
        damage.forEach(text -> LOG.warn("event=journal-gap text=\"{}\" action=\"passed over\"", text));
        return new Recovered(reducer == null ? Optional.empty() : Optional.of(reducer.ward()), last, replayed, damage);
    }

    private record Start(Checkpoint checkpoint, Ward ward) {}

    private static Optional<Start> start(JournalRecord record, Site site) {
        try {
            Checkpoint checkpoint = Checkpoint.decode(record);
            return Optional.of(new Start(checkpoint, Ward.restore(site, checkpoint.ward(), checkpoint.at())));
        } catch (RuntimeException unreadable) {
            LOG.error(
                    "event=checkpoint-unreadable record={} action=\"replaying the whole journal\"", record, unreadable);
            return Optional.empty();
        }
    }

    /** Applies a record when it is an input; the configuration is the present one throughout. */
    private static int replay(Reducer reducer, JournalRecord record) {
        try {
            if (record.cls() == RecordClass.WAVES) {
                return 0; // samples change nothing that survives a restart
            }
            Optional<Input> input = InputCodec.decode(record);
            input.ifPresent(some -> reducer.apply(some, record.at()));
            return input.isPresent() ? 1 : 0;
        } catch (IllegalArgumentException unreadable) {
            LOG.warn("event=record-unreadable record={} action=\"passed over\"", record, unreadable);
            return 0;
        }
    }

    private static String words(Entry.Damage lost) {
        return "epoch " + lost.epoch() + ", " + lost.cls() + ", after record " + lost.afterSeq() + ": "
                + (lost.lost() == Entry.Damage.UNKNOWN ? "an unknown number of" : Long.toString(lost.lost()))
                + " records lost, " + lost.reason();
    }
}
