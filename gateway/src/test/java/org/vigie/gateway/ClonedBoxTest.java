package org.vigie.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.gateway.testing.Await;
import org.vigie.gateway.testing.HubPage;
import org.vigie.gateway.testing.Messages;
import org.vigie.gateway.testing.Mllp;

/**
 * Fault row 57: an SD card was copied, and two boxes with one name and one number of their start speak to a hub. The
 * broker is inside the test and lets both be connected; a real one ends the older of two clients of one name.
 */
class ClonedBoxTest {
    @TempDir
    private Path folder = Path.of("unset");

    private static final String EDGE = """
            role: edge
            link: { name: box-1, hubs: [ { name: hub-1, host: 127.0.0.1 } ] }
            listeners: [ { name: hl7, host: 127.0.0.1, port: 0 } ]
            beds: [ { bed: R01 } ]
            """;

    @Test
    void theHubGoesOnShowingTheFirstAndTakesNoValueOfTheSecond() throws Exception {
        try (LoopBoxes boxes = new LoopBoxes(folder);
                Gateway hub = boxes.start("hub", """
                        role: hub
                        link: { name: hub-1, edges: [ box-1 ], broker: { host: 127.0.0.1 } }
                        """);
                HubPage page = new HubPage(hub.address());
                Gateway first = boxes.start("first", EDGE);
                Mllp monitor = new Mllp(first.listenerPort("hl7"))) {
            Await.until("the first is shown", () -> {
                ask(monitor, 72);
                return page.shows("R01");
            });
            try (Gateway second = boxes.start("second", EDGE);
                    Mllp other = new Mllp(second.listenerPort("hl7"))) {
                assertEquals(epoch(first), epoch(second), "as after the copy of a card");
                for (int i = 0; i < 40; i++) {
                    ask(other, 190);
                    ask(monitor, 100 + i);
                    assertTrue(heartRate(page) != 190, "a value of the other box");
                }
                Await.until("the newest of the first", () -> {
                    assertTrue(heartRate(page) != 190, "a value of the other box");
                    return heartRate(page) == 139;
                });
                Await.until(
                        "its own screen shows the second what it has", () -> new Station(second).heartRate() == 190);
            }
            Await.until("still shown when the other is gone", () -> {
                ask(monitor, 74);
                return page.shows("R01") && heartRate(page) == 74;
            });
        }
    }

    /** What a box shows of its own bed. */
    private record Station(Gateway gateway) {
        int heartRate() {
            try (HubPage page = new HubPage(gateway.address())) {
                return ClonedBoxTest.heartRate(page);
            }
        }
    }

    private static long epoch(Gateway gateway) {
        return gateway.pipeline().now().epoch();
    }

    private static int heartRate(HubPage page) {
        JsonNode numerics = page.bed("R01").map(bed -> bed.path("numerics")).orElseThrow();
        return numerics.path(0).path("value").asInt();
    }

    private static void ask(Mllp monitor, int heartRate) {
        try {
            assertEquals("AA", Mllp.code(monitor.ask(Messages.values("R01", heartRate, 97))));
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }
}
