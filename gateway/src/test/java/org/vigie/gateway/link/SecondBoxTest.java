package org.vigie.gateway.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.vigie.gateway.link.PacketCodec.Sealed;
import org.vigie.model.limits.LinkLimits;

/** Two boxes with one name, and everything that only looks like it; at a receiver, on virtual time. */
class SecondBoxTest {
    private final HubReceiver hub = new HubReceiver("box-1", List.of(), LinkLimits.DEFAULT);
    private long nowMs = 1_000_000;

    private void beat(long epoch, long boot) {
        Packet.Beat beat = new Packet.Beat(Lane.LIFE, 1, 0, 0, 0, 0, 10, 10, -1, 0, false);
        hub.on(new HubEvent.Came(new Sealed("box-1", epoch, boot, beat)), nowMs);
    }

    /** Both speak, each once a second, from now on. */
    private void both(int seconds, long epoch, long otherEpoch) {
        for (int i = 0; i < seconds; i++) {
            beat(epoch, 71);
            nowMs += 500;
            beat(otherEpoch, 72);
            nowMs += 500;
        }
    }

    private boolean isDoubled() {
        return hub.isDoubled(nowMs);
    }

    @Test
    void twoThatSpeakInTurnsForTenSecondsAreTwoBoxesWithOneEpochAsWithTwo() {
        for (long other : List.of(5L, 4L, 6L)) {
            HubReceiver fresh = new HubReceiver("box-1", List.of(), LinkLimits.DEFAULT);
            boolean early = false;
            for (int i = 0; i < 24; i++) {
                long epoch = i % 2 == 0 ? 5 : other;
                Packet.Beat beat = new Packet.Beat(Lane.LIFE, 1, 0, 0, 0, 0, 10, 10, -1, 0, false);
                fresh.on(new HubEvent.Came(new Sealed("box-1", epoch, 71 + i % 2, beat)), nowMs);
                early |= i < 20 && fresh.isDoubled(nowMs);
                nowMs += 500;
            }
            assertFalse(early, "before ten seconds, other epoch " + other);
            assertTrue(fresh.isDoubled(nowMs), "other epoch " + other);
            assertTrue(fresh.status(nowMs).claimed());
        }
    }

    @Test
    void anOrdinaryRestartIsOneBoxAlsoWhenLastWordsComeLate() {
        beat(5, 71);
        nowMs += 3_000;
        for (int i = 0; i < 8; i++) { // two lanes: the last words of one come between the first ones of the other
            beat(6, 72);
            nowMs += 1_000;
            beat(5, 71);
            assertFalse(isDoubled());
        }
        for (int i = 0; i < 120; i++) {
            beat(6, 72);
            nowMs += 1_000;
            assertFalse(isDoubled());
        }
    }

    @Test
    void aBoxThatStartsAgainAndAgainIsOneBox() {
        for (int start = 1; start < 40; start++) {
            for (int i = 0; i < 3; i++) {
                beat(start, start);
                nowMs += 1_000;
            }
            beat(start - 1, start - 1);
            assertFalse(isDoubled(), "start " + start);
        }
    }

    @Test
    void aBoxInThePlaceOfASilentOneIsNoSecondOne() {
        beat(7, 71);
        for (int i = 0; i < 90; i++) {
            beat(1, 72);
            nowMs += 1_000;
            assertFalse(isDoubled());
        }
        assertEquals(90, hub.status(nowMs).refusedOld());
    }

    @Test
    void itEndsWhenEitherOfThemHasBeenSilentForAMinuteAndNotBefore() {
        both(12, 5, 5);
        assertTrue(isDoubled());
        for (int i = 0; i < 59; i++) {
            beat(5, 71);
            nowMs += 1_000;
            assertTrue(isDoubled(), "second " + i);
        }
        nowMs += 1_000;
        assertFalse(isDoubled());
        both(9, 5, 5);
        assertFalse(isDoubled(), "proven anew");
        both(3, 5, 5);
        assertTrue(isDoubled());
        for (int i = 0; i < 61; i++) {
            beat(5, 72); // the one that is believed was switched off
            nowMs += 1_000;
        }
        assertFalse(isDoubled());
    }

    @Test
    void itStandsThroughARestartOfOneOfThem() {
        both(12, 5, 5);
        for (int i = 0; i < 30; i++) {
            beat(6, 73); // the second one has started again, and is the newer one now
            nowMs += 500;
            beat(5, 71);
            nowMs += 500;
            assertTrue(isDoubled());
        }
    }
}
