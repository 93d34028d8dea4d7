package org.vigie.gateway.prove.storm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
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

/** The one display of the storm: notes what it is shown of the alarms of monitors, and reads the gateway's figures. */
final class StormScreen implements WebSocket.Listener, AutoCloseable {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final Pattern FIGURE =
            Pattern.compile("^(vigie_[a-z0-9_]+)(\\{[^}]*\\})? (\\S+)$", Pattern.MULTILINE);

    private final URI page;
    private final Truth truth;
    private final HttpClient client = HttpClient.newHttpClient();
    private final StringBuilder text = new StringBuilder();
    private final Map<String, String> links = new HashMap<>();
    private final Set<String> own = new HashSet<>();
    private final WebSocket socket;
    private long frames;
    private long snapshots;
    private boolean ended;

    /** Opens {@code /api/v1/live} of this gateway. */
    StormScreen(URI page, Truth truth) throws IOException {
        this.page = page;
        this.truth = truth;
        try {
            socket = client.newWebSocketBuilder()
                    .header("Origin", "http://" + page.getAuthority())
                    .connectTimeout(Duration.ofSeconds(10))
                    .buildAsync(URI.create("ws://" + page.getAuthority() + "/api/v1/live"), this)
                    .join();
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
    public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
        synchronized (this) {
            ended = true;
        }
        return null;
    }

    private synchronized void take(String message, long now) {
        JsonNode frame;
        try {
            frame = MAPPER.readTree(message);
        } catch (IOException bad) {
            throw new IllegalStateException("a frame that is no JSON", bad);
        }
        frames++;
        snapshots += frame.path("type").asText().equals("snapshot") ? 1 : 0;
        JsonNode beds = frame.path("ward").has("beds") ? frame.path("ward").path("beds") : frame.path("beds");
        for (JsonNode bed : beds) {
            String name = bed.path("bed").asText();
            links.put(name, bed.path("link").asText());
            Set<String> on = new HashSet<>();
            for (JsonNode alarm : bed.path("alarms")) {
                if (!alarm.path("kind").asText().equals("physiological")) {
                    own.add(name + " " + alarm.path("code").asText());
                } else if (alarm.path("state").asText().startsWith("active")) {
                    on.add(alarm.path("id").asText());
                }
            }
            truth.shown(name, on, now);
        }
    }

    /** How many beds have this word for their link. */
    synchronized long beds(String word) {
        return links.values().stream().filter(word::equals).count();
    }

    synchronized long frames() {
        return frames;
    }

    /** How often everything was sent anew: once at the begin, and whenever the display had fallen behind. */
    synchronized long snapshots() {
        return snapshots;
    }

    /** Technical alarms of beds that were on at any time. */
    synchronized Set<String> technical() {
        return Set.copyOf(own);
    }

    /** Whether the gateway has closed the connection. */
    synchronized boolean hasEnded() {
        return ended;
    }

    /** All figures of {@code /metrics}, summed over what is not in {@code labels}. */
    Map<String, Double> metrics() throws IOException, InterruptedException {
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
