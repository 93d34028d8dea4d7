package org.vigie.adapter.intellivue.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.vigie.adapter.intellivue.codec.AssembledResult;
import org.vigie.adapter.intellivue.codec.Attribute;
import org.vigie.adapter.intellivue.codec.AttributeId;
import org.vigie.adapter.intellivue.codec.IntellivuePdu.Linked;
import org.vigie.adapter.intellivue.codec.IntellivuePdu.PollResult;
import org.vigie.adapter.intellivue.codec.ObjectClass;
import org.vigie.adapter.intellivue.codec.Octets;
import org.vigie.adapter.intellivue.codec.PolledObject;
import org.vigie.model.limits.Limits;

class PollAssemblerTest {
    private static final int CYCLE = MonitorTicks.CYCLE;

    private final PollAssembler assembler = new PollAssembler(Limits.INTELLIVUE);

    @Test
    void resultInOnePartIsACycle() {
        AssembledResult cycle =
                take(part(Linked.WHOLE, 0, 0, 1_000, value(1, 0x4182, 60))).orElseThrow();
        assertEquals(1, cycle.objects().size());
        assertEquals(1_000, cycle.ticks());
    }

    @Test
    void linkedPartsAreOneCycleWhichEndsWithTheEmptyResultAndNotWithLast() {
        assertTrue(take(part(Linked.FIRST, 1, 0, 1_000, value(1, 1, 1))).isEmpty());
        assertTrue(take(part(Linked.MIDDLE, 2, 0, 1_000, value(2, 2, 2))).isEmpty());
        assertTrue(take(part(Linked.LAST, 3, 0, 1_000, value(3, 3, 3))).isEmpty());
        assertEquals(
                List.of(1, 2, 3), handles(take(part(Linked.WHOLE, 0, 0, 1_000)).orElseThrow()));
    }

    @Test
    void partsInAnyOrderAreThatCycle() {
        assertTrue(take(part(Linked.WHOLE, 0, 1, 1_000, value(9, 9, 9))).isPresent());
        assertTrue(take(part(Linked.LAST, 3, 2, 1_000 + CYCLE, value(3, 3, 3))).isEmpty());
        assertTrue(take(part(Linked.FIRST, 1, 2, 1_000 + CYCLE, value(1, 1, 1))).isEmpty());
        assertTrue(take(part(Linked.WHOLE, 0, 2, 1_000 + CYCLE)).isEmpty());
        assertEquals(
                List.of(1, 2, 3),
                handles(take(part(Linked.MIDDLE, 2, 2, 1_000 + CYCLE, value(2, 2, 2)))
                        .orElseThrow()));
    }

    @Test
    void endThatOvertakesAllItsPartsStillEndsThem() {
        for (int sequence = 0; sequence < 3; sequence++) { // at first nothing tells an end from a cycle without objects
            long time = 1_000 + (long) sequence * CYCLE;
            take(part(Linked.WHOLE, 0, sequence, time));
            take(part(Linked.WHOLE, 0, sequence, time)); // twice
            assertTrue(
                    take(part(Linked.LAST, 2, sequence, time, value(2, 2, 2))).isEmpty());
            AssembledResult cycle =
                    take(part(Linked.FIRST, 1, sequence, time, value(1, 1, 1))).orElseThrow();
            assertEquals(List.of(1, 2), handles(cycle));
            assertEquals(0, cycle.gap());
            assertTrue(
                    take(part(Linked.LAST, 2, sequence, time, value(2, 2, 2))).isEmpty());
        }
        assertEquals(0, assembler.counters().gaps());
    }

    @Test
    void cycleThatLostAPartIsDroppedAndTheNextOneTellsOfTheGap() {
        cycle(4, 1_000);
        take(part(Linked.FIRST, 1, 5, 1_000 + CYCLE, value(1, 1, 1)));
        take(part(Linked.WHOLE, 0, 5, 1_000 + CYCLE)); // LAST was lost
        take(part(Linked.FIRST, 1, 6, 1_000 + 2 * CYCLE, value(1, 1, 2)));
        take(part(Linked.LAST, 2, 6, 1_000 + 2 * CYCLE, value(2, 2, 2)));
        AssembledResult next = take(part(Linked.WHOLE, 0, 6, 1_000 + 2 * CYCLE)).orElseThrow();
        assertEquals(List.of(1, 2), handles(next));
        assertEquals(1, next.gap());
        assertEquals(1, assembler.counters().incomplete());
    }

