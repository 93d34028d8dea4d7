package org.vigie.gateway.link;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.vigie.model.limits.LinkLimits;

/** States over a slow link: differences to what the broker has, whole where the hub cannot have that. */
class DifferencesTest {
    private static final String STEADY =
            "{\"code\":\"MDC_ECG_HEART_RATE\",\"limits\":{\"low\":50,\"high\":120}},".repeat(30);

    private final EdgeUplink edge = new EdgeUplink("box-1", 3, 7, LinkLimits.DEFAULT);
    private final List<UplinkEffect.Send> sent = new ArrayList<>();
    private final Map<String, byte[]> shown = new TreeMap<>();
    private HubReceiver hub = HubReceiver.ofThePresent("box-1", LinkLimits.DEFAULT);
    private long nowMs = 1_000;

    private void on(UplinkEvent event) {
        for (UplinkEffect effect : edge.on(event, nowMs)) {
            if (effect instanceof UplinkEffect.Send send) {
                sent.add(send);
            }
        }
    }

    private static byte[] state(String bed, Object value) {
        return ("{\"what\":[" + bed + "],\"values\":[" + value + "]," + STEADY + "}").getBytes(UTF_8);
    }

    /** What was sent arrives, over a link that needs so long; says what of it was a state. */
    private List<Packet.State> arrives(long tookMs) {
        nowMs += tookMs;
        List<UplinkEffect.Send> under = List.copyOf(sent);
        sent.clear();
        List<Packet.State> states = new ArrayList<>();
        for (UplinkEffect.Send send : under) {
            on(new UplinkEvent.Acknowledged(send.lane(), send.token()));
            byte[] bytes = PacketCodec.encode(send.packet());
            PacketCodec.Sealed came = PacketCodec.decode(bytes).orElseThrow();
            states(came.packet(), states);
            toHub(new HubEvent.Came(came));
        }
        return states;
    }

    private void toHub(HubEvent event) {
        for (HubEffect effect : hub.on(event, nowMs)) {
            if (effect instanceof HubEffect.Show show) {
                shown.put(show.state().key(), show.state().payload());
            } else if (effect instanceof HubEffect.Send send) {
                on(new UplinkEvent.Came(send.packet()));
            }
        }
    }

    private static void states(Packet packet, List<Packet.State> into) {
        switch (packet) {
            case Packet.State state -> into.add(state);
            case Packet.States several -> into.addAll(several.states());
            case Packet.Several several -> several.packets().forEach(one -> states(one, into));
            default -> {} // no state
        }
    }

    /** Whole states that took long: the link is known to be slow. */
    private void slowLink() {
        for (Lane lane : List.of(Lane.LIFE, Lane.DATA)) {
            on(new UplinkEvent.Up(lane));
        }
        for (int i = 0; i < 4; i++) {
            on(UplinkEvent.Changed.now(Packet.Part.LIFE, "R1", state("R1", i)));
            on(UplinkEvent.Changed.now(Packet.Part.DATA, "R1", state("R1", i)));
            arrives(400);
            nowMs += 1_000;
            on(new UplinkEvent.Tick(0));
        }
        arrives(400);
    }

    @Test
    void whatChangesOverASlowLinkIsADifferenceAndTheHubShowsTheWhole() {
        slowLink();
        on(UplinkEvent.Changed.now(Packet.Part.LIFE, "R1", state("R1", 99)));
        List<Packet.State> states = arrives(400);
        assertTrue(states.getFirst().base() > 0 && states.getFirst().payload().length < 20, states.toString());
        assertArrayEquals(state("R1", 99), shown.get("R1"));
    }

    @Test
    void aHubThatHasStartedAgainAsksAtOnceAndGetsTheWhole() {
        slowLink();
        hub = HubReceiver.ofThePresent("box-1", LinkLimits.DEFAULT);
        shown.clear();
        on(UplinkEvent.Changed.now(Packet.Part.LIFE, "R1", state("R1", 99)));
        assertTrue(arrives(400).getFirst().base() > 0);
        List<Packet.State> again = arrives(400);
        assertEquals(
                0,
                again.stream()
                        .filter(one -> one.part() == Packet.Part.LIFE)
                        .findFirst()
                        .orElseThrow()
                        .base());
        assertArrayEquals(state("R1", 99), shown.get("R1"));
    }

