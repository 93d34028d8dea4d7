package org.vigie.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.gateway.pipeline.EngineClock;
import org.vigie.gateway.testing.Await;
import org.vigie.gateway.testing.JournaledCommands;
import org.vigie.gateway.testing.MemoryJournal;
import org.vigie.gateway.testing.Messages;
import org.vigie.gateway.testing.Mllp;
import org.vigie.gateway.testing.Replica;
import org.vigie.model.limits.Limits;

class GatewayTest {
    @TempDir
    private Path folder = Path.of("unset");

    @Test
    void aMessageIsAcknowledgedAndStandsInTheWard() throws Exception {
        try (TestSite site = TestSite.start(folder, TestSite.beds(2));
                Mllp monitor = site.monitor()) {
            assertEquals("AA", Mllp.code(monitor.ask(Messages.values("R01", 72, 97))));
            Await.until("live", () -> site.bed("R01").get("link").asText().equals("live"));
            JsonNode bed = site.bed("R01");
            JsonNode heartRate = bed.get("numerics").get(0);
            assertEquals("MDC_ECG_HEART_RATE", heartRate.get("code").asText());
            assertEquals(72, heartRate.get("value").asInt());
            assertEquals("/min", heartRate.get("unit").asText());
            assertEquals("live", heartRate.get("state").asText());
            assertEquals(50, heartRate.get("limits").get("low").asInt());
            assertEquals("J.E.", bed.get("label").asText());
            assertEquals(1, site.ward().get("bedsReporting").asInt());
            assertEquals(2, site.ward().get("bedsTotal").asInt());
            assertEquals("connecting", site.bed("R02").get("link").asText());
        }
    }

    @Test
    void anAlarmReachesTheDisplayAndSurvivesAPowerCut() throws Exception {
        try (TestSite site = TestSite.start(folder, TestSite.beds(1))) {
            try (Mllp monitor = site.monitor();
                    Replica display = site.display()) {
                assertEquals("AA", Mllp.code(monitor.ask(Messages.values("R01", 72, 84))));
                assertEquals("AA", Mllp.code(monitor.ask(Messages.lowSpo2("R01", "start"))));
                Await.until("on the display", () -> alarms(display.state()).contains("active-unack"));
            }
            site.powerCut();
            Await.until("not quieter than before", () -> alarms(site.ward()).contains("unknown-unack"));
            assertTrue(site.bed("R01").get("alarms").get(0).get("sounding").asBoolean());
            assertEquals(2, site.ward().get("epoch").asInt());
        }
    }

    private static List<String> alarms(JsonNode ward) {
        return ward.findValues("alarms").stream()
                .flatMap(list -> list.findValuesAsText("state").stream())
                .toList();
    }

    @Test
    void anAcknowledgementTakesEffectOnceAndIsShown() throws Exception {
        try (TestSite site = TestSite.start(folder, TestSite.beds(1));
                Mllp monitor = site.monitor();
                Replica display = site.display()) {
            monitor.ask(Messages.values("R01", 72, 84));
            monitor.ask(Messages.lowSpo2("R01", "start"));
            Await.until("on", () -> alarms(display.state()).contains("active-unack"));
            String alarm = site.bed("R01").get("alarms").get(0).get("id").asText();
            String command =
                    "{\"type\":\"command\",\"id\":\"k-1\",\"action\":\"acknowledge\",\"bed\":\"R01\",\"alarm\":\""
                            + alarm + "\",\"user\":\"A.B\"}";
            display.send(command);
            Await.until("shown", () -> alarms(display.state()).contains("active-ack"));
            Await.until("answered", () -> display.frames("result").size() == 1);
            assertTrue(display.frames("result").get(0).get("accepted").asBoolean());
            long changes = site.gateway().pipeline().now().ward().changes();
            display.send(command);
            Await.until("answered again", () -> display.frames("result").size() == 2);
            assertEquals(
                    display.frames("result").get(0), display.frames("result").get(1));
            assertEquals(List.of("A.B"), JournaledCommands.users(folder.resolve("data"), "acknowledge"));
            assertTrue(site.gateway().pipeline().now().ward().changes() >= changes);
            assertEquals(
                    "A.B",
                    site.bed("R01").get("alarms").get(0).get("acknowledgedBy").asText());
            display.send(command.replace("k-1", "k-2").replace("A.B", "<img src=x>"));
            Await.until("refused", () -> display.frames("result").size() == 3);
            assertEquals(
                    "bad-initials",
                    display.frames("result").get(2).get("reason").asText());
            display.send(command.replace("A.B", "C.D"));
            Await.until("refused", () -> display.frames("result").size() == 4);
            assertEquals(
                    "id-reused", display.frames("result").get(3).get("reason").asText());
        }
    }

