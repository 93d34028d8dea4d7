package org.vigie.gateway.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.model.limits.Limits;

class JournalBackupTest {
    private static final List<RecordClass> CLASSES = List.of(RecordClass.LIFE, RecordClass.DATA, RecordClass.WAVES);
    private static final JournalBackup.Brake FREE = bytes -> {};

    @TempDir
    private Path data = Path.of("unset");

    @TempDir
    private Path stick = Path.of("unset");

    private Instant now = Instant.parse("2026-03-01T10:58:00Z");
    private int number;

    private Journal open() throws IOException {
        return JournalDirectory.open(data, Limits.DEFAULT.journal(), now);
    }

    private void write(Journal journal, int records) {
        for (int i = 0; i < records; i++) {
            number++;
            now = now.plus(Duration.ofSeconds(1));
            RecordClass cls = CLASSES.get(number % 3);
            byte[] text = ("record " + number + " " + "x".repeat(number % 300)).getBytes(StandardCharsets.UTF_8);
            try {
                journal.append(cls, RecordKind.RAW_MESSAGE, "hl7/a", now, now, text);
            } catch (JournalUnavailableException broken) {
                throw new AssertionError(broken);
            }
        }
    }

    private static List<JournalRecord> records(Path folder) throws IOException {
        List<JournalRecord> found = new ArrayList<>();
        try (JournalEntries entries = JournalReader.open(folder).all()) {
            while (entries.hasNext()) {
                Entry entry = entries.next();
                assertTrue(entry instanceof Entry.Intact, entry.toString());
                found.add(((Entry.Intact) entry).entry());
            }
        }
        return found;
    }

    private static List<String> texts(List<JournalRecord> records) {
        return records.stream()
                .map(record -> record.seq() + new String(record.payload(), StandardCharsets.UTF_8))
                .toList();
    }

    private JournalBackup.Result copy(boolean waves, JournalBackup.Brake brake) throws Exception {
        return new JournalBackup(data, stick, waves, brake).run();
    }

    @Test
    void aStoppedJournalIsCopiedOnceAndIsComplete() throws Exception {
        try (Journal journal = open()) {
            write(journal, 600);
        }
        JournalBackup.Result first = copy(true, FREE);
        assertTrue(first.files() >= 6, first.toString());
        assertEquals(texts(records(data)), texts(records(stick)));
        assertEquals(
                JournalReader.open(data).identity(), JournalReader.open(stick).identity());
        assertTrue(JournalReader.open(stick).summary(1).complete());
        JournalBackup.Result second = copy(true, FREE);
        assertEquals(0, second.files());
        assertEquals(first.files(), second.present());
    }

    /**
     * Minutes of trends end in doubles, and curves in a flat line: a queue file that is not full is zeros behind them.
     */
    @Test
    void aLastRecordThatEndsInZerosIsCopiedWhole() throws Exception {
        try (Journal journal = open()) {
            write(journal, 30);
            for (RecordClass cls : CLASSES) {
                byte[] flat = new byte[cls == RecordClass.WAVES ? 600_000 : 9];
                flat[0] = 1;
                journal.append(cls, RecordKind.RAW_MESSAGE, "hl7/a", now, now, flat);
            }
        }
        copy(true, FREE);
        assertEquals(33, records(stick).size());
        assertEquals(texts(records(data)), texts(records(stick)));
        assertEquals(List.of(), ChainCheck.of(stick, "").breaches());
        assertEquals(0, copy(true, FREE).files());
    }

    @Test
    void whileTheGatewayWritesTheCopyEndsAtOneRecordWithoutAHole() throws Exception {
        try (Journal journal = open()) {
            write(journal, 300);
            copy(true, bytes -> write(journal, 50));
            List<String> copied = texts(records(stick));
            assertEquals(300, copied.size(), "what was there at the begin, nothing behind it");
            assertEquals(texts(records(data)).subList(0, 300), copied);
            assertFalse(JournalReader.open(stick).summary(1).complete());
            long there = number;
            copy(true, FREE);
            assertEquals(there, records(stick).size());
        }
        copy(true, FREE);
        assertTrue(JournalReader.open(stick).summary(1).complete());
        assertEquals(texts(records(data)), texts(records(stick)));
    }

