package org.vigie.gateway.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
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

    private List<HubEffect> came(long epoch, Packet.Up packet, long ms) {
        return hub.on(new HubEvent.Came(new Sealed("box-1", epoch, epoch, packet)), START + ms);
    }

    private static Packet.Beat beatOf(Lane lane, long last) {
        return new Packet.Beat(lane, 1, last, last, 0, 0, 10, 10, -1, 0, false);
    }

    private static Packet.Fill answer(Packet.Ask ask, long end) {
        List<Entry> entries = new ArrayList<>();
        for (long seq = ask.from(); seq <= Math.min(end, ask.to()); seq++) {
            entries.add(new Entry(ask.epoch(), ask.lane(), seq, 1, "hl7:10.0.0.1", seq, seq, new byte[] {1}));
        }
        long to = entries.isEmpty() ? ask.from() - 1 : entries.getLast().seq();
        return new Packet.Fill(
                ask.request(), ask.epoch(), ask.lane(), ask.from(), to, entries, end, Packet.Loss.RETENTION);
    }

    /** Answers every question until there is none; what was stored, in order. */
    private List<String> storedUntilNothingIsAsked(List<HubEffect> effects, long epoch, long end, long ms) {
        List<String> stored = new ArrayList<>();
        List<HubEffect> left = effects;
        for (int i = 0; i < 100 && !left.isEmpty(); i++) {
            List<HubEffect> next = new ArrayList<>();
            for (HubEffect effect : left) {
                if (effect instanceof HubEffect.Store store) {
                    stored.add(store.entry().epoch() + "/" + store.entry().lane() + "/"
                            + store.entry().seq());
                } else if (effect instanceof HubEffect.Send send
                        && send.packet().packet() instanceof Packet.Ask ask) {
                    next.addAll(came(epoch, answer(ask, ask.lane() == Lane.LIFE ? end : 0), ms));
                }
            }
            left = next;
        }
        return stored;
    }

    @Test
    void whatTheDiskRefusedOfAnEpochThatIsOverAndWasWholeIsAskedForAgainAndStoredOnce() {
        at(0);
        List<HubEffect> effects = new ArrayList<>(came(1, beatOf(Lane.LIFE, 5), 100));
        assertEquals(5, storedUntilNothingIsAsked(effects, 1, 5, 100).size());
        effects = new ArrayList<>(came(2, beatOf(Lane.LIFE, 0), 1_000));
        assertEquals(List.of(), storedUntilNothingIsAsked(effects, 2, 5, 1_000), "epoch 1 ended with what is here");
        hub.on(new HubEvent.Tick(), START + 1_200);
        assertTrue(hub.whole());
        assertEquals(List.of(2L), epochs(), "a checkpoint says nothing of an epoch that is whole and over");

        effects = hub.on(new HubEvent.Unstored(1, Lane.LIFE, 3, 4), START + 1_400);
        assertEquals(2, hub.missing(Lane.LIFE));
        assertEquals(List.of(1L, 2L), epochs());
        assertEquals(List.of("1/LIFE/3", "1/LIFE/4"), storedUntilNothingIsAsked(effects, 2, 5, 1_400));
        assertTrue(hub.whole());
        assertEquals(List.of(2L), epochs());
    }

    private List<Long> epochs() {
        return hub.marks().stream()
                .filter(mark -> mark.lane() == Lane.LIFE)
                .map(Intake.Mark::epoch)
                .toList();
    }

    @Test
    void anEpochThatWasWholeIsNeverSaidToBeGivenUp() {
        at(0);
        List<HubEffect> all = new ArrayList<>();
        for (long epoch = 1; epoch <= 40; epoch++) {
            List<HubEffect> effects = came(epoch, beatOf(Lane.LIFE, 0), epoch * 1_000);
            all.addAll(effects);
            storedUntilNothingIsAsked(effects, epoch, 0, epoch * 1_000);
        }
        assertEquals(
                List.of(),
                all.stream()
                        .filter(HubEffect.Lost.class::isInstance)
                        .map(HubEffect.Lost.class::cast)
                        .filter(lost -> lost.lane() == Lane.LIFE)
                        .toList());
        assertEquals(List.of(40L), epochs());
    }
}
