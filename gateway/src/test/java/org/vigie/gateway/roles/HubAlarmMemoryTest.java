package org.vigie.gateway.roles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.dashboard.wire.WardView;
import org.vigie.gateway.failover.Beat;
import org.vigie.gateway.failover.BeatCodec;
import org.vigie.gateway.failover.LeaseRole;
import org.vigie.gateway.fanout.WardViews;
import org.vigie.gateway.link.HubEvent;
import org.vigie.gateway.link.HubReceiver;
import org.vigie.gateway.link.Lane;
import org.vigie.gateway.link.LinkTopics;
import org.vigie.gateway.link.Packet;
import org.vigie.gateway.link.PacketCodec.Sealed;
import org.vigie.model.limits.LinkLimits;

/** The alarms that a hub itself decides on are there after its restart as they were before, on virtual time. */
class HubAlarmMemoryTest {
    private static final List<String> BOXES = List.of("box-1", "box-2");

    @TempDir
    private Path folder = Path.of("unset");

    private Map<String, HubReceiver> receivers = receivers();
    private PairClaims claims = new PairClaims(BOXES);
    private LinkAlarms alarms = alarms(BOXES);
    private final BeatCodec codec = new BeatCodec(new byte[] {1});
    private long seq;
    private long nowMs = 1_000_000;

    private static Map<String, HubReceiver> receivers() {
        Map<String, HubReceiver> made = new LinkedHashMap<>();
        BOXES.forEach(box -> made.put(box, new HubReceiver(box, List.of(), LinkLimits.DEFAULT)));
        return made;
    }

    private LinkAlarms alarms(List<String> boxes) {
        Map<String, EdgeBeds> beds = new LinkedHashMap<>();
        boxes.forEach(box -> beds.put(box, new EdgeBeds(box)));
        return new LinkAlarms(beds, claims);
    }

    private WardViews.Moment moment() {
        Instant now = Instant.ofEpochMilli(nowMs);
        return new WardViews.Moment(1, "live", now, now, Duration.ZERO, ZoneOffset.UTC);
    }

    private List<WardView.Alarm> now() {
        return alarms.now(receivers, moment());
    }

    private List<String> texts() {
        return now().stream().map(WardView.Alarm::text).toList();
    }

    /** Boxes of one name are heard for so long. */
    private void boxes(int seconds, int boxes) {
        for (int i = 0; i < seconds * boxes; i++) {
            Packet.Beat beat = new Packet.Beat(Lane.LIFE, 1, 0, 0, 0, 0, 10, 10, -1, 0, false);
            Objects.requireNonNull(receivers.get("box-1"))
                    .on(new HubEvent.Came(new Sealed("box-1", 5, 71 + i % boxes, beat)), nowMs);
            nowMs += 1_000 / boxes;
            now();
        }
    }

    private void claim(String box, String partner, long epoch) {
        byte[] beat = codec.encode(new Beat("icu", box, partner, 1, ++seq, LeaseRole.HOLDER, epoch, true));
        assertTrue(claims.received(LinkTopics.pair(box), beat, nowMs));
    }

    private void bothClaim() {
        claim("box-2", "box-1", 7);
        nowMs += 3_000;
        claim("box-1", "box-2", 6);
        now();
    }

    private HubDisk disk() {
        return new HubDisk(new HubMemory(folder, LinkLimits.DEFAULT), null, null);
    }

    /** Written down as on the way, killed, started again so much later. */
    private void restart(long afterMs, List<String> boxes) {
        try (HubDisk disk = disk()) {
            disk.note(alarms, nowMs);
        }
        nowMs += afterMs;
        start(boxes);
    }

    private Optional<String> start(List<String> boxes) {
        receivers = receivers();
        claims = new PairClaims(boxes);
        alarms = alarms(boxes);
        try (HubDisk disk = disk()) {
            disk.recall(alarms, nowMs);
            return disk.problem();
        }
    }

