package org.vigie.gateway.roles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.gateway.fanout.WardViews;
import org.vigie.gateway.history.RemoteExplanation;
import org.vigie.gateway.journal.DiskSpace;
import org.vigie.gateway.journal.JournalDirectory;
import org.vigie.gateway.journal.JournalEntries;
import org.vigie.gateway.journal.JournalReader;
import org.vigie.gateway.journal.RecordKind;
import org.vigie.gateway.link.Entry;
import org.vigie.gateway.link.EntryCodec;
import org.vigie.gateway.link.HubEffect;
import org.vigie.gateway.link.HubEvent;
import org.vigie.gateway.link.HubReceiver;
import org.vigie.gateway.link.Intake;
import org.vigie.gateway.link.Lane;
import org.vigie.gateway.link.Packet;
import org.vigie.gateway.link.PacketCodec.Sealed;
import org.vigie.gateway.testing.Await;
import org.vigie.gateway.testing.MemoryJournal;
import org.vigie.model.limits.Limits;
import org.vigie.model.limits.LinkLimits;

/** The store of a hub and the receiver before it, with an edge that answers every question at once. */
class HubStoreTest {
    private static final long EPOCH = 1;
    private static final String EDGE = "box-1";

    @TempDir
    private Path folder = Path.of("unset");

    private final AtomicLong nowMs = new AtomicLong(1_000_000);
    private final AtomicLong free = new AtomicLong(90);
    private final Map<Lane, Long> last = new EnumMap<>(Map.of(Lane.LIFE, 0L, Lane.DATA, 0L));
    private final List<Packet.Ask> asked = new ArrayList<>();
    private final MemoryJournal memory = new MemoryJournal();
    private long edgeKeepsFrom = 1;
    private HubDisk disk = HubDisk.none();
    private HubReceiver receiver = HubReceiver.ofThePresent(EDGE, LinkLimits.DEFAULT);

    private WardViews.Moment moment() {
        Instant now = Instant.ofEpochMilli(nowMs.get());
        return new WardViews.Moment(1, "live", now, now, Duration.ZERO, ZoneOffset.UTC);
    }

    private HubDisk onDisk() {
        DiskSpace space = () -> new DiskSpace.Reading(free.get() << 32, 100L << 32);
        return disk(path -> JournalDirectory.open(path, Limits.Journal.OF_ANOTHER_BOX, moment().now(), space));
    }

    private HubDisk disk(EdgeStore.Opener opener) {
        RemotePast past = new RemotePast(folder, List.of(EDGE), this::moment);
        HubStore.Parts parts = new HubStore.Parts(folder, opener, this::moment, LinkLimits.DEFAULT, past);
        HubMemory memory = new HubMemory(folder, LinkLimits.DEFAULT);
        return new HubDisk(memory, new HubStore(List.of(EDGE), parts).start(), past);
    }

    @BeforeEach
    void open() {
        disk = onDisk();
    }

    private void begin() {
        receiver = disk.receiver(EDGE);
        on(new HubEvent.Tick());
    }

    @AfterEach
    void stop() {
        memory.release();
        disk.close();
    }

    private void on(HubEvent event) {
        disk.due(EDGE, nowMs.get()).forEach(this::step);
        step(event);
    }

    private void step(HubEvent event) {
        Deque<Packet.Ask> asks = new ArrayDeque<>();
        for (HubEffect effect : receiver.on(event, nowMs.get())) {
            if (effect instanceof HubEffect.Store store) {
                disk.store(EDGE, store.entry());
            } else if (effect instanceof HubEffect.Lost lost) {
                disk.lost(EDGE, lost);
            } else if (effect instanceof HubEffect.Send send && send.packet().packet() instanceof Packet.Ask ask) {
                asks.add(ask);
            }
        }
        asked.addAll(asks);
        asks.forEach(ask -> came(answer(ask)));
    }

    private void came(Packet.Up packet) {
        on(new HubEvent.Came(new Sealed(EDGE, EPOCH, 7, packet)));
    }

    private Packet.Fill answer(Packet.Ask ask) {
        List<Entry> entries = new ArrayList<>();
        for (long seq = Math.max(ask.from(), edgeKeepsFrom); seq <= ask.to(); seq++) {
            entries.add(entry(ask.lane(), seq));
        }
        return new Packet.Fill(
                ask.request(), ask.epoch(), ask.lane(), ask.from(), ask.to(), entries, -1, Packet.Loss.RETENTION);
    }

    private static Entry entry(Lane lane, long seq) {
        byte[] payload = ("OBX|" + lane + "|" + seq + "|HR 72").repeat(20).getBytes(StandardCharsets.UTF_8);
        return new Entry(EPOCH, lane, seq, 1, "hl7:10.0.0.1", seq * 1_000_000, seq * 1_000_000, payload);
    }