    @Test
    void whatTheBrokerLostIsNoticedByTheNextDifference() {
        slowLink();
        on(UplinkEvent.Changed.now(Packet.Part.LIFE, "R1", state("R1", 50)));
        UplinkEffect.Send gone = sent.getFirst();
        sent.clear();
        on(new UplinkEvent.Acknowledged(gone.lane(), gone.token()));
        on(UplinkEvent.Changed.now(Packet.Part.LIFE, "R1", state("R1", 51)));
        assertTrue(arrives(10).getFirst().base() > 0);
        arrives(10);
        assertArrayEquals(state("R1", 51), shown.get("R1"));
    }

    @Test
    void aSecondAlarmBeforeTheFirstIsAcknowledgedIsShownWithoutAQuestion() {
        slowLink();
        on(UplinkEvent.Changed.now(Packet.Part.LIFE, "R1", state("R1", 70)));
        on(UplinkEvent.Changed.now(Packet.Part.LIFE, "R1", state("R1", 71)));
        arrives(400);
        assertArrayEquals(state("R1", 71), shown.get("R1"));
        assertEquals(List.of(), arrives(400), "nothing had to be said again");
    }

    @Test
    void afterABrokenLaneAndAfterARolledJournalStatesAreWhole() {
        slowLink();
        on(new UplinkEvent.Down(Lane.LIFE));
        on(new UplinkEvent.Up(Lane.LIFE));
        on(UplinkEvent.Changed.now(Packet.Part.LIFE, "R1", state("R1", 60)));
        assertTrue(arrives(400).stream().allMatch(one -> one.base() == 0));
        on(new UplinkEvent.Rolled(4));
        on(UplinkEvent.Changed.now(Packet.Part.LIFE, "R1", state("R1", 61)));
        assertTrue(arrives(400).stream().allMatch(one -> one.base() == 0));
        assertArrayEquals(state("R1", 61), shown.get("R1"));
    }

    @Test
    void whatHasOnlyEndedWaitsForTheHeartbeatAndAnAlarmDoesNot() {
        slowLink();
        nowMs += 100;
        on(new UplinkEvent.Changed(Packet.Part.LIFE, "R1", state("R1", "ended"), true));
        assertEquals(List.of(), sent);
        on(UplinkEvent.Changed.now(Packet.Part.LIFE, "R2", state("R2", "alarm")));
        assertEquals(1, sent.size());
        assertEquals(
                "R2",
                assertInstanceOf(Packet.State.class, sent.getFirst().packet().packet())
                        .key());
        arrives(50);
        nowMs += 1_000;
        on(new UplinkEvent.Tick(0));
        Packet.Several together =
                assertInstanceOf(Packet.Several.class, sent.getFirst().packet().packet());
        assertInstanceOf(Packet.State.class, together.packets().getFirst());
        assertEquals(
                0,
                assertInstanceOf(Packet.Beat.class, together.packets().getLast())
                        .waiting());
        arrives(50);
        assertArrayEquals(state("R1", "ended"), shown.get("R1"));
    }

    @Test
    void whatHasEndedAndBeginsAgainDoesNotWait() {
        slowLink();
        on(new UplinkEvent.Changed(Packet.Part.LIFE, "R1", state("R1", "ended"), true));
        on(UplinkEvent.Changed.now(Packet.Part.LIFE, "R1", state("R1", "alarm")));
        assertEquals(1, sent.size());
    }

    private boolean asks(String bed) {
        Packet.State difference = new Packet.State(Packet.Part.LIFE, bed, 9, nowMs, 8, new byte[] {1, 0, 0});
        return hub.on(new HubEvent.Came(new PacketCodec.Sealed("box-1", 3, 7, difference)), nowMs).stream()
                .anyMatch(effect ->
                        effect instanceof HubEffect.Send send && send.packet().packet() instanceof Packet.Compare);
    }

    @Test
    void aDifferenceThatCouldNotBeReadIsAskedForAlsoWhenOneWasAskedForJustBefore() {
        assertTrue(asks("R1"));
        nowMs += 200;
        assertFalse(asks("R2"), "not for each of several");
        nowMs += 200;
        assertTrue(hub.on(new HubEvent.Tick(), nowMs).stream()
                .anyMatch(effect ->
                        effect instanceof HubEffect.Send send && send.packet().packet() instanceof Packet.Compare));
    }
}
