package org.vigie.simulator.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.simulator.monitor.Language;
import org.vigie.simulator.monitor.intellivue.Requests;
import org.vigie.simulator.monitor.intellivue.SerialLine;
import org.vigie.simulator.scenario.Player;
import org.vigie.simulator.scenario.Scenario;
import org.vigie.simulator.scenario.ScenarioException;
import org.vigie.simulator.scenario.ScenarioLoader;

/** Virtual IntelliVue monitors on real sockets of this machine. */
final class IntellivueSocketsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String REFUSING = "timeline:\n  - { at: 1s, bed: R02, fault: refuse, for: 1m }\n";

    private static Scenario scenario() throws ScenarioException {
        return scenario("");
    }

    private static Scenario scenario(String timeline) throws ScenarioException {
        return ScenarioLoader.parse("test", """
                scenario: sockets
                beds:
                  - { bed: R01, monitor: intellivue }
                  - { bed: R02, monitor: intellivue, link: serial }
                """ + timeline);
    }

    private static Player.Terms terms() {
        return new Player.Terms(1, Instant.parse("2026-11-21T21:30:00Z"), ZoneOffset.UTC, Language.FR);
    }

    private static IntellivueSockets.Terms free() {
        return new IntellivueSockets.Terms(Loopbacks.areAvailable(), 0, null, 0);
    }

    @Test
    void monitorsCanBeAskedAtAnotherAddressOfTheMachine() throws Exception {
        try (SimulationRun run = new SimulationRun(scenario())) {
            String address = run.openIntellivue(free().at("127.0.0.9")).getOrDefault("R01", "");
            assertTrue(address.startsWith("udp://127.0.0.9:"), address);
        }
    }

    @Test
    void aMonitorOnTheNetworkAnnouncesItselfAssociatesAndAnswers() throws Exception {
        try (SimulationRun run = new SimulationRun(scenario());
                DatagramSocket client = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            client.setSoTimeout((int) PATIENCE.toMillis());
            Map<String, String> addresses = run.openIntellivue(free().announcing("127.0.0.1", client.getLocalPort()));
            run.play(terms(), new SimulationRun.Target("127.0.0.1", 1, false));
            byte[] indication = heard(client, 0x00);
            String text = new String(indication, StandardCharsets.UTF_16BE);
            assertTrue(text.contains("R01"), "bed label");
            String address = addresses.getOrDefault("R01", "");
            assertTrue(address.startsWith("udp://127."), address);
            String[] place = address.substring(6).split(":", -1);
            InetSocketAddress monitor = new InetSocketAddress(numeric(place[0]), Integer.parseInt(place[1]));
            client.send(packet(Requests.association(20_000), monitor));
            assertEquals(208, heard(client, 0x0E).length);
            assertTrue(Requests.isMdsCreate(heard(client, 0xE1)));
            client.send(packet(Requests.mdsCreateResult(), monitor));
            client.send(packet(Requests.extended(2, 0x0006, 0, 480_000), monitor));
            assertEquals(5, heard(client, 0xE1)[5], "linked result");
        }
    }

    private static InetAddress numeric(String dotted) throws IOException {
        String[] parts = dotted.split("\\.", -1);
        byte[] bytes = new byte[parts.length];
        for (int i = 0; i < parts.length; i++) {
            bytes[i] = (byte) Integer.parseInt(parts[i]);
        }
        return InetAddress.getByAddress(bytes);
    }

    private static DatagramPacket packet(byte[] bytes, InetSocketAddress to) {
        return new DatagramPacket(bytes, bytes.length, to);
    }

    /** The next datagram that begins so. */
    private static byte[] heard(DatagramSocket client, int first) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[2_048], 2_048);
        for (int i = 0; i < 100; i++) {
            client.receive(packet);
            if ((packet.getData()[0] & 0xFF) == first) {
                return Arrays.copyOf(packet.getData(), packet.getLength());
            }
        }
        throw new AssertionError("nothing that begins with " + first);
    }

    @Test
    void aMonitorBehindATerminalServerIsFramedAndRefusesWhenItsFaultSaysSo() throws Exception {
        try (SimulationRun run = new SimulationRun(scenario(REFUSING))) {
            String address = run.openIntellivue(free()).getOrDefault("R02", "");
            run.play(terms(), new SimulationRun.Target("127.0.0.1", 1, false));
            assertTrue(address.startsWith("tcp://127.0.0.1:"), address);
            int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
            try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
                client.setSoTimeout((int) PATIENCE.toMillis());
                SerialLine line = new SerialLine();
                byte[] message = new byte[0];
                byte[] request = SerialLine.frame(Requests.association(20_000));
                for (int tries = 0; tries < 10 && (message.length == 0 || message[0] != 0x0C); tries++) {
                    client.getOutputStream().write(request);
                    message = next(client.getInputStream(), line);
                }
                assertEquals(0x0C, message[0], "refused");
            }
        }
    }

    @Test
    void aSerialLineIsADeviceWhenSocatTiesOne(@TempDir Path folder) throws Exception {
        Assumptions.assumeTrue(
                Stream.of("/usr/bin/socat", "/bin/socat", "/usr/local/bin/socat")
                        .anyMatch(at -> Files.exists(Path.of(at))),
                "skipped: socat is not installed");
        try (SimulationRun run = new SimulationRun(scenario());
                PtyBridge devices = new PtyBridge(folder)) {
            Path device = devices.open("R02", run.openIntellivue(free()).getOrDefault("R02", ""));
            run.play(terms(), new SimulationRun.Target("127.0.0.1", 1, false));
            try (OutputStream out = new FileOutputStream(device.toFile());
                    InputStream in = new FileInputStream(device.toFile())) {
                out.write(SerialLine.frame(Requests.association(20_000)));
                out.flush();
                assertEquals(0x0E, next(in, new SerialLine())[0], "accepted");
            }
        }
    }

    private static byte[] next(InputStream in, SerialLine line) throws IOException {
        byte[] buffer = new byte[2_048];
        List<byte[]> messages = List.of();
        while (messages.isEmpty()) {
            int count = in.read(buffer);
            if (count < 0) {
                throw new AssertionError("line closed");
            }
            messages = line.read(Arrays.copyOf(buffer, count));
        }
        return messages.getFirst();
    }
}
