package org.vigie.gateway.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vigie.gateway.journal.EntryStream;
import org.vigie.gateway.journal.Journal;
import org.vigie.gateway.journal.JournalDirectory;
import org.vigie.gateway.journal.RecordClass;
import org.vigie.gateway.journal.RecordKind;
import org.vigie.gateway.link.Entry;
import org.vigie.gateway.link.EntryCodec;
import org.vigie.gateway.link.HubEffect;
import org.vigie.gateway.link.Lane;
import org.vigie.gateway.link.Packet;
import org.vigie.model.limits.Limits;

class StoredRecordsTest {
    private static final Instant AT = Instant.parse("2026-03-01T08:00:00Z");

    @TempDir
    private Path store;

    private static byte[] message(long seq) {
        long nanos = seq * 1_000_000_000L;
        return EntryCodec.entry(new Entry(
                7, Lane.DATA, seq, seq, RecordKind.RAW_MESSAGE.number(), "hl7:1", nanos, nanos, new byte[] {1}));
    }

    private static void append(Journal journal, RecordKind kind, byte[] payload) throws Exception {
        journal.append(RecordClass.DATA, kind, "box-1", AT, AT, payload);
    }

    private List<String> told() throws Exception {
        List<String> told = new ArrayList<>();
        try (EntryStream all = StoredRecords.open(store, 8).all()) {
            while (all.hasNext()) {
                told.add(
                        switch (all.next()) {
                            case org.vigie.gateway.journal.Entry.Intact intact ->
                                Long.toString(intact.entry().seq());
                            case org.vigie.gateway.journal.Entry.Damage gap -> gap.lost() + ": " + gap.reason();
                        });
            }
        }
        return told;
    }

    @Test
    void whatWasFetchedLaterStandsWhereItsBoxWroteIt() throws Exception {
        try (Journal journal = JournalDirectory.open(store, Limits.DEFAULT.journal(), AT)) {
            for (long seq : new long[] {1, 2, 5, 3, 4, 6}) {
                append(journal, RecordKind.REMOTE, message(seq));
            }
        }
        assertEquals(List.of("1", "2", "3", "4", "5", "6"), told());
    }

    @ParameterizedTest
    @CsvSource({
        "RETENTION, nobody has them any more",
        // This hub could not write it; its box still has it.
        "SET_ASIDE, the box may have them",
    })
    void aGapSaysWhetherTheBoxMayHaveIt(Packet.Loss cause, String words) throws Exception {
        try (Journal journal = JournalDirectory.open(store, Limits.DEFAULT.journal(), AT)) {
            append(journal, RecordKind.REMOTE, message(1));
            append(journal, RecordKind.REMOTE_LOST, EntryCodec.lost(new HubEffect.Lost(7, Lane.DATA, 2, 3, cause)));
            append(journal, RecordKind.REMOTE, message(4));
        }
        List<String> told = told();
        assertEquals(3, told.size(), told::toString);
        assertTrue(told.get(1).startsWith("2: ") && told.get(1).endsWith(words), told.get(1));
    }
}