    /** The edge has so many records, and says so. */
    private void edgeHas(long life, long data) {
        last.put(Lane.LIFE, life);
        last.put(Lane.DATA, data);
        beat();
    }

    private void beat() {
        nowMs.addAndGet(1_000);
        last.forEach((lane, seq) ->
                came(new Packet.Beat(lane, 1, seq, seq, 0, 1, nowMs.get(), nowMs.get(), nowMs.get(), 0, false)));
    }

    private void restart() {
        disk.close();
        disk = onDisk();
        asked.clear();
        begin();
    }

    /** How often each place is on the disk. */
    private Map<String, Integer> stored() throws IOException {
        Map<String, Integer> places = new HashMap<>();
        try (JournalEntries entries = JournalReader.open(folder.resolve(EDGE)).all()) {
            while (entries.hasNext()) {
                if (entries.next() instanceof org.vigie.gateway.journal.Entry.Intact intact
                        && intact.entry().kind() == RecordKind.REMOTE) {
                    Entry entry = EntryCodec.readEntry(intact.entry().payload()).orElseThrow();
                    assertEquals(entry(entry.lane(), entry.seq()).toString(), entry.toString());
                    places.merge(entry.lane() + "/" + entry.seq(), 1, Integer::sum);
                }
            }
        }
        return places;
    }

    @Test
    void whatIsStoredIsNeitherAskedForNorStoredAgainAfterARestartWithoutACheckpoint() throws IOException {
        begin();
        edgeHas(700, 900);
        beat();
        came(new Packet.Live(List.of(entry(Lane.LIFE, 702))));
        assertEquals(700 + 900, count(Lane.LIFE, asked) + count(Lane.DATA, asked));
        restart();
        edgeHas(700, 900);
        beat();
        assertEquals(List.of(), asked, "all of it is here");
        edgeHas(703, 910);
        beat();
        assertEquals(List.of("LIFE 701-701", "LIFE 703-703", "DATA 901-910"), words(asked));
        disk.close();
        Map<String, Integer> places = stored();
        assertEquals(703 + 910, places.size());
        assertTrue(places.values().stream().allMatch(times -> times == 1), "each once");
    }

    private static long count(Lane lane, List<Packet.Ask> asks) {
        return asks.stream()
                .filter(ask -> ask.lane() == lane)
                .mapToLong(ask -> ask.to() - ask.from() + 1)
                .sum();
    }

    private static List<String> words(List<Packet.Ask> asks) {
        return asks.stream()
                .map(ask -> ask.lane() + " " + ask.from() + "-" + ask.to())
                .toList();
    }

    @Test
    void aCheckpointCountsWhatCameBeforeItAndWhatIsLostForGoodIsWrittenOnceWithItsCause() throws IOException {
        begin();
        edgeKeepsFrom = 41;
        edgeHas(100, 100);
        beat();
        disk.note(List.of(new EdgeBeds(EDGE)), Map.of(EDGE, receiver), nowMs.get());
        edgeHas(120, 100);
        beat();
        restart();
        edgeHas(120, 100);
        beat();
        assertEquals(List.of(), asked);
        disk.close();
        List<HubEffect.Lost> lost = new ArrayList<>();
        try (JournalEntries entries = JournalReader.open(folder.resolve(EDGE)).all()) {
            while (entries.hasNext()) {
                if (entries.next() instanceof org.vigie.gateway.journal.Entry.Intact intact
                        && intact.entry().kind() == RecordKind.REMOTE_LOST) {
                    lost.add(EntryCodec.readLost(intact.entry().payload()).orElseThrow());
                }
            }
        }
        assertEquals(
                List.of(
                        new HubEffect.Lost(EPOCH, Lane.LIFE, 1, 40, Packet.Loss.RETENTION),
                        new HubEffect.Lost(EPOCH, Lane.DATA, 1, 40, Packet.Loss.RETENTION)),
                lost);
        assertEquals(40, lost.getFirst().count());
    }

    @Test
    void whenTheDiskIsShortMessagesOfOthersAreNotAskedForAndAlarmsAre() {
        free.set(24);
        disk.close();
        disk = onDisk();
        begin();
        edgeHas(10, 10);
        beat();
        assertEquals(List.of("LIFE 1-10"), words(asked));
        assertTrue(
                disk.problem().orElse("").contains("the disk is short"),
                disk.problem().orElse("none"));
        assertEquals(10, receiver.status(nowMs.get()).missing(), "known to be missing, and at the edge");
        free.set(60);
        Await.until("there is room", () -> {
            nowMs.addAndGet(200);
            on(new HubEvent.Tick());
            beat();
            return asked.size() == 2;
        });
        assertEquals("DATA 1-10", words(asked).getLast());
        assertEquals(0, receiver.status(nowMs.get()).missing());
    }

