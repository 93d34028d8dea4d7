package org.vigie.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.gateway.testing.Await;
import org.vigie.gateway.testing.HubPage;
import org.vigie.gateway.testing.Messages;
import org.vigie.gateway.testing.Mllp;
import picocli.CommandLine;

/** A box broke, and another one with an empty disk has got its name. */
class ReplacedBoxTest {
    @TempDir
    private Path folder = Path.of("unset");

    private static Gateway edge(LoopBoxes boxes, String machine) throws IOException {
        return boxes.start(machine, """
                role: edge
                link: { name: box-1, hubs: [ { name: hub-1, host: 127.0.0.1 } ] }
                listeners: [ { name: hl7, host: 127.0.0.1, port: 0 } ]
                beds: [ { bed: R01 } ]
                """);
    }

    private static Gateway hub(LoopBoxes boxes) throws IOException {
        return boxes.start("hub-1", """
                role: hub
                link: { name: hub-1, edges: [ box-1 ], broker: { host: 127.0.0.1 } }
                """);
    }

    private static void shown(Gateway edge, HubPage page) throws Exception {
        try (Mllp monitor = new Mllp(edge.listenerPort("hl7"))) {
            Await.until("a live value", () -> {
                try {
                    monitor.ask(Messages.values("R01", 72, 97));
                } catch (IOException broken) {
                    throw new AssertionError(broken);
                }
                return page.shows("R01");
            });
        }
    }

    private static List<String> codes(HubPage page) {
        List<String> codes = new ArrayList<>();
        page.get("/api/v1/ward")
                .path("alarms")
                .forEach(alarm -> codes.add(alarm.path("code").asText()));
        return codes;
    }

    private String vigie(int exit, String... arguments) {
        StringWriter words = new StringWriter();
        CommandLine line = Main.commandLine().setOut(new PrintWriter(words)).setErr(new PrintWriter(words));
        assertEquals(exit, line.execute(arguments), words::toString);
        return words.toString();
    }

    @Test
    void theHubNamesTheCommandAndAfterItTheNewBoxIsBelievedAndTheOldOnesAlarmsAreStillThere() throws Exception {
        String data = folder.resolve("hub-1/data").toString();
        try (LoopBoxes boxes = new LoopBoxes(folder)) {
            try (Gateway hub = hub(boxes);
                    HubPage page = new HubPage(hub.address())) {
                edge(boxes, "old").close(); // its epoch 1
                try (Gateway old = edge(boxes, "old")) {
                    shown(old, page);
                    try (Mllp monitor = new Mllp(old.listenerPort("hl7"))) {
                        monitor.ask(Messages.lowSpo2("R01", "start"));
                    }
                    Await.until("stored", () -> !log(page).isEmpty());
                }
                try (Gateway fresh = edge(boxes, "new")) {
                    assertEquals(1, fresh.pipeline().now().epoch());
                    Await.until("called replaced", () -> codes(page).contains("VIGIE_EDGE_REPLACED"));
                    Await.until(
                            "health names the command",
                            () -> page.get("/health/ready").toString().contains("vigie hub forget box-1"));
                }
                assertTrue(vigie(1, "hub", "forget", "--data", data, "box-1").contains("Stop it first"));
            }
            assertTrue(vigie(1, "hub", "forget", "--data", data, "box-2").contains("Nothing is stored of a box box-2"));
            assertTrue(vigie(0, "hub", "forget", "--data", data, "box-1").contains("box-1.replaced-1"));
            try (Gateway hub = hub(boxes);
                    HubPage page = new HubPage(hub.address());
                    Gateway fresh = edge(boxes, "new")) {
                shown(fresh, page);
                assertEquals(List.of("VIGIE_EDGE_LOST"), codes(page), "it was lost, and nobody has seen that");
                Await.until("the alarms of the one before", () -> !log(page).isEmpty());
            }
            assertTrue(vigie(0, "journal", "verify", "--data", data)
                    .contains("of box-1.replaced-1, as far as this hub has it:"));
        }
    }

    private static JsonNode log(HubPage page) {
        return page.get("/api/v1/alarm-log?bed=R01&kind=physiological").path("rows");
    }
}