    @Test
    void aNameThatTwoBoxesHadIsStillAnAlarmUntilAPersonHasSeenIt() {
        boxes(12, 2);
        boxes(61, 1);
        WardView.Alarm latched = now().getFirst();
        assertEquals("latched-unack", latched.state());
        restart(1_000, BOXES);
        assertEquals(List.of(latched), now());
        assertTrue(alarms.acknowledge(latched.id(), "ab", moment()));
        restart(1_000, BOXES);
        assertEquals(List.of(), now());
        boxes(12, 2);
        assertNotEquals(latched.id(), now().getFirst().id(), "no id for a second time");
    }

    @Test
    void whatStillLastsStaysUntilItCouldBeLookedAtAgain() {
        boxes(75, 2);
        WardView.Alarm before = now().getFirst();
        assertEquals("active-unack true 1", before.state() + " " + before.sounding() + " " + before.escalation());
        restart(1_000, BOXES);
        assertEquals(List.of(before), now());
        boxes(59, 1);
        assertEquals("active-unack", now().getFirst().state(), "a minute without the other one is not over");
        boxes(1, 1);
        assertEquals("latched-unack", now().getFirst().state());
        restart(1_000, BOXES);
        boxes(12, 2);
        assertEquals("active-unack", now().getFirst().state());
        assertNotEquals(before.id(), now().getFirst().id(), "again after its end is a new one");
    }

    @Test
    void whoHasSeenItIsNotAskedAgain() {
        boxes(12, 2);
        assertTrue(alarms.acknowledge(now().getFirst().id(), "ab", moment()));
        restart(30_000, BOXES);
        assertEquals("active-ack", now().getFirst().state());
        assertEquals("ab", now().getFirst().acknowledgedBy());
        assertFalse(now().getFirst().sounding());
        boxes(61, 1);
        assertEquals(List.of(), now());
    }

    @Test
    void bedsThatTwoBoxesClaimedAreTheSame() {
        bothClaim();
        WardView.Alarm before = now().getFirst();
        assertEquals("VIGIE_TWO_BOXES_CLAIM box-1 + box-2", before.code() + " " + before.text());
        restart(1_000, BOXES);
        nowMs += 59_000;
        assertEquals("active-unack", now().getFirst().state());
        bothClaim();
        assertEquals(before.id(), now().getFirst().id(), "they go on");
        nowMs += 6_000;
        assertEquals("latched-unack", now().getFirst().state());
        restart(1_000, BOXES);
        assertEquals(
                List.of("latched-unack"),
                now().stream().map(WardView.Alarm::state).toList());
        assertTrue(alarms.acknowledge(before.id(), "ab", moment()));
        assertEquals(List.of(), now());
    }

    @Test
    void ofBoxesThatTheSiteFileNoLongerNamesNothingIsSaid() {
        boxes(12, 2);
        bothClaim();
        assertEquals(List.of("box-1 + box-2", "box-1"), texts());
        restart(1_000, List.of("box-1"));
        assertEquals(List.of("box-1"), texts());
        start(List.of("box-2"));
        assertEquals(List.of(), texts());
    }

    @Test
    void aDamagedFileIsBegunAnewAfterItWasSaid() throws IOException {
        boxes(12, 2);
        restart(1_000, BOXES);
        Path file = folder.resolve("own.alarms");
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            assertTrue(RememberedAlarms.decode(Arrays.copyOf(whole, length), LinkLimits.DEFAULT)
                    .isEmpty());
        }
        whole[whole.length / 2] ^= 0x10;
        Files.write(file, whole);
        assertEquals(
                Optional.of("what was shown of the hub's own alarms before the start cannot be read"), start(BOXES));
        assertEquals(List.of(), now());
        HubMemory memory = new HubMemory(folder, LinkLimits.DEFAULT);
        assertTrue(memory.readAlarms(nowMs).isEmpty());
        memory.note(alarms, nowMs + 59_000);
        assertTrue(memory.problem().isPresent(), "for a minute");
        memory.note(alarms, nowMs + 60_000);
        memory.close();
        assertEquals(Optional.empty(), memory.problem());
        assertEquals(Optional.empty(), start(BOXES));
    }
}
