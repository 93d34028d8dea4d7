package org.vigie.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.dashboard.wire.WaveFrame;
import org.vigie.gateway.mqtt.DebianBroker;
import org.vigie.gateway.mqtt.TestBroker;
import org.vigie.gateway.pipeline.records.Input;
import org.vigie.gateway.pki.SiteCa;
import org.vigie.gateway.testing.Await;
import org.vigie.gateway.testing.HubPage;
import org.vigie.gateway.testing.Messages;
import org.vigie.gateway.testing.Mllp;
import org.vigie.gateway.testing.Replica;

/**
 * Two edges and a hub over a real Mosquitto with the configuration and the certificates that {@code vigie pki} makes:
 * what runs on the boxes of a hospital, on one machine.
 */
class BoxesOverMosquittoTest {
    @TempDir
    private Path folder;

    private @Nullable TestBroker broker;
    private @Nullable Gateway hub;
    private @Nullable Gateway first;
    private @Nullable Gateway second;
    private int port;

    @BeforeEach
    void start() throws IOException {
        SiteCa ca = SiteCa.open(folder, "Test");
        broker = DebianBroker.ofHub(ca, folder.resolve("hub-files"));
        port = broker.port();
        for (String box : List.of("hub-1", "box-1", "box-2")) {
            ca.client(box).write(Files.createDirectory(folder.resolve(box)).resolve("id.p12"));
        }
        broker.start();
        System.out.println("broker: " + broker.provider());
        hub = box("hub-1", """
                role: hub
                link: { name: hub-1, identity: id.p12, edges: [ box-1, box-2 ], broker: { host: 127.0.0.1, port: PORT } }
                """);
        first = box("box-1", edge("box-1"));
        second = box("box-2", edge("box-2"));
    }

    private static String edge(String name) {
        return """
                role: edge
                link: { name: NAME, identity: id.p12, hubs: [ { name: hub-1, host: 127.0.0.1, port: PORT } ] }
                listeners: [ { name: hl7, host: 127.0.0.1, port: 0 } ]
                beds: [ { bed: R-NAME } ]
                """.replace("NAME", name);
    }

    private Gateway box(String name, String text) throws IOException {
        Path file = folder.resolve(name).resolve("site.yaml");
        Files.writeString(
                file,
                "site: Test\nunit: A\nlanguage: en\nhttp: { host: 127.0.0.1, port: 0 }\ndata: data\n"
                        + text.replace("PORT", Integer.toString(port)));
        return Gateway.start(GatewayProgram.read(file), file);
    }

    @AfterEach
    void stop() {
        for (AutoCloseable one : Arrays.asList(first, second, hub, broker)) {
            close(one);
        }
    }

    private static void close(@Nullable AutoCloseable one) {
        try {
            if (one != null) {
                one.close();
            }
        } catch (Exception broken) {
            throw new AssertionError(broken);
        }
    }

    @Test
    void hubShowsAndCommandsBothEdgesThroughTheDeathOfItsBrokerAndOfAnEdge() throws IOException {
        Gateway station = Optional.ofNullable(hub).orElseThrow();
        Gateway edge = Optional.ofNullable(first).orElseThrow();
        TestBroker middle = Optional.ofNullable(broker).orElseThrow();
        try (HubPage page = new HubPage(station.address());
                Mllp monitor = new Mllp(edge.listenerPort("hl7"))) {
            awaitValue(page, monitor);
            curves(station, monitor);
            middle.kill();
            Await.until(
                    "both lost",
                    () -> page.word("R-box-1").equals("lost")
                            && page.word("R-box-2").equals("lost"));
            assertEquals("active-unack", page.state("box-1"));
            middle.start();
            awaitValue(page, monitor);
            Await.until("the other one back", () -> !page.word("R-box-2").equals("lost"));
            assertEquals("latched-unack", page.state("box-2"));

            close(second);
            second = null;
            Await.until("lost", () -> page.word("R-box-2").equals("lost"));
            Await.until("one alarm", () -> page.state("box-2").equals("active-unack"));
            awaitValue(page, monitor);

            Map<String, Boolean> answers = new ConcurrentHashMap<>();
            station.feed()
                    .command(
                            new Input.Command("c1", "standby", "R-box-1", null, "ab"),
                            result -> answers.put(result.id(), result.accepted()));
            Await.until("the edge's answer", () -> answers.containsKey("c1"));
            assertEquals(true, answers.get("c1"));
            Await.until("standby at the hub", () -> page.word("R-box-1").equals("standby"));
        }
    }

    /** A display of the hub draws the curve of a bed of an edge, by the hub's own numbers. */
    private static void curves(Gateway station, Mllp monitor) {
        try (HttpClient client = HttpClient.newHttpClient();
                Replica display = Replica.connect(client, station.address())) {
            display.send("{\"type\":\"waves\",\"beds\":null}");
            Await.until("samples of the edge at a display of the hub", () -> {
                ask(monitor, Messages.ecg("R-box-1", 4, 0, 500, null, -250));
                return display.waves().stream()
                                .flatMap(frame -> frame.blocks().stream())
                                .count()
                        >= 2;
            });
            JsonNode lane = display.frames("lanes").getLast().get("lanes").get(0);
            assertEquals("R-box-1", lane.get("bed").asText());
            assertEquals("mV", lane.get("unit").asText());
            assertEquals(4, lane.get("rate").asDouble());
            for (WaveFrame frame : display.waves()) {
                for (WaveFrame.Block block : frame.blocks()) {
                    assertEquals(lane.get("lane").asInt(), block.lane());
                    for (int i = 0; i < block.samples().length; i++) {
                        double value = lane.get("step").asDouble() * block.samples()[i];
                        double[] sent = {0, 0.5, 0, -0.25};
                        int place = (int) (block.first() + i) % 4;
                        assertEquals(place == 2, block.samples()[i] == WaveFrame.MISSING, "the hole is one");
                        assertEquals(sent[place], place == 2 ? 0 : value, 0.005); // rounded to a byte
                    }
                }
            }
        } catch (Exception broken) {
            throw new AssertionError(broken);
        }
    }

    /** Sends values until the hub shows one as live. */
    private static void awaitValue(HubPage page, Mllp monitor) {
        Await.until("a live value at the hub", () -> {
            ask(monitor, Messages.values("R-box-1", 72, 97));
            return page.shows("R-box-1");
        });
    }

    private static void ask(Mllp monitor, String message) {
        try {
            monitor.ask(message);
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }
}
