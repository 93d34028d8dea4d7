package org.vigie.gateway.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.gateway.mqtt.DebianBroker;
import org.vigie.gateway.testing.Await;

/** {@code vigie demo --topology two-edges-two-hubs}: six processes, two of which are killed and one stands still. */
class TopologySystemTest {
    /** A process was killed and starts again: as slow as a machine that runs other tests beside this one. */
    private static final Duration STARTED = Duration.ofSeconds(60);

    private static final Pattern BOX = Pattern.compile("^(\\S+) (http:\\S+) .*process (\\d+)", Pattern.MULTILINE);
    private static final Pattern BROKER = Pattern.compile("^broker of (\\S+) .*process (\\d+)", Pattern.MULTILINE);

    private static final Duration HUNG = Duration.ofSeconds(8);

    @TempDir
    private Path folder;

    @Test
    void aDeadBrokerCostsItsOwnHubAndADeadEdgeItsOwnBedsAndAHungHubNobodyElse() throws Exception {
        Assumptions.assumeTrue(
                DebianBroker.program().isPresent(), "skipped: no mosquitto here; on Debian: apt-get install mosquitto");
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
                folder.resolve("unit").toString(),
                "--for",
                "5m")) {
            try {
                URI first = demo.awaitReady();
                URI second = URI.create(found(BOX, demo, "hub-2", 2));
                Await.until("both hubs show all beds", () -> live(demo, first) == 4 && live(demo, second) == 4);

                kill(found(BROKER, demo, "hub-1", 2));
                Await.until("hub-1 has lost them", () -> words(demo, first, "lost") == 4);
                assertEquals(4, live(demo, second), "the other hub is untouched");
                assertEquals(List.of("edge-a", "edge-b"), lostEdges(demo, first));
                assertEquals(List.of(), lostEdges(demo, second));
                Await.until("hub-1 has them again", STARTED, () -> live(demo, first) == 4);

                kill(found(BOX, demo, "edge-a", 3));
                Await.until(
                        "its beds are lost at both",
                        () -> words(demo, first, "lost") == 2 && words(demo, second, "lost") == 2);
                assertEquals(List.of("edge-a"), lostEdges(demo, second));
                assertEquals(2, live(demo, second));
                Await.until("they are back", STARTED, () -> live(demo, first) == 4 && live(demo, second) == 4);

                hang(demo, first, second, found(BOX, demo, "hub-2", 3));
                killHub(
                        demo,
                        folder.resolve("unit/hub-2/journal/edges/edge-b.beds"),
                        second,
                        found(BOX, demo, "edge-b", 3));
            } finally {
                demo.signal("TERM");
                demo.exitCode(Duration.ofSeconds(60));
            }
            assertTrue(demo.output().lines().noneMatch(line -> isAlive(line)), "nothing of it is left running");
        }
    }

    /** Fault row 36: a hub stands still; nobody else notices, and it shows all beds again by itself. */
    private static void hang(VigieProcess demo, URI first, URI second, String process) throws Exception {
        signal("-STOP", process);
        long from = System.nanoTime();
        Await.until("longer than any bound of a link", () -> {
            assertEquals(4, live(demo, first), "the other hub is untouched");
            assertEquals(List.of(), lostEdges(demo, first));
            return System.nanoTime() - from > HUNG.toNanos();
        });
        signal("-CONT", process);
        Await.until("it shows all of them again", () -> live(demo, second) == 4);
        assertEquals(List.of(), lostEdges(demo, first));
    }

    /** An edge stands still and the hub is killed: it comes back with the beds of both, those of the edge lost. */
    private static void killHub(VigieProcess demo, Path memory, URI hub, String edge) throws Exception {
        signal("-STOP", edge);
        Instant stopped = Instant.now();
        Await.until("the edge is lost", () -> lostEdges(demo, hub).equals(List.of("edge-b")));
        // What is shown is written down a moment later; an edge that stands still changes nothing else.
        Await.until("that is written down", () -> written(memory).isAfter(stopped.plusSeconds(4)));
        long epoch = demo.ward(hub).path("epoch").asLong();
        kill(found(BOX, demo, "hub-2", 3));
        Await.until("the hub is back", STARTED, () -> epoch(demo, hub) > epoch);
        assertEquals(4, demo.ward(hub).path("beds").size(), "as many beds as before");
        assertTrue(words(demo, hub, "lost") >= 2, "none of the edge that stands still looks live");
        assertEquals(List.of("edge-b"), lostEdges(demo, hub), "no quiet time for what was lost before");
        Await.until("it hears the other", STARTED, () -> live(demo, hub) == 2);
        signal("-CONT", edge);
        Await.until("it shows all of them again", () -> live(demo, hub) == 4);
    }

    private static Instant written(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException beingReplaced) {
            return Instant.EPOCH;
        }
    }

    private static long epoch(VigieProcess demo, URI hub) {
        try {
            return demo.ward(hub).path("epoch").asLong();
        } catch (AssertionError | UncheckedIOException notBack) {
            return 0;
        }
    }

    private static boolean isAlive(String line) {
        Matcher process = Pattern.compile("process (\\d+)").matcher(line);
        return process.find()
                && ProcessHandle.of(Long.parseLong(process.group(1))).isPresent();
    }

    private static String found(Pattern pattern, VigieProcess demo, String box, int group) {
        Matcher line = pattern.matcher(demo.output());
        while (line.find()) {
            if (line.group(1).equals(box)) {
                return line.group(group);
            }
        }
        throw new AssertionError(box + " is not in " + demo.output());
    }

    private static void kill(String process) throws IOException, InterruptedException {
        signal("-9", process);
    }

    private static void signal(String which, String process) throws IOException, InterruptedException {
        assertEquals(0, new ProcessBuilder("kill", which, process).start().waitFor());
    }

    private static int live(VigieProcess demo, URI hub) {
        return words(demo, hub, "live");
    }

    private static int words(VigieProcess demo, URI hub, String word) {
        int count = 0;
        for (JsonNode bed : demo.ward(hub).path("beds")) {
            count += bed.path("link").asText().equals(word) ? 1 : 0;
        }
        return count;
    }

    private static List<String> lostEdges(VigieProcess demo, URI hub) {
        List<String> edges = new ArrayList<>();
        for (JsonNode alarm : demo.ward(hub).path("alarms")) {
            if (alarm.path("code").asText().equals("VIGIE_EDGE_LOST")
                    && alarm.path("state").asText().equals("active-unack")) {
                edges.add(alarm.path("text").asText());
            }
        }
        return edges.stream().sorted().toList();
    }
}
