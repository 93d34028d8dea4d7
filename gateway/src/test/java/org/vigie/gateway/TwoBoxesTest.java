package org.vigie.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.gateway.journal.JournalDirectory;
import org.vigie.gateway.pipeline.EngineClock;
import org.vigie.gateway.pipeline.records.Input;
import org.vigie.gateway.testing.Await;
import org.vigie.gateway.testing.HubPage;
import org.vigie.gateway.testing.LoopBroker;
import org.vigie.gateway.testing.Messages;
import org.vigie.gateway.testing.Mllp;
import org.vigie.model.limits.Limits;

/** Two edges and a hub in one process, with a broker inside the test. */
class TwoBoxesTest {
    @TempDir
    private Path folder;

    private final LoopBroker broker = new LoopBroker();
    private final Map<String, LoopBroker.Port> ports = new ConcurrentHashMap<>();
    private Gateway first;

    private Gateway second;

    private Gateway hub;

    private HubPage page;

    @BeforeEach
    void start() throws IOException {
        hub = box("hub-1", """
                role: hub
                link: { name: hub-1, edges: [ box-1, box-2 ], broker: { host: 127.0.0.1 } }
                """);
        page = new HubPage(hub.address());
        first = box("box-1", edge("box-1", "R01"));
        second = box("box-2", edge("box-2", "R01"));
    }

    private static String edge(String name, String bed) {
        return """
                role: edge
                link: { name: NAME, hubs: [ { name: hub-1, host: 127.0.0.1 } ] }
                listeners: [ { name: hl7, host: 127.0.0.1, port: 0 } ]
                beds: [ { bed: BED }, { bed: BED-NAME } ]
                """.replace("NAME", name).replace("BED", bed);
    }

    private Gateway box(String name, String text) throws IOException {
        Path own = Files.createDirectory(folder.resolve(name));
        Path file = own.resolve("site.yaml");
        Files.writeString(
                file, "site: Test\nunit: A\nlanguage: en\nhttp: { host: 127.0.0.1, port: 0 }\ndata: data\n" + text);
        return Gateway.start(
                GatewayProgram.read(file),
                Optional.of(file),
                new Gateway.Surroundings(
                        Limits.DEFAULT,
                        EngineClock.machine(),
                        JournalDirectory::open,
                        Voices::of,
                        (to, identity, plan) -> {
                            LoopBroker.Port port = broker.open(plan);
                            ports.put(name, port);
                            return port;
                        }));
    }

    @AfterEach
    void stop() {
        first.close();
        second.close();
        hub.close();
        broker.close();
        page.close();
    }

    @Test
    void hubShowsBedsOfBothEdgesAndSaysWhenOneIsSilentAndCommandsReachTheirEdge() throws Exception {
        Await.until("all beds", () -> page.beds() == 4);
        Await.until(
                "names that both have are told apart",
                () -> page.bed("R01 (box-2)").isPresent());
        try (Mllp monitor = new Mllp(first.listenerPort("hl7"))) {
            Await.until("a live value", () -> {
                speak(monitor);
                return page.shows("R01");
            });
            standby("R01-box-1");
            link("box-2");
        }
    }

    private static void speak(Mllp monitor) {
        try {
            monitor.ask(Messages.values("R01", 72, 97));
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }

    /** A command at the hub takes effect at the edge that owns the bed, and nowhere else. */
    private void standby(String bed) {
        Map<String, Boolean> answers = new ConcurrentHashMap<>();
        hub.feed()
                .command(
                        new Input.Command("c1", "standby", bed, null, "ab"),
                        result -> answers.put(result.id(), result.accepted()));
        Await.until("the answer", () -> answers.containsKey("c1"));
        assertEquals(true, answers.get("c1"));
        Await.until("standby at the hub", () -> page.word(bed).equals("standby"));
        assertTrue(first.pipeline().now().ward().beds().values().stream()
                .anyMatch(own -> own.link().word().equals("standby")));
        assertFalse(second.pipeline().now().ward().beds().values().stream()
                .anyMatch(own -> own.link().word().equals("standby")));
    }

    /** One alarm for the whole edge; the other edge is as before; it ends when the edge is back and a person saw it. */
    private void link(String edge) {
        port(edge).pull();
        Await.until("lost", () -> page.word("R01 (box-2)").equals("lost"));
        Await.until("one alarm", () -> page.state(edge).equals("active-unack"));
        JsonNode alarm = page.alarm(edge).orElseThrow();
        assertEquals(2, alarm.get("beds").size());
        assertTrue(alarm.get("sounding").asBoolean());
        Map<String, String> answers = new ConcurrentHashMap<>();
        hub.feed()
                .command(
                        new Input.Command("c2", "standby", "R01 (box-2)", null, "ab"),
                        result -> answers.put(result.id(), String.valueOf(result.reason())));
        Await.until("the refusal", () -> "edge-unreachable".equals(answers.get("c2")));
        port(edge).plug();
        Await.until("back", () -> !page.word("R01 (box-2)").equals("lost"));
        assertEquals("latched-unack", page.state(edge));
        hub.feed()
                .command(
                        new Input.Command(
                                "c3", "acknowledge", null, alarm.get("id").asText(), "ab"),
                        result -> answers.put(result.id(), String.valueOf(result.reason())));
        Await.until("no alarm", () -> page.alarm(edge).isEmpty());
    }

    private LoopBroker.Port port(String edge) {
        return Objects.requireNonNull(ports.get(edge));
    }
}
