package org.vigie.gateway.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Fault row 42 of the catalogue of degraded networks: a damaged file is found, its loss is counted, the rest is read.
 */
final class JournalDamageTest {
    private static final int RECORDS = 1_500;
    private static final int SEEDS = 12;
    private static final int PAGE = 4_096;
    /** The first 64 KiB of a file are Chronicle's own header and index. */
    private static final int FIRST_RECORD = 66_000;

    @TempDir
    Path data;

    enum Kind {
        FLIPPED_BIT,
        ZEROED_PAGE,
        ZEROED_BYTES,
        GARBAGE,
        TRUNCATED;

        void apply(Path path, Random random) throws IOException {
            try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
                int used = used(path);
                int at = FIRST_RECORD + random.nextInt(used - FIRST_RECORD - PAGE);
                switch (this) {
                    case FLIPPED_BIT -> {
                        file.seek(at);
                        int old = file.read();
                        file.seek(at);
                        file.write(old ^ 1 << random.nextInt(8));
                    }
                    case ZEROED_PAGE -> write(file, at / PAGE * PAGE, new byte[PAGE]);
                    case ZEROED_BYTES -> write(file, at, new byte[1 + random.nextInt(3 * PAGE)]);
                    case GARBAGE -> {
                        byte[] noise = new byte[64 + random.nextInt(PAGE)];
                        random.nextBytes(noise);
                        write(file, at, noise);
                    }
                    case TRUNCATED -> file.setLength(at);
                }
            }
        }

        private static void write(RandomAccessFile file, int at, byte[] bytes) throws IOException {
            file.seek(at);
            file.write(bytes);
        }