    @Test
    void endWhosePartsWereAllLostIsNotAnEmptyCycle() {
        cycle(4, 1_000);
        assertTrue(take(part(Linked.WHOLE, 0, 5, 1_000 + CYCLE)).isEmpty());
        assertEquals(1, cycle(6, 1_000 + 2 * CYCLE).gap());
    }

    @Test
    void everyCycleComesOnceHoweverOftenItsDatagramsDo() {
        cycle(0, 1_000);
        assertTrue(take(part(Linked.FIRST, 1, 0, 1_000, value(1, 1, 1))).isEmpty());
        assertTrue(take(part(Linked.WHOLE, 0, 0, 1_000)).isEmpty());
        assertEquals(0, cycle(1, 1_000 + CYCLE).gap());
        assertEquals(2, assembler.counters().duplicates());
        assertEquals(2, assembler.counters().cycles());
    }

    @Test
    void cycleThatCameAfterANewerOneIsDropped() {
        whole(4, 1_000);
        assertEquals(1, whole(6, 1_000 + 2 * CYCLE).orElseThrow().gap());
        assertTrue(whole(5, 1_000 + CYCLE).isEmpty());
        assertEquals(1, assembler.counters().late());
    }

    @Test
    void renewalIsNoGapAndALossAcrossItIs() {
        whole(29, 1_000);
        assertEquals(0, whole(0, 1_000 + CYCLE).orElseThrow().gap());
        assertEquals(0, whole(0, 1_000 + 2 * CYCLE).orElseThrow().gap());
        assertEquals(2, whole(0, 1_000 + 5 * CYCLE).orElseThrow().gap());
        assertEquals(2, assembler.counters().gaps());
    }

    @Test
    void timeGoesOnWhenTheMonitorsCounterWraps() {
        long before = 0xFFFF_FF00L;
        assertEquals(before, whole(1, before).orElseThrow().ticks());
        AssembledResult after = whole(2, before + CYCLE & 0xFFFF_FFFFL).orElseThrow();
        assertEquals(before + CYCLE, after.ticks());
        assertEquals(0, after.gap());
    }

    @Test
    void monitorThatWasSwitchedOnAgainBeginsItsOwnTime() {
        whole(7, 3_000_000_000L);
        AssembledResult first = whole(0, 50_000).orElseThrow();
        assertEquals(50_000, first.ticks());
        assertEquals(0, first.gap());
        assertEquals(1, assembler.counters().restarts());
        assertEquals(50_000 + CYCLE, whole(1, 50_000 + CYCLE).orElseThrow().ticks());
    }

    @Test
    void descriptionSentOnceIsWithEveryValueAndForgottenWithTheAssociation() {
        take(part(Linked.WHOLE, 0, 0, 1_000, described(7, 0x4182, 60, "0002 4182")));
        AssembledResult next = take(part(Linked.WHOLE, 0, 1, 1_000 + CYCLE, value(7, 0x4182, 61)))
                .orElseThrow();
        assertEquals("00024182", label(next, 0));
        AssembledResult absent = take(part(Linked.WHOLE, 0, 2, 1_000 + 2 * CYCLE, new PolledObject(0, 7, List.of())))
                .orElseThrow();
        assertEquals("00024182", label(absent, 0), "an object without a value is still that object");
        assembler.begin();
        AssembledResult other =
                take(part(Linked.WHOLE, 0, 0, 9_000, value(7, 0x4182, 61))).orElseThrow();
        assertNull(other.objects().getFirst().value(AttributeId.LABEL));
    }

    @Test
    void ecgLeadsBehindOneHandleKeepTheirOwnLabels() {
        take(part(
                Linked.WHOLE, 0, 0, 1_000, described(7, 0x0101, 1, "0002 0101"), described(7, 0x0102, 1, "0002 0102")));
        AssembledResult next = take(part(Linked.WHOLE, 0, 1, 1_000 + CYCLE, value(7, 0x0102, 5), value(7, 0x0101, 4)))
                .orElseThrow();
        assertEquals("00020102", label(next, 0));
        assertEquals("00020101", label(next, 1));
        AssembledResult third = take(part(Linked.WHOLE, 0, 2, 1_000 + 2 * CYCLE, value(7, 0x0103, 5)))
                .orElseThrow();
        assertNull(third.objects().getFirst().value(AttributeId.LABEL), "another lead has another label");
    }

