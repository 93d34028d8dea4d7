package org.vigie.gateway.roles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.dashboard.wire.WardView;
import org.vigie.gateway.fanout.WardViews;
import org.vigie.gateway.link.HubEvent;
import org.vigie.gateway.link.HubReceiver;
import org.vigie.gateway.link.Lane;
import org.vigie.gateway.link.Packet;
import org.vigie.gateway.link.PacketCodec.Sealed;
import org.vigie.model.limits.LinkLimits;

/** What a hub knows after a restart of the beds that it showed before, on virtual time. */
class HubMemoryTest {
    @TempDir
    private Path folder = Path.of("unset");

    private HubReceiver receiver = HubReceiver.ofThePresent("box-1", LinkLimits.DEFAULT);
    private EdgeBeds beds = new EdgeBeds("box-1");
    private long nowMs = 1_000_000;
    private long version;

    private WardViews.Moment moment() {
        Instant now = Instant.ofEpochMilli(nowMs);
        return new WardViews.Moment(1, "live", now, now, Duration.ZERO, ZoneOffset.UTC);
    }

    private static WardView.Bed bed(String name, long pausedMs, boolean sounding) {
        WardView.Alarm alarm = EdgeBedsTest.alarm("active-unack", sounding);
        return new WardView.Bed(
                name,
                "P.P.",
                null,
                false,
                "live",
                "none",
                0,
                1_000,
                "high",
                pausedMs,
                List.of(),
                null,
                List.of(),
                List.of(alarm),
                new WardView.Care(null, null, false, "none"));
    }

    private void hear(WardView.Bed... all) {
        for (WardView.Bed bed : all) {
            said(new Packet.State(Packet.Part.LIFE, bed.bed(), ++version, nowMs, BedParts.life(bed)));
            said(new Packet.State(Packet.Part.DATA, bed.bed(), ++version, nowMs, BedParts.values(bed)));
        }
        beat(Lane.DATA, Packet.Part.DATA);
        beat(Lane.LIFE, Packet.Part.LIFE);
    }

    private void said(Packet.State state) {
        came(state);
        beds.take(state, nowMs);
    }

    private void beat(Lane lane, Packet.Part part) {
        came(new Packet.Beat(lane, 1, 0, 0, receiver.digest(part), 0, nowMs, nowMs, nowMs, 0, false));
    }

    private void came(Packet.Up packet) {
        receiver.on(new HubEvent.Came(new Sealed("box-1", 3, 7, packet)), nowMs);
    }

    private void later(long ms) {
        nowMs += ms;
        receiver.on(new HubEvent.Tick(), nowMs);
    }

    private Map<String, WardView.Bed> shown() {
        Map<String, WardView.Bed> all = new TreeMap<>();
        beds.show(receiver, moment(), Set.of(), (name, bed, owner) -> all.put(name, bed.view()));
        return all;
    }

    private WardView.Bed shown(String bed) {
        return Objects.requireNonNull(shown().get(bed));
    }

    private HubDisk disk() {
        return new HubDisk(new HubMemory(folder, LinkLimits.DEFAULT), null, null);
    }

    /** Written down, killed, started again so much later. */
    private void restart(long afterMs) throws IOException {
        try (HubDisk disk = disk()) {
            disk.noteLast(List.of(beds), Map.of("box-1", receiver), nowMs);
        }
        nowMs += afterMs;
        beds = new EdgeBeds("box-1");
        receiver = HubReceiver.ofThePresent("box-1", LinkLimits.DEFAULT);
        receiver.on(new HubEvent.Tick(), nowMs);
        try (HubDisk disk = disk()) {
            disk.recall(beds, nowMs);
        }
    }

    @Test
    void afterARestartTheBedsAreLostSinceTheirEdgeWasHeardLastAndTheirAlarmsStand() throws IOException {
        hear(bed("R01", 0, true), bed("R02", 0, false));
        shown();
        restart(3_600_000);
        WardView.Bed first = shown("R01");
        assertEquals(Set.of("R01", "R02"), shown().keySet());
        assertEquals("lost", first.link());
        assertEquals("link", first.linkReason());
        assertEquals("P.P.", first.label());
        assertEquals(3_600_000, first.silentMs());
        assertEquals(
                List.of("Low SpO2"),
                first.alarms().stream().map(WardView.Alarm::text).toList());
        assertTrue(first.alarms().getFirst().sounding(), "as loud as before");
        assertEquals(Optional.empty(), beds.alarm(moment()), "its edge has 15 s to speak");
        later(15_000);
        shown();
        assertEquals("active-unack", beds.alarm(moment()).orElseThrow().state());
        assertEquals("lost", shown("R01").link());
    }

    @Test
    void theEdgesOwnWordTakesTheirPlaceAndWhatItNoLongerHasGoes() throws IOException {
        hear(bed("R01", 0, true), bed("R02", 0, false));
        restart(1_000);
        said(new Packet.State(Packet.Part.LIFE, "R01", ++version, nowMs, BedParts.life(bed("R01", 0, false))));
        assertEquals("stale", shown("R01").link(), "its values are not known yet");
        assertEquals("lost", shown("R02").link());
        hear(bed("R01", 0, false));
        assertEquals(Set.of("R01"), shown().keySet());
        assertEquals("live", shown("R01").link());
    }

