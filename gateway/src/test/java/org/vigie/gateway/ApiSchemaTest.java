package org.vigie.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.gateway.testing.Await;
import org.vigie.gateway.testing.Messages;
import org.vigie.gateway.testing.Mllp;
import org.vigie.gateway.testing.Replica;
import org.vigie.model.testing.SharedData;

class ApiSchemaTest {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private static final List<String> ORDERS = List.of("""
            {"type":"order","id":"o1","order":"sign-on","user":null,"beds":null,
             "person":{"initials":"AB","name":"Anne Berger","pin":null},"patient":null,"closing":false}""", """
            {"type":"order","id":"o2","order":"take-watch","user":"AB","beds":["R01"],
             "person":null,"patient":null,"closing":false}""", """
            {"type":"order","id":"o3","order":"admit","user":"AB","beds":["R02"],"person":null,"patient":
             {"patientId":null,"familyName":"Petit","givenName":"Paul","birthDate":"1950-02-03","sex":"M"},"closing":false}""", """
            {"type":"order","id":"o4","order":"observe","user":"AB","beds":["R01"],"person":null,"patient":null,
             "closing":false,"seen":{"consciousness":"alert","oxygen":false,"scale":1}}""", """
            {"type":"sign-in","id":"s1","user":"AB","pin":"123456","token":null}""", """
            {"type":"ask-names","id":"n1","user":"AB"}""");

    @TempDir
    private Path folder = Path.of("unset");

    private static String text(String schema) throws IOException {
        return Files.readString(SharedData.repository().resolve("docs/api").resolve(schema));
    }

    private static Schema schema(String name) throws IOException {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(text(name), InputFormat.JSON);
    }

    private static void assertFits(Schema schema, String json) {
        assertEquals(List.of(), schema.validate(json, InputFormat.JSON), json);
    }

    @Test
    void whatIsSentFitsTheSchemas() throws Exception {
        Schema ward = schema("ward.schema.json");
        Schema live = schema("live.schema.json");
        try (TestSite site = TestSite.start(folder, TestSite.beds(2));
                Mllp monitor = site.monitor();
                Replica display = site.display()) {
            assertFits(ward, site.get("api/v1/ward").body());
            assertFits(schema("about.schema.json"), site.get("api/v1/about").body());
            monitor.ask(Messages.values("R01", 72, 84));
            monitor.ask(Messages.values("X99", 72, 84));
            monitor.ask(Messages.lowSpo2("R01", "start"));
            Await.until("alarm", () -> display.state().toString().contains("active-unack"));
            for (String action : List.of(
                    "acknowledge", "pause", "resume", "standby", "end-standby", "sound-check", "confirm-clock")) {
                String command = "{\"type\":\"command\",\"id\":\"" + action + "\",\"action\":\"" + action
                        + "\",\"bed\":\"R01\",\"alarm\":null,\"user\":\"AB\"}";
                assertFits(live, command);
                display.send(command);
            }
            for (String order : ORDERS) {
                assertFits(live, order);
                display.send(order);
            }
            String print = "{\"type\":\"print\",\"id\":\"p1\",\"sheet\":\"unit\"}";
            assertFits(live, print);
            display.send(print);
            Await.until("answers", () -> display.frames("result").size() == 7 + 4 + 1);
            Await.until("names", () -> !display.frames("names").isEmpty());
            Await.until("signed in", () -> !display.frames("signed-in").isEmpty());
            Await.until("tick", () -> !display.frames("tick").isEmpty());
            assertFits(ward, site.get("api/v1/ward").body());
            for (String asked : List.of(
                    "{\"type\":\"waves\",\"beds\":null}",
                    "{\"type\":\"took\",\"tick\":4294967295}",
                    "{\"type\":\"arrange\",\"id\":\"l1\",\"name\":\"Post 2\",\"beds\":[\"R02\"],\"rest\":false}",
                    "{\"type\":\"waves\",\"beds\":[\"R01\"]}")) {
                assertFits(live, asked);
                display.send(asked);
            }
            monitor.ask(Messages.ecg("R01", 250, 1, 2, null));
            Await.until("lanes", () -> display.frames("lanes").toString().contains("ELEC_POTL_II"));
            Await.until("layout", () -> !display.frames("layout").isEmpty());
            Await.until("displays", () -> !display.frames("displays").isEmpty());
            for (String type : List.of(
                    "lanes",
                    "hello",
                    "snapshot",
                    "delta",
                    "tick",
                    "result",
                    "signed-in",
                    "names",
                    "layout",
                    "displays")) {
                assertFalse(display.frames(type).isEmpty(), type);
                for (JsonNode frame : display.frames(type)) {
                    assertFits(live, frame.toString());
                }
            }
            assertFits(live, """
                    {"type":"alive","display":1,"visible":true,"audio":"running","watching":true,"frames":9,"seq":0,"paintedSeq":0,"painted":["a1-1"],"sounded":[]}""");
        }
    }

    @Test
    void aMemberTooManyOrTooFewIsAnError() throws Exception {
        Schema ward = schema("ward.schema.json");
        assertFalse(ward.validate("{}", InputFormat.JSON).isEmpty());
        Schema live = schema("live.schema.json");
        assertFalse(live.validate("{\"type\":\"result\",\"id\":\"a\",\"accepted\":true}", InputFormat.JSON)
                .isEmpty());
        assertFalse(live.validate(
                        "{\"type\":\"result\",\"id\":\"a\",\"accepted\":true,\"reason\":null,\"more\":1}",
                        InputFormat.JSON)
                .isEmpty());
    }

    @Test
    void bothSchemasMeanTheSameBed() throws IOException {
        JsonNode ward = MAPPER.readTree(text("ward.schema.json")).get("$defs");
        JsonNode live = MAPPER.readTree(text("live.schema.json")).get("$defs");
        ward.fieldNames().forEachRemaining(name -> assertEquals(ward.get(name), live.get(name), name));
    }
}
