package org.vigie.gateway;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.dashboard.wire.WaveFrame;
import org.vigie.gateway.testing.Await;
import org.vigie.gateway.testing.Messages;
import org.vigie.gateway.testing.Mllp;
import org.vigie.gateway.testing.Replica;
import org.vigie.model.testing.SharedData;

/** Waves from a socket of a monitor to the socket of a display. */
class LiveWavesTest {
    private static final String ALL = "{\"type\":\"waves\",\"beds\":null}";

    @TempDir
    private Path folder = Path.of("unset");

    private static List<WaveFrame.Block> blocks(Replica display, int lane) {
        List<WaveFrame.Block> found = new ArrayList<>();
        for (WaveFrame frame : display.waves()) {
            frame.blocks().stream().filter(block -> block.lane() == lane).forEach(found::add);
        }
        return found;
    }

    /** The lanes as told last. */
    private static JsonNode lanes(Replica display) {
        Await.until(
                "lanes",
                () -> !display.frames("lanes").isEmpty()
                        && !display.frames("lanes").getLast().get("lanes").isEmpty());
        return display.frames("lanes").getLast().get("lanes");
    }

    private static double value(JsonNode lane, short number) {
        return lane.get("offset").asDouble() + lane.get("step").asDouble() * number;
    }

    @Test
    void whatAMonitorSendsInHl7ArrivesAtADisplayThatAsked() throws Exception {
        try (TestSite site = TestSite.start(folder, TestSite.beds(2));
                Mllp monitor = site.monitor();
                Replica display = site.display();
                Replica other = site.display()) {
            display.send(ALL);
            Await.until("asked", () -> !display.frames("lanes").isEmpty());
            monitor.ask(Messages.ecg("R01", 4, 0, 500, null, -250));
            JsonNode lane = lanes(display).get(0);
            assertEquals("R01", lane.get("bed").asText());
            assertEquals("MDC_ECG_ELEC_POTL_II", lane.get("code").asText());
            assertEquals("mV", lane.get("unit").asText());
            assertEquals(4, lane.get("rate").asDouble());
            assertEquals(1_000, lane.get("blockMs").asInt());
            monitor.ask(Messages.ecg("R01", 4, 1_000, 1_000, 1_000, 1_000));
            int number = lane.get("lane").asInt();
            Await.until(
                    "samples",
                    () -> !blocks(display, number).isEmpty()
                            && blocks(display, number).getLast().first() == 4);
            WaveFrame.Block last = blocks(display, number).getLast();
            assertEquals(1.0, value(lane, last.samples()[0]), 0.001);
            assertEquals(List.of(), other.waves());
            assertEquals(List.of(), other.frames("lanes"));
            assertFalse(site.ward().toString().contains("ELEC_POTL"));
        }
    }

    @Test
    void aDisplayGetsTheBedsItNamesAndNoOthers() throws Exception {
        try (TestSite site = TestSite.start(folder, TestSite.beds(2));
                Mllp monitor = site.monitor();
                Replica display = site.display()) {
            display.send("{\"type\":\"waves\",\"beds\":[\"R02\"]}");
            Await.until("asked", () -> !display.frames("lanes").isEmpty());
            monitor.ask(Messages.ecg("R01", 4, 1, 2, 3, 4));
            monitor.ask(Messages.ecg("R02", 4, 1, 2, 3, 4));
            JsonNode told = lanes(display);
            assertEquals(1, told.size());
            monitor.ask(Messages.ecg("R01", 4, 1, 2, 3, 4));
            monitor.ask(Messages.ecg("R02", 4, 1, 2, 3, 4));
            Await.until("samples", () -> !display.waves().isEmpty());
            for (WaveFrame frame : display.waves()) {
                frame.blocks()
                        .forEach(block -> assertEquals(told.get(0).get("lane").asInt(), block.lane()));
            }
            display.send("{\"type\":\"waves\",\"beds\":[]}");
            Await.until("nobody asks", () -> {
                long before = frames(site);
                return frames(site) == before && asleep(site, monitor);
            });
        }
    }

