package org.vigie.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.vigie.gateway.mqtt.DebianBroker;
import org.vigie.gateway.mqtt.LaneOptions;
import org.vigie.gateway.mqtt.Party;
import org.vigie.gateway.mqtt.TestBroker;
import org.vigie.gateway.pki.ClientTls;
import org.vigie.gateway.pki.SiteCa;
import org.vigie.gateway.testing.Await;
import org.vigie.gateway.testing.Messages;
import org.vigie.gateway.testing.Mllp;
import org.vigie.model.limits.Limits;
import org.vigie.model.testing.SharedData;

/** A whole gateway that publishes, and a reader that knows nothing but docs/api/asyncapi.yaml. */
class PublishedWardTest {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final List<String> PUBLIC =
            List.of("vigie/v1/+/+/status", "vigie/v1/+/+/alarm", "vigie/v1/+/+/+/state", "vigie/v1/+/+/+/alarm");

    @TempDir
    private Path folder = Path.of("unset");

    private TestBroker broker() throws IOException {
        SiteCa ca = SiteCa.open(folder.resolve("data"), "Test");
        DebianBroker broker = DebianBroker.ofHub(ca, folder.resolve("hub"));
        ca.client("edge-a").write(folder.resolve("data/tls/edge-a.p12"));
        ca.client("reader").write(folder.resolve("reader.p12"));
        return broker;
    }

    private Gateway gateway(int port) throws IOException {
        Path file = folder.resolve("site.yaml");
        Files.writeString(
                file,
                TestSite.text(TestSite.beds(3)) + "mqtt: { mode: external, broker: \"127.0.0.1:" + port
                        + "\", name: edge-a }\n");
        return Gateway.start(GatewayProgram.read(file));
    }

    private Party reader(int port) {
        return Party.start(new LaneOptions(
                        "reader",
                        "127.0.0.1:" + port,
                        "reader",
                        () -> ClientTls.context(folder.resolve("reader.p12")),
                        null,
                        PUBLIC,
                        Limits.MQTT))
                .awaitUp();
    }

    private static Set<String> topics(Party reader) {
        return reader.heard().stream()
                .map(line -> line.substring(0, line.indexOf(' ')))
                .collect(Collectors.toSet());
    }

    private static Set<String> expected() {
        return Set.of(
                "vigie/v1/Test/edge-a/status",
                "vigie/v1/Test/edge-a/R01/state",
                "vigie/v1/Test/edge-a/R02/state",
                "vigie/v1/Test/edge-a/R03/state");
    }

    @Test
    void whatIsPublishedFitsTheDocumentAndNamesNobody() throws Exception {
        try (TestBroker broker = broker()) {
            broker.start();
            try (Gateway gateway = gateway(broker.port());
                    Party reader = reader(broker.port());
                    Mllp monitor = new Mllp(gateway.listenerPort("hl7"))) {
                monitor.ask(Messages.values("R01", 72, 84));
                monitor.ask(Messages.lowSpo2("R01", "start"));
                Await.until(
                        "the alarm and the state",
                        () -> reader.heard().stream()
                                        .anyMatch(line -> line.startsWith("vigie/v1/Test/edge-a/R01/alarm "))
                                && reader.heard().stream()
                                        .anyMatch(line -> line.startsWith("vigie/v1/Test/edge-a/R01/state ")
                                                && line.contains("\"value\":84")
                                                && line.contains("active-unack")));
                monitor.ask(Messages.lowSpo2("R01", "end"));
                Await.until("its end", () -> reader.heard().toString().contains("latched-unack"));
                Await.until("everything", () -> topics(reader).containsAll(expected()));
                checkAll(reader.heard());
                checkNumbers(reader.heard());
                assertFalse(reader.heard().toString().contains("Jeanne"), "a name");
                assertFalse(reader.heard().toString().contains("Essai"), "a name");
                String metrics = get(gateway, "metrics");
                assertTrue(metrics.contains("vigie_mqtt_up{connection=\"public\"} 1.0"), metrics);
            }
            try (Party late = reader(broker.port())) {
                Await.until("offline", () -> late.heard().toString().contains("\"status\":\"offline\""));
                checkAll(late.heard());
            }
        }
    }

