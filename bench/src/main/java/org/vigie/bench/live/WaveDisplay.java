package org.vigie.bench.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.vigie.bench.Latencies;
import org.vigie.dashboard.wire.WaveFrame;

/**
 * A display that asks for all waves and notes how old each block of arterial pressure is when it arrives: from the
 * sending of the monitor's datagram.
 */
final class WaveDisplay implements WebSocket.Listener, AutoCloseable {
    private static final String MARKED = "MDC_PRESS_BLD_ART_ABP";

    private final Fleet fleet;
    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient client = HttpClient.newHttpClient();
    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Map<Integer, Lane> lanes = new HashMap<>();
    private final WebSocket socket;
    private Latencies ages = new Latencies();
    private long samples;
    private long frames;
    private int told;

    /** A lane of marked blocks. */
    private record Lane(int bed, double offset, double step) {}

    WaveDisplay(int port, Fleet fleet) throws IOException {
        this.fleet = fleet;
        try {
            socket = client.newWebSocketBuilder()
                    .header("Origin", "http://127.0.0.1:" + port)
                    .connectTimeout(Duration.ofSeconds(5))
                    .buildAsync(URI.create("ws://127.0.0.1:" + port + "/api/v1/live"), this)
                    .join();
        } catch (CompletionException e) {
            throw new IOException("no live connection", e.getCause());
        }
        socket.sendText("{\"type\":\"waves\",\"beds\":null}", true).join();
    }

    /**
     * What came since the last call.
     *
     * @param lanes that run now
     * @param ages of blocks at their arrival
     * @param samples of all lanes
     * @param frames of all kinds
     */
    record Seen(int lanes, Latencies ages, long samples, long frames) {}

    synchronized Seen take() {
        Seen seen = new Seen(told, ages, samples, frames);
        ages = new Latencies();
        samples = 0;
        frames = 0;
        return seen;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            if (text.indexOf("\"type\":\"lanes\"") >= 0) {
                lanes(text.toString());
            }
            text.setLength(0);
            count();
        }
        webSocket.request(1);
        return null;
    }

    private synchronized void count() {
        frames++;
    }

    private synchronized void lanes(String message) {
        try {
            JsonNode all = json.readTree(message).path("lanes");
            lanes.clear();
            told = all.size();
            for (JsonNode lane : all) {
                if (lane.path("code").asText().equals(MARKED)) {
                    int bed = Integer.parseInt(lane.path("bed").asText().substring(1));
                    lanes.put(
                            lane.path("lane").asInt(),
                            new Lane(
                                    bed,
                                    lane.path("offset").asDouble(),
                                    lane.path("step").asDouble()));
                }
            }
        } catch (IOException bad) {
            throw new IllegalStateException("lanes that are no JSON", bad);
        }
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
        byte[] part = new byte[data.remaining()];
        data.get(part);
        bytes.writeBytes(part);
        CompletionStage<?> answered = null;
        if (last) {
            long now = System.nanoTime();
            WaveFrame frame = WaveFrame.decode(bytes.toByteArray());
            bytes.reset();
            answered = webSocket.sendText("{\"type\":\"took\",\"tick\":" + frame.tick() + "}", true);
            note(frame, now);
        }
        webSocket.request(1);
        return answered;
    }

    private synchronized void note(WaveFrame frame, long now) {
        frames++;
        for (WaveFrame.Block block : frame.blocks()) {
            samples += block.samples().length;
            Lane lane = lanes.get(block.lane());
            if (lane == null || block.samples().length == 0) {
                continue;
            }
            int mark = (int) Math.round(lane.offset + lane.step * block.samples()[block.samples().length - 1]);
            long sentAt = mark < 0 || mark >= VirtualBed.MARKS
                    ? 0
                    : fleet.bed(lane.bed).sentAt(mark);
            if (sentAt != 0) {
                ages.add(now - sentAt);
            }
        }
    }

    @Override
    public void close() {
        socket.abort();
        client.shutdownNow();
    }
}
