package org.vigie.gateway.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.vigie.gateway.testing.HandClocks;

class EngineClockTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private final HandClocks clocks = new HandClocks(NOON);

    @Test
    void advancesWithTheMonotonicClock() {
        EngineClock clock = new EngineClock(clocks, Instant.EPOCH);
        assertEquals(NOON, clock.now());
        clocks.pass(Duration.ofSeconds(10));
        assertEquals(NOON.plusSeconds(10), clock.now());
        assertFalse(clock.look().eventful());
    }

    @Test
    void startsBehindTheNewestRecordWhenTheWallClockWasSetBack() {
        EngineClock clock = new EngineClock(clocks, NOON.plusSeconds(3600));
        assertTrue(clock.now().isAfter(NOON.plusSeconds(3600)));
        assertFalse(clock.look().eventful());
    }

    @Test
    void aSleepIsSeenOnceAndEngineTimeJumpsOverIt() {
        EngineClock clock = new EngineClock(clocks, Instant.EPOCH);
        clocks.pass(Duration.ofSeconds(1));
        clocks.sleep(Duration.ofMinutes(10));
        assertEquals(NOON.plusSeconds(1), clock.now());
        EngineClock.Look look = clock.look();
        assertEquals(Duration.ofMinutes(10), look.slept());
        assertEquals(Duration.ZERO, look.stepped());
        assertEquals(NOON.plusSeconds(601), clock.now());
        assertFalse(clock.look().eventful());
    }

    @Test
    void aShortDifferenceIsNoSleep() {
        EngineClock clock = new EngineClock(clocks, Instant.EPOCH);
        clocks.sleep(Duration.ofMillis(1900));
        assertFalse(clock.look().eventful());
    }

    @Test
    void aSetWallClockChangesNothingButTheRecord() {
        EngineClock clock = new EngineClock(clocks, Instant.EPOCH);
        clocks.setWall(Duration.ofMinutes(-24));
        EngineClock.Look look = clock.look();
        assertEquals(Duration.ofMinutes(-24), look.stepped());
        assertEquals(Duration.ZERO, look.slept());
        assertEquals(NOON, clock.now());
        assertEquals(Duration.ofMinutes(-24), clock.wallOffset());
        assertFalse(clock.look().eventful());
    }

    @Test
    void theClocksOfThisMachineAgree() {
        EngineClock clock = new EngineClock(EngineClock.machine(), Instant.EPOCH);
        assertEquals(Duration.ZERO, clock.look().slept());
    }
}
