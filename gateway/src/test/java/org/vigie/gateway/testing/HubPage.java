package org.vigie.gateway.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;

/** What a central station answers about the beds of other boxes, over HTTP. */
public final class HubPage implements AutoCloseable {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI address;

    /** @param address of the gateway */
    public HubPage(URI address) {
        this.address = address;
    }

    /** The word of a bed's link, or none. */
    public String word(String bed) {
        return bed(bed).map(found -> found.get("link").asText()).orElse("none");
    }

    /** A bed by its name at the hub. */
    public Optional<JsonNode> bed(String name) {
        for (JsonNode bed : ward().get("beds")) {
            if (bed.get("bed").asText().equals(name)) {
                return Optional.of(bed);
            }
        }
        return Optional.empty();
    }

    /** Whether a bed is live and has a value. */
    public boolean shows(String bed) {
        return bed(bed).filter(found -> found.get("link").asText().equals("live"))
                .filter(found -> found.get("numerics").size() > 0)
                .isPresent();
    }

    /** State of the one alarm of the link to an edge, or none. */
    public String state(String edge) {
        return alarm(edge).map(alarm -> alarm.get("state").asText()).orElse("none");
    }

    /** The one alarm of the link to an edge. */
    public Optional<JsonNode> alarm(String edge) {
        for (JsonNode alarm : ward().get("alarms")) {
            if (alarm.get("code").asText().equals("VIGIE_EDGE_LOST")
                    && alarm.get("text").asText().equals(edge)) {
                return Optional.of(alarm);
            }
        }
        return Optional.empty();
    }

    /** How many beds there are. */
    public int beds() {
        return ward().get("beds").size();
    }

    private JsonNode ward() {
        return get("/api/v1/ward");
    }

    /** What the hub answers to a GET of this path. */
    public JsonNode get(String path) {
        try {
            URI uri = address.resolve(path);
            return MAPPER.readTree(
                    client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                            .body());
        } catch (IOException broken) {
            throw new AssertionError(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopped);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
