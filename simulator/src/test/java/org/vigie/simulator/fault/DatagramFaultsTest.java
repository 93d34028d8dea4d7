package org.vigie.simulator.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A network that loses, doubles, swaps, delays and damages. */
final class DatagramFaultsTest {
    private final DatagramFaults<String> faults = new DatagramFaults<>(5, (message, how) -> message + "!");

    private List<String> thousand() {
        List<String> out = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            out.addAll(faults.pass(Duration.ofMillis(i), List.of("m" + i)));
        }
        return out;
    }

    @Test
    void withoutFaultsEverythingPassesAsItIs() {
        List<String> messages = List.of("a", "b");
        assertEquals(messages, faults.pass(Duration.ZERO, messages));
    }

    @Test
    void lossTakesAboutItsShare() {
        faults.begin(LinkFault.LOSS, 20, Duration.ZERO);
        int passed = thousand().size();
        assertTrue(passed > 750 && passed < 850, "passed " + passed);
        assertEquals(1_000 - passed, faults.lost());
    }

    @Test
    void duplicatesComeRightBehindTheirOriginal() {
        faults.begin(LinkFault.DUPLICATE, 100, Duration.ZERO);
        assertEquals(List.of("a", "a", "b", "b"), faults.pass(Duration.ZERO, List.of("a", "b")));
    }

    @Test
    void outOfOrderSwapsAndLosesNothing() {
        faults.begin(LinkFault.OUT_OF_ORDER, 100, Duration.ZERO);
        assertEquals(List.of("b", "a", "d", "c"), faults.pass(Duration.ZERO, List.of("a", "b", "c", "d")));
        assertEquals(List.of(), faults.pass(Duration.ZERO, List.of("e")));
        faults.end(LinkFault.OUT_OF_ORDER);
        assertEquals(List.of("e"), faults.pass(Duration.ZERO, List.of()));
    }

    @Test
    void lateMessagesComeInTheirOrderAndNewOnesWaitBehindThem() {
        faults.begin(LinkFault.LATE, 100, Duration.ofSeconds(2));
        assertEquals(List.of(), faults.pass(Duration.ZERO, List.of("a")));
        faults.end(LinkFault.LATE);
        assertEquals(List.of(), faults.pass(Duration.ofSeconds(1), List.of("b")));
        assertEquals(List.of("a", "b"), faults.pass(Duration.ofSeconds(2), List.of()));
    }

    @Test
    void garbageReplacesAndTheSeedDecides() {
        faults.begin(LinkFault.GARBAGE, 30, Duration.ZERO);
        List<String> first = thousand();
        assertEquals(1_000, first.size());
        long damaged = first.stream().filter(message -> message.endsWith("!")).count();
        assertTrue(damaged > 250 && damaged < 350, "damaged " + damaged);
        assertNotEquals(first, thousand());
    }
}
