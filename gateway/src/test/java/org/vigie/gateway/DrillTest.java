package org.vigie.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.ServiceLoader;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.gateway.config.GatewayConfig;
import org.vigie.gateway.drill.DrillFolder;
import org.vigie.gateway.drill.DrillSite;
import org.vigie.gateway.testing.Await;
import org.vigie.model.program.DrillActors;
import picocli.CommandLine;

/** A drill is a gateway of its own, marked everywhere, that never touches the data of the unit. */
class DrillTest {
    private static final String SCRIPT = """
            scenario: two
            beds:
              - { bed: A, monitor: intellivue }
            timeline:
              - { at: 1s, bed: A, event: asystole, for: 10s, answer-within: 30s }
            """;

    @TempDir
    private Path folder = Path.of("unset");

    private GatewayConfig unit() throws IOException {
        Path file = folder.resolve("site.yaml");
        Files.writeString(file, TestSite.text(TestSite.beds(2)));
        return GatewayProgram.read(file);
    }

    private static byte[] get(URI gateway, String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<byte[]> answer = client.send(
                    HttpRequest.newBuilder(gateway.resolve(path)).build(), HttpResponse.BodyHandlers.ofByteArray());
            assertEquals(200, answer.statusCode(), path);
            return answer.body();
        }
    }

    @Test
    void playsItsScriptOnTheBedsOfTheUnitAndReportsEveryAlarm() throws Exception {
        Path script = Files.writeString(folder.resolve("script.yaml"), SCRIPT);
        GatewayConfig unit = unit();
        DrillActors actors = ServiceLoader.load(DrillActors.class).findFirst().orElseThrow();
        try (DrillActors.Cast cast = actors.prepare(script.toString(), unit.unit(), DrillSite.doors(unit), false)) {
            Path data = DrillFolder.make(unit.data(), LocalDateTime.of(2026, 3, 1, 14, 0));
            GatewayConfig config = DrillSite.of(unit, data, cast.periods());
            try (DrillGateway drill = GatewayProgram.startDrill(config)) {
                cast.play(drill.listenerPort(DrillSite.LISTENER));
                drill.begin(cast.cues());
                Await.until(
                        "asystole",
                        () -> drill.report().orElseThrow().rows().stream()
                                .anyMatch(row -> "asystole".equals(row.cue()) && "R01".equals(row.bed())));
                String ward = new String(get(drill.address(), "/api/v1/ward"), StandardCharsets.UTF_8);
                assertTrue(ward.contains("\"mode\":\"drill\""), ward);
                assertTrue(json(drill).contains("\"cue\":\"asystole\""));
                for (String sheet : new String[] {"/api/v1/drill-report.pdf", "/api/v1/sheets/unit.pdf"}) {
                    assertTrue(text(get(drill.address(), sheet)).contains("DRILL"), sheet);
                }
            }
            assertFalse(Files.exists(unit.data().resolve("journal")), "the data of the unit");
            assertTrue(Files.exists(data.resolve("journal")));
            assertTrue(DrillFolder.refusal(withData(unit, data)).isPresent(), "a live unit on drill data");
        }
    }

    private static String json(DrillGateway drill) throws IOException, InterruptedException {
        return new String(get(drill.address(), "/api/v1/drill-report"), StandardCharsets.UTF_8);
    }

    private static String text(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document);
        }
    }

    private static GatewayConfig withData(GatewayConfig unit, Path data) {
        return new GatewayConfig(
                unit.site(),
                unit.unit(),
                unit.language(),
                unit.http(),
                data,
                unit.keepWaves(),
                unit.mode(),
                unit.alarms(),
                unit.listeners(),
                unit.monitors(),
                unit.beds(),
                unit.paper(),
                unit.link(),
                unit.mqtt(),
                unit.failover(),
                unit.setClock());
    }

    @Test
    void doesNotStartBesideTheLiveUnitNorOnItsData() throws IOException {
        try (TestSite live = TestSite.start(folder, TestSite.beds(2))) {
            StringWriter said = new StringWriter();
            CommandLine line = Main.commandLine().setErr(new PrintWriter(said, true));
            assertEquals(1, line.execute("drill", "--config", live.file().toString()));
            assertTrue(said.toString().contains("is running on this machine"), said.toString());
            GatewayConfig unit = GatewayProgram.read(live.file());
            GatewayConfig wrong = DrillSite.of(unit, unit.data(), List.of(Duration.ZERO, Duration.ZERO));
            assertThrows(GatewayException.class, () -> GatewayProgram.startDrill(wrong));
        }
    }
}
