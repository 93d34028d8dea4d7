package org.vigie.gateway.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.gateway.testing.Await;

/** The gateway dies in the middle of an alarm: it comes back with it, and never quieter (alarms.md A4, A6). */
class KilledGatewaySystemTest {
    @TempDir
    private Path folder;

    @Test
    void alarmAcknowledgedBeforeTheKillSoundsAgainAfterTheRestart() throws Exception {
        try (Unit unit = new Unit(folder)) {
            VigieProcess before = unit.gateway();
            URI station = before.awaitReady();
            VigieProcess monitors = unit.monitors("- { at: 3s, bed: R02, event: asystole, for: 300s }");
            Await.until("R02 alarms", () -> highest(before.ward(station), "R02").isPresent());
            JsonNode alarm = highest(before.ward(station), "R02").orElseThrow();
            Unit.acknowledge(station, "R02", alarm.path("id").asText());
            Await.until(
                    "the acknowledgement is shown",
                    () -> highest(before.ward(station), "R02")
                            .filter(seen -> seen.path("state").asText().equals("active-ack"))
                            .isPresent());

            before.kill9();
            // No monitor speaks any more: what is shown after the restart comes from the journal alone.
            monitors.kill9();
            VigieProcess after = unit.gateway();
            URI again = after.awaitReady();

            JsonNode back =
                    highest(after.ward(again), "R02").orElseThrow(() -> new AssertionError("the alarm is gone"));
            assertEquals(alarm.path("code"), back.path("code"));
            assertEquals("unknown-unack", back.path("state").asText());
            assertTrue(back.path("sounding").asBoolean(), "quieter than before");
            JsonNode bed = Unit.bed(after.ward(again), "R02");
            for (JsonNode numeric : bed.path("numerics")) {
                assertTrue(!numeric.path("state").asText().equals("live"), "a value from before the kill looks live");
            }
        }
    }

    /** The monitor goes on and takes its sender for dead; the new gateway asks it again by itself. */
    @Test
    void theAlarmOfAnIntellivueMonitorIsKeptAndSoundsUntilTheMonitorSaysItAgain() throws Exception {
        try (Unit unit = new Unit(folder)) {
            unit.intellivueMonitor("- { at: 3s, bed: R01, event: asystole, for: 900s }");
            VigieProcess before = unit.gateway();
            URI station = before.awaitReady();
            Await.until("R01 alarms", () -> isActive(highest(before.ward(station), "R01")));
            JsonNode alarm = highest(before.ward(station), "R01").orElseThrow();

            before.kill9();
            VigieProcess after = unit.gateway();
            URI again = after.awaitReady();

            Await.until("the monitor says it again", () -> {
                Optional<JsonNode> seen = highest(after.ward(again), "R01");
                assertEquals(alarm.path("code"), seen.orElseThrow().path("code"));
                assertTrue(seen.orElseThrow().path("sounding").asBoolean(), "quieter than before");
                return isActive(seen);
            });
            assertEquals(
                    alarm.path("id"),
                    highest(after.ward(again), "R01").orElseThrow().path("id"));
            Await.until(
                    "values",
                    () -> Unit.bed(after.ward(again), "R01")
                            .path("link")
                            .asText()
                            .equals("live"));
        }
    }

    private static boolean isActive(Optional<JsonNode> alarm) {
        return alarm.filter(seen -> seen.path("state").asText().equals("active-unack"))
                .isPresent();
    }

    private static Optional<JsonNode> highest(JsonNode ward, String bed) {
        for (JsonNode alarm : Unit.bed(ward, bed).path("alarms")) {
            if (alarm.path("priority").asText().equals("high")
                    && alarm.path("kind").asText().equals("physiological")) {
                return Optional.of(alarm);
            }
        }
        return Optional.empty();
    }
}
