package org.vigie.gateway.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.gateway.testing.Await;

/** {@code vigie demo}, as a biomedical engineer meets it. */
class DemoSystemTest {
    @TempDir
    private Path folder;

    @Test
    void showsSixteenReportingBedsPrintsOneLineAndEndsWithZero() throws Exception {
        try (VigieProcess demo = VigieProcess.start(folder, "demo", "demo", "--port", "0", "--for", "25s")) {
            URI station = demo.awaitReady();
            Await.until(
                    "16 beds report",
                    () -> demo.ward(station).path("bedsReporting").asInt() == 16);
            JsonNode ward = demo.ward(station);
            assertEquals("demo", ward.path("mode").asText());
            assertEquals(16, ward.path("beds").size());
            Await.until(
                    "every bed shows values",
                    () -> { // a monitor is heard a second before its first values come
                        for (JsonNode bed : demo.ward(station).path("beds")) {
                            if (bed.path("numerics").size() < 3) {
                                return false;
                            }
                        }
                        return true;
                    });
            assertEquals(0, demo.exitCode(Duration.ofSeconds(60)), demo::errors);
            assertEquals(1, demo.output().lines().count(), demo::output);
        }
    }
}
