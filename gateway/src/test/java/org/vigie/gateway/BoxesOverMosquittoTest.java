package org.vigie.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.gateway.mqtt.DebianBroker;
import org.vigie.gateway.mqtt.TestBroker;
import org.vigie.gateway.pipeline.records.Input;
import org.vigie.gateway.pki.HubFiles;
import org.vigie.gateway.pki.SiteCa;
import org.vigie.gateway.testing.Await;
import org.vigie.gateway.testing.HubPage;
import org.vigie.gateway.testing.Messages;
import org.vigie.gateway.testing.Mllp;

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
        Assumptions.assumeTrue(
                DebianBroker.program().isPresent(), "skipped: no mosquitto here; on Debian: apt-get install mosquitto");
        port = TestBroker.freePort();
        SiteCa ca = SiteCa.open(folder, "Test");
        Path home = folder.resolve("hub-files");
        HubFiles.write(
                ca, new HubFiles.Hub("hub-1", "127.0.0.1", port, new TreeSet<>(List.of("127.0.0.1")), home), home);
        for (String box : List.of("hub-1", "box-1", "box-2")) {
            ca.client(box).write(Files.createDirectory(folder.resolve(box)).resolve("id.p12"));
        }
        broker = DebianBroker.of(DebianBroker.program().orElseThrow(), home, port);
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

    /** Sends values until the hub shows one as live. */
    private static void awaitValue(HubPage page, Mllp monitor) {
        Await.until("a live value at the hub", () -> {
            try {
                monitor.ask(Messages.values("R-box-1", 72, 97));
            } catch (IOException broken) {
                throw new AssertionError(broken);
            }
            return page.shows("R-box-1");
        });
    }
}
