package org.vigie.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import org.vigie.gateway.config.GatewayConfig;
import org.vigie.gateway.testing.Await;
import org.vigie.gateway.testing.Mllp;
import org.vigie.gateway.testing.Replica;

/** A gateway on loopback with everything a test asks of it. One thread. */
final class TestSite implements AutoCloseable {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(20)).build();
    private final Path file;
    private Gateway gateway;

    private TestSite(Path file, Gateway gateway) {
        this.file = file;
        this.gateway = gateway;
    }

    /**
     * A gateway with the given beds (lines of the site file) in a folder; monitors may come from any loopback address.
     */
    static TestSite start(Path folder, String beds) throws IOException {
        return start(folder, beds, Surroundings.real());
    }

    static TestSite start(Path folder, String beds, Surroundings around) throws IOException {
        Path file = folder.resolve("site.yaml");
        Files.writeString(file, text(beds));
        Gateway gateway = Gateway.start(GatewayProgram.read(file), Optional.of(file), around);
        Await.until("ready", gateway::isReady);
        return new TestSite(file, gateway);
    }

    static String text(String beds) {
        return """
                site: Test
                unit: A
                language: en
                http: { host: 127.0.0.1, port: 0 }
                data: data
                listeners:
                  - { name: hl7, host: 127.0.0.1, port: 0, limits: { connections: 128, connections-per-unlisted-source: 64 } }
                beds:
                """ + beds.indent(2);
    }

    /** {@code count} beds R01, R02 ... */
    static String beds(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= count; i++) {
            text.append("- { bed: ").append(bed(i)).append(" }\n");
        }
        return text.toString();
    }

    static String bed(int number) {
        return (number < 10 ? "R0" : "R") + number;
    }

    Gateway gateway() {
        return gateway;
    }

    Path file() {
        return file;
    }

    /** Puts another content into the site file, as an editor does: nobody ever reads half of it. */
    void rewrite(String text) throws IOException {
        Path next = file.resolveSibling("site.yaml.next");
        Files.writeString(next, text);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    HttpClient client() {
        return client;
    }

    /** Stops without a last record, as a power cut would, and starts again on the same data. */
    void powerCut() {
        gateway.abandon();
        gateway = Gateway.start(config(), file);
        Await.until("ready again", gateway::isReady);
    }

    private GatewayConfig config() {
        return GatewayProgram.read(file);
    }

    Mllp monitor() throws IOException {
        return new Mllp(gateway.listenerPort("hl7"));
    }

    Replica display() throws Exception {
        return Replica.connect(client, gateway.address());
    }

    JsonNode ward() {
        return json("api/v1/ward");
    }

    /** One bed of the ward. */
    JsonNode bed(String name) {
        for (JsonNode bed : ward().get("beds")) {
            if (bed.get("bed").asText().equals(name)) {
                return bed;
            }
        }
        throw new AssertionError("no bed " + name);
    }

    JsonNode json(String path) {
        try {
            return MAPPER.readTree(get(path).body());
        } catch (IOException bad) {
            throw new AssertionError(path, bad);
        }
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(uri(path)).build());
    }

    HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException broken) {
            throw new AssertionError(request.uri().toString(), broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopped);
        }
    }

    URI uri(String path) {
        return gateway.address().resolve("/" + path);
    }

    @Override
    public void close() {
        gateway.close();
        client.close();
    }
}
