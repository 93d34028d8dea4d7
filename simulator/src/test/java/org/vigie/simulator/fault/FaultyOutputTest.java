package org.vigie.simulator.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vigie.simulator.monitor.Outgoing;

final class FaultyOutputTest {
    private final FaultyOutput output = new FaultyOutput(1);
    private final List<String> sent = new ArrayList<>();

    private void second(int second) {
        Outgoing message = Outgoing.framed(
                Outgoing.Kind.STATE, Integer.toString(second).getBytes(StandardCharsets.US_ASCII), null);
        output.pass(Duration.ofSeconds(second), List.of(message)).forEach(out -> sent.add(out.text()));
    }

    private void seconds(int from, int to) {
        for (int second = from; second <= to; second++) {
            second(second);
        }
    }

    @Test
    void withoutFaultsAllPassesAtOnce() {
        seconds(1, 3);
        assertEquals(List.of("1", "2", "3"), sent);
    }

    @Test
    void silenceSendsNothing() {
        second(1);
        output.begin(LinkFault.SILENCE, Duration.ZERO);
        seconds(2, 4);
        output.end(LinkFault.SILENCE);
        second(5);
        assertEquals(List.of("1", "5"), sent);
    }

    @Test
    void duplicatesAreTheSameBytes() {
        output.begin(LinkFault.DUPLICATE, Duration.ZERO);
        seconds(1, 2);
        assertEquals(List.of("1", "1", "2", "2"), sent);
    }

    @Test
    void lateMessagesKeepTheirOrderAlsoWhenTheFaultEnds() {
        output.begin(LinkFault.LATE, Duration.ofSeconds(3));
        seconds(1, 4);
        assertEquals(List.of("1"), sent);
        output.end(LinkFault.LATE);
        seconds(5, 8);
        assertEquals(List.of("1", "2", "3", "4", "5", "6", "7", "8"), sent);
    }

    @Test
    void pairsChangePlacesAndNothingIsLost() {
        output.begin(LinkFault.OUT_OF_ORDER, Duration.ZERO);
        seconds(1, 5);
        output.end(LinkFault.OUT_OF_ORDER);
        second(6);
        assertEquals(List.of("2", "1", "4", "3", "6", "5"), sent);
    }

    @Test
    void splitMarksEachMessage() {
        output.begin(LinkFault.SPLIT, Duration.ZERO);
        Outgoing message = Outgoing.framed(Outgoing.Kind.STATE, new byte[] {65}, "1");
        Outgoing out = output.pass(Duration.ZERO, List.of(message)).getFirst();
        assertTrue(out.isByteByByte());
        assertEquals("1", out.awaitedControlId());
    }

    @Test
    void noiseComesBetweenMessagesAndIsTheSameForTheSameSeed() {
        List<List<Byte>> runs = new ArrayList<>();
        for (int run = 0; run < 2; run++) {
            FaultyOutput noisy = new FaultyOutput(42);
            noisy.begin(LinkFault.GARBAGE, Duration.ZERO);
            List<Byte> bytes = new ArrayList<>();
            for (int second = 0; second < 20; second++) {
                Outgoing message =
                        Outgoing.framed(Outgoing.Kind.STATE, "MSH|^~\\&|".getBytes(StandardCharsets.US_ASCII), null);
                List<Outgoing> out = noisy.pass(Duration.ofSeconds(second), List.of(message));
                assertEquals(2, out.size());
                assertEquals(Outgoing.Kind.NOISE, out.getFirst().kind());
                out.forEach(one -> {
                    for (byte b : one.wire()) {
                        bytes.add(b);
                    }
                });
            }
            runs.add(bytes);
        }
        assertEquals(runs.get(0), runs.get(1));
    }
}