    /** A broker that was killed has forgotten everything, and hears everything again. */
    @Test
    void everythingRetainedIsPublishedAgainAtEveryConnectAndADeadBrokerDelaysNothing() throws Exception {
        try (TestBroker broker = broker()) {
            // Not started: the ward does not wait for it.
            try (Gateway gateway = gateway(broker.port());
                    Mllp monitor = new Mllp(gateway.listenerPort("hl7"))) {
                monitor.ask(Messages.values("R01", 72, 97));
                assertTrue(get(gateway, "health/ready").contains("\"mqtt\":\"not connected"));
                assertTrue(gateway.isReady(), "ready without a broker");
                broker.start();
                try (Party first = reader(broker.port())) {
                    Await.until("published", () -> topics(first).containsAll(expected()));
                    broker.kill();
                    monitor.ask(Messages.lowSpo2("R02", "start"));
                    Await.until(
                            "the ward goes on",
                            () -> get(gateway, "api/v1/ward").contains("active-unack"));
                }
                broker.start();
                try (Party second = reader(broker.port())) {
                    Await.until(
                            "published again, with the alarm from before",
                            () -> topics(second).containsAll(expected())
                                    && (second.heard().toString().contains("vigie/v1/Test/edge-a/R02/alarm")
                                            || second.heard()
                                                    .toString()
                                                    .contains("\"bed\":\"R02\",\"link\":\"live\"")));
                    Await.until("well", () -> get(gateway, "health/ready").contains("\"mqtt\":\"ok\""));
                    checkAll(second.heard());
                }
            }
        }
    }

    private static String get(Gateway gateway, String path) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI address = gateway.address().resolve("/" + path);
            return client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException broken) {
            throw new AssertionError(path, broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopped);
        }
    }

    /** Steps of one bed are numbered from 1 without gaps; a number seen twice is the same step. */
    private static void checkNumbers(List<String> heard) throws IOException {
        long last = 0;
        for (String line : heard) {
            if (line.startsWith("vigie/v1/Test/edge-a/R01/alarm ")) {
                long seq = payload(line).get("seq").asLong();
                assertTrue(seq == last || seq == last + 1, heard.toString());
                last = seq;
            }
        }
        assertTrue(last >= 2, "steps: " + last);
    }

    private static void checkAll(List<String> heard) throws IOException {
        Schema status = schema("online");
        Schema offline = schema("offline");
        Schema state = schema("state");
        Schema alarm = schema("alarm");
        int checked = 0;
        for (String line : heard) {
            if (line.startsWith("down ")) {
                continue;
            }
            String topic = line.substring(0, line.indexOf(' '));
            Schema wanted = topic.endsWith("/state")
                    ? state
                    : topic.endsWith("/alarm") ? alarm : line.contains("\"offline\"") ? offline : status;
            assertEquals(List.of(), wanted.validate(payload(line).toString(), InputFormat.JSON), line);
            checked++;
        }
        assertTrue(checked > 0);
    }

    private static JsonNode payload(String line) throws IOException {
        return MAPPER.readTree(line.substring(line.indexOf(' ') + 1).replace(" (retained)", ""));
    }

    private static Schema schema(String name) throws IOException {
        String text = Files.readString(SharedData.repository().resolve("docs/api/asyncapi.yaml"));
        Object document = new Load(LoadSettings.builder().build()).loadFromString(text);
        ObjectNode schema = MAPPER.createObjectNode();
        JsonNode schemas = ((ObjectNode) MAPPER.valueToTree(document)).at("/components/schemas");
        schema.set("$defs", MAPPER.readTree(schemas.toString().replace("#/components/schemas/", "#/$defs/")));
        schema.put("$ref", "#/$defs/" + name);
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema.toString(), InputFormat.JSON);
    }
}