    @Test
    void whatTheDiskDidNotTakeIsAskedForAgainAndNoCheckpointHidesIt() {
        disk.close();
        disk = disk(path -> memory);
        memory.fail(true);
        begin();
        edgeHas(5, 0);
        disk.note(List.of(new EdgeBeds(EDGE)), Map.of(EDGE, receiver), nowMs.get());
        Await.until("all of it is missing again", () -> {
            nowMs.addAndGet(200);
            on(new HubEvent.Tick());
            return disk.problem().orElse("").contains("does not take records of box-1: the test says so")
                    && receiver.status(nowMs.get()).missing() == 5;
        });
        assertEquals(List.of(), memory.records(RecordKind.CHECKPOINT));
        memory.fail(false);
        asked.clear();
        nowMs.addAndGet(6_000);
        beat();
        assertEquals(List.of("LIFE 1-5"), words(asked));
    }

    /** A step of an alarm as its box wrote it down, in words that this version does not know. */
    private static Entry ofAnotherVersion(long seq) {
        byte[] payload = "{\"what\":\"transition\",\"priority\":\"urgent\"}".getBytes(StandardCharsets.UTF_8);
        return new Entry(
                EPOCH, Lane.LIFE, seq, RecordKind.TRANSITION.number(), EDGE, seq * 1_000, seq * 1_000, payload);
    }

    @Test
    void stepsThatCannotBeReadAreCountedAndTheLogIsCalledIncompleteAlsoAfterARestart() throws IOException {
        begin();
        beat();
        disk.missing(Map.of(EDGE, receiver));
        assertEquals(List.of(), disk.past().incomplete());
        came(new Packet.Live(List.of(ofAnotherVersion(1), ofAnotherVersion(2))));
        Await.until(
                "both are counted",
                () -> disk.problem().orElse("").contains("records of other boxes that cannot be read: box-1 2"));
        assertEquals(List.of(EDGE), disk.past().incomplete());
        restart();
        last.put(Lane.LIFE, 2L);
        beat();
        disk.missing(Map.of(EDGE, receiver));
        Await.until(
                "counted again from the disk", () -> disk.past().incomplete().equals(List.of(EDGE)));
        RemoteExplanation.Found found = RemoteExplanation.read(folder.resolve(EDGE), "A1");
        assertEquals(2, found.unread());
        assertEquals(List.of(), found.steps());
    }

    @Test
    void aBugOnTheWayToTheDiskStoresNothingAndIsSaid() {
        disk.close();
        disk = disk(path -> memory);
        memory.breaks(true);
        begin();
        edgeHas(3, 0);
        Await.until("all of it is missing again", () -> {
            // No time passes: what failed first would be asked for again before the last has failed.
            on(new HubEvent.Tick());
            return receiver.status(nowMs.get()).missing() == 3;
        });
        assertEquals(List.of(), memory.records(RecordKind.REMOTE));
        memory.breaks(false);
        asked.clear();
        nowMs.addAndGet(6_000);
        beat();
        assertEquals(List.of("LIFE 1-3"), words(asked));
        Await.until("stored", () -> memory.records(RecordKind.REMOTE).size() == 3);
        assertTrue(
                disk.problem().orElse("").contains("records of box-1 that could not be written because of a bug: 3"),
                disk.problem().orElse("none"));
    }

    private static boolean isOf(byte[] payload, long seq) {
        return EntryCodec.readEntry(payload)
                .filter(entry -> entry.lane() == Lane.LIFE && entry.seq() == seq)
                .isPresent();
    }

    @Test
    void aRecordThatCannotBeWrittenIsAskedForFiveTimesThenSetAsideAndAskedForAtTheNextStart() {
        disk.close();
        disk = disk(path -> memory);
        memory.breaksAt(payload -> isOf(payload, 2));
        begin();
        edgeHas(4, 0);
        Await.until("set aside", () -> {
            beat();
            return disk.problem()
                    .orElse("")
                    .contains("records of box-1 set aside because they cannot be written (IllegalStateException): 1;");
        });
        List<String> words = words(asked);
        assertEquals("LIFE 1-4", words.getFirst());
        assertEquals(List.of("LIFE 2-2", "LIFE 2-2", "LIFE 2-2", "LIFE 2-2"), words.subList(1, words.size()));
        assertTrue(disk.problem().orElse("").contains("because of a bug: 5"), "five times");
        Await.until(
                "the others are there", () -> memory.records(RecordKind.REMOTE).size() == 3);
        List<HubEffect.Lost> gap = List.of(new HubEffect.Lost(EPOCH, Lane.LIFE, 2, 2, Packet.Loss.SET_ASIDE));
        Await.until(
                "a gap with its cause",
                () -> memory.records(RecordKind.REMOTE_LOST).stream()
                        .flatMap(record -> EntryCodec.readLost(record.payload()).stream())
                        .toList()
                        .equals(gap));
        last.put(Lane.LIFE, 5L);
        for (int i = 0; i < 90; i++) {
            beat();
        }
        assertEquals("LIFE 5-5", words(asked).getLast(), "nothing waits behind it");
        assertEquals(6, asked.size());
        disk.missing(Map.of(EDGE, receiver));
        assertEquals(List.of(EDGE), disk.past().incomplete(), "an alarm may be missing in the log");
        Await.until("all marks leave it out", () -> {
            nowMs.addAndGet(61_000);
            disk.note(List.of(new EdgeBeds(EDGE)), Map.of(EDGE, receiver), nowMs.get());
            return memory.records(RecordKind.CHECKPOINT).stream()
                    .flatMap(record -> EntryCodec.readMarks(record.payload()).stream())
                    .flatMap(List::stream)
                    .anyMatch(mark -> mark.lane() == Lane.LIFE
                            && mark.next() == 2
                            && mark.above().equals(List.of(new Intake.Span(3, 5))));
        });
    }

