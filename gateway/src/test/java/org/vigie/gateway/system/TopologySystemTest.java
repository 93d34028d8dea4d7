package org.vigie.gateway.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.gateway.prove.Mosquitto;
import org.vigie.gateway.prove.topology.Boxes;
import org.vigie.gateway.prove.topology.DemoBoxes;
import org.vigie.gateway.prove.topology.Fault;
import org.vigie.gateway.prove.topology.HubLook;
import org.vigie.gateway.prove.topology.Trial;
import org.vigie.gateway.testing.Await;

/**
 * {@code vigie demo --topology two-edges-two-hubs}: a cable of it is pulled, three of its processes are killed and two
 * stand still. {@code prove topology} does this to all of them.
 */
class TopologySystemTest {
    /** A process was killed and starts again: as slow as a machine that runs other tests beside this one. */
    private static final Duration STARTED = Duration.ofSeconds(60);

    private static final Duration HUNG = Duration.ofSeconds(8);

    private static final Trial.Terms TERMS =
            new Trial.Terms(Duration.ofSeconds(20), STARTED, Duration.ofSeconds(1), Duration.ofSeconds(1));

    @TempDir
    private Path folder;

    @Test
    void aPulledCableAndADeadBrokerCostOneHubADeadEdgeItsOwnBedsAndAHungHubNobodyElse() throws Exception {
        Assumptions.assumeTrue(Mosquitto.program().isPresent(), "skipped: " + Mosquitto.REMEDY);
        Path unit = folder.resolve("unit");
        try (VigieProcess demo = VigieProcess.start(
                folder,
                "demo",
                "demo",
                "--topology",
                "two-edges-two-hubs",
                "--port",
                "0",
                "--beds",
                "4",
                "--data",
                unit.toString(),
                "--for",
                "5m")) {
            try {
                demo.awaitReady();
                try (DemoBoxes boxes = new DemoBoxes(demo::output, unit)) {
                    Await.until(
                            "both hubs show all beds",
                            () -> count(boxes, "hub-1", "live") == 4 && count(boxes, "hub-2", "live") == 4);
                    holds(Fault.pulled("edge-b", "hub-2"), boxes);
                    holds(Fault.killedBroker("hub-1"), boxes);
                    holds(Fault.killedEdge("edge-a"), boxes);
                    hang(boxes);
                    killHub(boxes, unit.resolve("hub-2/journal/edges/edge-b.beds"));
                }
            } finally {
                demo.signal("TERM");
                demo.exitCode(Duration.ofSeconds(60));
            }
            assertEquals(List.of(), Boxes.of(demo.output()).running(), "nothing of it is left running");
        }
    }

    private static void holds(Fault fault, DemoBoxes boxes) throws Exception {
        Trial.Finding finding = Trial.of(fault, boxes, TERMS);
        assertEquals(List.of(), finding.wrong(), fault.word());
    }

    /** Fault row 36: a hub stands still; nobody else notices, and it shows all beds again by itself. */
    private static void hang(DemoBoxes boxes) throws Exception {
        boxes.signal("-STOP", "hub-2");
        long from = System.nanoTime();
        Await.until("longer than any bound of a link", () -> {
            assertEquals(4, count(boxes, "hub-1", "live"), "the other hub is untouched");
            assertEquals(List.of(), lostEdges(boxes, "hub-1"));
            return System.nanoTime() - from > HUNG.toNanos();
        });
        boxes.signal("-CONT", "hub-2");
        Await.until("it shows all of them again", () -> count(boxes, "hub-2", "live") == 4);
        assertEquals(List.of(), lostEdges(boxes, "hub-1"));
    }

    /** An edge stands still and the hub is killed: it comes back with the beds of both, those of the edge lost. */
    private static void killHub(DemoBoxes boxes, Path memory) throws Exception {
        String hub = "hub-2";
        boxes.signal("-STOP", "edge-b");
        Instant stopped = Instant.now();
        Await.until("the edge is lost", () -> lostEdges(boxes, hub).equals(List.of("edge-b")));
        // What is shown is written down a moment later; an edge that stands still changes nothing else.
        // It is lost 5 s after its last word, which may lie more than a second before the stop.
        // Nothing is written for 3 s.
        Await.until("that is written down", () -> written(memory).isAfter(stopped.plusSeconds(2)));
        long epoch = look(boxes, hub).orElseThrow().epoch();
        boxes.signal("-KILL", hub);
        Await.until(
                "the hub is back",
                STARTED,
                () -> look(boxes, hub).filter(look -> look.epoch() > epoch).isPresent());
        HubLook back = look(boxes, hub).orElseThrow();
        assertEquals(4, back.beds().size(), "as many beds as before");
        assertTrue(back.beds("lost").size() >= 2, "none of the edge that stands still looks live");
        assertEquals(List.of("edge-b"), lostEdges(boxes, hub), "no quiet time for what was lost before");
        Await.until("it hears the other", STARTED, () -> count(boxes, hub, "live") == 2);
        boxes.signal("-CONT", "edge-b");
        Await.until("it shows all of them again", () -> count(boxes, hub, "live") == 4);
    }

    private static Instant written(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException beingReplaced) {
            return Instant.EPOCH;
        }
    }

    private static Optional<HubLook> look(DemoBoxes boxes, String hub) {
        try {
            return boxes.look(hub);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", stopped);
        }
    }

    private static int count(DemoBoxes boxes, String hub, String word) {
        return look(boxes, hub).map(look -> look.beds(word)).orElse(Set.of()).size();
    }

    private static List<String> lostEdges(DemoBoxes boxes, String hub) {
        return look(boxes, hub).orElseThrow().lostEdges();
    }
}
