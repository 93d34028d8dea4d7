package org.vigie.gateway.prove;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.vigie.gateway.journal.ChainCheck;
import org.vigie.gateway.journal.Entry;
import org.vigie.gateway.journal.JournalEntries;
import org.vigie.gateway.journal.JournalReader;
import org.vigie.gateway.journal.JournalRecord;
import org.vigie.gateway.journal.RecordClass;

/**
 * What a journal still holds of what its writer acknowledged.
 *
 * @param acked life and data records the writer called durable
 * @param missing of these, how many cannot be read back byte for byte
 * @param readable records of any class that can
 * @param damages that the reader reported, the first ten
 * @param lost records that the reader reported as lost; those nobody was promised included
 * @param broken breaches of the chain, the first ten: an accident must not look like a forgery
 * @param sealed records under a seal, of all epochs
 */
record Readback(
        long acked,
        long missing,
        long readable,
        List<Entry.Damage> damages,
        long lost,
        List<ChainCheck.Breach> broken,
        long sealed) {
    private static final int LISTED = 10;

    /**
     * Reads the epochs of one writer.
     *
     * @param wavesToo the load of {@link Sample#classOf}
     */
    static Readback of(Path data, WriterNotes notes, boolean wavesToo) throws IOException {
        BitSet seen = new BitSet();
        List<Entry.Damage> damages = new ArrayList<>();
        long lost = 0;
        try (JournalEntries entries = JournalReader.open(data).after(notes.epoch(), 0)) {
            while (entries.hasNext()) {
                switch (entries.next()) {
                    case Entry.Intact whole -> note(seen, whole.entry());
                    case Entry.Damage damage -> {
                        if (damages.size() < LISTED) {
                            damages.add(damage);
                        }
                        lost += Math.max(0, damage.lost());
                    }
                }
            }
        }
        long acked = 0;
        long missing = 0;
        for (long number = 1; number <= notes.ackedTo(); number++) {
            boolean promised = Sample.classOf(number, wavesToo) != RecordClass.WAVES
                    && !notes.refused().contains(number);
            acked += promised ? 1 : 0;
            missing += promised && !seen.get(Math.toIntExact(number)) ? 1 : 0;
        }
        ChainCheck chain = ChainCheck.of(data, "");
        return new Readback(
                acked,
                missing,
                seen.cardinality(),
                damages,
                lost,
                chain.breaches().stream().limit(LISTED).toList(),
                chain.records());
    }

    private static void note(BitSet seen, JournalRecord entry) {
        long number = Sample.numberOf(entry.payload(), entry.cls());
        if (number >= 0) {
            seen.set(Math.toIntExact(number));
        }
    }
}
