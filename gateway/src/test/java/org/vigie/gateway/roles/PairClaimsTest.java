package org.vigie.gateway.roles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.vigie.dashboard.wire.WardView;
import org.vigie.gateway.failover.Beat;
import org.vigie.gateway.failover.BeatCodec;
import org.vigie.gateway.failover.LeaseRole;
import org.vigie.gateway.fanout.WardViews;
import org.vigie.gateway.link.LinkTopics;
import org.vigie.gateway.link.Packet;

/** What a hub makes of two boxes that claim the same beds, on virtual time. */
class PairClaimsTest {
    private final PairClaims claims = new PairClaims(List.of("box-1", "box-2", "box-3"));
    private final BeatCodec codec = new BeatCodec(new byte[] {1});
    private final Map<String, EdgeBeds> edges =
            Map.of("box-1", beds("box-1", "R01", "R02"), "box-2", beds("box-2", "R01"), "box-3", beds("box-3", "R01"));
    private long nowMs = 1_000_000;
    private long seq;

    private static EdgeBeds beds(String edge, String... names) {
        EdgeBeds beds = new EdgeBeds(edge);
        for (String name : names) {
            beds.take(Packet.State.whole(Packet.Part.LIFE, name, 1, 0, BedParts.life(BedParts.unknown(name))), 0);
        }
        return beds;
    }

    private boolean said(String box, String partner, LeaseRole role, long epoch) {
        byte[] beat = codec.encode(new Beat("icu", box, partner, 1, ++seq, role, epoch, true));
        return claims.received(LinkTopics.pair(box), beat, nowMs);
    }

    private WardViews.Moment moment() {
        Instant now = Instant.ofEpochMilli(nowMs);
        return new WardViews.Moment(1, "live", now, now, Duration.ZERO, ZoneOffset.UTC);
    }

    private List<WardView.Alarm> alarms() {
        claims.look(edges, moment());
        return claims.alarms().now(moment());
    }

    @Test
    void aBedThatBothHaveIsRefusedFromTheOneWithTheLowerEpochAndNobodyElseIsTouched() {
        said("box-1", "box-2", LeaseRole.HOLDER, 6);
        assertEquals(Map.of("box-2", Set.of("R01")), claims.refused(edges));
        said("box-2", "box-1", LeaseRole.STANDBY, 8);
        assertEquals(Map.of("box-2", Set.of("R01")), claims.refused(edges), "who stands by claims nothing");
        said("box-2", "box-1", LeaseRole.HOLDER, 7);
        assertEquals(Map.of("box-1", Set.of("R01")), claims.refused(edges), "R02 is at box-1 alone");
        said("box-1", "box-2", LeaseRole.HOLDER, 6);
        assertEquals(Map.of("box-1", Set.of("R01")), claims.refused(edges), "whatever it says");
    }

    @Test
    void aBoxThatIsLongSilentDoesNotHideTheBedsOfTheOneThatPolls() {
        said("box-2", "box-1", LeaseRole.HOLDER, 9);
        nowMs += 70_000;
        said("box-1", "box-2", LeaseRole.HOLDER, 6); // was off while box-2 began its last epochs
        assertEquals(Map.of("box-2", Set.of("R01")), claims.refused(edges));
        nowMs += 3_000;
        said("box-1", "box-2", LeaseRole.HOLDER, 6);
        assertEquals(List.of(), alarms(), "one of them claims the beds");
        said("box-2", "box-1", LeaseRole.HOLDER, 9);
        assertEquals(Map.of("box-1", Set.of("R01")), claims.refused(edges), "it is back");
    }

    private void holds(PairClaims hub, String box, String partner, long epoch) {
        byte[] beat = codec.encode(new Beat("icu", box, partner, 1, ++seq, LeaseRole.HOLDER, epoch, true));
        assertTrue(hub.received(LinkTopics.pair(box), beat, nowMs));
    }

    @Test
    void twoPairsOfOneNameHaveAnAlarmEach() {
        PairClaims four = new PairClaims(List.of("box-1", "box-2", "box-3", "box-4"));
        for (List<String> pair : List.of(List.of("box-1", "box-2"), List.of("box-3", "box-4"))) {
            holds(four, pair.getLast(), pair.getFirst(), 7);
            nowMs += 3_000;
            holds(four, pair.getFirst(), pair.getLast(), 6);
        }
        four.look(edges, moment());
        assertEquals(
                List.of("box-1 + box-2", "box-3 + box-4"),
                four.alarms().now(moment()).stream().map(WardView.Alarm::text).toList());
    }

    @Test
    void aTakeoverIsNoAlarmAndTwoThatGoOnClaimingAreOneUntilItIsOverAndSeen() {
        said("box-1", "box-2", LeaseRole.HOLDER, 6);
        nowMs += 6_000;
        said("box-2", "box-1", LeaseRole.HOLDER, 7);
        nowMs += 1_000;
        said("box-1", "box-2", LeaseRole.HOLDER, 6);
        assertEquals(List.of(), alarms(), "it has not heard of it yet");
        nowMs += 2_000;
        said("box-1", "box-2", LeaseRole.HOLDER, 6);
        WardView.Alarm alarm = alarms().getFirst();
        assertEquals("VIGIE_TWO_BOXES_CLAIM", alarm.code());
        assertEquals("medium", alarm.priority());
        assertEquals("box-1 + box-2", alarm.text());
        assertEquals(List.of("R01", "R02"), alarm.beds());
        assertTrue(alarm.sounding());
        nowMs += 6_000;
        assertEquals("latched-unack", alarms().getFirst().state());
        assertTrue(claims.alarms().acknowledge(alarm.id(), "AB", moment()));
        assertEquals(List.of(), alarms());
        assertFalse(claims.alarms().acknowledge(alarm.id(), "AB", moment()));
    }

    @Test
    void aClaimThatNobodyAnswersEscalatesLikeEveryAlarmOfAHub() {
        for (int i = 0; i < 25; i++) {
            said("box-2", "box-1", LeaseRole.HOLDER, 7);
            nowMs += 3_000;
            said("box-1", "box-2", LeaseRole.HOLDER, 6);
            alarms();
        }
        assertEquals(1, alarms().getFirst().escalation(), "a minute without an answer");
    }

    @Test
    void anAcknowledgedClaimIsSilentAndEndsByItself() {
        said("box-2", "box-1", LeaseRole.HOLDER, 7);
        nowMs += 3_000;
        said("box-1", "box-2", LeaseRole.HOLDER, 6);
        claims.alarms().acknowledge(alarms().getFirst().id(), "AB", moment());
        assertEquals("active-ack", alarms().getFirst().state());
        assertFalse(alarms().getFirst().sounding());
        nowMs += 6_000;
        assertEquals(List.of(), alarms());
    }

    @Test
    void whatIsNotSaidUnderItsOwnNameOrByAnEdgeOfThisHubIsNotHeard() {
        byte[] beat = codec.encode(new Beat("icu", "box-1", "box-2", 1, 1, LeaseRole.HOLDER, 6, true));
        assertFalse(claims.received(LinkTopics.pair("box-3"), beat, nowMs));
        assertFalse(claims.received(LinkTopics.pair("box-1"), new byte[] {1, 2}, nowMs));
        assertFalse(said("stranger", "box-2", LeaseRole.HOLDER, 9));
        assertEquals(Map.of(), claims.refused(edges));
    }
}
