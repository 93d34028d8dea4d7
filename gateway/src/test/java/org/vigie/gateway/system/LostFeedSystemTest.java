package org.vigie.gateway.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.gateway.testing.Await;

/** A cable is pulled; then half of the unit falls silent (issue: "Done when", design.md section 7). */
class LostFeedSystemTest {
    /** The view is looked at ten times a second; one look, one tick of 200 ms, and a busy machine. */
    private static final long SLACK_MS = 700;

    @TempDir
    private Path folder;

    @Test
    void pulledCableIsNeverLiveAfterThreeSecondsAndAnAudibleAlarmAfterTen() throws Exception {
        try (Unit unit = new Unit(folder)) {
            VigieProcess gateway = unit.gateway();
            URI station = gateway.awaitReady();
            unit.monitors("- { at: 6s, bed: R01, fault: half-open, for: 16s }");
            Await.until(
                    "four beds report",
                    () -> gateway.ward(station).path("bedsReporting").asInt() == 4);

            List<JsonNode> looks = watch(
                    gateway,
                    station,
                    ward -> Unit.bed(ward, "R01").path("silentMs").asLong() > 12_000);

            for (JsonNode ward : looks) {
                check(ward);
            }
            JsonNode last = looks.getLast();
            assertEquals(3, last.path("bedsReporting").asInt());
            assertEquals(4, last.path("bedsTotal").asInt());
            assertNull(Unit.alarm(last, "VIGIE_GROUP_LOSS"), "one bed is no group");
            comesBackAndStaysUntilAPersonHasSeenIt(gateway, station);
        }
    }

    private static void check(JsonNode ward) {
        JsonNode bed = Unit.bed(ward, "R01");
        long silent = bed.path("silentMs").asLong();
        if (silent > 3_000 + SLACK_MS) {
            assertFalse(bed.path("link").asText().equals("live"), () -> "live after " + silent + " ms");
            for (JsonNode numeric : bed.path("numerics")) {
                assertFalse(
                        numeric.path("state").asText().equals("live"),
                        () -> numeric.path("code") + " looks live after " + silent + " ms");
            }
        }
        if (silent > 10_000 + SLACK_MS) {
            JsonNode alarm = Unit.alarm(bed, "VIGIE_NO_DATA");
            assertNotNull(alarm, "no alarm after " + silent + " ms");
            assertTrue(alarm.path("sounding").asBoolean(), "the alarm does not sound");
            assertEquals("technical", alarm.path("kind").asText());
            assertEquals("medium", alarm.path("priority").asText());
        }
    }

    private static void comesBackAndStaysUntilAPersonHasSeenIt(VigieProcess gateway, URI station) {
        Await.until(
                "R01 is live again",
                () -> Unit.bed(gateway.ward(station), "R01")
                        .path("link")
                        .asText()
                        .equals("live"));
        JsonNode latched = Unit.alarm(Unit.bed(gateway.ward(station), "R01"), "VIGIE_NO_DATA");
        assertNotNull(latched, "the loss ended without a trace");
        assertEquals("latched-unack", latched.path("state").asText());
        Unit.acknowledge(station, "R01", latched.path("id").asText());
        Await.until(
                "the loss is gone", () -> Unit.alarm(Unit.bed(gateway.ward(station), "R01"), "VIGIE_NO_DATA") == null);
    }

    @Test
    void halfOfTheBedsSilentAtOnceAreOneGroupAlarm() throws Exception {
        try (Unit unit = new Unit(folder)) {
            VigieProcess gateway = unit.gateway();
            URI station = gateway.awaitReady();
            unit.monitors("- { at: 6s, beds: half, fault: silence, for: 40s }");
            Await.until(
                    "four beds report",
                    () -> gateway.ward(station).path("bedsReporting").asInt() == 4);

            List<JsonNode> looks = watch(gateway, station, ward -> Unit.alarm(ward, "VIGIE_GROUP_LOSS") != null);
            looks.addAll(watch(gateway, station, ward -> silentBeds(ward, 13_000) == 2));

            for (JsonNode ward : looks) {
                assertEquals(0, soundingLosses(ward), "a bed sounds for itself beside the group alarm");
            }
            JsonNode group = Unit.alarm(looks.getLast(), "VIGIE_GROUP_LOSS");
            assertNotNull(group);
            assertTrue(group.path("sounding").asBoolean());
            assertEquals(2, group.path("beds").size());
            assertEquals(2, looks.getLast().path("bedsReporting").asInt());
        }
    }

    private static long silentBeds(JsonNode ward, long ms) {
        long silent = 0;
        for (JsonNode bed : ward.path("beds")) {
            silent += bed.path("silentMs").asLong() > ms ? 1 : 0;
        }
        return silent;
    }

    private static long soundingLosses(JsonNode ward) {
        long sounding = 0;
        for (JsonNode bed : ward.path("beds")) {
            JsonNode alarm = Unit.alarm(bed, "VIGIE_NO_DATA");
            sounding += alarm != null && alarm.path("sounding").asBoolean() ? 1 : 0;
        }
        return sounding;
    }

    /** Looks ten times a second until the view is as wanted; at most 40 s. */
    private static List<JsonNode> watch(VigieProcess gateway, URI station, Predicate<JsonNode> until) {
        List<JsonNode> looks = new ArrayList<>();
        for (int look = 0; look < 400; look++) {
            JsonNode ward = gateway.ward(station);
            looks.add(ward);
            if (until.test(ward)) {
                return looks;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
        throw new AssertionError("not within 40 s; last: " + looks.getLast());
    }
}