    @Test
    void aMessageThatCannotBeKeptIsNotAcknowledgedButShown() throws Exception {
        MemoryJournal journal = new MemoryJournal();
        Surroundings around = new Surroundings(Limits.DEFAULT, EngineClock.machine(), (data, limits, at) -> journal);
        try (TestSite site = TestSite.start(folder, TestSite.beds(1), around);
                Mllp monitor = site.monitor()) {
            journal.fail(true);
            assertEquals("AE", Mllp.code(monitor.ask(Messages.values("R01", 72, 97))));
            Await.until("shown", () -> site.bed("R01").get("numerics").size() == 2);
            assertEquals(503, site.get("health/ready").statusCode());
            assertEquals(200, site.get("health/live").statusCode());
            journal.fail(false);
            assertEquals("AA", Mllp.code(monitor.ask(Messages.values("R01", 73, 97))));
            assertEquals(200, site.get("health/ready").statusCode());
        }
    }

    @Test
    void anUnreadableMessageIsRefusedAndTheNextOneIsRead() throws Exception {
        try (TestSite site = TestSite.start(folder, TestSite.beds(1));
                Mllp monitor = site.monitor()) {
            assertEquals(
                    "AR", Mllp.code(monitor.ask(Messages.values("R01", 72, 97).replace("\rPV1|", "\r!!!|"))));
            assertEquals("AA", Mllp.code(monitor.ask(Messages.values("R01", 72, 97))));
            Await.until("live", () -> site.bed("R01").get("link").asText().equals("live"));
        }
    }

    @Test
    void theSiteFileChangesWithoutInterruptingAnyBed() throws Exception {
        try (TestSite site = TestSite.start(folder, TestSite.beds(1));
                Mllp monitor = site.monitor();
                Replica display = site.display()) {
            monitor.ask(Messages.values("R01", 72, 97));
            Await.until("live", () -> site.bed("R01").get("link").asText().equals("live"));
            site.rewrite(TestSite.text(TestSite.beds(2) + "- { bed: R09, address: 127.0.0.9 }\n")
                    .replace("listeners:\n", "listeners:\n  - { name: second, host: 127.0.0.1, port: 0 }\n"));
            Await.until("three beds", () -> display.state().get("beds").size() == 3);
            assertEquals("", display.hole());
            assertFalse(display.isClosed());
            assertEquals("AA", Mllp.code(monitor.ask(Messages.values("R01", 73, 97))), "the old connection goes on");
            Await.until("new port", () -> port(site, "second") > 0);
            try (Mllp other = new Mllp("127.0.0.9", port(site, "second"))) {
                other.ask(Messages.values("whatever", 80, 99));
                Await.until(
                        "bound by address",
                        () -> site.bed("R09").get("link").asText().equals("live"));
            }
            site.rewrite("beds: [ {");
            Await.until(
                    "refused",
                    () -> site.json("health/ready")
                            .get("checks")
                            .get("site-file")
                            .asText()
                            .contains("not readable as YAML"));
            assertEquals(3, site.ward().get("beds").size());
            assertEquals(200, site.get("health/ready").statusCode());
            assertEquals("AA", Mllp.code(monitor.ask(Messages.values("R01", 74, 97))));
        }
    }

    @Test
    void settingsThatNeedARestartAreNamedUntilTheyAreAsBefore() throws Exception {
        try (TestSite site = TestSite.start(folder, TestSite.beds(1))) {
            String before = Files.readString(site.file());
            site.rewrite(before.replace("port: 0 }\ndata: data", "port: 8099, names: [ vigie ] }\ndata: other"));
            Await.until("named", () -> siteFile(site).contains("http.port 0 -> 8099"));
            assertTrue(siteFile(site).contains("http.names [] -> [vigie]"), siteFile(site));
            assertTrue(siteFile(site).contains("data "), siteFile(site));
            assertFalse(siteFile(site).contains("http.host"), siteFile(site));
            site.rewrite(before.replace("unit: A", "unit: B").replace("port: 0 }\ndata", "port: 8099 }\ndata"));
            Await.until("still named", () -> !siteFile(site).contains("data "));
            assertTrue(siteFile(site).contains("http.port 0 -> 8099"), siteFile(site));
            site.rewrite(before);
            Await.until("as before", () -> siteFile(site).equals("ok"));
        }
    }

