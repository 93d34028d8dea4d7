package org.vigie.gateway.roles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.vigie.gateway.link.Packet;
import org.vigie.gateway.link.PacketCodec.Sealed;

/** What an edge knows of another box with its name, on virtual time. */
class NameTakenTest {
    private final NameTaken name = new NameTaken("box-1", 71);
    private long nowMs = 1_000_000;

    /** The hub speaks to a start of this name, each second, and has so many more records of it each time. */
    private void beats(int count, long boot, int grows) {
        for (int i = 0; i < count; i++) {
            Packet.HubBeat beat = new Packet.HubBeat(nowMs, 7, 100 + (long) i * grows, false, List.of());
            name.heard("hub-1", new Sealed("box-1", 5, boot, beat), nowMs);
            nowMs += 1_000;
        }
    }

    private boolean isTaken() {
        return name.problem(nowMs).isPresent();
    }

    @Test
    void aHubThatGoesOnTakingRecordsOfAnotherStartHasAnotherBoxUntilItIsSilentForAMinute() {
        beats(10, 72, 12);
        assertFalse(isTaken());
        beats(2, 72, 12);
        assertTrue(isTaken());
        assertEquals(
                "two boxes call themselves box-1: another one speaks to hub-1; switch one off and give it a name and a"
                        + " certificate of its own and an empty data folder",
                name.problem(nowMs).orElseThrow());
        nowMs += 58_000;
        assertTrue(isTaken());
        nowMs += 1_000;
        assertFalse(isTaken());
    }

    @Test
    void aHubThatOnlyRemembersTheStartBeforeHasNone() {
        beats(5, 72, 12);
        beats(200, 72, 0); // the box was replaced, or starts again: nobody sends under that start any more
        beats(200, 71, 12);
        beats(200, 0, 12);
        assertFalse(isTaken());
    }

    @Test
    void aConnectionThatWasTakenOverIsOneAtOnce() {
        name.takenOver("hub-1", nowMs);
        assertTrue(isTaken());
        nowMs += 60_000;
        assertFalse(isTaken());
    }
}
