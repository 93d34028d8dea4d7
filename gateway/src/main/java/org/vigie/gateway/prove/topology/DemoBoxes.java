package org.vigie.gateway.prove.topology;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.vigie.gateway.prove.Shell;

/** The boxes of a running {@code vigie demo --topology two-edges-two-hubs}. One thread. */
public final class DemoBoxes implements Unit, AutoCloseable {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final Supplier<String> output;
    private final Path folder;
    private final Map<String, Set<String>> beds = new HashMap<>();

    /**
     * Asks each edge for its beds.
     *
     * @param output what the demo has printed so far
     * @param folder its {@code --data}
     * @throws IOException when an edge does not answer
     */
    public DemoBoxes(Supplier<String> output, Path folder) throws IOException, InterruptedException {
        this.output = output;
        this.folder = folder;
        for (String edge : Fault.EDGES) {
            beds.put(
                    edge, Set.copyOf(HubLook.of(ward(boxes().page(edge))).beds().keySet()));
        }
    }

    /** Its processes now. */
    public Boxes boxes() {
        return Boxes.of(output.get());
    }

    @Override
    public Map<String, Set<String>> beds() {
        return Map.copyOf(beds);
    }

    @Override
    public Optional<HubLook> look(String hub) throws InterruptedException {
        try {
            return Optional.of(HubLook.of(ward(boxes().page(hub))));
        } catch (IOException silent) {
            return Optional.empty();
        }
    }

    private JsonNode ward(URI page) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(page.resolve("/api/v1/ward"))
                .timeout(ANSWER)
                .build();
        return MAPPER.readTree(
                client.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    @Override
    public void begin(Fault fault) throws IOException, InterruptedException {
        for (String target : fault.targets()) {
            switch (fault.kind()) {
                case PULLED -> Files.delete(cable(target));
                case KILLED -> signal("-KILL", target);
                case STOPPED -> signal("-STOP", target);
            }
        }
    }

    @Override
    public void end(Fault fault) throws IOException, InterruptedException {
        for (String target : fault.targets()) {
            switch (fault.kind()) {
                case PULLED -> Files.createFile(cable(target));
                case KILLED -> {}
                case STOPPED -> signal("-CONT", target);
            }
        }
    }

    private Path cable(String name) {
        return folder.resolve("cables").resolve(name);
    }

    /** Sends a signal to a process by its name. */
    public void signal(String which, String process) throws IOException, InterruptedException {
        Shell.require("kill", which, Long.toString(boxes().process(process)));
    }

    @Override
    public void close() {
        client.close();
    }
}
