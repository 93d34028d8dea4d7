package org.vigie.bench.live;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** A client of {@code /api/v1/live} that notes when the text of an alarm first arrived. */
final class Display implements WebSocket.Listener, AutoCloseable {
    private final ConcurrentMap<Integer, Long> arrived = new ConcurrentHashMap<>();
    private final AtomicLong frames = new AtomicLong();
    private final StringBuilder text = new StringBuilder();
    private final HttpClient client = HttpClient.newHttpClient();
    private final WebSocket socket;

    Display(int port) throws IOException {
        try {
            socket = client.newWebSocketBuilder()
                    .header("Origin", "http://127.0.0.1:" + port)
                    .connectTimeout(Duration.ofSeconds(5))
                    .buildAsync(URI.create("ws://127.0.0.1:" + port + "/api/v1/live"), this)
                    .join();
        } catch (CompletionException e) {
            throw new IOException("no live connection", e.getCause());
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            long now = System.nanoTime();
            Matcher mark = Marks.in(text);
            while (mark.find()) {
                arrived.putIfAbsent(Integer.valueOf(mark.group(1)), now);
            }
            text.setLength(0);
            frames.incrementAndGet();
        }
        webSocket.request(1);
        return null;
    }

    /** {@link System#nanoTime} of the first frame with that mark; null when none came. */
    @Nullable Long arrival(int number) {
        return arrived.get(number);
    }

    /** Frames received. */
    long frames() {
        return frames.get();
    }

    @Override
    public void close() {
        socket.abort();
        client.shutdownNow();
    }
}
