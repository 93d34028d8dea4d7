package org.vigie.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.gateway.testing.Await;
import org.vigie.gateway.testing.HubPage;
import org.vigie.gateway.testing.Messages;
import org.vigie.gateway.testing.Mllp;
import org.vigie.model.testing.SharedData;

/** What a central station answers about alarms of a bed of another box: their moment, the log as files, the shift. */
class HubReviewTest {
    @TempDir
    private Path folder = Path.of("unset");

    private static void ask(Mllp monitor, String message) {
        try {
            monitor.ask(message);
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }

    /** When the newest alarm of a kind of step was, at the hub. */
    private static String at(HubPage page, String step) {
        Await.until(step, () -> page.get(log(step)).path("matching").asInt() > 0);
        return page.get(log(step)).path("rows").path(0).path("at").asText();
    }

    private static String log(String step) {
        return "/api/v1/alarm-log?bed=R01&kind=physiological&step=" + step;
    }

    private static String event(String at) {
        return "/api/v1/event?bed=R01&at=" + URLEncoder.encode(at, StandardCharsets.UTF_8);
    }

    private static Map<String, Integer> values(JsonNode event) {
        Map<String, Integer> values = new TreeMap<>();
        event.path("values")
                .forEach(value -> values.put(
                        value.path("code").asText(), value.path("value").asInt()));
        return values;
    }

    private static HttpResponse<byte[]> file(Gateway box, String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(box.address().resolve(path)).build();
            HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            assertEquals(200, answer.statusCode(), path);
            return answer;
        }
    }

    private static String pdf(Gateway box, String path) throws Exception {
        try (PDDocument document = Loader.loadPDF(file(box, path).body())) {
            return new PDFTextStripper().getText(document);
        }
    }

    private static void fitsTheSchema(JsonNode answer, String name) throws IOException {
        String schema = Files.readString(SharedData.repository().resolve("docs/api/" + name + ".schema.json"));
        assertEquals(
                List.of(),
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(schema, InputFormat.JSON)
                        .validate(answer.toString(), InputFormat.JSON));
    }

    @Test
    void theMomentOfAnAlarmOfAnotherBoxIsReadFromWhatIsStoredAndWhatIsMissingIsSaid() throws Exception {
        try (LoopBoxes boxes = new LoopBoxes(folder);
                Gateway edge = boxes.start("box-1", """
                        role: edge
                        link: { name: box-1, hubs: [ { name: hub-1, host: 127.0.0.1 } ] }
                        listeners: [ { name: hl7, host: 127.0.0.1, port: 0 } ]
                        beds: [ { bed: R01, period: 60s } ]
                        """);
                Mllp monitor = new Mllp(edge.listenerPort("hl7"));
                HubPage own = new HubPage(edge.address());
                Gateway hub = boxes.start("hub-1", """
                        role: hub
                        link: { name: hub-1, edges: [ box-1 ], broker: { host: 127.0.0.1 } }
                        """);
                HubPage page = new HubPage(hub.address())) {
            Await.until("a live value", () -> {
                ask(monitor, Messages.values("R01", 72, 97));
                return page.shows("R01");
            });
            ask(monitor, Messages.ecg("R01", 4, 1, 2, 3, 4));
            ask(monitor, Messages.lowSpo2("R01", "start"));
            String raised = at(page, "raised");
            Await.until(
                    "its curve is there",
                    () -> page.get(event(raised)).path("waves").asText().equals("present"));
            JsonNode moment = page.get(event(raised));
            fitsTheSchema(moment, "event");
            assertEquals(values(own.get(event(raised))), values(moment));
            assertEquals(72, values(moment).get("MDC_ECG_HEART_RATE"));
            assertEquals("present", moment.path("waves").asText());
            assertEquals(own.get(event(raised)).path("tracks"), moment.path("tracks"));
            assertEquals("box-1", moment.path("kept").path("box").asText());
            assertTrue(own.get(event(raised)).path("kept").isNull());
            assertTrue(pdf(hub, event(raised).replace("event?", "event.pdf?")).contains("Low SpO2"));

            boxes.cable("box-1").pull();
            Await.until("lost", () -> page.state("box-1").equals("active-unack"));
            ask(monitor, Messages.values("R01", 81, 88));
            ask(monitor, Messages.lowSpo2("R01", "end"));
            String there = at(own, "ended");
            JsonNode unheard = page.get(event(there));
            assertFalse(unheard.path("complete").asBoolean(), "what the box has of it is not here");
            Await.until(
                    "known to be incomplete",
                    () -> page.get("/api/v1/shift-report")
                            .path("elsewhere")
                            .toString()
                            .equals("[\"box-1\"]"));
            assertTrue(pdf(hub, "/api/v1/alarm-log.pdf?bed=R01").contains("alarms not all here (box-1)"));
            assertTrue(pdf(hub, "/api/v1/shift-report.pdf").contains("alarms not all here (box-1)"));
            assertTrue(csv(hub).endsWith("incomplete,,,box-1,,,,,,,,,,\r\n"), csv(hub));
            boxes.cable("box-1").plug();
            at(page, "ended");
            Await.until(
                    "what was missed is there",
                    () -> values(page.get(event(there))).equals(values(own.get(event(there)))));
            assertEquals(81, values(page.get(event(there))).get("MDC_ECG_HEART_RATE"));
            Await.until("nothing is missing", () -> !csv(hub).contains("incomplete"));
            assertTrue(csv(hub).contains(",R01,ended,high,"), csv(hub));
            assertFalse(pdf(hub, "/api/v1/alarm-log.pdf?bed=R01").contains("not all here"));
            sameShift(own, page);
        }
    }

    /** The report of the hub says of the bed what that of its box says. */
    private static void sameShift(HubPage own, HubPage hub) throws IOException {
        Await.until("the same counts", () -> counts(own).equals(counts(hub)));
        JsonNode here = hub.get("/api/v1/shift-report");
        fitsTheSchema(here, "shift-report");
        assertEquals("[]", here.path("elsewhere").toString());
        assertTrue(bed(here).path("high").asInt() >= 1, here.toString());
        assertEquals(0, here.at("/failures/unseen").asInt(), "what displays of its box did not do is told there");
        fitsTheSchema(hub.get("/api/v1/top-talkers"), "top-talkers");
    }

    private static List<JsonNode> counts(HubPage box) {
        JsonNode shift = box.get("/api/v1/shift-report");
        List<JsonNode> counts = new ArrayList<>();
        List.of("high", "medium", "low", "losses")
                .forEach(count -> counts.add(bed(shift).path(count)));
        counts.add(box.get("/api/v1/top-talkers").at("/shifts/0/raised"));
        return counts;
    }

    private static JsonNode bed(JsonNode shift) {
        for (JsonNode bed : shift.path("beds")) {
            if (bed.path("bed").asText().equals("R01")) {
                return bed;
            }
        }
        throw new AssertionError(shift);
    }

    private static String csv(Gateway hub) {
        try {
            return new String(
                    file(hub, "/api/v1/alarm-log.csv?bed=R01&kind=physiological")
                            .body(),
                    StandardCharsets.UTF_8);
        } catch (Exception broken) {
            throw new AssertionError(broken);
        }
    }
}
