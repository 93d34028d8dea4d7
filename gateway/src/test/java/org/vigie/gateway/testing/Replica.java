package org.vigie.gateway.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.vigie.dashboard.wire.WaveFrame;

/** A display as the contract wants it: keeps what snapshot and deltas say and notices every hole. Thread-safe. */
public final class Replica implements WebSocket.Listener, AutoCloseable {
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    /** Members that age between two looks although nothing changed. */
    private static final Set<String> AGING = Set.of("serverTime", "silentMs", "ageMs", "soundPausedMs");

    private final HttpClient client;
    private final StringBuilder partial = new StringBuilder();
    private final List<JsonNode> frames = new ArrayList<>();
    private final List<WaveFrame> waves = new ArrayList<>();
    private final ByteArrayOutputStream partialWaves = new ByteArrayOutputStream();
    private boolean answersWaves = true;
    private @Nullable WebSocket socket;
    private @Nullable ObjectNode ward;
    private String hole = "";
    private boolean closed;
    private int closeCode;

    private Replica(HttpClient client) {
        this.client = client;
    }

    /** Connects to {@code http://host:port/}, or by https. */
    public static Replica connect(HttpClient client, URI address) throws Exception {
        Replica replica = new Replica(client);
        String authority = address.getAuthority();
        WebSocket open = client.newWebSocketBuilder()
                .header("Origin", address.getScheme() + "://" + authority)
                .buildAsync(
                        URI.create(address.getScheme().replace("http", "ws") + "://" + authority + "/api/v1/live"),
                        replica)
                .get(60, TimeUnit.SECONDS);
        synchronized (replica) {
            replica.socket = open;
        }
        return replica;
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        synchronized (this) {
            partial.append(data);
            if (last) {
                take(partial.toString());
                partial.setLength(0);
            }
        }
        from.request(1);
        return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        @Nullable WaveFrame frame = null;
        boolean answers;
        synchronized (this) {
            byte[] part = new byte[data.remaining()];
            data.get(part);
            partialWaves.writeBytes(part);
            if (last) {
                frame = WaveFrame.decode(partialWaves.toByteArray());
                partialWaves.reset();
                waves.add(frame);
            }
            answers = answersWaves;
        }
        if (frame != null && answers) {
            var unused = from.sendText("{\"type\":\"took\",\"tick\":" + frame.tick() + "}", true);
        }
        from.request(1);
        return CompletableFuture.completedStage(null);
    }

    /** Whether frames of waves are answered, as a page does. */
    public synchronized void answersWaves(boolean answers) {
        answersWaves = answers;
    }

    /** Frames of waves so far. */
    public synchronized List<WaveFrame> waves() {
        return List.copyOf(waves);
    }

    @Override
    public synchronized CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed = true;
        closeCode = code;
        return CompletableFuture.completedStage(null);
    }

    @Override
    public synchronized void onError(WebSocket from, Throwable error) {
        closed = true;
    }

    private void take(String text) {
        JsonNode frame = read(text);
        frames.add(frame);
        switch (frame.path("type").asText()) {
            case "snapshot" -> ward = (ObjectNode) frame.get("ward").deepCopy();
            case "delta" -> delta(frame);
            default -> {
                // Others change no state.
            }
        }
    }

    private void delta(JsonNode delta) {
        ObjectNode now = ward;
        if (now == null || delta.get("from").asLong() != now.get("seq").asLong()) {
            hole = "delta from " + delta.get("from") + " after " + (now == null ? "nothing" : now.get("seq"));
            return;
        }
        for (String member : List.of("seq", "bedsReporting", "bedsTotal", "soundPausedMs")) {
            now.set(member, delta.get(member));
        }
        for (String member : List.of("alarms", "unassigned", "people")) {
            if (!delta.get(member).isNull()) {
                now.set(member, delta.get(member));
            }
        }
        ArrayNode beds = (ArrayNode) now.get("beds");
        for (JsonNode bed : delta.get("beds")) {
            for (int i = 0; i < beds.size(); i++) {
                if (beds.get(i).get("bed").equals(bed.get("bed"))) {
                    beds.set(i, bed);
                }
            }
        }
    }

    /** What is shown, without what only ages. Waits for the snapshot: before it nothing is shown. */
    public JsonNode state() {
        Await.until("a snapshot", () -> seq() >= 0);
        synchronized (this) {
            return steady(Objects.requireNonNull(ward));
        }
    }

    /** Sequence number of what is shown; -1 before the snapshot. */
    public synchronized long seq() {
        return ward == null ? -1 : ward.get("seq").asLong();
    }

    /** Whether a bed is shown with an alarm. */
    public synchronized boolean hasAlarm(String bed) {
        if (ward != null) {
            for (JsonNode shown : ward.path("beds")) {
                if (shown.path("bed").asText().equals(bed)) {
                    return !shown.path("alarms").isEmpty();
                }
            }
        }
        return false;
    }

    /** The first hole that was seen; empty when there was none. */
    public synchronized String hole() {
        return hole;
    }

    /** Frames of one type so far. */
    public synchronized List<JsonNode> frames(String type) {
        return frames.stream()
                .filter(frame -> frame.path("type").asText().equals(type))
                .toList();
    }

    /** Whether the gateway has closed the connection. */
    public synchronized boolean isClosed() {
        return closed;
    }

    /** Code of the close frame; 0 when there was none. */
    public synchronized int closeCode() {
        return closeCode;
    }

    /** Sends a frame. */
    public void send(String frame) {
        WebSocket open;
        synchronized (this) {
            open = socket;
        }
        if (open != null) {
            open.sendText(frame, true).join();
        }
    }

    /** A view without the members that age. */
    public static JsonNode steady(JsonNode node) {
        JsonNode copy = node.deepCopy();
        strip(copy);
        return copy;
    }

    private static void strip(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove(AGING);
            object.forEach(Replica::strip);
        } else if (node instanceof ArrayNode array) {
            array.forEach(Replica::strip);
        }
    }

    private static JsonNode read(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException bad) {
            throw new IllegalStateException(text, bad);
        }
    }

    @Override
    public void close() {
        WebSocket open;
        synchronized (this) {
            open = socket;
        }
        if (open != null) {
            open.abort();
        }
    }

    /** The client of this display. */
    public HttpClient client() {
        return client;
    }
}
