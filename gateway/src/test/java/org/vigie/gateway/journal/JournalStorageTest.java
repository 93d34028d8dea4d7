package org.vigie.gateway.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.model.limits.Limits;
import org.vigie.model.ward.StorageLevel;

/** Fault rows 40 and 41: a disk that fills or fails, without one. */
final class JournalStorageTest {
    private static final long TOTAL = 1L << 30;

    @TempDir
    Path data;

    private final Limits.Journal limits = Journals.small();
    private final EngineTime time = new EngineTime(Journals.START);
    private final List<BreakableQueue> queues = new ArrayList<>();
    private double freeShare = 0.9;
    private boolean opensFail;
    private EpochJournal journal;

    @BeforeEach
    void open() throws IOException {
        journal = EpochJournal.open(data, new EpochJournal.Parts(limits, this::disk, this::queue, time));
    }

    @AfterEach
    void close() {
        journal.close();
    }

    private DiskSpace.Reading disk() {
        return new DiskSpace.Reading((long) (TOTAL * freeShare), TOTAL);
    }

    private RecordQueue queue(Path folder) throws IOException {
        if (opensFail) {
            throw new IOException("Read-only file system");
        }
        BreakableQueue queue = new BreakableQueue(ChronicleRecordQueue.open(folder, limits, time));
        queues.add(queue);
        return queue;
    }

    private static final class BreakableQueue implements RecordQueue {
        private final RecordQueue inner;
        private boolean appendFails;
        private boolean forceFails;

        BreakableQueue(RecordQueue inner) {
            this.inner = inner;
        }

        @Override
        public void append(byte[] frame, int length) throws IOException {
            if (appendFails) {
                throw new IOException("a fault occurred in an unsafe memory access operation");
            }
            inner.append(frame, length);
        }

        @Override
        public void force() throws IOException {
            if (forceFails) {
                throw new IOException("Input/output error");
            }
            inner.force();
        }

        @Override
        public void close() {
            inner.close();
        }
    }

    @Test
    void shedsWavesThenDataAndNeverLife() throws Exception {
        for (StorageLevel level :
                List.of(StorageLevel.OK, StorageLevel.WAVES_SHED, StorageLevel.DATA_SHED, StorageLevel.LIFE_ONLY)) {
            freeShare = switch (level) {
                case OK -> 0.21;
                case WAVES_SHED -> 0.19;
                case DATA_SHED -> 0.09;
                case LIFE_ONLY, FAILED -> 0.019;
            };
            later(1_000);
            assertEquals(level, journal.health().level());
            assertTrue(append(RecordClass.LIFE) > 0);
            assertEquals(level != StorageLevel.LIFE_ONLY, append(RecordClass.DATA) != Journal.SHED);
            assertEquals(level == StorageLevel.OK, append(RecordClass.WAVES) != Journal.SHED);
        }
        assertEquals(3, journal.health().shedWaves());
        assertEquals(1, journal.health().shedData());
        journal.close();
        List<Entry> entries = Journals.read(data);
        assertEquals(List.of(), Journals.damages(entries), "what was shed leaves no hole in the numbers");
        assertEquals(8, Journals.intact(entries).size());
    }

    @Test
    void comesBackOnlyWellAboveTheMark() throws Exception {
        freeShare = 0.19;
        later(1_000);
        freeShare = 0.22;
        later(1_000);
        assertEquals(StorageLevel.WAVES_SHED, journal.health().level());
        freeShare = 0.25;
        later(1_000);
        assertEquals(StorageLevel.OK, journal.health().level());
        assertTrue(append(RecordClass.WAVES) > 0);
    }

    @Test
    void looksAtTheDiskOnceASecond() {
        freeShare = 0.05;
        later(900);
        assertEquals(StorageLevel.OK, journal.health().level());
        later(100);
        assertEquals(StorageLevel.DATA_SHED, journal.health().level());
    }

    @Test
    void givesTheBallastToAlarmsAndRefusesOnlyWhenThatIsGone() throws Exception {
        Path ballast = data.resolve("journal/ballast");
        assertTrue(Files.size(ballast) > 0);
        freeShare = 0.0001;
        later(1_000);
        assertTrue(Files.exists(ballast));
        JournalUnavailableException refused =
                assertThrows(JournalUnavailableException.class, () -> append(RecordClass.LIFE));
        assertTrue(String.valueOf(refused.getMessage()).contains("the disk is full"));
        assertFalse(Files.exists(ballast), "the last room belongs to alarms");
        assertEquals(StorageLevel.FAILED, journal.health().level());
        assertEquals(1, journal.health().failed());
        freeShare = 0.001;
        later(1_000);
        assertTrue(append(RecordClass.LIFE) > 0);
        assertEquals(StorageLevel.LIFE_ONLY, health().level());
        freeShare = 0.5;
        later(1_000);
        assertEquals(StorageLevel.OK, journal.health().level());
        assertTrue(Files.exists(ballast));
    }