    private static String siteFile(TestSite site) {
        return site.json("health/ready").path("checks").path("site-file").asText();
    }

    private static int port(TestSite site, String listener) {
        try {
            return site.gateway().listenerPort(listener);
        } catch (IllegalArgumentException notYet) {
            return 0;
        }
    }

    @Test
    void theWebSideOnlyReadsAndOnlyUnderItsOwnNames() throws Exception {
        try (TestSite site = TestSite.start(folder, TestSite.beds(1))) {
            HttpResponse<String> page = site.get("");
            assertEquals(200, page.statusCode());
            for (String path : List.of("", "api/v1/ward", "health/live", "health/ready", "metrics", "nothing")) {
                HttpResponse<String> answer = site.get(path);
                assertTrue(
                        answer.headers()
                                .firstValue("Content-Security-Policy")
                                .orElse("")
                                .contains("default-src 'none'"),
                        path);
                assertEquals(
                        "nosniff",
                        answer.headers().firstValue("X-Content-Type-Options").orElse(""),
                        path);
                assertTrue(
                        answer.headers()
                                .firstValue("Access-Control-Allow-Origin")
                                .isEmpty(),
                        path);
            }
            assertEquals(
                    "no-store",
                    site.get("api/v1/ward")
                            .headers()
                            .firstValue("Cache-Control")
                            .orElse(""));
            assertEquals(404, site.get("nothing").statusCode());
            assertEquals(404, site.get("..%2f..%2fetc/passwd").statusCode());
            for (String method : List.of("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE")) {
                int status = site.send(HttpRequest.newBuilder(site.uri("api/v1/ward"))
                                .method(method, HttpRequest.BodyPublishers.noBody())
                                .build())
                        .statusCode();
                assertEquals(405, status, method);
            }
            String etag = page.headers().firstValue("ETag").orElse("");
            assertEquals(
                    304,
                    site.send(HttpRequest.newBuilder(site.uri(""))
                                    .header("If-None-Match", etag)
                                    .build())
                            .statusCode());
            assertEquals(421, RawHttp.status(site.gateway().address(), "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n"));
            assertEquals(421, RawHttp.status(site.gateway().address(), "GET / HTTP/1.0\r\n\r\n"));
        }
    }

    @Test
    void aDisplayOfAnotherOriginIsRefused() throws Exception {
        try (TestSite site = TestSite.start(folder, TestSite.beds(1))) {
            String host = site.gateway().address().getAuthority();
            assertEquals(101, RawHttp.upgrade(site.gateway().address(), host, "http://" + host));
            assertEquals(403, RawHttp.upgrade(site.gateway().address(), host, "http://evil.example"));
            assertEquals(403, RawHttp.upgrade(site.gateway().address(), host, "http://127.0.0.1:1"));
            assertEquals(403, RawHttp.upgrade(site.gateway().address(), host, "null"));
            assertEquals(403, RawHttp.upgrade(site.gateway().address(), host, ""));
            assertEquals(403, RawHttp.upgrade(site.gateway().address(), "evil.example:80", "http://evil.example:80"));
        }
    }

    @Test
    void aSecondGatewayOnTheSameDataIsRefusedWithAReason() throws Exception {
        try (TestSite site = TestSite.start(folder, TestSite.beds(1))) {
            GatewayException refused = assertThrows(
                    GatewayException.class, () -> Gateway.start(GatewayProgram.read(site.file()), site.file()));
            assertTrue(String.valueOf(refused.getMessage()).contains("cannot write the journal"), refused.toString());
        }
    }

    @Test
    void countersTellWhatHappened() throws Exception {
        try (TestSite site = TestSite.start(folder, TestSite.beds(1));
                Mllp monitor = site.monitor()) {
            monitor.ask(Messages.values("R01", 72, 97));
            Await.until(
                    "counted",
                    () -> site.get("metrics").body().contains("vigie_acks_total{code=\"aa\",listener=\"hl7\"} 1"));
            String text = site.get("metrics").body();
            for (String name : List.of(
                    "vigie_queue_depth",
                    "vigie_journal_records_total",
                    "vigie_journal_force_seconds",
                    "vigie_gap_total{class=\"data\",reason=\"disk\"}",
                    "vigie_displays{state=\"connected\"}",
                    "vigie_alarms{priority=\"high\"}",
                    "vigie_rejected",
                    "vigie_beds_reporting")) {
                assertTrue(text.contains(name) || name.equals("vigie_rejected"), name);
            }
            assertFalse(text.contains("NaN"), "a counter lost its source");
        }
    }
}