    @Test
    void thePauseOfABedEndsWhenItWouldHaveAndAnAlarmOfTheLinkStandsAcrossARestart() throws IOException {
        hear(bed("R01", 60_000, false));
        later(6_000);
        shown();
        assertEquals("active-unack", beds.alarm(moment()).orElseThrow().state());
        String id = beds.alarm(moment()).orElseThrow().id();
        restart(30_000);
        shown();
        assertEquals(id, beds.alarm(moment()).orElseThrow().id());
        assertTrue(beds.alarm(moment()).orElseThrow().sounding(), "no quiet time for the link that was lost already");
        assertFalse(shown("R01").alarms().getFirst().sounding());
        assertEquals(24_000, shown("R01").soundPausedMs());
        later(24_000);
        assertTrue(shown("R01").alarms().getFirst().sounding(), "as its edge would have said");
        assertTrue(beds.acknowledge(id, "AB", moment()));
        restart(1_000);
        shown();
        assertEquals("active-ack", beds.alarm(moment()).orElseThrow().state());
        hear(bed("R01", 0, true));
        shown();
        later(60_000);
        shown();
        assertEquals("box-1", beds.alarm(moment()).orElseThrow().text());
        assertFalse(beds.alarm(moment()).orElseThrow().id().equals(id), "lost again is a new alarm");
    }

    @Test
    void aClockThatWasSetBackMakesNoPauseLonger() throws IOException {
        hear(bed("R01", 60_000, false));
        shown();
        restart(-600_000);
        assertEquals(60_000, shown("R01").soundPausedMs());
        later(60_000);
        assertTrue(shown("R01").alarms().getFirst().sounding());
    }

    @Test
    void whatCannotBeReadOfOneEdgeIsSaidUntilThatEdgeIsWritten() throws IOException {
        for (String edge : List.of("box-1", "box-2")) {
            Files.write(folder.resolve(edge + ".beds"), new byte[] {1, 2, 3});
        }
        HubMemory memory = new HubMemory(folder, LinkLimits.DEFAULT);
        assertTrue(memory.read("box-1").isEmpty());
        assertTrue(memory.read("box-2").isEmpty());
        hear(bed("R01", 0, true));
        memory.note(beds, nowMs, nowMs);
        memory.close();
        assertEquals(
                "what was shown of box-2 before the start cannot be read",
                memory.problem().orElse(""));
    }

    @Test
    void aTornOrDamagedFileIsNoMemoryAndNeverABedThatWasNot() {
        hear(bed("R01", 0, true));
        byte[] whole = beds.remembered(nowMs).encode(LinkLimits.DEFAULT);
        assertEquals(
                1,
                Remembered.decode(whole, LinkLimits.DEFAULT)
                        .orElseThrow()
                        .beds()
                        .size());
        for (int length = 0; length < whole.length; length++) {
            assertTrue(Remembered.decode(Arrays.copyOf(whole, length), LinkLimits.DEFAULT)
                    .isEmpty());
            byte[] flipped = whole.clone();
            flipped[length] ^= 0x10;
            assertTrue(Remembered.decode(flipped, LinkLimits.DEFAULT).isEmpty());
        }
    }

    @Test
    void beyondTheBoundOfTheFileABedIsRememberedByItsName() {
        byte[] longest = new byte[LinkLimits.DEFAULT.stateBytes()];
        List<Remembered.Bed> many = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            many.add(new Remembered.Bed("R" + i, 1, longest));
        }
        byte[] bytes = new Remembered(5, 0, null, many).encode(LinkLimits.DEFAULT);
        assertTrue(bytes.length <= LinkLimits.DEFAULT.rememberedBytes() + 64 * 32);
        List<Remembered.Bed> read =
                Remembered.decode(bytes, LinkLimits.DEFAULT).orElseThrow().beds();
        assertEquals(64, read.size());
        assertEquals(0, read.getLast().life().length);
        beds.recall(new Remembered(5, 0, null, read), nowMs);
        assertEquals("lost", shown("R63").link());
    }

    @Test
    void anEdgeThatTheSiteFileNoLongerNamesIsForgotten() throws IOException {
        hear(bed("R01", 0, true));
        restart(1_000);
        try (HubDisk disk = disk()) {
            disk.keepOnly(List.of("box-1"));
            assertTrue(Files.exists(folder.resolve("box-1.beds")));
            Files.writeString(folder.resolve("notes.txt"), "of a person");
            disk.keepOnly(List.of("box-2"));
        }
        assertFalse(Files.exists(folder.resolve("box-1.beds")));
        assertTrue(Files.exists(folder.resolve("notes.txt")));
    }

    @Test
    void itIsWrittenAtMostOnceASecondAndOnceAMinuteWhenNothingChanges() throws IOException {
        Path file = folder.resolve("box-1.beds");
        try (HubDisk disk = disk()) {
            hear(bed("R01", 0, true));
            disk.note(List.of(beds), Map.of("box-1", receiver), nowMs);
        }
        byte[] first = Files.readAllBytes(file);
        HubMemory memory = new HubMemory(folder, LinkLimits.DEFAULT);
        memory.note(beds, nowMs, nowMs);
        hear(bed("R01", 0, false));
        memory.note(beds, nowMs + 900, nowMs + 900);
        memory.close();
        assertTrue(Arrays.equals(first, Files.readAllBytes(file)), "too soon for another");
        memory = new HubMemory(folder, LinkLimits.DEFAULT);
        memory.note(beds, nowMs, nowMs);
        memory.note(beds, nowMs + 59_000, nowMs + 59_000);
        memory.close();
        assertEquals(nowMs, heard(file));
        memory = new HubMemory(folder, LinkLimits.DEFAULT);
        memory.note(beds, nowMs, nowMs);
        memory.note(beds, nowMs + 60_000, nowMs + 60_000);
        memory.close();
        assertEquals(nowMs + 60_000, heard(file));
    }

    private static long heard(Path file) throws IOException {
        return Remembered.decode(Files.readAllBytes(file), LinkLimits.DEFAULT)
                .orElseThrow()
                .heardMs();
    }
}