    @Test
    void anAlarmSurvivesAQueueThatBreaksUnderIt() throws Exception {
        append(RecordClass.LIFE);
        append(RecordClass.DATA);
        queues.get(0).appendFails = true;
        later(6_000);
        assertEquals(1, append(RecordClass.LIFE), "first record of a new epoch");
        assertEquals(2, journal.epoch());
        journal.force(RecordClass.LIFE);
        journal.force(RecordClass.DATA);
        journal.close();
        assertEquals(3, Journals.intact(Journals.read(data)).size());
    }

    @Test
    void otherRecordsAreRefusedWhenTheirQueueBreaksAndWrittenAfterwards() throws Exception {
        queues.get(1).appendFails = true;
        later(6_000);
        assertThrows(JournalUnavailableException.class, () -> append(RecordClass.DATA));
        assertEquals(StorageLevel.FAILED, journal.health().level());
        assertEquals(1, append(RecordClass.DATA));
        assertEquals(2, journal.epoch());
        assertEquals(StorageLevel.OK, health().level());
    }

    @Test
    void aFailedForceIsNeverRepeatedAsIfItHadWorked() throws Exception {
        append(RecordClass.LIFE);
        queues.get(0).forceFails = true;
        assertThrows(JournalUnavailableException.class, () -> journal.force(RecordClass.LIFE));
        queues.get(0).forceFails = false;
        later(6_000);
        assertEquals(1, append(RecordClass.LIFE));
        assertEquals(2, journal.epoch());
        journal.force(RecordClass.LIFE);
    }

    @Test
    void whatAnotherClassLostInTheSameAccidentIsRefusedToo() throws Exception {
        append(RecordClass.DATA);
        append(RecordClass.LIFE);
        queues.get(0).forceFails = true;
        queues.get(1).forceFails = true;
        assertThrows(JournalUnavailableException.class, () -> journal.force(RecordClass.LIFE));
        assertThrows(JournalUnavailableException.class, () -> journal.force(RecordClass.DATA));
        later(6_000);
        append(RecordClass.DATA);
        journal.force(RecordClass.DATA);
    }

    @Test
    void aForceThatFailsInTheBackgroundRefusesTheNextWaitingCaller() throws Exception {
        append(RecordClass.DATA);
        queues.get(1).forceFails = true;
        later(300);
        later(6_000);
        append(RecordClass.DATA);
        assertThrows(JournalUnavailableException.class, () -> journal.force(RecordClass.DATA));
        journal.force(RecordClass.DATA);
    }

    @Test
    void aDiskThatStaysBrokenIsTriedEveryFiveSecondsAndFillsNoFolders() throws Exception {
        queues.get(0).appendFails = true;
        opensFail = true;
        later(6_000);
        for (int i = 0; i < 100; i++) {
            assertThrows(JournalUnavailableException.class, () -> append(RecordClass.LIFE));
            later(200);
        }
        assertEquals(StorageLevel.FAILED, journal.health().level());
        assertTrue(epochs() <= 6, epochs() + " folders after 20 s");
        opensFail = false;
        later(5_000);
        assertEquals(StorageLevel.OK, journal.health().level());
        assertEquals(1, append(RecordClass.LIFE));
    }

    @Test
    void startsWithoutAJournalOnAFullDiskAndBeginsOneWhenThereIsRoom() throws Exception {
        journal.close();
        freeShare = 0;
        open();
        assertEquals(StorageLevel.FAILED, journal.health().level());
        assertThrows(JournalUnavailableException.class, () -> append(RecordClass.LIFE));
        freeShare = 0.5;
        later(5_000);
        assertEquals(StorageLevel.OK, journal.health().level());
        assertEquals(1, append(RecordClass.LIFE));
        journal.force(RecordClass.LIFE);
    }

    @Test
    void forcesWhatNobodyWaitsForInTime() throws Exception {
        append(RecordClass.DATA);
        append(RecordClass.WAVES);
        long before = journal.health().forces();
        later(200);
        assertEquals(before, journal.health().forces());
        later(50);
        assertEquals(before + 1, journal.health().forces());
        later(1_750);
        assertEquals(before + 2, journal.health().forces());
        later(10_000);
        assertEquals(before + 2, journal.health().forces(), "nothing is forced when nothing was written");
    }

    private JournalHealth health() {
        journal.maintain(time.now());
        return journal.health();
    }

    private long append(RecordClass cls) throws JournalUnavailableException {
        Instant now = time.now();
        return journal.append(cls, RecordKind.RAW_MESSAGE, "hl7/10.0.0.1", now, now, Journals.payload(1));
    }

    private void later(long millis) {
        journal.maintain(time.now().plus(Duration.ofMillis(millis)));
    }

    private long epochs() throws IOException {
        try (Stream<Path> list = Files.list(data.resolve("journal"))) {
            return list.filter(Files::isDirectory).count();
        }
    }
}
