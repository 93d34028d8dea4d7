package org.vigie.gateway.prove.storm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** The truth that {@code prove storm} compares with sees what is wrong. */
final class StormTest {
    private static Truth one() {
        Truth truth = new Truth();
        truth.raised("B01", 1);
        truth.shown("B01", Set.of("a"), 2_000_001);
        truth.ended("B01", 3_000_001);
        truth.shown("B01", Set.of(), 4_000_001);
        return truth;
    }

    @Test
    void anAlarmThatCameAndWentOnceHolds() {
        Truth truth = one();
        assertTrue(truth.count().holds());
        assertEquals(2.0, truth.onsetMs(0.99));
        assertEquals(1.0, truth.endMs(1));
        assertEquals(Set.of("a"), truth.names("B01"));
        assertFalse(new Truth().count().holds(), "nothing proves nothing");
    }

    @Test
    void whatIsMissedDoubledOfNobodyOrStaysDoesNotHold() {
        Truth missed = one();
        missed.raised("B01", 5);
        missed.ended("B01", 6);
        assertFalse(missed.count().holds(), "never shown");
        missed.raised("B01", 7);
        assertEquals(1, missed.count().missed());

        Truth doubled = one();
        doubled.shown("B01", Set.of("a"), 5);
        doubled.shown("B01", Set.of(), 6);
        assertEquals(1, doubled.count().doubled());
        assertFalse(doubled.count().holds());

        Truth ghost = one();
        ghost.shown("B02", Set.of("b"), 5);
        assertEquals(1, ghost.count().ghosts());
        assertFalse(ghost.count().holds());

        Truth stays = one();
        stays.raised("B01", 5);
        stays.shown("B01", Set.of("b"), 6);
        stays.ended("B01", 7);
        assertFalse(stays.count().holds(), "still on at the display");
    }
}