    @Test
    void theChainOfACopyVerifiesAlsoOfARunThatGoesOn() throws Exception {
        try (Journal journal = open()) {
            write(journal, 300);
            journal.maintain(now);
            copy(true, bytes -> {
                write(journal, 50);
                journal.maintain(now);
            });
            ChainCheck running = ChainCheck.of(stick, "");
            assertEquals(List.of(), running.breaches());
            assertEquals(300, running.records() + running.unsealed());
            assertTrue(running.records() > 0, running.toString());
        }
        copy(true, FREE);
        assertEquals(List.of(), ChainCheck.of(stick, "").breaches());
        assertEquals(0, ChainCheck.of(stick, "").unsealed());
        new Tampering(stick).exchange(1, RecordClass.LIFE, 5);
        assertEquals(1, ChainCheck.of(stick, "").broken());
    }

    @Test
    void aCopyWithoutWavesSaysSoAndIsNoBreach() throws Exception {
        try (Journal journal = open()) {
            write(journal, 300);
        }
        copy(false, FREE);
        ChainCheck chain = ChainCheck.of(stick, "");
        assertEquals(List.of(), chain.breaches());
        assertEquals(List.of("waves of epoch 1 was left out of this copy"), chain.notes());
        assertEquals(200, chain.records());
    }

    @Test
    void anInterruptedCopyGoesOnAndNoHalfFileHasAName() throws Exception {
        try (Journal journal = open()) {
            write(journal, 600);
        }
        int[] pieces = {0};
        assertThrows(
                InterruptedException.class,
                () -> copy(true, bytes -> {
                    if (++pieces[0] == 3) {
                        throw new InterruptedException();
                    }
                }));
        try (Stream<Path> all = Files.walk(stick)) {
            assertTrue(all.anyMatch(path -> path.toString().endsWith(".part")));
        }
        JournalBackup.Result rest = copy(true, FREE);
        assertTrue(rest.present() > 0, rest.toString());
        assertEquals(texts(records(data)), texts(records(stick)));
    }

    @Test
    void withoutWavesTheCopyIsIntactAndSmaller() throws Exception {
        try (Journal journal = open()) {
            write(journal, 300);
        }
        copy(false, FREE);
        List<JournalRecord> copied = records(stick);
        assertEquals(200, copied.size());
        assertTrue(copied.stream().noneMatch(record -> record.cls() == RecordClass.WAVES));
        copy(true, FREE);
        assertEquals(300, records(stick).size());
    }

    @Test
    void theCopyOfAnotherJournalIsNotTouched() throws Exception {
        try (Journal journal = open()) {
            write(journal, 10);
        }
        copy(true, FREE);
        Files.writeString(stick.resolve("journal/identity"), "00000000-0000-0000-0000-000000000001\n");
        IOException refused = assertThrows(IOException.class, () -> copy(true, FREE));
        assertTrue(refused.toString().contains("copy of another journal"), refused.toString());
        IOException itself = assertThrows(IOException.class, () -> new JournalBackup(data, data, true, FREE).run());
        assertTrue(itself.toString().contains("is the journal itself"), itself.toString());
    }

    @Test
    void theCopyGoesOnAfterABoxWasForgotten() throws Exception {
        Path store = OtherBoxes.folder(data).resolve("box-1");
        try (Journal journal = open();
                Journal box = JournalDirectory.open(store, Limits.DEFAULT.journal(), now)) {
            write(journal, 3);
            write(box, 30);
        }
        assertTrue(JournalBackup.all(data, stick, true, FREE).files() > 0);
        Path aside = OtherBoxes.forget(data, "box-1");
        List<String> old = texts(records(aside));
        try (Journal box = JournalDirectory.open(store, Limits.DEFAULT.journal(), now)) {
            write(box, 9);
        }
        assertTrue(JournalBackup.all(data, stick, true, FREE).present() > 0, "not all over again");
        assertEquals(old, texts(records(OtherBoxes.folder(stick).resolve("box-1.replaced-1"))));
        assertEquals(
                texts(records(store)), texts(records(OtherBoxes.folder(stick).resolve("box-1"))));
    }
}
