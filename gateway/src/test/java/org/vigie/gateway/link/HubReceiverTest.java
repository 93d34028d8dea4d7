package org.vigie.gateway.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vigie.gateway.link.PacketCodec.Sealed;
import org.vigie.model.limits.LinkLimits;

class HubReceiverTest {
    private static final long START = 1_000_000;

    private final HubReceiver hub = new HubReceiver("box-1", List.of(), LinkLimits.DEFAULT);

    private EdgeLink at(long ms) {
        hub.on(new HubEvent.Tick(), START + ms);
        return hub.link();
    }

    private void beat(long ms) {
        Packet.Beat beat = new Packet.Beat(Lane.LIFE, 1, 0, 0, 0, 0, 10, 10, -1, 0, false);
        hub.on(new HubEvent.Came(new Sealed("box-1", 3, 7, beat)), START + ms);
    }

    @Test
    void anEdgeThatWasNeverHeardIsLostAfterTheGraceAndNotBefore() {
        assertEquals(EdgeLink.CONNECTING, at(0));
        assertEquals(EdgeLink.CONNECTING, at(5_200));
        assertEquals(EdgeLink.CONNECTING, at(14_800));
        assertEquals(EdgeLink.LOST, at(15_000), "never silent");
        beat(16_000);
        assertEquals(EdgeLink.LIVE, at(16_200));
    }

    @Test
    void anEdgeThatWasHeardOnceHasNoGrace() {
        at(0);
        beat(1_000);
        assertEquals(EdgeLink.LIVE, at(3_800));
        assertEquals(EdgeLink.STALE, at(4_200));
        assertEquals(EdgeLink.LOST, at(6_000));
    }

    @Test
    void nothingIsSentToAnEdgeInItsGrace() {
        at(0);
        assertTrue(hub.on(new HubEvent.Wanted("c1", new byte[] {1}), START + 100).stream()
                .anyMatch(effect ->
                        effect.equals(new HubEffect.Answered(new Packet.Answer("c1", false, "edge-unreachable")))));
    }

    @Test
    void theHighestEpochThereCanBeEndsNothing() {
        Packet.Beat beat = new Packet.Beat(Lane.LIFE, 1, 0, 0, 0, 0, 10, 10, -1, 0, false);
        assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> hub.on(new HubEvent.Came(new Sealed("box-1", Long.MAX_VALUE, 7, beat)), START));
        assertEquals(EdgeLink.LIVE, at(100));
    }
}
