package org.vigie.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.gateway.testing.Await;
import org.vigie.gateway.testing.Messages;
import org.vigie.gateway.testing.Mllp;
import org.vigie.gateway.testing.Replica;
import org.vigie.model.testing.SharedData;

class LookBackTest {
    @TempDir
    private Path folder = Path.of("unset");

    private static void assertFits(String schema, String json) throws IOException {
        String text =
                Files.readString(SharedData.repository().resolve("docs/api").resolve(schema));
        Schema made = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(text, InputFormat.JSON);
        assertEquals(List.of(), made.validate(json, InputFormat.JSON), json);
    }

    private static int samples(JsonNode trends) {
        int sum = 0;
        for (JsonNode series : trends.get("series")) {
            for (JsonNode n : series.get("samples")) {
                sum += n.asInt();
            }
        }
        return sum;
    }

    @Test
    void trendsOfABedAreThereAtOnceAndAgainAfterAPowerCut() throws Exception {
        try (TestSite site = TestSite.start(folder, TestSite.beds(2))) {
            try (Mllp monitor = site.monitor()) {
                for (int i = 0; i < 5; i++) {
                    monitor.ask(Messages.values("R01", 70 + i, 95));
                    int sum = 2 * (i + 1);
                    Await.until("sampled", () -> samples(site.json("api/v1/trends?bed=R01&hours=1")) >= sum);
                }
            }
            String body = site.get("api/v1/trends?bed=R01&hours=1").body();
            assertFits("trends.schema.json", body);
            JsonNode one = site.json("api/v1/trends?bed=R01&hours=24&parameters=MDC_ECG_HEART_RATE");
            assertEquals(1, one.get("series").size());
            assertEquals(120, one.get("stepSeconds").asInt());
            assertEquals(0, site.json("api/v1/trends?bed=R02").get("series").size());
            site.powerCut();
            Await.until("read back", () -> {
                JsonNode again = site.json("api/v1/trends?bed=R01&hours=1");
                return again.get("loadingFrom").isNull() && samples(again) >= 10;
            });
            JsonNode again = site.json("api/v1/trends?bed=R01&hours=1");
            assertEquals(10, samples(again), again.toString());
            assertFits("trends.schema.json", again.toString());
        }
    }

    private static void assertReported(TestSite site) throws IOException {
        String report = site.get("api/v1/shift-report").body();
        assertFits("shift-report.schema.json", report);
        JsonNode now = site.json("api/v1/shift-report");
        int raised = 0;
        int seen = 0;
        int acknowledged = 0;
        for (JsonNode priority : now.get("priorities")) {
            raised += priority.get("raised").asInt();
            seen += priority.get("seen").asInt();
            acknowledged += priority.get("acknowledged").asInt();
        }
        assertEquals(List.of(1, 1, 1), List.of(raised, seen, acknowledged), report);
        assertEquals("R01", now.get("beds").get(0).get("bed").asText());
        assertEquals(400, site.get("api/v1/shift-report?back=9").statusCode());
    }

