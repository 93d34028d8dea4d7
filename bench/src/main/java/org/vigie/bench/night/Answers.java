package org.vigie.bench.night;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.vigie.dashboard.wire.AlarmLogView;
import org.vigie.dashboard.wire.ShiftReportView;

/** What a gateway says of the time that has passed: its alarm log, the report of the shift, and its journal. */
final class Answers implements AutoCloseable {
    private static final int PAGE = 500;
    private static final int MOST_ROWS = 20_000;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long JOURNAL_SECONDS = 120;

    private final ObjectMapper json = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final URI gateway;

    Answers(URI gateway) {
        this.gateway = gateway;
    }

    ShiftReportView report() throws IOException {
        return json.readValue(get("/api/v1/shift-report?back=0"), ShiftReportView.class);
    }

    /** All rows of the alarm log, newest first. */
    List<AlarmLogView.Row> log() throws IOException {
        List<AlarmLogView.Row> rows = new ArrayList<>();
        AlarmLogView page;
        do {
            page = json.readValue(
                    get("/api/v1/alarm-log?hours=2&limit=" + PAGE + "&offset=" + rows.size()), AlarmLogView.class);
            rows.addAll(page.rows());
        } while (rows.size() < page.matching() && !page.rows().isEmpty() && rows.size() < MOST_ROWS);
        return rows;
    }

    /** Beds that the person watches. */
    int watchedBy(String user) throws IOException {
        int count = 0;
        for (JsonNode bed : json.readTree(get("/api/v1/ward")).path("beds")) {
            count += bed.path("care").path("watchedBy").asText().equals(user) ? 1 : 0;
        }
        return count;
    }

    /**
     * Confirmations of displays, from the journal.
     *
     * @param cat the command that prints it: {@code vigie journal cat --kind DELIVERY}
     * @return step ({@code painted}, {@code seen}, {@code sounded}) to alarm to milliseconds since the gateway first
     *     offered it
     */
    Map<String, Map<String, Long>> confirmations(List<String> cat, Path folder) throws IOException {
        Path output = folder.resolve("delivery.json");
        Process process = new ProcessBuilder(cat)
                .redirectOutput(output.toFile())
                .redirectError(folder.resolve("delivery.err").toFile())
                .start();
        try {
            if (!process.waitFor(JOURNAL_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("the journal could not be read: " + folder.resolve("delivery.err"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            process.destroyForcibly();
        }
        Map<String, Map<String, Long>> steps = new HashMap<>();
        for (String line : Files.readAllLines(output, UTF_8)) {
            if (line.isBlank()) {
                continue;
            }
            JsonNode note = json.readTree(json.readTree(line).path("text").asText("{}"));
            for (JsonNode one : note.path("alarms")) {
                steps.computeIfAbsent(note.path("step").asText(), step -> new HashMap<>())
                        .merge(one.path("alarm").asText(), one.path("afterMs").asLong(), Math::min);
            }
        }
        return steps;
    }

    private String get(String path) throws IOException {
        HttpRequest request =
                HttpRequest.newBuilder(gateway.resolve(path)).timeout(PATIENCE).build();
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException(path + ": " + answer.statusCode());
            }
            return answer.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
