package org.vigie.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.gateway.cli.ExplainCommand;
import org.vigie.gateway.journal.cli.JournalCommand;
import org.vigie.gateway.testing.Await;
import org.vigie.gateway.testing.HubPage;
import org.vigie.gateway.testing.Messages;
import org.vigie.gateway.testing.Mllp;
import picocli.CommandLine;

/** What a central station knows of the past of a bed of another box: while it is heard, after an outage, without it. */
class HubPastTest {
    @TempDir
    private Path folder = Path.of("unset");

    private static Gateway hub(LoopBoxes boxes) throws IOException {
        return boxes.start("hub-1", """
                role: hub
                link: { name: hub-1, edges: [ box-1 ], broker: { host: 127.0.0.1 } }
                """);
    }

    /** Begin and end of the monitor's own alarm, newest first; a slow machine has time for reminders in between. */
    private static List<String> steps(HubPage hub) {
        List<String> steps = new ArrayList<>();
        hub.get("/api/v1/alarm-log?bed=R01&kind=physiological")
                .path("rows")
                .forEach(row -> steps.add(
                        row.path("bed").asText() + " " + row.path("step").asText()));
        steps.removeIf("R01 changed"::equals);
        return steps;
    }

    private static boolean hasTrend(HubPage hub) {
        for (JsonNode series : hub.get("/api/v1/trends?bed=R01&hours=1").path("series")) {
            if (series.path("code").asText().equals("MDC_ECG_HEART_RATE")) {
                for (JsonNode last : series.path("last")) {
                    if (last.asDouble() == 72) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** The downtime sheet of the bed, as the hub prints it. */
    private static String sheet(Gateway hub) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(hub.address().resolve("/api/v1/sheets/R01.pdf"))
                    .build();
            byte[] pdf = client.send(request, HttpResponse.BodyHandlers.ofByteArray())
                    .body();
            try (PDDocument document = Loader.loadPDF(pdf)) {
                return new PDFTextStripper().getText(document);
            }
        }
    }

    private static void ask(Mllp monitor, String message) {
        try {
            monitor.ask(message);
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }

    private static String command(CommandLine command, String... arguments) {
        StringWriter out = new StringWriter();
        assertEquals(0, command.setOut(new PrintWriter(out)).execute(arguments), out.toString());
        return out.toString();
    }

    /** Copied while the hub runs, tested, and put into the place of its data on another machine. */
    private void restored() throws Exception {
        String data = folder.resolve("hub-1/data").toString();
        Path elsewhere = folder.resolve("elsewhere");
        Path copy = elsewhere.resolve("hub-1/data");
        String copied =
                command(new CommandLine(new JournalCommand()), "backup", "--data", data, "--to", copy.toString());
        assertTrue(copied.contains(copy.resolve("edges/box-1/journal").toString()), copied);
        String tested = command(new CommandLine(new JournalCommand()), "verify", "--data", copy.toString());
        assertTrue(tested.contains("of box-1, as far as this hub has it:"), tested);
        assertFalse(tested.contains("damaged"), tested);
        try (LoopBoxes boxes = new LoopBoxes(elsewhere);
                Gateway hub = hub(boxes);
                HubPage page = new HubPage(hub.address())) {
            assertEquals("lost", page.word("R01"));
            Await.until("the log is read back", () -> steps(page).size() == 2);
            Await.until("the trend is read back", () -> hasTrend(page));
        }
    }

    @Test
    void thePastOfABedStaysAtTheHubThroughAnOutageAndARestartWithoutItsBox() throws Exception {
        try (LoopBoxes boxes = new LoopBoxes(folder);
                Gateway edge = boxes.start("box-1", """
                        role: edge
                        link: { name: box-1, hubs: [ { name: hub-1, host: 127.0.0.1 } ] }
                        listeners: [ { name: hl7, host: 127.0.0.1, port: 0 } ]
                        beds: [ { bed: R01, period: 60s } ]
                        """);
                Mllp monitor = new Mllp(edge.listenerPort("hl7"))) {
            try (Gateway hub = hub(boxes);
                    HubPage page = new HubPage(hub.address())) {
                Await.until("a live value", () -> {
                    ask(monitor, Messages.values("R01", 72, 97));
                    return page.shows("R01");
                });
                ask(monitor, Messages.lowSpo2("R01", "start"));
                Await.until("the alarm is in the log", () -> steps(page).equals(List.of("R01 raised")));
                Await.until("a trend", () -> hasTrend(page));
                String sheet = sheet(hub);
                assertTrue(sheet.contains("R01") && sheet.contains("72"), sheet);
                assertTrue(sheet.contains("Low SpO2"), sheet);
                boxes.cable("box-1").pull();
                Await.until("lost", () -> page.state("box-1").equals("active-unack"));
                assertEquals("lost", page.word("R01"));
                ask(monitor, Messages.lowSpo2("R01", "end"));
                assertEquals(
                        "[\"box-1\"]",
                        page.get("/api/v1/alarm-log").path("elsewhere").toString());
                boxes.cable("box-1").plug();
                Await.until("what was missed", () -> steps(page).size() == 2);
                assertEquals(List.of("R01 ended", "R01 raised"), steps(page));
                Await.until(
                        "nothing is missing",
                        () -> page.get("/api/v1/alarm-log")
                                .path("elsewhere")
                                .toString()
                                .equals("[]"));
            }
            boxes.cable("box-1").pull();
            try (Gateway hub = hub(boxes);
                    HubPage page = new HubPage(hub.address())) {
                assertEquals(
                        "lost", page.word("R01"), "at once: nobody has to wait for the box to see that it was there");
                Await.until("the log is read back", () -> steps(page).size() == 2);
                assertEquals(List.of("R01 ended", "R01 raised"), steps(page));
                Await.until("the trend is read back", () -> hasTrend(page));
                explained(page.get("/api/v1/alarm-log?bed=R01&kind=physiological")
                        .path("rows")
                        .path(0)
                        .path("alarm")
                        .asText());
                Await.until("its alarm", () -> page.state("box-1").equals("active-unack"));
                restored();
            }
        }
    }

    /** Beside the running hub, from what the box wrote down. */
    private void explained(String alarm) throws IOException {
        StringWriter out = new StringWriter();
        CommandLine command = new CommandLine(new ExplainCommand()).setOut(new PrintWriter(out));
        String data = folder.resolve("hub-1/data").toString();
        assertEquals(0, command.execute("--data", data, "--box", "box-1", alarm));
        List<String> lines = out.toString().lines().toList();
        assertTrue(lines.size() >= 5, out::toString); // a slow machine has time for a reminder
        assertTrue(lines.get(0).contains("bed R01  "), lines.get(0));
        assertTrue(lines.get(3).startsWith("    because "), lines.get(3));
        assertTrue(lines.getLast().startsWith("as box-1 wrote it down"), lines.getLast());
        assertEquals(1, command.execute("--data", data, "--box", "box-2", alarm));
    }
}
