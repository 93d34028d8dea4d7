package org.vigie.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.gateway.testing.Await;
import org.vigie.gateway.testing.HubPage;
import org.vigie.gateway.testing.Messages;
import org.vigie.gateway.testing.Mllp;

/** Two edges and a hub in one process, with a broker inside the test. */
class TwoBoxesTest {
    @TempDir
    private Path folder;

    private BoxesRig rig;

    private HubPage page;

    @BeforeEach
    void start() throws IOException {
        rig = new BoxesRig(folder);
        page = rig.page;
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void hubShowsBedsOfBothEdgesAndSaysWhenOneIsSilentAndCommandsReachTheirEdge() throws Exception {
        Await.until(
                "names that both have are told apart, whoever was heard first",
                () -> page.bed("R01 (box-1)").isPresent()
                        && page.bed("R01 (box-2)").isPresent()
                        && page.bed("R01").isEmpty());
        try (Mllp monitor = new Mllp(rig.first.listenerPort("hl7"))) {
            Await.until("a live value", () -> {
                speak(monitor);
                return page.shows("R01 (box-1)");
            });
            standby("R-box-1");
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
        assertEquals("", rig.command("standby", bed));
        Await.until("standby at the hub", () -> page.word(bed).equals("standby"));
        assertTrue(rig.first.pipeline().now().ward().beds().values().stream()
                .anyMatch(own -> own.link().word().equals("standby")));
        assertFalse(rig.second.pipeline().now().ward().beds().values().stream()
                .anyMatch(own -> own.link().word().equals("standby")));
    }

    /** One alarm for the whole edge; the other edge is as before; it ends when the edge is back and a person saw it. */
    private void link(String edge) {
        rig.port(edge).pull();
        Await.until("lost", () -> page.word("R01 (box-2)").equals("lost"));
        Await.until("one alarm", () -> page.state(edge).equals("active-unack"));
        JsonNode alarm = page.alarm(edge).orElseThrow();
        assertEquals(2, alarm.get("beds").size());
        assertTrue(alarm.get("sounding").asBoolean());
        assertEquals("boxes:box-2=edge-unreachable", rig.command("standby", "R01 (box-2)"));
        rig.port(edge).plug();
        Await.until("back", () -> !page.word("R01 (box-2)").equals("lost"));
        assertEquals("latched-unack", page.state(edge));
        rig.command("acknowledge", null, alarm.get("id").asText());
        assertTrue(page.alarm(edge).isEmpty(), "gone for whoever was answered");
    }
}
