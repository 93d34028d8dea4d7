package org.vigie.gateway.roles;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vigie.dashboard.wire.WardView;
import org.vigie.gateway.fanout.RemoteFeed.RemoteBed;
import org.vigie.gateway.fanout.WardViews;
import org.vigie.gateway.link.HubEvent;
import org.vigie.gateway.link.HubReceiver;
import org.vigie.gateway.link.Lane;
import org.vigie.gateway.link.Packet;
import org.vigie.gateway.link.PacketCodec.Sealed;
import org.vigie.model.alarm.Escalation;
import org.vigie.model.alarm.Priority;
import org.vigie.model.limits.LinkLimits;

/** What a hub says of the beds of one edge, on virtual time. */
class EdgeBedsTest {
    private final HubReceiver receiver = new HubReceiver("box-1", List.of(), LinkLimits.DEFAULT);
    private final EdgeBeds beds = new EdgeBeds("box-1");
    private long nowMs = 1_000_000;
    private long version;
    private long digest;

    private WardViews.Moment moment() {
        Instant now = Instant.ofEpochMilli(nowMs);
        return new WardViews.Moment(1, "live", now, now, Duration.ZERO, ZoneOffset.UTC);
    }

    /** The edge and the hub hear each other, and the edge says what it has. */
    private void hear(WardView.Bed bed) {
        receiver.on(new HubEvent.Tick(), nowMs);
        said(Packet.State.whole(Packet.Part.LIFE, "R01", ++version, nowMs, BedParts.life(bed)));
        said(Packet.State.whole(Packet.Part.DATA, "R01", ++version, nowMs, BedParts.values(bed)));
        beat(Lane.DATA);
        beat(Lane.LIFE);
    }

    private void said(Packet.State state) {
        came(state);
        beds.take(state, nowMs);
    }

    private void beat(Lane lane) {
        digest = receiver.digest(lane == Lane.LIFE ? Packet.Part.LIFE : Packet.Part.DATA);
        came(new Packet.Beat(lane, 1, 0, 0, digest, 0, nowMs, nowMs, nowMs, 0, false));
    }

    private void came(Packet.Up packet) {
        receiver.on(new HubEvent.Came(new Sealed("box-1", 3, 7, packet)), nowMs);
    }

    private void later(long ms) {
        nowMs += ms;
        receiver.on(new HubEvent.Tick(), nowMs);
    }

    private WardView.Bed shown() {
        Map<String, RemoteBed> all = new TreeMap<>();
        beds.show(receiver, moment(), Set.of(), (name, bed, owner) -> all.put(name, bed));
        return all.values().iterator().next().view();
    }

    private static WardView.Bed bed(String link, long pausedMs, List<WardView.Alarm> alarms) {
        return bed(link, pausedMs, alarms, null);
    }

    private static WardView.Bed bed(
            String link, long pausedMs, List<WardView.Alarm> alarms, WardView.@Nullable News2 news2) {
        return new WardView.Bed(
                "R01",
                "P.P.",
                null,
                false,
                link,
                "none",
                0,
                1_000,
                null,
                pausedMs,
                List.of(),
                null,
                List.of(),
                alarms,
                new WardView.Care(null, null, false, "none"),
                news2);
    }

    static WardView.Alarm alarm(String state, boolean sounding) {
        return new WardView.Alarm(
                "a1-1",
                null,
                "Low SpO2",
                null,
                null,
                null,
                null,
                null,
                "high",
                "physiological",
                state,
                sounding,
                "2026-03-01T08:00:00Z",
                null,
                null,
                false,
                false,
                List.of(),
                0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"standby", "empty", "live"})
    void whateverABedWasBeforeItsBoxWasLostItShowsTheLoss(String link) {
        hear(bed(link, 0, List.of()));
        assertEquals(link, shown().link());
        later(3_200);
        assertEquals("stale", shown().link());
        later(2_000);
        assertEquals("lost", shown().link());
        assertEquals("link", shown().linkReason());
        hear(bed(link, 0, List.of()));
        assertEquals(link, shown().link());
    }

    @Test
    void aPauseRunsOutAtTheHubAsWellWhenItsBoxCanNoLongerSaySo() {
        hear(bed("live", 120_000, List.of(alarm("active-unack", false))));
        assertFalse(shown().alarms().getFirst().sounding());
        later(60_000);
        assertEquals("lost", shown().link());
        assertFalse(shown().alarms().getFirst().sounding());
        later(60_000);
        assertTrue(shown().alarms().getFirst().sounding(), "louder rather than quieter");
        assertEquals(0, shown().soundPausedMs());
    }

    @Test
    void whatAPersonHasAcknowledgedStaysQuietAfterAPause() {
        hear(bed("live", 120_000, List.of(alarm("active-ack", false))));
        later(130_000);
        assertFalse(shown().alarms().getFirst().sounding());
    }

    @Test
    void thePauseThatIsLeftCountsFromWhenItWasSaidAndNotFromTheNewestValue() {
        WardView.Bed paused = bed("live", 120_000, List.of());
        hear(paused);
        for (int i = 0; i < 10; i++) {
            later(1_000);
            said(Packet.State.whole(Packet.Part.DATA, "R01", ++version, nowMs, BedParts.values(paused)));
            beat(Lane.DATA);
            beat(Lane.LIFE);
        }
        assertEquals("live", shown().link());
        assertEquals(110_000, shown().soundPausedMs());
    }

