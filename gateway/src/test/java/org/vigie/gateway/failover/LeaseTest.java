package org.vigie.gateway.failover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.vigie.gateway.failover.LeasePair.Box;
import org.vigie.gateway.failover.LeasePair.Cable;
import org.vigie.gateway.failover.LeasePair.Claim;
import org.vigie.model.limits.LeaseLimits;

/** The lease of a pair on virtual time, first in single faults, then in all of them by seed. */
class LeaseTest {
    private static final List<Cable> CABLES = List.of(Cable.values());
    private static final int SEEDS = 400;
    private static final long SEED_MS = 180_000;

    /** A beat, two delays and a step: by then what one box said is known to the other. */
    private static final long SAID_MS = 2_000;

    /** Six seconds and a margin for delays. */
    private static final long HELD_MS = 7_500;

    private static LeasePair running() {
        LeasePair pair = new LeasePair(1);
        pair.boxes[0].start();
        pair.boxes[1].start();
        pair.run(8_000);
        return pair;
    }

    private static void cutAll(LeasePair pair) {
        for (Cable cable : List.of(Cable.SWITCH, Cable.DIRECT)) {
            pair.lose(cable, 0, 100);
            pair.lose(cable, 1, 100);
        }
    }

    private static Lease.Status status(LeasePair pair, int box) {
        return Objects.requireNonNull(pair.boxes[box].lease).status(pair.nowMs);
    }

    @Test
    void theBoxThatGoesFirstHoldsWhenBothStartAndTheOtherStaysClosed() {
        LeasePair pair = running();
        assertTrue(pair.boxes[0].acts());
        assertFalse(pair.boxes[1].acts());
        assertTrue(status(pair, 1).partnerHolds(LeaseLimits.DEFAULT));
        pair.run(60_000);
        assertEquals(1, pair.claims.size(), "nothing changes without a reason");
    }

    @Test
    void aKilledHolderIsReplacedSixSecondsAfterItsLastWordByAHigherEpoch() {
        LeasePair pair = running();
        long first = pair.boxes[0].openEpoch;
        pair.boxes[0].crash();
        pair.run(4_800);
        assertFalse(pair.boxes[1].acts());
        pair.run(1_700);
        assertTrue(pair.boxes[1].acts());
        assertTrue(pair.boxes[1].openEpoch > first);
        pair.boxes[0].start();
        pair.run(20_000);
        assertFalse(pair.boxes[0].acts(), "who comes back does not take it away");
    }

    @Test
    void aHolderThatStoodStillPastItsLeaseActsNoMoreFromTheFirstMomentOn() {
        LeasePair pair = running();
        pair.boxes[0].paused = true;
        pair.run(10_000);
        assertTrue(pair.boxes[1].acts());
        pair.boxes[0].paused = false;
        assertFalse(pair.boxes[0].acts(), "before it has read or thought anything");
        pair.run(5_000);
        assertFalse(pair.boxes[0].acts());
        assertEquals(0, pair.boxes[0].openEpoch);
        assertEquals(LeaseEffect.Why.PAUSED, status(pair, 0).stopped());
        assertTrue(pair.boxes[1].acts());
    }

    @Test
    void aHolderThatSeesNobodyGivesUpAfterThreeSecondsAndTheOtherHoldsAfterSix() {
        LeasePair pair = running();
        cutAll(pair);
        pair.boxes[0].hub = false;
        pair.boxes[0].monitor = false;
        pair.run(2_500);
        assertTrue(pair.boxes[0].acts());
        pair.run(1_500);
        assertFalse(pair.boxes[0].acts());
        assertEquals(LeaseEffect.Why.ALONE, status(pair, 0).stopped());
        pair.run(3_500);
        assertTrue(pair.boxes[1].acts());
    }

    @Test
    void whoSeesNeitherHubNorMonitorNeverTakesOverAndOneWhoDoesIsGivenIt() {
        LeasePair pair = running();
        pair.boxes[1].hub = false;
        pair.boxes[1].monitor = false;
        pair.run(4_000);
        pair.boxes[0].crash();
        pair.run(30_000);
        assertFalse(pair.boxes[1].acts());
        pair.boxes[1].monitor = true;
        pair.run(1_000);
        assertTrue(pair.boxes[1].acts());
        pair.boxes[0].start();
        pair.boxes[1].monitor = false;
        pair.run(6_000);
        assertTrue(pair.boxes[0].acts(), "handed over to the box that sees");
        assertFalse(pair.boxes[1].acts());
    }

