package org.vigie.gateway.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vigie.gateway.link.PacketCodec.Sealed;
import org.vigie.model.limits.LinkLimits;

/** What a hub can make an edge remember is bounded. */
class EdgeUplinkTest {
    private static final LinkLimits LIMITS = LinkLimits.DEFAULT;
    private final EdgeUplink edge = new EdgeUplink("box-1", 3, 7, LIMITS);
    private long nowMs = 1_000;

    private List<UplinkEffect> on(UplinkEvent event) {
        return edge.on(event, nowMs);
    }

    private void came(long boot, Packet.Down packet) {
        on(new UplinkEvent.Came(new Sealed("box-1", 3, boot, packet)));
    }

    /** Everything that goes out on LIFE once it is connected and each message is acknowledged at once. */
    private List<Packet> sent() {
        List<Packet> all = new ArrayList<>();
        List<UplinkEffect> effects = on(new UplinkEvent.Up(Lane.LIFE));
        while (!effects.isEmpty()) {
            List<UplinkEffect> next = new ArrayList<>();
            for (UplinkEffect effect : effects) {
                if (effect instanceof UplinkEffect.Send send) {
                    all.add(send.packet().packet());
                    next.addAll(on(new UplinkEvent.Acknowledged(send.lane(), send.token())));
                }
            }
            effects = next;
        }
        return all;
    }

    @Test
    void answersThatCannotBeSentAreBoundedTheHubAsksAgain() {
        for (int i = 0; i < 5_000; i++) {
            came(8, new Packet.Command("c" + i, 1_000, new byte[] {1}));
        }
        long answers = sent().stream().filter(Packet.Answer.class::isInstance).count();
        assertEquals(LIMITS.commands(), answers);
    }

    @Test
    void bedsThatOnlyAHubKnowsAreBounded() {
        for (int i = 0; i < 5_000; i++) {
            came(7, new Packet.Compare(Packet.Part.LIFE, List.of(new Packet.Held("B" + i, 1))));
        }
        int waiting = edge.status(nowMs).statesWaiting();
        assertTrue(waiting <= 2 * LIMITS.keys(), "states waiting: " + waiting);
    }
}
