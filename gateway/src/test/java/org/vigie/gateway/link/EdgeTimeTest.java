package org.vigie.gateway.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class EdgeTimeTest {
    private final EdgeTime time = new EdgeTime();

    private void heard(long edgeMs, long echoHubMs, long heldMs, long nowMs) {
        time.heard(new Packet.Beat(Lane.LIFE, 1, 0, 0, 0, 0, edgeMs, edgeMs, echoHubMs, heldMs, false), nowMs);
    }

    @Test
    void anAgeIsNeverTooSmall() {
        heard(500, 10_000, 100, 10_200);
        assertEquals(OptionalLong.of(100), time.ageMs(500, 10_200));
        assertEquals(OptionalLong.of(1_100), time.ageMs(500, 11_200));
    }

    /**
     * An edge slept for 600 s and heard the hub before it noticed: its clock still lagged. That one beat must not make
     * everything look new for as long as it is remembered.
     */
    @Test
    void aClockThatJumpsMakesWhatWasLearntWorthNothing() {
        heard(500, 10_000, 0, 10_000);
        heard(700, 610_100, 100, 610_250);
        heard(600_900, 610_100, 600_300, 610_450);
        assertTrue(time.ageMs(600_900, 610_450).isEmpty(), "nobody knows");
        heard(601_000, 610_500, 50, 610_600);
        assertEquals(OptionalLong.of(5_050), time.ageMs(601_000, 615_600));
    }
}
