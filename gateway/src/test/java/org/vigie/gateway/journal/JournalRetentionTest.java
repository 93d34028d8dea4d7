package org.vigie.gateway.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalRetentionTest {
    @TempDir
    Path data;

    private double freeShare = 0.9;

    @Test
    void deletesWholeHoursAndEpochsThatAreTooOldAndReportsNoLoss() throws Exception {
        try (Journal journal = Journals.open(data)) {
            writeHours(journal, 0, 4);
        }
        try (Journal journal = open(Duration.ofHours(70))) {
            writeHours(journal, 70, 4);
            assertEquals(List.of(1L, 2L), JournalReader.open(data).epochs());
            settle(journal, Duration.ofHours(80));
            // Three days are kept: of the first epoch, hours 0 to 3, everything is older now.
            assertEquals(List.of(2L), JournalReader.open(data).epochs());
            // Of waves only four hours are, and the file that is open.
            assertEquals(9, count());
            settle(journal, Duration.ofDays(6).plusMinutes(30));
            // Hours 70 and 71 of the second epoch are older than three days; its last hour is never deleted.
            List<Entry> entries = Journals.read(data);
            assertEquals(List.of(), Journals.damages(entries));
            assertEquals(5, Journals.intact(entries).size());
            assertEquals(7, Journals.intact(entries).getFirst().seq());
        }
        ChainCheck chain = ChainCheck.of(data, "");
        assertEquals(List.of(), chain.breaches(), "what retention deleted is no breach");
        assertEquals(5, chain.records());
    }

    @Test
    void whatIsDeletedByHandAsIfRetentionHadIsABreach() throws Exception {
        try (Journal journal = open(Duration.ZERO)) {
            writeHours(journal, 0, 8);
            settle(journal, Duration.ofHours(8));
        }
        assertEquals(List.of(), ChainCheck.of(data, "").breaches(), "waves of four hours are gone, as noted");
        JournalFolder folder = new JournalFolder(data);
        Path oldest = folder.files(1, RecordClass.LIFE).getFirst();
        folder.noteDeleted(1, RecordClass.LIFE, oldest);
        Files.delete(oldest);
        assertEquals(List.of(), Journals.damages(Journals.read(data)), "the note beside the queue is believed");
        ChainCheck chain = ChainCheck.of(data, "");
        assertEquals(1, chain.broken(), chain.toString());
        assertTrue(
                chain.breaches().getFirst().text().contains("the chain does not say that it was deleted"),
                chain.toString());
    }

    @Test
    void sealsOfALongRunAreDeletedAfterWhatTheySeal() throws Exception {
        try (Journal journal = open(Duration.ZERO)) {
            writeHours(journal, 0, 6);
            for (int turn = 0; turn < 3; turn++) {
                settle(journal, Duration.ofDays(3).plusHours(6 + turn));
            }
        }
        assertTrue(new JournalFolder(data).chainFiles(1).size() <= 4, "of six hours and the last two");
        ChainCheck chain = ChainCheck.of(data, "");
        assertEquals(List.of(), chain.breaches());
        assertEquals(3, chain.records(), "the newest file of each queue stays");
    }

    @Test
    void keepsTheOldEpochsUntilThisOneCanBeRestartedFrom() throws Exception {
        try (Journal journal = Journals.open(data)) {
            writeHours(journal, 0, 1);
        }
        try (Journal journal = open(Duration.ofDays(30))) {
            Instant at = Journals.START.plus(Duration.ofDays(30));
            journal.append(RecordClass.LIFE, RecordKind.STARTED, "", at, at, new byte[0]);
            journal.force(RecordClass.LIFE);
            settle(journal, Duration.ofDays(30).plusHours(1));
            assertEquals(List.of(1L, 2L), JournalReader.open(data).epochs());
            checkpoint(journal, at.plus(Duration.ofHours(1)));
            settle(journal, Duration.ofDays(30).plusHours(2));
            assertEquals(List.of(2L), JournalReader.open(data).epochs());
        }
    }

    @Test
    void wavesAreKeptForHoursOnly() throws Exception {
        try (Journal journal = open(Duration.ZERO)) {
            writeHours(journal, 0, 8);
            settle(journal, Duration.ofHours(8));
            assertEquals(List.of(8, 8, 4), files());
        }
    }

    @Test
    void deletesTheOldestWavesThenTheOldestDataWhenTheDiskFillsButNeverLife() throws Exception {
        try (Journal journal = open(Duration.ZERO)) {
            writeHours(journal, 0, 6);
            freeShare = 0.15;
            settle(journal, Duration.ofHours(6));
            // What ended less than an hour ago stays.
            assertEquals(List.of(6, 6, 1), files());
            freeShare = 0.08;
            settle(journal, Duration.ofHours(6).plusMinutes(15));
            assertEquals(List.of(6, 1, 1), files());
        }
        assertEquals(List.of(), Journals.damages(Journals.read(data)));
        assertEquals(8, count());
    }

    @Test
    void removesALinkInAnOldEpochAndNothingOfWhatItPointsTo(@TempDir Path elsewhere) throws Exception {
        try (Journal journal = Journals.open(data)) {
            writeHours(journal, 0, 1);
        }
        Path kept = Files.writeString(elsewhere.resolve("not-ours"), "kept");
        Path link = Files.createSymbolicLink(new JournalFolder(data).epoch(1).resolve("other-disk"), elsewhere);
        try (Journal journal = open(Duration.ofHours(70))) {
            writeHours(journal, 70, 4);
            settle(journal, Duration.ofHours(80));
        }
        assertFalse(Files.exists(link, LinkOption.NOFOLLOW_LINKS));
        assertEquals("kept", Files.readString(kept));
    }

    private Journal open(Duration after) throws IOException {
        return JournalDirectory.open(
                data,
                Journals.small(),
                Journals.START.plus(after),
                () -> new DiskSpace.Reading((long) (freeShare * (1L << 40)), 1L << 40));
    }

    /** One record per class and hour, and a checkpoint at first. */
    private static void writeHours(Journal journal, int from, int hours) throws JournalUnavailableException {
        for (int hour = from; hour < from + hours; hour++) {
            Instant at = Journals.START.plus(Duration.ofHours(hour));
            journal.maintain(at);
            checkpoint(journal, at);
            for (RecordClass cls : List.of(RecordClass.DATA, RecordClass.WAVES)) {
                journal.append(cls, RecordKind.RAW_MESSAGE, "s", at, at, Journals.payload(hour));
                journal.force(cls);
            }
        }
    }

    private static void checkpoint(Journal journal, Instant at) throws JournalUnavailableException {
        journal.append(RecordClass.LIFE, RecordKind.CHECKPOINT, "", at, at, new byte[0]);
        journal.force(RecordClass.LIFE);
    }

    private static void settle(Journal journal, Duration after) {
        Instant at = Journals.START.plus(after);
        for (int i = 0; i < 14; i++) {
            at = at.plusSeconds(61);
            journal.maintain(at);
        }
    }

    private List<Integer> files() throws IOException {
        JournalFolder folder = new JournalFolder(data);
        return List.of(
                folder.files(1, RecordClass.LIFE).size(),
                folder.files(1, RecordClass.DATA).size(),
                folder.files(1, RecordClass.WAVES).size());
    }

    private int count() throws IOException {
        List<Entry> entries = Journals.read(data);
        assertTrue(
                Journals.damages(entries).isEmpty(), Journals.damages(entries).toString());
        return Journals.intact(entries).size();
    }
}
