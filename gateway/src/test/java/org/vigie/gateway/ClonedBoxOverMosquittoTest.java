package org.vigie.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.gateway.mqtt.DebianBroker;
import org.vigie.gateway.mqtt.TestBroker;
import org.vigie.gateway.pki.SiteCa;
import org.vigie.gateway.testing.Await;
import org.vigie.gateway.testing.HubPage;
import org.vigie.gateway.testing.Messages;
import org.vigie.gateway.testing.Mllp;

/**
 * Fault row 57 over a real Mosquitto: two boxes with one name, one certificate and one number of their start. The
 * broker ends the older of two clients of one name; Debian's does so without a word.
 */
class ClonedBoxOverMosquittoTest {
    private static final String CODE = "VIGIE_DUPLICATE_BOX";

    @TempDir
    private Path folder = Path.of("unset");

    private int port;

    private Gateway box(String machine, String certificate, String text) throws IOException {
        Path own = Files.createDirectories(folder.resolve(machine));
        SiteCa.open(folder, "Test").client(certificate).write(own.resolve("id.p12"));
        Path file = own.resolve("site.yaml");
        Files.writeString(
                file,
                "site: Test\nunit: A\nlanguage: en\nhttp: { host: 127.0.0.1, port: 0 }\ndata: data\n"
                        + text.replace("PORT", Integer.toString(port)));
        return Gateway.start(GatewayProgram.read(file), file);
    }

    private Gateway edge(String machine) throws IOException {
        return box(machine, "box-1", """
                role: edge
                link: { name: box-1, identity: id.p12, hubs: [ { name: hub-1, host: 127.0.0.1, port: PORT } ] }
                listeners: [ { name: hl7, host: 127.0.0.1, port: 0 } ]
                beds: [ { bed: R01 } ]
                """);
    }

    private static List<String> alarms(HubPage page) {
        List<String> found = new ArrayList<>();
        for (JsonNode alarm : page.get("/api/v1/ward").path("alarms")) {
            found.add(alarm.path("code").asText() + " " + alarm.path("text").asText());
        }
        return found;
    }

    private static void until(String what, Mllp monitor, BooleanSupplier condition) {
        Await.until(
                what,
                Duration.ofMinutes(3), // two hundred looks in a row
                () -> { // at first they push each other out
                    ask(monitor);
                    return condition.getAsBoolean();
                });
    }

    private static void ask(Mllp monitor) {
        try {
            assertEquals("AA", Mllp.code(monitor.ask(Messages.values("R01", 72, 97))));
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }

    private static void awaitLive(HubPage page, Mllp monitor) {
        Await.until("the first is live at the hub", () -> {
            ask(monitor);
            return page.shows("R01");
        });
    }

    @Test
    void bothBoxesAndTheHubSaySoAndTheFirstGoesOnBeingShown() throws IOException {
        SiteCa ca = SiteCa.open(folder, "Test");
        try (TestBroker broker = DebianBroker.ofHub(ca, folder.resolve("hub-files"))) {
            port = broker.port();
            broker.start();
            String text = """
                role: hub
                link: { name: hub-1, identity: id.p12, edges: [ box-1 ], broker: { host: 127.0.0.1, port: PORT } }
                """;
            try (Gateway hub = box("hub", "hub-1", text);
                    HubPage page = new HubPage(hub.address());
                    Gateway first = edge("first");
                    HubPage own = new HubPage(first.address());
                    Mllp monitor = new Mllp(first.listenerPort("hl7"))) {
                awaitLive(page, monitor);
                broker.kill();
                Await.until("lost", () -> page.word("R01").equals("lost"));
                broker.start();
                awaitLive(page, monitor);
                assertEquals(List.of("VIGIE_EDGE_LOST box-1"), alarms(page), "it comes back under its own name");
                assertEquals(List.of(), alarms(own));

                try (Gateway second = edge("second");
                        HubPage other = new HubPage(second.address())) {
                    assertEquals(
                            first.pipeline().now().epoch(),
                            second.pipeline().now().epoch());
                    until("said at the hub", monitor, () -> alarms(page).contains(CODE + " box-1"));
                    until("said at the second", monitor, () -> alarms(other).equals(List.of(CODE + " box-1")));
                    assertTrue(page.get("/health/ready").toString().contains("two boxes call themselves box-1"));
                    assertTrue(other.get("/health/ready").toString().contains("two boxes call themselves box-1"));
                    AtomicInteger live = new AtomicInteger();
                    until("the two push each other out no more", monitor, () -> {
                        live.set(page.shows("R01") ? live.get() + 1 : 0);
                        return live.get() == 200;
                    });
                }
            }
        }
    }
}