    @Test
    void oneCableIsEnoughAndSoIsAHubThatBothReach() {
        LeasePair pair = running();
        for (Cable last : Cable.values()) {
            for (Cable cable : Cable.values()) {
                pair.lose(cable, 0, cable == last ? 0 : 100);
                pair.lose(cable, 1, cable == last ? 0 : 100);
            }
            pair.run(30_000);
            assertEquals(1, pair.claims.size(), "only " + last);
        }
    }

    @Test
    void withoutAnyPathBothPollTheirHalfAndAreOneAgainWhenItIsBack() {
        LeasePair pair = running();
        cutAll(pair);
        pair.boxes[0].hub = false;
        pair.run(10_000);
        assertTrue(pair.boxes[0].acts() && pair.boxes[1].acts(), "each sees its half");
        pair.lose(Cable.DIRECT, 0, 0);
        pair.lose(Cable.DIRECT, 1, 0);
        pair.run(SAID_MS);
        assertFalse(pair.boxes[0].acts());
        assertTrue(pair.boxes[1].acts(), "the higher epoch stays");
    }

    @Test
    void aHolderThatEndsInGoodOrderIsReplacedAtOnce() {
        LeasePair pair = running();
        pair.boxes[0].leave();
        pair.run(1_000);
        assertTrue(pair.boxes[1].acts());
    }

    @Test
    void aStandbyThatStoodStillListensAgainBeforeItTakesOver() {
        Lease lease = new Lease(new Lease.Who("icu", "box-2", "box-1", false, 1), 0, LeaseLimits.DEFAULT, 0);
        lease.on(new LeaseEvent.Heard("a", new Beat("icu", "box-1", "box-2", 1, 1, LeaseRole.HOLDER, 2, true)), 1_000);
        for (long now = 20_000; now < 25_900; now += 100) {
            lease.on(new LeaseEvent.SawHub(), now);
            lease.on(new LeaseEvent.Tick(), now);
            assertEquals(LeaseRole.STANDBY, lease.status(now).role(), "at " + now);
        }
    }

    @Test
    void aDiskThatRefusesTheEpochIsAskedAgainAndNothingIsPolledMeanwhile() {
        Lease lease = new Lease(new Lease.Who("icu", "box-1", "box-2", true, 1), 6, LeaseLimits.DEFAULT, 0);
        int asked = 0;
        for (long now = 0; now <= 9_000; now += 100) {
            lease.on(new LeaseEvent.SawHub(), now);
            for (LeaseEffect effect : lease.on(new LeaseEvent.Tick(), now)) {
                if (effect instanceof LeaseEffect.Force force) {
                    asked++;
                    lease.on(new LeaseEvent.Unforced(force.epoch()), now);
                }
            }
            assertTrue(lease.actsUntilMs() < now);
        }
        assertTrue(asked >= 2 && asked <= 4, asked + " times");
    }

    @Test
    void aBoxWhoseDiskRefusesDoesNotOutrunTheOtherWithEachAttempt() {
        for (int seed = 1; seed <= 20; seed++) {
            LeasePair pair = new LeasePair(seed);
            pair.boxes[0].diskRefuses = true;
            pair.boxes[0].start();
            pair.boxes[1].start();
            pair.run(9_000);
            for (int i = 0; i < 300; i++) {
                pair.step();
                assertTrue(pair.boxes[1].acts(), "seed " + seed + " at " + pair.nowMs);
            }
        }
    }

    @Test
    void whatWasSaidBeforeIsCountedAndChangesNothing() {
        Lease lease = new Lease(new Lease.Who("icu", "box-2", "box-1", false, 1), 0, LeaseLimits.DEFAULT, 0);
        Beat beat = new Beat("icu", "box-1", "box-2", 4, 9, LeaseRole.HOLDER, 8, true);
        lease.on(new LeaseEvent.Heard("a", beat), 100);
        for (long now = 200; now <= 7_000; now += 100) {
            lease.on(new LeaseEvent.SawHub(), now);
            lease.on(new LeaseEvent.Heard("a", beat), now);
            lease.on(new LeaseEvent.Tick(), now);
        }
        assertEquals(LeaseRole.CLAIMING, lease.status(7_000).role(), "a word that is played again holds nobody");
        assertTrue(lease.status(7_000).repeated() > 60);
    }

