package org.vigie.gateway.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalTest {
    @TempDir
    Path data;

    @Test
    void readsBackWhatWasWrittenInOrderOverAllClasses() throws Exception {
        try (Journal journal = Journals.open(data)) {
            assertEquals(1, journal.epoch());
            for (int i = 1; i <= 300; i++) {
                assertEquals(i, Journals.append(journal, Journals.classOf(i), i));
            }
            for (RecordClass cls : RecordClass.values()) {
                journal.force(cls);
            }
        }
        List<Entry> entries = Journals.read(data);
        assertEquals(List.of(), Journals.damages(entries));
        List<JournalRecord> records = Journals.intact(entries);
        assertEquals(300, records.size());
        for (int i = 1; i <= 300; i++) {
            JournalRecord entry = records.get(i - 1);
            assertEquals(i, entry.seq());
            assertEquals(Journals.classOf(i), entry.cls());
            assertEquals("hl7/10.0.0.1", entry.source());
            assertEquals(Journals.START.plusMillis(i), entry.at());
            assertEquals(Journals.START.plusMillis(i).plusSeconds(3600), entry.wall());
            assertArrayEquals(Journals.payload(i), entry.payload());
        }
    }

    @Test
    void writesTheLongestAllowedRecordAndRefusesALongerOne() throws Exception {
        byte[] longest = new byte[Journals.LIMITS.recordBytes()];
        longest[longest.length - 1] = 7;
        try (Journal journal = JournalDirectory.open(data, Journals.LIMITS, Journals.START, Journals.ROOMY)) {
            for (int i = 0; i < 12; i++) {
                journal.append(RecordClass.DATA, RecordKind.RAW_MESSAGE, "s", Journals.START, Journals.START, longest);
            }
            journal.force(RecordClass.DATA);
            assertThrows(
                    IllegalArgumentException.class,
                    () -> journal.append(
                            RecordClass.DATA,
                            RecordKind.RAW_MESSAGE,
                            "s",
                            Journals.START,
                            Journals.START,
                            new byte[longest.length + 1]));
        }
        List<JournalRecord> records = Journals.intact(Journals.read(data));
        assertEquals(12, records.size());
        assertArrayEquals(longest, records.get(11).payload());
    }

    @Test
    void beginsANewEpochAtEveryStartAndKeepsTheOldOnes() throws Exception {
        for (int start = 1; start <= 3; start++) {
            try (Journal journal = Journals.open(data)) {
                assertEquals(start, journal.epoch());
                assertEquals(1, Journals.append(journal, RecordClass.LIFE, start));
                journal.force(RecordClass.LIFE);
            }
        }
        List<JournalRecord> records = Journals.intact(Journals.read(data));
        assertEquals(
                List.of(1L, 2L, 3L), records.stream().map(JournalRecord::epoch).toList());
        assertEquals(List.of(1L, 2L, 3L), JournalReader.open(data).epochs());
    }

    @Test
    void countsTheEpochUpEvenWhenTheCounterIsDamaged() throws Exception {
        Journals.open(data).close();
        Journals.open(data).close();
        Files.write(data.resolve("journal/epoch"), new byte[] {(byte) 0xff, 0, 13});
        try (Journal journal = Journals.open(data)) {
            assertEquals(3, journal.epoch());
        }
    }

    @Test
    void writesANewFileEveryHourOfEngineTimeAndReadsAllOfThem() throws Exception {
        try (Journal journal = Journals.open(data)) {
            for (int hour = 0; hour < 5; hour++) {
                Instant at = Journals.START.plus(Duration.ofHours(hour));
                // The wall clock runs backwards meanwhile; the files do not care.
                Instant wall = Journals.START.minus(Duration.ofHours(hour));
                for (RecordClass cls : RecordClass.values()) {
                    journal.append(cls, RecordKind.RAW_MESSAGE, "s", at, wall, Journals.payload(hour));
                    journal.force(cls);
                }
            }
        }
        assertEquals(5, files(RecordClass.LIFE).size());
        List<Entry> entries = Journals.read(data);
        assertEquals(15, Journals.intact(entries).size());
        assertEquals(List.of(), Journals.damages(entries));
    }

    @Test
    void refusesASecondGatewayOnTheSameFolderAndSaysWhatToDo() throws Exception {
        try (Journal first = Journals.open(data)) {
            IOException refused = assertThrows(IOException.class, () -> Journals.open(data));
            String message = String.valueOf(refused.getMessage());
            assertTrue(message.contains(data.resolve("journal/lock").toString()), message);
            assertTrue(message.contains("process " + ProcessHandle.current().pid()), message);
            assertEquals(1, first.epoch());
        }
        Journals.open(data).close();
    }

    @Test
    void findsTheNewestCheckpointAndWhatFollowsIt() throws Exception {
        try (Journal journal = Journals.open(data)) {
            for (int i = 1; i <= 20_000; i++) {
                Instant at = Journals.START.plus(Duration.ofSeconds(i));
                boolean checkpoint = i % 1_000 == 0;
                journal.append(
                        checkpoint ? RecordClass.LIFE : RecordClass.DATA,
                        checkpoint ? RecordKind.CHECKPOINT : RecordKind.RAW_MESSAGE,
                        "s",
                        at,
                        at,
                        checkpoint ? ("checkpoint " + i).getBytes(StandardCharsets.UTF_8) : Journals.payload(i));
                if (i % 500 == 0) {
                    journal.maintain(at);
                }
            }
        }
        // Another start that wrote no checkpoint.
        try (Journal journal = Journals.open(data)) {
            Journals.append(journal, RecordClass.LIFE, 1);
        }
        JournalReader reader = JournalReader.open(data);
        JournalRecord newest = reader.newest(RecordKind.CHECKPOINT).orElseThrow();
        assertEquals("checkpoint 20000", new String(newest.payload(), StandardCharsets.UTF_8));
        assertEquals(Optional.empty(), reader.newest(RecordKind.STOPPED));
        for (long after : new long[] {1, 999, 1_000, 3_333, 19_998, 20_000}) {
            try (JournalEntries entries = reader.after(1, after)) {
                for (long seq = after + 1; seq <= 20_000; seq++) {
                    Entry entry = entries.next();
                    assertTrue(
                            entry instanceof Entry.Intact whole && whole.entry().seq() == seq, entry.toString());
                }
                assertTrue(entries.next() instanceof Entry.Intact last
                        && last.entry().epoch() == 2);
                assertTrue(!entries.hasNext());
            }
        }
    }

    @Test
    void canBeReadWhileItIsWritten() throws Exception {
        try (Journal journal = Journals.open(data)) {
            int read = 0;
            for (int i = 1; i <= 2_000; i++) {
                Journals.append(journal, Journals.classOf(i), i);
                if (i % 250 == 0) {
                    List<Entry> entries = Journals.read(data);
                    assertEquals(List.of(), Journals.damages(entries));
                    assertEquals(i, Journals.intact(entries).size());
                    read++;
                }
            }
            assertEquals(8, read);
        }
    }

    @Test
    void seesNoHoleWhileTheWriterRunsAhead() throws Exception {
        try (Journal journal = Journals.open(data)) {
            Journals.append(journal, RecordClass.LIFE, 1);
            try (JournalEntries entries = JournalReader.open(data).all()) {
                assertTrue(entries.hasNext());
                // The reader has looked at all three queues by now; two of them were empty.
                Journals.append(journal, RecordClass.DATA, 2);
                Journals.append(journal, RecordClass.WAVES, 3);
                Journals.append(journal, RecordClass.LIFE, 4);
                for (int i = 1; i <= 4; i++) {
                    assertTrue(entries.next() instanceof Entry.Intact whole
                            && whole.entry().seq() == i);
                }
                assertTrue(!entries.hasNext());
            }
        }
    }

    @Test
    void isEmptyWithoutAFolder() throws Exception {
        assertEquals(List.of(), Journals.read(data.resolve("nothing")));
    }

    private List<Path> files(RecordClass cls) throws IOException {
        try (Stream<Path> list =
                Files.list(data.resolve("journal/epoch-0000000001").resolve(cls.folder()))) {
            return list.filter(path -> path.toString().endsWith(".cq4")).toList();
        }
    }
}
