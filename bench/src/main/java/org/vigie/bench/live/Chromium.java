package org.vigie.bench.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Debian's Chromium without a window, spoken to by the DevTools protocol. The page notes by itself when it has painted
 * the frame after an alarm's text came into its document; its clock is the wall clock of this machine.
 */
public final class Chromium implements WebSocket.Listener, AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Pattern LISTENING = Pattern.compile("DevTools listening on ws://([^/]+)/");
    /** Notes the wall clock in milliseconds after the frame that follows the text's arrival in the document. */
    private static final String WATCH = """
            window.vigieBench = {};
            (() => {
              const seen = new Set();
              const note = (text, found) => {
                for (const m of (text ?? '').matchAll(/MARK/g)) {
                  if (!seen.has(m[1])) { seen.add(m[1]); found.push(m[1]); }
                }
              };
              new MutationObserver(changes => {
                const found = [];
                for (const c of changes) {
                  if (c.type === 'characterData') note(c.target.data, found);
                  else for (const n of c.addedNodes) note(n.textContent, found);
                }
                if (found.length === 0) return;
                requestAnimationFrame(() => {
                  const after = new MessageChannel();
                  after.port1.onmessage = () => {
                    const now = performance.timeOrigin + performance.now();
                    for (const f of found) window.vigieBench[Number(f)] = now;
                  };
                  after.port2.postMessage(null);
                });
              }).observe(document, { subtree: true, childList: true, characterData: true });
            })();
            'watching'
            """;

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final WebSocket socket;
    private final StringBuilder text = new StringBuilder();
    private volatile CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    private int calls;

    /** Starts it with a window of 1920 x 1080. */
    public Chromium(Path profile) throws IOException {
        this(profile, "1920,1080");
    }

    /**
     * Starts it.
     *
     * @param profile empty folder for its files
     * @param window width and height in pixels, with a comma
     * @throws IOException when there is no Chromium, or it does not answer
     */
    public Chromium(Path profile, String window) throws IOException {
        Files.createDirectories(profile);
        process = new ProcessBuilder(List.of(
                        "chromium",
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--no-first-run",
                        "--kiosk",
                        "--disable-background-networking",
                        "--autoplay-policy=no-user-gesture-required",
                        "--window-size=" + window,
                        "--screen-info={" + window.replace(',', 'x') + "}",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank"))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            socket = connect(page(address()));
        } catch (IOException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /** Opens a page and begins to watch it. */
    void open(String address) throws IOException {
        navigate(address);
        evaluate(WATCH.replace("MARK", Marks.PATTERN));
    }

    /** Opens a page. */
    public void navigate(String address) throws IOException {
        ObjectNode where = json.createObjectNode().put("url", address);
        call("Page.navigate", where);
        Instant end = Instant.now().plus(LONGEST);
        while (!evaluate("document.readyState").asText().equals("complete")
                || evaluate("location.href").asText().equals("about:blank")) {
            if (Instant.now().isAfter(end)) {
                throw new IOException("the page did not load: " + address);
            }
        }
    }

    /** Types text where the cursor is. */
    public void type(String text) throws IOException {
        call("Input.insertText", json.createObjectNode().put("text", text));
    }

    /**
     * Presses a key and lets it go, as a hand does.
     *
     * @param key its name in the DOM
     * @param code its number (Windows virtual key code)
     * @param text what it types; empty for nothing
     */
    public void press(String key, int code, String text) throws IOException {
        ObjectNode down = json.createObjectNode()
                .put("type", text.isEmpty() ? "rawKeyDown" : "keyDown")
                .put("key", key)
                .put("windowsVirtualKeyCode", code);
        if (!text.isEmpty()) {
            down.put("text", text);
        }
        call("Input.dispatchKeyEvent", down);
        call(
                "Input.dispatchKeyEvent",
                json.createObjectNode().put("type", "keyUp").put("key", key).put("windowsVirtualKeyCode", code));
    }

    /** When the mark was painted; null when it was not. */
    @Nullable Instant painted(int number) throws IOException {
        JsonNode millis = evaluate("window.vigieBench[" + number + "] ?? null");
        return millis.isNumber() ? Instant.ofEpochSecond(0, Math.round(millis.doubleValue() * 1e6)) : null;
    }

    /** Evaluates an expression in the page and returns its value. */
    public JsonNode evaluate(String expression) throws IOException {
        ObjectNode parameters =
                json.createObjectNode().put("expression", expression).put("returnByValue", true);
        parameters.put("awaitPromise", true);
        return call("Runtime.evaluate", parameters).path("result").path("value");
    }

    /**
     * What a page holds.
     *
     * @param heapBytes of the page's own scripts, after a forced collection; its workers are not counted
     * @param nodes of the document, detached ones included
     * @param listeners of events
     */
    public record Footprint(long heapBytes, long nodes, long listeners) {}

    /** Throws everything away that nobody needs, and counts what is left. Takes some tenths of a second. */
    public Footprint footprint() throws IOException {
        ObjectNode none = json.createObjectNode();
        call("Performance.enable", none);
        // Twice: what a finalizer of the first one lets go is collected by the second.
        call("HeapProfiler.collectGarbage", none);
        call("HeapProfiler.collectGarbage", none);
        long heap = -1;
        long nodes = -1;
        long listeners = -1;
        for (JsonNode metric : call("Performance.getMetrics", none).path("metrics")) {
            switch (metric.path("name").asText()) {
                case "JSHeapUsedSize" -> heap = metric.path("value").asLong();
                case "Nodes" -> nodes = metric.path("value").asLong();
                case "JSEventListeners" -> listeners = metric.path("value").asLong();
                default -> {}
            }
        }
        if (heap < 0 || nodes < 0 || listeners < 0) {
            throw new IOException("chromium does not tell what the page holds");
        }
        return new Footprint(heap, nodes, listeners);
    }

    /** Processor time of all its processes until now; one that has ended no longer counts. */
    public Duration cpu() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .map(one -> one.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    private synchronized JsonNode call(String method, ObjectNode parameters) throws IOException {
        calls++;
        answer = new CompletableFuture<>();
        ObjectNode request = json.createObjectNode().put("id", calls).put("method", method);
        request.set("params", parameters);
        socket.sendText(json.writeValueAsString(request), true).join();
        try {
            return answer.get(LONGEST.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(method + " was not answered", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            try {
                JsonNode message = json.readTree(text.toString());
                // Events have no id; one call is open at a time.
                if (message.has("id")) {
                    answer.complete(message.path("result"));
                }
            } catch (IOException e) {
                answer.completeExceptionally(e);
            }
            text.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    private String address() throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(process.getErrorStream(), UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Matcher matcher = LISTENING.matcher(line);
            if (matcher.find()) {
                Thread.ofVirtual().start(() -> lines.lines().forEach(rest -> {}));
                return matcher.group(1);
            }
        }
        throw new IOException("chromium ended before it listened");
    }

    private String page(String address) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address + "/json/list"))
                .build();
        try {
            String list =
                    client.send(request, HttpResponse.BodyHandlers.ofString()).body();
            for (JsonNode target : json.readTree(list)) {
                if (target.path("type").asText().equals("page")) {
                    return target.path("webSocketDebuggerUrl").asText();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        throw new IOException("chromium has no page");
    }

    private WebSocket connect(String address) throws IOException {
        try {
            return client.newWebSocketBuilder()
                    .buildAsync(URI.create(address), this)
                    .join();
        } catch (CompletionException e) {
            throw new IOException("chromium does not answer", e.getCause());
        }
    }

    @Override
    public void close() {
        socket.abort();
        client.shutdownNow();
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