        private static int used(Path path) throws IOException {
            byte[] bytes = Files.readAllBytes(path);
            int end = bytes.length;
            while (bytes[end - 1] == 0) {
                end--;
            }
            return end;
        }
    }

    @ParameterizedTest
    @CsvSource({"LIFE", "DATA", "WAVES"})
    void everyKindOfDamageIsFoundAndItsLossCountedPerClass(RecordClass cls) throws Exception {
        write();
        Path file = file(cls);
        byte[] good = Files.readAllBytes(file);
        for (Kind kind : Kind.values()) {
            for (int seed = 0; seed < SEEDS; seed++) {
                Files.write(file, good);
                kind.apply(file, new Random(seed));
                check(cls, kind + " seed " + seed);
            }
        }
    }

    @Test
    void aTornEndAfterACrashIsCountedByWhatTheOtherQueuesKnow() throws Exception {
        write();
        Files.delete(data.resolve("journal/epoch-0000000001/complete"));
        Path file = file(RecordClass.DATA);
        try (RandomAccessFile torn = new RandomAccessFile(file.toFile(), "rw")) {
            torn.setLength(FIRST_RECORD + 100_000);
        }
        List<Entry> entries = Journals.read(data);
        int missing = RECORDS - Journals.intact(entries).size();
        assertTrue(missing > 100);
        List<Entry.Damage> damages = Journals.damages(entries);
        assertEquals(missing, damages.stream().mapToLong(Entry.Damage::lost).sum());
        assertTrue(damages.stream().allMatch(damage -> damage.cls() == RecordClass.DATA));
    }

    @Test
    void anUnreadableQueueDoesNotHideTheOthers() throws Exception {
        write();
        Path file = file(RecordClass.WAVES);
        Files.delete(file);
        Files.createDirectory(file);
        Files.write(data.resolve("journal/epoch-0000000001/life/metadata.cq4t"), new byte[] {1, 2, 3});
        List<Entry> entries = Journals.read(data);
        assertEquals(RECORDS / 3 * 2, Journals.intact(entries).size());
        assertEquals(
                RECORDS / 3,
                Journals.damages(entries).stream().mapToLong(Entry.Damage::lost).sum());
    }

    @Test
    void aWholeQueueThatIsGoneIsReported() throws Exception {
        write();
        Files.delete(file(RecordClass.DATA));
        List<Entry> entries = Journals.read(data);
        assertEquals(
                RECORDS / 3,
                Journals.damages(entries).stream().mapToLong(Entry.Damage::lost).sum());
    }

    @Test
    void damagedEpochsAreNotWrittenTo() throws Exception {
        write();
        Path file = file(RecordClass.LIFE);
        Kind.FLIPPED_BIT.apply(file, new Random(1));
        byte[] damaged = Files.readAllBytes(file);
        try (Journal journal = Journals.open(data)) {
            for (int i = 0; i < 100; i++) {
                Journals.append(journal, RecordClass.LIFE, i);
            }
            journal.force(RecordClass.LIFE);
        }
        assertArrayEquals(damaged, Files.readAllBytes(file));
        List<Entry> entries = Journals.read(data);
        assertEquals(1, Journals.damages(entries).size());
        assertEquals(RECORDS - 1 + 100, Journals.intact(entries).size());
    }

    @Test
    void findsTheCheckpointBehindADamagedPage() throws Exception {
        try (Journal journal = Journals.open(data)) {
            for (int i = 0; i < 500; i++) {
                Journals.append(journal, RecordClass.LIFE, i);
            }
            journal.append(
                    RecordClass.LIFE, RecordKind.CHECKPOINT, "", Journals.START, Journals.START, new byte[] {42});
            journal.force(RecordClass.LIFE);
        }
        Kind.ZEROED_PAGE.apply(file(RecordClass.LIFE), new Random(5));
        assertArrayEquals(
                new byte[] {42},
                JournalReader.open(data)
                        .newest(RecordKind.CHECKPOINT)
                        .orElseThrow()
                        .payload());
    }

    @Test
    void aRecordThatWasNotFinishedWhenTheProcessDiedIsNoDamage() throws Exception {
        write();
        Files.delete(data.resolve("journal/epoch-0000000001/complete"));
        Path file = file(RecordClass.LIFE);
        byte[] bytes = Files.readAllBytes(file);
        int frame = lastFrame(bytes);
        // As seen after kill -9: the payload is there, whole or in part, the document's header is not.
        for (int headerByte : new int[] {0, 0x80}) {
            for (boolean whole : new boolean[] {true, false}) {
                byte[] torn = bytes.clone();
                torn[frame - 4] = 0;
                torn[frame - 3] = 0;
                torn[frame - 2] = 0;
                torn[frame - 1] = (byte) headerByte;
                torn[frame + Frame.HEADER_BYTES + 5] ^= (byte) (whole ? 0 : 1);
                Files.write(file, torn);
                List<Entry> entries = Journals.read(data);
                assertEquals(List.of(), Journals.damages(entries));
                assertEquals(RECORDS - 1, Journals.intact(entries).size());
            }
        }
    }

    private static int lastFrame(byte[] bytes) {
        int at = bytes.length - Frame.HEADER_BYTES;
        while (Frame.header(bytes, at).isEmpty()) {
            at--;
        }
        return at;
    }

    private void check(RecordClass hit, String what) throws IOException {
        List<Entry> entries = Journals.read(data);
        BitSet seen = new BitSet();
        for (JournalRecord entry : Journals.intact(entries)) {
            assertArrayEquals(Journals.payload((int) entry.seq()), entry.payload(), what);
            assertTrue(!seen.get((int) entry.seq()), what);
            seen.set((int) entry.seq());
        }
        List<Entry.Damage> damages = Journals.damages(entries);
        int missing = RECORDS - seen.cardinality();
        assertTrue(!damages.isEmpty(), what + ": nothing was reported");
        assertTrue(damages.stream().allMatch(damage -> damage.cls() == hit), what + ": " + damages);
        assertEquals(missing, damages.stream().mapToLong(Entry.Damage::lost).sum(), what + ": " + damages);
        assertTrue(missing < RECORDS / 3, what + ": the rest of the queue was not read");
    }

    private void write() throws Exception {
        try (Journal journal = Journals.open(data)) {
            for (int i = 1; i <= RECORDS; i++) {
                Journals.append(journal, Journals.classOf(i), i);
            }
        }
    }

    private Path file(RecordClass cls) throws IOException {
        try (Stream<Path> list =
                Files.list(data.resolve("journal/epoch-0000000001").resolve(cls.folder()))) {
            return list.filter(path -> path.toString().endsWith(".cq4"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