    @Test
    void memoryIsBoundedWhateverComes() {
        Random random = new Random(5);
        List<Linked> states = List.of(Linked.values());
        for (int i = 0; i < 50_000; i++) {
            Linked linked = states.get(random.nextInt(states.size()));
            take(new PollResult(
                    random.nextInt(0x1_0000),
                    linked,
                    random.nextInt(256),
                    true,
                    0,
                    random.nextInt(0x1_0000),
                    random.nextLong(1L << 32),
                    ObjectClass.NUMERIC,
                    0,
                    List.of(described(random.nextInt(0x1_0000), random.nextInt(0x1_0000), 1, "00020101"))));
        }
        assertTrue(assembler.held() <= Limits.INTELLIVUE.partialResults() + Limits.INTELLIVUE.objects());
        assertTrue(assembler.counters().overfull() > 0);
    }

    @Test
    void lossDoublingAndReorderingNeverMixCyclesAndEveryMissingOneIsTold() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            PollAssembler fresh = new PollAssembler(Limits.INTELLIVUE);
            List<PollResult> sent = new ArrayList<>();
            int cycles = 60;
            for (int i = 0; i < cycles; i++) {
                long time = 5_000 + (long) i * CYCLE;
                List<PollResult> parts = new ArrayList<>(List.of(
                        part(Linked.FIRST, 1, i, time, value(1, 1, i)),
                        part(Linked.MIDDLE, 2, i, time, value(2, 2, i)),
                        part(Linked.LAST, 3, i, time, value(3, 3, i)),
                        part(Linked.WHOLE, 0, i, time)));
                if (random.nextInt(4) == 0) {
                    Collections.shuffle(parts, random);
                }
                for (PollResult each : parts) {
                    boolean lost = i > 0 && i < cycles - 1 && random.nextInt(20) == 0;
                    for (int copies = lost ? 0 : random.nextInt(10) == 0 ? 2 : 1; copies > 0; copies--) {
                        sent.add(random.nextInt(15) == 0 ? Math.max(0, sent.size() - 3) : sent.size(), each);
                    }
                }
            }
            Set<Integer> published = new HashSet<>();
            int gaps = 0;
            int newest = -1;
            boolean confirmed = false;
            for (PollResult each : sent) {
                Optional<AssembledResult> result = fresh.take(each);
                if (result.isPresent()) {
                    AssembledResult cycle = result.get();
                    if (cycle.objects().isEmpty()) {
                        assertEquals(0, cycle.sequence(), "only a confirmation may be empty, seed " + seed);
                        confirmed = true;
                        continue;
                    }
                    for (PolledObject object : cycle.objects()) {
                        Octets value = object.value(AttributeId.NUMERIC);
                        assertNotNull(value);
                        assertEquals(cycle.sequence(), value.u16(2), "seed " + seed);
                    }
                    assertEquals(3, cycle.objects().size(), "seed " + seed);
                    assertTrue(published.add(cycle.sequence()), "seed " + seed);
                    assertTrue(cycle.sequence() > newest, "seed " + seed);
                    newest = cycle.sequence();
                    gaps += cycle.gap();
                }
            }
            int first = confirmed && !published.contains(0) ? 1 : Collections.min(published);
            assertEquals(newest - first + 1, published.size() + gaps, "seed " + seed);
        }
    }

    private AssembledResult cycle(int sequence, long time) {
        take(part(Linked.FIRST, 1, sequence, time, value(1, 1, sequence)));
        take(part(Linked.LAST, 2, sequence, time, value(2, 2, sequence)));
        return take(part(Linked.WHOLE, 0, sequence, time)).orElseThrow();
    }

    private Optional<AssembledResult> whole(int sequence, long time) {
        return take(part(Linked.WHOLE, 0, sequence, time, value(1, 1, sequence)));
    }

    private Optional<AssembledResult> take(PollResult part) {
        return assembler.take(part);
    }

    private static PollResult part(Linked linked, int count, int sequence, long time, PolledObject... objects) {
        return new PollResult(3, linked, count, true, 0, sequence, time, ObjectClass.NUMERIC, 0, List.of(objects));
    }

    private static PolledObject value(int handle, int code, int value) {
        return new PolledObject(
                0,
                handle,
                List.of(new Attribute(AttributeId.NUMERIC, Octets.ofHex("%04x%04x".formatted(code, value)))));
    }

    private static PolledObject described(int handle, int code, int value, String label) {
        return new PolledObject(
                0,
                handle,
                List.of(
                        new Attribute(AttributeId.LABEL, Octets.ofHex(label.replace(" ", ""))),
                        new Attribute(AttributeId.NUMERIC, Octets.ofHex("%04x%04x".formatted(code, value)))));
    }

    private static List<Integer> handles(AssembledResult cycle) {
        return cycle.objects().stream().map(PolledObject::handle).toList();
    }

    private static String label(AssembledResult cycle, int at) {
        Octets label = cycle.objects().get(at).value(AttributeId.LABEL);
        assertNotNull(label);
        return label.hex();
    }
}