    private static boolean asleep(TestSite site, Mllp monitor) {
        try {
            monitor.ask(Messages.ecg("R02", 4, 1, 2, 3, 4));
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
        return site.get("metrics").body().contains("vigie_waves_blocks_total");
    }

    private static long frames(TestSite site) {
        return metric(site, "vigie_waves_frames_total ");
    }

    private static long metric(TestSite site, String name) {
        for (String line : site.get("metrics").body().lines().toList()) {
            if (line.startsWith(name)) {
                return (long) Double.parseDouble(line.substring(name.length()));
            }
        }
        return -1;
    }

    @Test
    void aSlowDisplayLosesWavesFirstAndNeverAnAlarm() throws Exception {
        try (TestSite site = TestSite.start(folder, TestSite.beds(2));
                Mllp monitor = site.monitor();
                Replica slow = site.display();
                Replica good = site.display()) {
            slow.answersWaves(false);
            slow.send(ALL);
            good.send(ALL);
            Await.until(
                    "asked",
                    () -> !good.frames("lanes").isEmpty()
                            && !slow.frames("lanes").isEmpty());
            monitor.ask(Messages.ecg("R01", 4, 1, 2, 3, 4));
            lanes(good);
            Await.until("some are left out", () -> {
                send(monitor);
                return metric(site, "vigie_gap_total{class=\"waves\",reason=\"slow-display\"} ") > 3
                        && good.waves().size() > 8;
            });
            Await.until("what was under way to it", () -> slow.waves().size() >= 5);
            assertEquals(5, slow.waves().size());
            monitor.ask(Messages.lowSpo2("R01", "start"));
            Await.until("alarm", () -> slow.state().toString().contains("active-unack"));
            assertEquals("", slow.hole());
            assertFalse(slow.isClosed());
            slow.answersWaves(true);
            slow.send("{\"type\":\"took\",\"tick\":" + slow.waves().getLast().tick() + "}");
            Await.until("again", () -> {
                send(monitor);
                return slow.waves().size() > 6;
            });
            WaveFrame first = slow.waves().get(5);
            assertTrue(first.leftOut());
            long before = slow.waves().get(4).blocks().getLast().first();
            assertTrue(first.blocks().getFirst().first() > before + 4, "the gap keeps its width");
            assertFalse(slow.waves().get(6).leftOut());
        }
    }

    private static void send(Mllp monitor) {
        try {
            monitor.ask(Messages.ecg("R01", 4, 1, 2, 3, 4));
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }

    @Test
    void aRestartKeepsNoWave() throws Exception {
        try (TestSite site = TestSite.start(folder, TestSite.beds(1))) {
            try (Mllp monitor = site.monitor()) {
                monitor.ask(Messages.ecg("R01", 4, 1, 2, 3, 4));
                Await.until("runs", () -> metric(site, "vigie_waves_lanes ") == 1);
            }
            site.powerCut();
            assertEquals(0, metric(site, "vigie_waves_lanes "));
        }
    }

    @Test
    void wavesOfAMindrayMonitorArriveSampleForSample() throws Exception {
        Path file = SharedData.shared("hl7/private/mindray/nseries-continuous-waveform.hl7");
        String message = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).replace('\n', '\r');
        String next = message.replace("|1227|", "|1228|")
                .replace("20260124131540000", "20260124131541000")
                .replace("20260124131539000", "20260124131540000");
        String[] sent = message.lines()
                .flatMap(line -> Arrays.stream(line.split("\r", -1)))
                .filter(line -> line.startsWith("OBX|1|NA|131329^"))
                .findFirst()
                .orElseThrow()
                .split("\\|", -1)[5]
                .split("\\^", -1);
        try (TestSite site = TestSite.start(folder, "- { bed: R01, address: 127.0.0.1 }\n");
                Mllp monitor = site.monitor();
                Replica display = site.display()) {
            display.send(ALL);
            Await.until("asked", () -> !display.frames("lanes").isEmpty());
            monitor.ask(message);
            JsonNode lane = lanes(display).get(0);
            assertEquals(1, lanes(display).size(), "a sensor that is off has no lane");
            assertEquals("MDC_ECG_ELEC_POTL_I", lane.get("code").asText());
            assertEquals("mV", lane.get("unit").asText());
            assertEquals(500, lane.get("rate").asDouble());
            monitor.ask(next);
            Map<Long, Short> arrived = new HashMap<>();
            Await.until("both seconds", () -> {
                for (WaveFrame.Block block : blocks(display, lane.get("lane").asInt())) {
                    for (int i = 0; i < block.samples().length; i++) {
                        arrived.put(block.first() + i, block.samples()[i]);
                    }
                }
                return arrived.size() == 2 * sent.length;
            });
            for (int i = 0; i < 2 * sent.length; i++) {
                short number = Optional.ofNullable(arrived.get((long) i)).orElseThrow();
                double expected = Integer.parseInt(sent[i % sent.length]) * 0.001221;
                assertEquals(expected, value(lane, number), 0.0007, "sample " + i);
            }
        }
    }

    @Test
    void theSharedWaveMessageRunsInThreeLanes() throws Exception {
        Path file = SharedData.shared("hl7/wave/t5-ecg-spo2-na.hl7");
        String message = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).replace('\n', '\r');
        try (TestSite site = TestSite.start(folder, "- { bed: R01, address: 127.0.0.1 }\n");
                Mllp monitor = site.monitor();
                Replica display = site.display()) {
            display.send(ALL);
            Await.until("asked", () -> !display.frames("lanes").isEmpty());
            monitor.ask(message);
            Await.until("lanes", () -> lanes(display).size() == 3);
            List<String> codes = new ArrayList<>();
            lanes(display)
                    .forEach(lane -> codes.add(
                            lane.get("code").asText() + " " + lane.get("rate").asDouble()));
            assertArrayEquals(
                    new String[] {"MDC_ECG_LEAD_I 150.0", "MDC_ECG_LEAD_II 150.0", "MDC_PULS_OXIM_SAT_O2_WAVEFORM 125.0"
                    },
                    codes.toArray(),
                    codes.toString());
        }
    }
}
