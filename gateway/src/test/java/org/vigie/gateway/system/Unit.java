package org.vigie.gateway.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.vigie.dashboard.wire.LiveMessage;
import org.vigie.dashboard.wire.WireJson;
import org.vigie.gateway.testing.Await;
import org.vigie.model.program.FreePort;

/** Four beds whose monitors name themselves, one gateway and one simulator, each a process. */
final class Unit implements AutoCloseable {
    private static final String BEDS = """
              - { bed: R01 }
              - { bed: R02 }
              - { bed: R03 }
              - { bed: R04 }
            """;

    private final Path folder;
    private final int hl7Port;
    private final List<VigieProcess> processes = new ArrayList<>();
    private int started;

    Unit(Path folder) throws IOException {
        this.folder = folder;
        this.hl7Port = FreePort.next();
        site("monitors: []");
    }

    private void site(String monitors) throws IOException {
        Files.writeString(folder.resolve("site.yaml"), """
                site: Test
                unit: Four beds
                language: en
                http: { host: 127.0.0.1, port: 0 }
                data: data
                listeners:
                  - { name: hl7, protocol: hl7, host: 127.0.0.1, port: %d, profile: auto }
                %s
                beds:
                %s""".formatted(hl7Port, monitors, BEDS));
    }

    /** Starts (again) the gateway. */
    VigieProcess gateway(String... options) throws IOException {
        started++;
        List<String> command = new ArrayList<>(List.of("run", "--config", "site.yaml"));
        command.addAll(List.of(options));
        return add(VigieProcess.start(folder, "gateway" + started, command.toArray(String[]::new)));
    }

    /** The same on another JVM, or with another program. */
    VigieProcess gateway(VigieProcess.Jvm jvm) throws IOException {
        started++;
        return add(VigieProcess.start(folder, "gateway" + started, jvm, "run", "--config", "site.yaml"));
    }

    /** Where monitors connect to. */
    int hl7Port() {
        return hl7Port;
    }

    /** Starts an IntelliVue monitor on R01 with this timeline; a gateway that starts after it asks it over UDP. */
    VigieProcess intellivueMonitor(String timeline) throws IOException {
        Path file = Files.writeString(folder.resolve("intellivue.yaml"), """
                scenario: system-test
                unit: A
                seed: 11
                beds:
                  - { bed: R01, monitor: intellivue, patient: { hr: 81, spo2: 97, sys: 120, dia: 65, rr: 15, temp: 37.0 } }
                timeline:
                  %s
                """.formatted(timeline));
        VigieProcess monitor = add(VigieProcess.start(
                folder, "intellivue", "simulate", "--scenario", file.toString(), "--to", "127.0.0.1:" + hl7Port));
        String said = "bed R01: IntelliVue monitor at ";
        Await.until("address of the monitor", () -> monitor.errors().contains(said));
        String address = monitor.errors()
                .lines()
                .filter(line -> line.startsWith(said))
                .map(line -> line.substring(said.length()).strip())
                .findFirst()
                .orElseThrow();
        site("monitors: [ { name: iv, protocol: intellivue, address: \"" + address + "\", bed: R01 } ]");
        return monitor;
    }

    /** Starts four monitors on this timeline (YAML lines of a scenario). */
    VigieProcess monitors(String timeline) throws IOException {
        StringBuilder scenario = new StringBuilder("scenario: system-test\nunit: A\nseed: 11\nbeds:\n");
        for (int bed = 1; bed <= 4; bed++) {
            scenario.append("  - { bed: R0").append(bed).append(", monitor: ihe-pcd, patient: { hr: 8");
            scenario.append(bed).append(", spo2: 97, sys: 120, dia: 65, rr: 15, temp: 37.0 } }\n");
        }
        scenario.append("timeline:\n").append(timeline.indent(2));
        Path file = Files.writeString(folder.resolve("scenario.yaml"), scenario);
        return add(VigieProcess.start(
                folder, "monitors", "simulate", "--scenario", file.toString(), "--to", "127.0.0.1:" + hl7Port));
    }

    /** Plays the built-in record of a real patient on R01, so many times as fast as it happened. */
    VigieProcess record(int speed) throws IOException {
        return add(VigieProcess.start(
                folder,
                "record",
                "simulate",
                "--scenario",
                "replay-wfdb",
                "--speed",
                Integer.toString(speed),
                "--to",
                "127.0.0.1:" + hl7Port));
    }

    private VigieProcess add(VigieProcess process) {
        processes.add(process);
        return process;
    }

    /** The bed of that name. */
    static JsonNode bed(JsonNode ward, String name) {
        for (JsonNode bed : ward.path("beds")) {
            if (bed.path("bed").asText().equals(name)) {
                return bed;
            }
        }
        throw new AssertionError("no bed " + name + " in " + ward);
    }

    /** The first alarm of that code; null when there is none. */
    static @Nullable JsonNode alarm(JsonNode holder, String code) {
        for (JsonNode alarm : holder.path("alarms")) {
            if (alarm.path("code").asText().equals(code)) {
                return alarm;
            }
        }
        return null;
    }

    /** Acknowledges as a display does; waits for the gateway's answer. */
    static void acknowledge(URI station, String bed, String occurrence) {
        ConcurrentLinkedQueue<LiveMessage> heard = new ConcurrentLinkedQueue<>();
        StringBuilder text = new StringBuilder();
        WebSocket.Listener listener = new WebSocket.Listener() {
            @Override
            public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
                text.append(data);
                if (last) {
                    heard.add(WireJson.read(text.toString()));
                    text.setLength(0);
                }
                socket.request(1);
                return null;
            }
        };
        URI live = URI.create("ws://" + station.getAuthority() + "/api/v1/live");
        try (HttpClient client = HttpClient.newHttpClient()) {
            WebSocket socket = client.newWebSocketBuilder()
                    .header("Origin", "http://" + station.getAuthority())
                    .buildAsync(live, listener)
                    .join();
            var command = new LiveMessage.Command("system-test-" + occurrence, "acknowledge", bed, occurrence, "AB");
            socket.sendText(WireJson.write(command), true).join();
            Await.until(
                    "answer to the acknowledgement",
                    () -> heard.stream().anyMatch(LiveMessage.Result.class::isInstance));
            socket.abort();
        }
        LiveMessage.Result result = heard.stream()
                .filter(LiveMessage.Result.class::isInstance)
                .map(LiveMessage.Result.class::cast)
                .findFirst()
                .orElseThrow();
        if (!result.accepted()) {
            throw new AssertionError("acknowledgement refused: " + result.reason());
        }
    }

    @Override
    public void close() {
        for (VigieProcess process : processes.reversed()) {
            process.close();
        }
    }
}