    @Test
    void underAllFaultsNoTwoActWhileTheyHearEachOtherAndOneActsWhereItCanAndEpochsOnlyRise() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            new Checked(seed).run();
        }
    }

    /** One run with its own independent look at what holds. */
    private static final class Checked {
        private final long seed;
        private final LeasePair pair;
        private long heldMs;
        private int checkedClaims;
        private final Set<Long> epochs = new HashSet<>();
        private final long[] highest = new long[2];
        private final long[] wakeMs = new long[2];
        private final long[] fellMs = new long[2];

        Checked(long seed) {
            this.seed = seed;
            this.pair = new LeasePair(seed);
        }

        void run() {
            while (pair.nowMs < SEED_MS) {
                if (pair.random.nextInt(30) == 0) {
                    fault();
                }
                for (Box box : pair.boxes) {
                    life(box);
                }
                pair.step();
                claims();
                together();
                held();
            }
        }

        private void fault() {
            int from = pair.random.nextInt(2);
            Box box = pair.boxes[from];
            switch (pair.random.nextInt(8)) {
                case 0, 1 -> {
                    int[] some = {0, 0, 0, 10, 30, 100};
                    Cable cable = CABLES.get(pair.random.nextInt(CABLES.size()));
                    pair.lose(cable, from, some[pair.random.nextInt(some.length)]);
                }
                case 2 ->
                    pair.loss.keySet().forEach(cable -> {
                        pair.lose(cable, 0, 0);
                        pair.lose(cable, 1, 0);
                    });
                case 3 -> box.hub = !box.hub;
                case 4 -> box.monitor = !box.monitor;
                case 5 ->
                    pair.loss.keySet().forEach(cable -> {
                        pair.lose(cable, 0, 100);
                        pair.lose(cable, 1, 100);
                    });
                default -> {}
            }
        }

        private void life(Box box) {
            if (box.lease == null || box.paused) {
                if (pair.nowMs >= wakeMs[box.number]) {
                    if (box.lease == null) {
                        box.start();
                    }
                    boolean slept = box.paused && pair.nowMs - fellMs[box.number] > 3_100;
                    box.paused = false;
                    assertFalse(slept && box.acts(), "seed " + seed + ": acts after it stood still");
                }
            } else if (pair.random.nextInt(400) == 0) {
                wakeMs[box.number] = pair.nowMs + 500 + pair.random.nextInt(20_000);
                fellMs[box.number] = pair.nowMs;
                if (pair.random.nextBoolean()) {
                    box.crash();
                } else {
                    box.paused = true;
                }
            }
        }

        private void claims() {
            for (; checkedClaims < pair.claims.size(); checkedClaims++) {
                Claim claim = pair.claims.get(checkedClaims);
                assertTrue(epochs.add(claim.epoch()), "seed " + seed + ": twice epoch " + claim.epoch());
                assertTrue(claim.epoch() > highest[claim.box()], "seed " + seed + ": " + claim);
                highest[claim.box()] = claim.epoch();
            }
        }

        /** Two act together only while what one says does not reach the other, or has just begun to. */
        private void together() {
            boolean settled = pair.nowMs - Math.max(pair.boxes[0].troubledMs, pair.boxes[1].troubledMs) >= SAID_MS;
            boolean connected = pair.isHeard(0, SAID_MS) && pair.isHeard(1, SAID_MS);
            boolean both = pair.boxes[0].acts() && pair.boxes[1].acts();
            assertFalse(settled && connected && both, () -> "seed " + seed + " at " + pair.nowMs + ": two holders");
        }

        private void held() {
            for (Box box : pair.boxes) {
                if (box.acts()) {
                    heldMs = pair.nowMs;
                }
            }
            for (Box box : pair.boxes) {
                long could = Math.max(box.troubledMs, box.blindMs);
                boolean fits = pair.nowMs - Math.max(could, heldMs) <= HELD_MS;
                assertTrue(
                        fits, () -> "seed " + seed + " at " + pair.nowMs + ": nobody holds, " + box.number + " could");
            }
        }
    }
}
