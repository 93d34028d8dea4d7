package org.vigie.gateway.roles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.vigie.dashboard.wire.WardView;
import org.vigie.gateway.fanout.WardViews;
import org.vigie.gateway.link.HubEvent;
import org.vigie.gateway.link.HubReceiver;
import org.vigie.gateway.link.Lane;
import org.vigie.gateway.link.Packet;
import org.vigie.gateway.link.PacketCodec.Sealed;
import org.vigie.model.limits.LinkLimits;

/** The alarm of a hub about a name that two boxes have, on virtual time. */
class SecondBoxesTest {
    private final EdgeBeds beds = new EdgeBeds("box-1");
    private final HubReceiver receiver = new HubReceiver("box-1", List.of(), LinkLimits.DEFAULT);
    private final LinkAlarms alarms = new LinkAlarms(Map.of("box-1", beds), new PairClaims(List.of("box-1")));
    private long nowMs = 1_000_000;

    private WardViews.Moment moment() {
        Instant now = Instant.ofEpochMilli(nowMs);
        return new WardViews.Moment(1, "live", now, now, Duration.ZERO, ZoneOffset.UTC);
    }

    private List<WardView.Alarm> now() {
        return alarms.now(Map.of("box-1", receiver), moment());
    }

    private void both(int seconds, int boxes) {
        for (int i = 0; i < seconds * boxes; i++) {
            Packet.Beat beat = new Packet.Beat(Lane.LIFE, 1, 0, 0, 0, 0, 10, 10, -1, 0, false);
            receiver.on(new HubEvent.Came(new Sealed("box-1", 5, 71 + i % boxes, beat)), nowMs);
            nowMs += 1_000 / boxes;
            now();
        }
    }

    @Test
    void itNamesTheBoxAndItsBedsEscalatesAndLatchesUntilSeen() {
        beds.take(Packet.State.whole(Packet.Part.LIFE, "R01", 1, 0, BedParts.life(BedParts.unknown("R01"))), nowMs);
        both(9, 2);
        assertEquals(List.of(), now());
        both(2, 2);
        WardView.Alarm alarm = now().getFirst();
        assertEquals("VIGIE_DUPLICATE_BOX", alarm.code());
        assertEquals("box-1", alarm.text());
        assertEquals(List.of("R01"), alarm.beds());
        assertEquals("medium technical active-unack", alarm.priority() + " " + alarm.kind() + " " + alarm.state());
        assertTrue(alarm.sounding());
        assertEquals(0, alarm.escalation());
        alarms.pause(moment());
        assertFalse(now().getFirst().sounding());
        both(70, 2);
        assertEquals(1, now().getFirst().escalation(), "a minute without an answer");
        both(61, 1);
        assertEquals("latched-unack", now().getFirst().state());
        assertEquals(alarm.id(), now().getFirst().id(), "one alarm for all of it");
        assertTrue(alarms.acknowledge(alarm.id(), "ab", moment()));
        assertEquals(List.of(), now());
        assertFalse(alarms.acknowledge(alarm.id(), "ab", moment()));
    }

    @Test
    void whoHasSeenItHearsItNoMoreAndItEndsByItself() {
        both(12, 2);
        assertTrue(alarms.acknowledge(now().getFirst().id(), "ab", moment()));
        both(70, 2);
        assertEquals("active-ack", now().getFirst().state());
        assertFalse(now().getFirst().sounding());
        assertEquals(0, now().getFirst().escalation());
        both(61, 1);
        assertEquals(List.of(), now());
    }
}