    @Test
    void everyStepOfAnAlarmIsARowOnceAlsoAfterAPowerCut() throws Exception {
        try (TestSite site = TestSite.start(folder, TestSite.beds(2))) {
            String alarm;
            try (Mllp monitor = site.monitor();
                    Replica display = site.display()) {
                monitor.ask(Messages.values("R01", 72, 84));
                monitor.ask(Messages.lowSpo2("R01", "start"));
                Await.until("on", () -> site.bed("R01").get("alarms").size() == 1);
                Await.until("on the display", () -> display.hasAlarm("R01"));
                alarm = site.bed("R01").get("alarms").get(0).get("id").asText();
                display.send("{\"type\":\"alive\",\"display\":1,\"visible\":true,\"audio\":\"running\","
                        + "\"watching\":true,\"frames\":9,\"seq\":1,\"paintedSeq\":1,\"painted\":[\"" + alarm
                        + "\"],\"sounded\":[]}");
                display.send(
                        "{\"type\":\"command\",\"id\":\"1\",\"action\":\"acknowledge\",\"bed\":\"R01\",\"alarm\":\""
                                + alarm + "\",\"user\":\"AB\"}");
                Await.until("seen", () -> site.bed("R01").toString().contains("active-ack"));
                monitor.ask(Messages.lowSpo2("R01", "end"));
                Await.until("over", () -> site.bed("R01").get("alarms").isEmpty());
            }
            String path = "api/v1/alarm-log?bed=R01&alarm=" + alarm;
            assertEquals(List.of("ended", "acknowledged", "raised"), steps(site.json(path)));
            JsonNode seen = site.json(path + "&step=acknowledged").get("rows").get(0);
            assertEquals("AB", seen.get("user").asText());
            assertEquals(1, site.json(path + "&user=AB").get("matching").asInt());
            assertEquals(0, site.json(path + "&user=CD").get("matching").asInt());
            assertEquals("84", seen.get("value").asText());
            assertEquals("90", seen.get("limit").asText());
            assertFalse(seen.get("above").asBoolean());
            assertFits("alarm-log.schema.json", site.get(path).body());
            assertEquals(0, site.json(path + "&priority=low").get("matching").asInt());
            assertEquals(0, site.json(path + "&kind=technical").get("matching").asInt());
            assertEquals(
                    0,
                    site.json(path + "&to=2000-01-01T00:00:00Z").get("matching").asInt());
            JsonNode second = site.json(path + "&offset=1&limit=1");
            assertEquals(List.of("acknowledged"), steps(second));
            assertEquals(3, second.get("matching").asInt());
            assertEquals(400, site.get(path + "&limit=501").statusCode());
            assertEquals(400, site.get(path + "&from=yesterday").statusCode());
            String talkers = site.get("api/v1/top-talkers").body();
            assertFits("top-talkers.schema.json", talkers);
            assertTrue(talkers.contains("\"count\":1"), talkers);
            assertReported(site);
            site.powerCut();
            Await.until("read back", () -> !site.json(path).get("loading").asBoolean());
            assertReported(site);
            assertEquals(List.of("ended", "acknowledged", "raised"), steps(site.json(path)));
            String csv = site.get("api/v1/alarm-log.csv?bed=R01").body();
            assertTrue(csv.startsWith("\uFEFFtime,bed,step,"), csv);
            String ofHers = site.get("api/v1/alarm-log.csv?bed=R01&user=AB").body();
            assertEquals(1 + 1, ofHers.split("\r\n", -1).length - 1, ofHers);
            Await.until(
                    "a line for each row",
                    () -> { // nobody speaks any more: its loss may become a row between the two
                        int lines =
                                site.get("api/v1/alarm-log.csv?bed=R01").body().split("\r\n", -1).length - 1;
                        return lines
                                == 1
                                        + site.json("api/v1/alarm-log?bed=R01")
                                                .get("matching")
                                                .asInt();
                    });
        }
    }

    private static List<String> steps(JsonNode page) {
        return StreamSupport.stream(page.get("rows").spliterator(), false)
                .map(row -> row.get("step").asText())
                .toList();
    }

    @Test
    void whatCannotBeAnsweredIsRefusedWithAReason() throws Exception {
        try (TestSite site = TestSite.start(folder, TestSite.beds(1))) {
            for (String bad : List.of("hours=0", "hours=73", "hours=-1", "hours=1e3", "hours=99999999999", "hours=")) {
                assertEquals(400, site.get("api/v1/trends?bed=R01&" + bad).statusCode(), bad);
            }
            for (String none : List.of("api/v1/trends", "api/v1/trends?bed=R09", "api/v1/trends?bed=*")) {
                assertEquals(404, site.get(none).statusCode(), none);
            }
            assertTrue(site.get("api/v1/trends?bed=R01")
                    .headers()
                    .firstValue("Content-Security-Policy")
                    .isPresent());
        }
    }

    @Test
    void sheetsAreMadeOnDemandAndOnlyForBedsThatThereAre() throws Exception {
        try (TestSite site = TestSite.start(folder, TestSite.beds(1))) {
            for (String name : List.of("R01", "all", "unit")) {
                var answer = site.get("api/v1/sheets/" + name + ".pdf");
                assertEquals(200, answer.statusCode(), name);
                assertEquals(
                        "application/pdf",
                        answer.headers().firstValue("Content-Type").orElse(""));
                assertTrue(answer.body().startsWith("%PDF-"), name);
            }
            for (String none : List.of("R02.pdf", "R01", "..%2Fsite.yaml", "R01.pdf%00")) {
                assertEquals(404, site.get("api/v1/sheets/" + none).statusCode(), none);
            }
        }
    }
}