    @Test
    void theAlarmOfTheLinkIsPausedForTwoMinutesAndANewOneEndsThat() {
        hear(bed("live", 0, List.of()));
        later(6_000);
        shown();
        assertTrue(beds.alarm(moment()).orElseThrow().sounding());
        beds.pause(moment());
        assertFalse(beds.alarm(moment()).orElseThrow().sounding());
        later(120_000);
        assertTrue(beds.alarm(moment()).orElseThrow().sounding());
        beds.pause(moment());
        hear(bed("live", 0, List.of()));
        shown();
        later(6_000);
        shown();
        assertTrue(beds.alarm(moment()).orElseThrow().sounding(), "another loss");
    }

    @Test
    void theAlarmOfTheLinkEscalatesLikeEveryOtherUntilSomebodyAnswers() {
        hear(bed("live", 0, List.of()));
        later(6_000);
        shown();
        assertEquals(0, beds.alarm(moment()).orElseThrow().escalation());
        later(60_000);
        assertEquals(1, beds.alarm(moment()).orElseThrow().escalation());
        later(120_000);
        assertEquals(2, beds.alarm(moment()).orElseThrow().escalation());
        beds.escalates(() -> new Escalation(
                List.of(Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(30)),
                List.of(Duration.ofSeconds(10), Duration.ofSeconds(20)),
                Priority.HIGH));
        EdgeBeds restarted = new EdgeBeds("box-1");
        restarted.recall(beds.remembered(nowMs - 70_000), nowMs);
        assertEquals(1, restarted.alarm(moment()).orElseThrow().escalation(), "since the edge was heard last");
        EdgeBeds back = new EdgeBeds("box-1");
        Remembered lost = beds.remembered(nowMs);
        Raised then = Objects.requireNonNull(lost.raised());
        Raised seenByNobody = new Raised(then.id(), then.since(), then.beds(), then.high(), false, null, null);
        back.recall(new Remembered(nowMs, 1, seenByNobody, lost.beds()), nowMs);
        assertEquals(2, back.alarm(moment()).orElseThrow().escalation(), "no less urgent than before the start");
        assertTrue(beds.acknowledge(beds.alarm(moment()).orElseThrow().id(), "AB", moment()));
        assertEquals(0, beds.alarm(moment()).orElseThrow().escalation());
    }

    @Test
    void aBoxThatSpeaksAsAtAnEarlierStartWhileTheOneKnownIsSilentIsCalledReplaced() {
        hear(bed("live", 0, List.of()));
        later(6_000);
        shown();
        assertEquals("VIGIE_EDGE_LOST", beds.alarm(moment()).orElseThrow().code());
        Packet.Beat first = new Packet.Beat(Lane.LIFE, 1, 0, 0, 0, 0, nowMs, nowMs, nowMs, 0, false);
        receiver.on(new HubEvent.Came(new Sealed("box-1", 1, 99, first)), nowMs);
        shown();
        assertEquals("VIGIE_EDGE_REPLACED", beds.alarm(moment()).orElseThrow().code());
        assertEquals("box-1", beds.alarm(moment()).orElseThrow().text());
        hear(bed("live", 0, List.of()));
        shown();
        assertEquals("VIGIE_EDGE_LOST", beds.alarm(moment()).orElseThrow().code(), "the one that is known is back");
    }

    @Test
    void aBedThatCannotBeReadIsThereAndDoesNotLookLive() {
        hear(bed("live", 0, List.of()));
        assertEquals("live", shown().link());
        said(Packet.State.whole(Packet.Part.LIFE, "R01", ++version, nowMs, "{\"bed\":\"R01\"}".getBytes(UTF_8)));
        beat(Lane.LIFE);
        assertEquals("stale", shown().link(), "what is shown is older than what the edge said");
        assertEquals(1, beds.unread());
        hear(bed("live", 0, List.of()));
        assertEquals("live", shown().link());

        EdgeBeds fresh = new EdgeBeds("box-1");
        fresh.take(Packet.State.whole(Packet.Part.LIFE, "R09", 1, nowMs, "?".getBytes(UTF_8)), nowMs);
        assertEquals(List.of("R09"), fresh.names().toList());
    }

    @Test
    void aBoxOfANewerVersionMaySayMore() {
        String more = new String(BedParts.life(bed("live", 0, List.of())), UTF_8)
                .replaceFirst("\\{", "{\"later\":{\"than\":1},");
        assertTrue(BedParts.readLife(more.getBytes(UTF_8)).isPresent());
    }

    @Test
    void theScoreComesAlongWhileItIsTrue() {
        WardView.News2 score =
                new WardView.News2(7, "emergency", Map.of("spo2", 3), List.of(), false, 1, 60_000, "AB", "08:00");
        hear(bed("live", 0, List.of(), score));
        assertEquals(score, shown().news2());
        later(3_200);
        assertEquals("stale", shown().link());
        assertNull(shown().news2(), "a score of old values is none");
    }
}
