package org.vigie.gateway.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class TrackTest {
    @Test
    void knowsEachPlaceOnceInAnyOrder() {
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom chance = new SplittableRandom(seed);
            Track track = new Track(1, 64);
            TreeSet<Long> model = new TreeSet<>();
            for (int i = 0; i < 300; i++) {
                long seq = chance.nextLong(1, 61);
                if (chance.nextInt(10) == 0) {
                    long to = seq + chance.nextInt(8);
                    track.cover(seq, to);
                    for (long place = seq; place <= to; place++) {
                        model.add(place);
                    }
                } else {
                    assertEquals(model.add(seq), track.add(seq), "seed " + seed + " place " + seq);
                }
            }
            long next = 1;
            while (model.contains(next)) {
                next++;
            }
            assertEquals(next, track.next(), "seed " + seed);
            for (long place = 1; place < 70; place++) {
                assertEquals(model.contains(place), track.has(place), "seed " + seed + " place " + place);
            }
            assertEquals(model.isEmpty() ? 0 : model.last() - model.size(), track.holes(), "seed " + seed);
        }
    }

    @Test
    void asksForTheFirstHoleOnlyAndForNoMoreThanAllowed() {
        Track track = new Track(1, 64);
        track.cover(10, 12);
        track.known(100);
        assertEquals(Optional.of(new Intake.Span(1, 9)), track.missing(100, 256));
        assertEquals(Optional.of(new Intake.Span(1, 4)), track.missing(100, 4));
        track.cover(1, 9);
        assertEquals(Optional.of(new Intake.Span(13, 100)), track.missing(100, 256));
    }

    @Test
    void moreHolesThanItHasRoomForAreFetchedAgainLater() {
        Track track = new Track(1, 2);
        assertTrue(track.add(3));
        assertTrue(track.add(5));
        assertFalse(track.add(7));
        assertTrue(track.add(6));
        assertEquals(List.of(new Intake.Span(3, 3), new Intake.Span(5, 6)), track.above());
    }

    @Test
    void epochThatIsOverIsCompleteWhenItsEndIsThere() {
        Track track = new Track(1, 2);
        track.end(2);
        assertFalse(track.complete());
        track.cover(1, 2);
        assertTrue(track.complete());
    }
}
