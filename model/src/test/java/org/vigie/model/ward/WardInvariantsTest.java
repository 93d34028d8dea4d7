package org.vigie.model.ward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.vigie.model.BedId;
import org.vigie.model.alarm.AlarmKey;
import org.vigie.model.alarm.Priority;
import org.vigie.model.report.AlarmPhase;
import org.vigie.model.report.AlarmReport;

/**
 * The invariants A1 to A15 over every short sequence of events and over long random ones. A1 to A6 for a single step
 * are in AlarmMachineTest; A13 (a display has painted it) is the gateway's.
 */
final class WardInvariantsTest {
    private static final WardPolicy DELAYED = new WardPolicy(false, Duration.ofSeconds(10), false, ZoneOffset.UTC);

    /** Something that may happen next: an event some time after the one before. */
    private record Move(Duration after, WardEvent event) {}

    private static List<Move> alphabet() {
        Duration soon = Duration.ofMillis(500);
        AlarmReport high = Rig.words("R01", "X_LO_VAL").done();
        AlarmReport medium =
                Rig.words("R01", "X_LO_VAL").priority(Priority.MEDIUM).done();
        return List.of(
                new Move(soon, heard(high)),
                new Move(soon, heard(medium)),
                new Move(soon, heard(medium.in(AlarmPhase.END))),
                new Move(soon, new WardEvent.Commanded("", Action.ACKNOWLEDGE, new BedId("R01"), null, "AB")),
                new Move(soon, new WardEvent.Commanded("", Action.PAUSE, new BedId("R01"), null, "AB")),
                new Move(Duration.ofSeconds(11), new WardEvent.Alive(Rig.source("R01"), "c/R01")),
                new Move(Duration.ofSeconds(181), heard(Rig.value("R01", Rig.HR, 80))),
                new Move(soon, new WardEvent.Restarted()));
    }

    private static WardEvent heard(org.vigie.model.report.Report report) {
        return new WardEvent.Heard(Rig.source("R01"), "c/R01", List.of(report));
    }

    private int steps;

    @Test
    void everySequenceOfFiveEventsKeepsTheInvariants() {
        Ward ward = new Rig(Rig.site(DELAYED, "R01")).beats(2, "R01").ward;
        explore(ward, Map.of(), alphabet(), 5);
        assertEquals(8 + 64 + 512 + 4_096 + 32_768, steps);
    }

    private void explore(Ward ward, Map<String, AlarmKey> open, List<Move> moves, int depth) {
        for (Move move : moves) {
            steps++;
            WardEvent event = move.event() instanceof WardEvent.Commanded command
                    ? new WardEvent.Commanded("c" + steps, command.action(), command.bed(), null, "AB")
                    : move.event();
            Ward.Step step = ward.apply(event, ward.now().plus(move.after()));
            Invariants.Taken taken = new Invariants.Taken(ward, event, step.ward(), step.effects());
            Invariants.check(taken);
            Map<String, AlarmKey> now = Invariants.a11(taken, open);
            if (depth > 1) {
                explore(step.ward(), now, moves, depth - 1);
            }
        }
    }

    @Test
    void aHundredThousandRandomStepsKeepTheInvariants() {
        for (long seed = 1; seed <= 10; seed++) {
            long theSeed = seed;
            try {
                run(theSeed, 10_000);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + theSeed, e);
            }
        }
    }

    private static void run(long seed, int length) {
        Chance chance = new Chance(seed);
        Ward ward = Ward.start(Rig.site(DELAYED, "R01", "R02", "R03"), Rig.START);
        Map<String, AlarmKey> open = Map.of();
        Instant now = Rig.START;
        for (int i = 0; i < length; i++) {
            now = now.plus(chance.pause());
            WardEvent event = chance.event(ward);
            Ward.Step step = ward.apply(event, now);
            Invariants.Taken taken = new Invariants.Taken(ward, event, step.ward(), step.effects());
            Invariants.check(taken);
            open = Invariants.a11(taken, open);
            ward = step.ward();
        }
    }

    @Test
    void a10AReplayGivesTheSameWardAndTheSameEffects() {
        for (long seed = 100; seed < 102; seed++) {
            List<WardEffect> live = new ArrayList<>();
            List<WardEffect> replayed = new ArrayList<>();
            assertEquals(fold(seed, live, false), fold(seed, replayed, false));
            assertEquals(live, replayed);
        }
    }

    @Test
    void a10TheResultDoesNotDependOnHowOftenTimeIsTold() {
        for (long seed = 200; seed < 204; seed++) {
            List<WardEffect> seldom = new ArrayList<>();
            List<WardEffect> often = new ArrayList<>();
            Ward one = fold(seed, seldom, false);
            Ward other = fold(seed, often, true);
            assertEquals(seldom, often, "seed " + seed);
            assertEquals(one, other, "seed " + seed);
        }
    }

    private static Ward fold(long seed, List<WardEffect> effects, boolean ticks) {
        Chance chance = new Chance(seed);
        Chance tick = new Chance(-seed);
        Ward ward = Ward.start(Rig.site(DELAYED, "R01", "R02", "R03"), Rig.START);
        Instant now = Rig.START;
        for (int i = 0; i < 2_000; i++) {
            Duration pause = chance.pause();
            WardEvent event = chance.event(ward);
            // Time that passes while the gateway is down is told to nobody.
            for (int n = 0; ticks && n < 3 && !(event instanceof WardEvent.Restarted); n++) {
                Ward.Step step = ward.advance(later(ward.now(), now.plus(tick.upTo(pause))));
                effects.addAll(step.effects());
                ward = step.ward();
            }
            now = now.plus(pause);
            Ward.Step step = ward.apply(event, now);
            effects.addAll(step.effects());
            ward = step.ward();
        }
        return ward;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }

    @Test
    void a15TheSameStepTwiceGivesTheSameAndLeavesTheWardAsItWas() {
        Ward ward = Rig.of("R01").beats(2, "R01").ward;
        String before = ward.checkpoint();
        Instant at = ward.now().plusSeconds(30);
        Ward.Step one = ward.apply(heard(Rig.words("R01", "X").done()), at);
        Ward.Step two = ward.apply(heard(Rig.words("R01", "X").done()), at);
        assertEquals(one, two);
        assertEquals(before, ward.checkpoint());
        assertNotEquals(before, one.ward().checkpoint());
    }

    @Test
    void whatDidNotChangeStaysTheSameObject() {
        Rig rig = Rig.of("R01", "R02").beats(2, "R01", "R02");
        Bed untouched = rig.bed("R02");
        long changes = rig.ward.changes();
        rig.beat("R01");
        assertEquals(System.identityHashCode(untouched), System.identityHashCode(rig.bed("R02")));
        assertEquals(changes + 1, rig.ward.changes());
        rig.afterSeconds(0.2);
        assertEquals(changes + 1, rig.ward.changes());
    }

    @Test
    void engineTimeNeverGoesBack() {
        Rig rig = Rig.of("R01").beats(5, "R01");
        Instant before = rig.ward.now();
        rig.now = Rig.START.minusSeconds(3600);
        rig.beat("R01");
        assertEquals(before, rig.ward.now());
    }
}
