package org.vigie.gateway.prove;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.vigie.dashboard.wire.WaveFrame;

/** A display without a page: takes what a gateway shows, and reads its figures. Thread-safe. */
public final class LiveScreen implements WebSocket.Listener, AutoCloseable {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final Pattern FIGURE =
            Pattern.compile("^(vigie_[a-z0-9_]+)(\\{[^}]*\\})? (\\S+)$", Pattern.MULTILINE);

    private final URI page;
    private final Viewer viewer;
    private final HttpClient client = HttpClient.newHttpClient();
    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream binary = new ByteArrayOutputStream();
    private final Map<String, String> links = new HashMap<>();
    private final Map<Integer, Integer> samples = new HashMap<>();
    private final Set<String> technical = new HashSet<>();
    private final WebSocket socket;
    private long frames;
    private long snapshots;
    private boolean ended;

    /** Is told of each new state of a bed. */
    @FunctionalInterface
    public interface Viewer {
        /**
         * A state has come; on a thread of the connection, in order.
         *
         * @param bed its name
         * @param on ids of the alarms of its monitor that are on
         * @param nanos when, of {@link System#nanoTime()}
         */
        void shown(String bed, Set<String> on, long nanos);
    }

    /**
     * Opens {@code /api/v1/live} of a gateway.
     *
     * @param page of the gateway
     * @param waves whether it asks for the curves of all beds
     * @throws IOException when there is no such connection
     */
    public LiveScreen(URI page, boolean waves, Viewer viewer) throws IOException {
        this.page = page;
        this.viewer = viewer;
        try {
            socket = client.newWebSocketBuilder()
                    .header("Origin", "http://" + page.getAuthority())
                    .connectTimeout(Duration.ofSeconds(10))
                    .buildAsync(URI.create("ws://" + page.getAuthority() + "/api/v1/live"), this)
                    .join();
            if (waves) {
                socket.sendText("{\"type\":\"waves\",\"beds\":null}", true).join();
            }
        } catch (CompletionException e) {
            throw new IOException("no live connection to " + page, e.getCause());
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            take(text.toString(), System.nanoTime());
            text.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
        byte[] part = new byte[data.remaining()];
        data.get(part);
        binary.writeBytes(part);
        CompletionStage<?> answered = null;
        if (last) {
            WaveFrame frame = WaveFrame.decode(binary.toByteArray());
            binary.reset();
            synchronized (this) {
                frame.blocks().forEach(block -> samples.merge(block.lane(), block.samples().length, Integer::sum));
            }
            answered = webSocket.sendText("{\"type\":\"took\",\"tick\":" + frame.tick() + "}", true);
        }
        webSocket.request(1);
        return answered;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
        synchronized (this) {
            ended = true;
        }
        return null;
    }

    private void take(String message, long nanos) {
        JsonNode frame;
        try {
            frame = MAPPER.readTree(message);
        } catch (IOException bad) {
            throw new IllegalStateException("a frame that is no JSON", bad);
        }
        synchronized (this) {
            frames++;
            snapshots += frame.path("type").asText().equals("snapshot") ? 1 : 0;
        }
        JsonNode beds = frame.path("ward").has("beds") ? frame.path("ward").path("beds") : frame.path("beds");
        beds.forEach(bed -> take(bed, nanos));
    }

    private void take(JsonNode bed, long nanos) {
        String name = bed.path("bed").asText();
        Set<String> on = new HashSet<>();
        synchronized (this) {
            if (bed.has("link")) {
                links.put(name, bed.path("link").asText());
            }
            for (JsonNode alarm : bed.path("alarms")) {
                if (!alarm.path("kind").asText().equals("physiological")) {
                    technical.add(name + " " + alarm.path("code").asText());
                } else if (alarm.path("state").asText().startsWith("active")) {
                    on.add(alarm.path("id").asText());
                }
            }
        }
        viewer.shown(name, on, nanos);
    }

    /** How many beds have this word for their link. */
    public synchronized long beds(String word) {
        return links.values().stream().filter(word::equals).count();
    }

    /** Whether this bed has this word for its link. */
    public synchronized boolean shows(String bed, String word) {
        return word.equals(links.get(bed));
    }

    /** Samples of curves that came since the last call, by lane. */
    public synchronized Map<Integer, Integer> samples() {
        Map<Integer, Integer> came = Map.copyOf(samples);
        samples.clear();
        return came;
    }

    /** Frames of text until now. */
    public synchronized long frames() {
        return frames;
    }

    /** How often everything was sent anew: once at the begin, and whenever this display had fallen behind. */
    public synchronized long snapshots() {
        return snapshots;
    }

    /** Alarms of beds that were on at any time and not of their monitors: bed and code. */
    public synchronized Set<String> technical() {
        return Set.copyOf(technical);
    }

    /** Whether the gateway has closed the connection. */
    public synchronized boolean hasEnded() {
        return ended;
    }

    /**
     * All figures of {@code /metrics}, each summed over its labels.
     *
     * @throws IOException when the gateway does not answer
     */
    public Map<String, Double> metrics() throws IOException, InterruptedException {
        String all = client.send(
                        HttpRequest.newBuilder(page.resolve("/metrics")).build(), HttpResponse.BodyHandlers.ofString())
                .body();
        Map<String, Double> figures = new TreeMap<>();
        for (Matcher line = FIGURE.matcher(all); line.find(); ) {
            figures.merge(line.group(1), Double.parseDouble(line.group(3)), Double::sum);
        }
        return figures;
    }

    @Override
    public void close() {
        socket.abort();
        client.shutdownNow();
    }
}
