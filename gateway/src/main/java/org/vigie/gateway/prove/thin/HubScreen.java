package org.vigie.gateway.prove.thin;

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
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.vigie.dashboard.wire.WaveFrame;

/** A display of the hub that asks for all waves and notes when an alarm of a monitor first arrives. */
final class HubScreen implements WebSocket.Listener, AutoCloseable {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final URI page;
    private final Alarms alarms;
    private final HttpClient client = HttpClient.newHttpClient();
    private final StringBuilder text = new StringBuilder();
    private final Map<String, String> links = new HashMap<>();
    private final WebSocket socket;
    private final Map<Integer, Integer> samples = new HashMap<>();
    private final ByteArrayOutputStream binary = new ByteArrayOutputStream();
    private boolean ended;

    /**
     * Opens {@code /api/v1/live}.
     *
     * @param page of the hub
     */
    HubScreen(URI page, Alarms alarms) throws IOException {
        this.page = page;
        this.alarms = alarms;
        try {
            socket = client.newWebSocketBuilder()
                    .header("Origin", "http://" + page.getAuthority())
                    .connectTimeout(Duration.ofSeconds(10))
                    .buildAsync(URI.create("ws://" + page.getAuthority() + "/api/v1/live"), this)
                    .join();
            socket.sendText("{\"type\":\"waves\",\"beds\":null}", true).join();
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

    private void take(String message, long now) {
        JsonNode frame;
        try {
            frame = MAPPER.readTree(message);
        } catch (IOException bad) {
            throw new IllegalStateException("a frame that is no JSON", bad);
        }
        JsonNode beds = frame.path("ward").has("beds") ? frame.path("ward").path("beds") : frame.path("beds");
        for (JsonNode bed : beds) {
            String name = bed.path("bed").asText();
            if (bed.has("link")) {
                synchronized (this) {
                    links.put(name, bed.path("link").asText());
                }
            }
            for (JsonNode alarm : bed.path("alarms")) {
                if (alarm.path("kind").asText().equals("physiological")
                        && alarm.path("state").asText().startsWith("active")) {
                    alarms.shown(name, alarm.path("id").asText(), now);
                }
            }
        }
    }

    /** How many beds have this word for their link. */
    synchronized long beds(String word) {
        return links.values().stream().filter(word::equals).count();
    }

    /** Samples that came since the last call, by lane. */
    synchronized Map<Integer, Integer> samples() {
        Map<Integer, Integer> came = Map.copyOf(samples);
        samples.clear();
        return came;
    }

    /** Whether the hub has closed the connection. */
    synchronized boolean hasEnded() {
        return ended;
    }

    /** A number of {@code /metrics}, summed over its labels; 0 when there is none of that name. */
    double metric(String name) throws IOException, InterruptedException {
        String all = client.send(
                        HttpRequest.newBuilder(page.resolve("/metrics")).build(), HttpResponse.BodyHandlers.ofString())
                .body();
        Matcher line = Pattern.compile("^" + name + "(?:\\{[^}]*\\})? (\\S+)$", Pattern.MULTILINE)
                .matcher(all);
        double sum = 0;
        while (line.find()) {
            sum += Double.parseDouble(line.group(1));
        }
        return sum;
    }

    @Override
    public void close() {
        socket.abort();
        client.shutdownNow();
    }
}
