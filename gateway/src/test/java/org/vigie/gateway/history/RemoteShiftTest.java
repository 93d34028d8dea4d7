package org.vigie.gateway.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.vigie.gateway.pipeline.records.AuditText;
import org.vigie.gateway.pipeline.records.DeliveryNote;

class RemoteShiftTest {
    private static final Instant AT = Instant.parse("2026-03-01T08:00:00Z");

    private final RemoteShift shift = new RemoteShift();

    private boolean take(String line) {
        return shift.delivered(line.getBytes(StandardCharsets.UTF_8), Duration.ofSeconds(5));
    }

    @Test
    void anAlarmThatWasSeenThereIsSeenByTheClockOfThisBox() {
        assertTrue(take(new DeliveryNote(AT, 1, DeliveryNote.Step.SEEN, Map.of("3-1", 700L)).text()));
        assertEquals(
                AT.plusSeconds(5),
                shift.deliveries().of("3-1").map(Deliveries.First::seen).orElse(null));
    }

    @Test
    void whoArrangedADisplayIsOfNoInterestAndNothingIsMissingForIt() {
        assertTrue(take(AuditText.arranged(AT, 1, "door", List.of("R01"), true)));
    }

    @Test
    void whatCannotBeReadIsSaid() {
        assertFalse(take("{\"what\":\"delivery\",\"at\":\"" + AT + "\",\"step\":\"of a later version\"}"));
        assertFalse(take("{ half of"));
        assertFalse(take("7"));
    }
}