    @Test
    void whatWasSetAsideIsAskedForAtTheNextStartAlsoBehindACheckpoint() throws IOException {
        begin();
        edgeHas(4, 0);
        Await.until("stored", () -> receiver.whole());
        disk.close();
        try (EdgeStore store = EdgeStore.open(
                EDGE,
                folder.resolve(EDGE),
                path -> JournalDirectory.open(path, Limits.Journal.OF_ANOTHER_BOX, moment().now()),
                LinkLimits.DEFAULT)) {
            SetAside aside = new SetAside(LinkLimits.DEFAULT);
            Entry bad = entry(Lane.LIFE, 2);
            for (int i = 1; i < SetAside.MOST_TRIES; i++) {
                assertEquals(OptionalLong.of(5_000L << (i - 1)), aside.failed(bad, new IllegalStateException("a bug")));
            }
            assertEquals(OptionalLong.empty(), aside.failed(bad, new IllegalStateException("a bug")));
            HubEffect.Lost gap = new HubEffect.Lost(EPOCH, Lane.LIFE, 2, 2, Packet.Loss.SET_ASIDE);
            assertTrue(store.lost(gap, moment().now(), moment().wall()));
            assertEquals(List.of(), store.checkpoint(aside.without(receiver.marks()), moment().now(), moment().wall()));
        }
        disk = onDisk();
        asked.clear();
        begin();
        beat();
        assertEquals(List.of("LIFE 2-2"), words(asked));
    }

    @Test
    void whenTooManyAreSetAsideNoneOfThatLaneIsAskedForAnyMore() {
        SetAside aside = new SetAside(LinkLimits.DEFAULT);
        for (long seq = 1; seq <= LinkLimits.DEFAULT.setAside(); seq++) {
            assertTrue(aside.takes(Lane.LIFE));
            for (int i = 0; i < SetAside.MOST_TRIES; i++) {
                aside.failed(entry(Lane.LIFE, seq), new IllegalStateException("a bug"));
            }
        }
        assertFalse(aside.takes(Lane.LIFE));
        assertTrue(aside.takes(Lane.DATA));
        assertTrue(aside.problem(EDGE).orElse("").contains(": 256; no more are asked for"));
        for (int i = 0; i < 9; i++) {
            assertTrue(aside.failed(entry(Lane.LIFE, 999), new IllegalStateException("a bug"))
                    .isPresent());
        }
        assertEquals(256, aside.count(Lane.LIFE));
    }

    @Test
    void aDiskThatStandsStillStopsTheQuestionsAndNothingElse() {
        disk.close();
        disk = disk(path -> memory);
        memory.hold();
        begin();
        edgeHas(1, 0);
        Await.until("the thread of the store waits for the disk", () -> {
            nowMs.addAndGet(500);
            return memory.isWaiting();
        });
        edgeHas(1, 20_000);
        beat();
        long missing = receiver.status(nowMs.get()).missing();
        long taken = 20_000 - missing;
        assertTrue(
                taken <= LinkLimits.DEFAULT.storeWaiting() / 2 + 2 * LinkLimits.DEFAULT.fillRecords(), "took " + taken);
        int questions = asked.size();
        came(new Packet.Live(List.of(entry(Lane.LIFE, 2))));
        last.put(Lane.LIFE, 2L);
        beat();
        assertEquals(missing + 1, receiver.status(nowMs.get()).missing(), "as if lost on the way");
        assertEquals(questions, asked.size());
        memory.release();
        Await.until("it goes on", () -> {
            beat();
            return receiver.whole() && memory.records(RecordKind.REMOTE).size() == 20_002;
        });
        assertFalse(disk.problem().isPresent(), disk.problem().orElse(""));
    }
}
