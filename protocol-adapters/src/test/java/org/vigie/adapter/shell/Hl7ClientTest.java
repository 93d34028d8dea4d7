package org.vigie.adapter.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.vigie.adapter.testing.Golden.bytes;
import static org.vigie.adapter.testing.Golden.framed;

import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vigie.adapter.spi.Arrival;
import org.vigie.adapter.spi.Arrival.Kind;
import org.vigie.adapter.testing.Golden;
import org.vigie.adapter.testing.RecordingSink;
import org.vigie.adapter.testing.TestClock;
import org.vigie.adapter.transport.Backoff;
import org.vigie.adapter.transport.EventLoop;
import org.vigie.model.limits.Limits;
import org.vigie.model.program.FreePort;

/** The client against a port of this machine that plays the monitor. */
final class Hl7ClientTest {
    private final Vertx vertx = Vertx.vertx();
    private final RecordingSink sink = new RecordingSink();
    private final TestClock clock = new TestClock();
    private ServerSocket monitor;
    private Hl7Client client;

    Hl7ClientTest() throws IOException {
        monitor = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        client = client();
    }

    private Hl7Client client() {
        return new Hl7Client(
                EventLoop.of(vertx),
                new Hl7ClientConfig("b12", "127.0.0.1", monitor.getLocalPort(), "mindray-pds", Limits.DEFAULT.hl7()),
                sink,
                clock,
                new Backoff(Duration.ofMillis(50), Duration.ofMillis(50), new SplittableRandom(1)));
    }

    @BeforeEach
    void start() {
        client.start().join();
    }

    @AfterEach
    void close() throws IOException {
        client.stop().orTimeout(10, TimeUnit.SECONDS).join();
        monitor.close();
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    private static String read(Socket socket, int frames) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        socket.setSoTimeout(20_000);
        for (int ended = 0; ended < frames; ) {
            int b = in.read();
            all.write(b);
            if (b == 0x1C) {
                all.write(in.read());
                ended++;
            }
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    @Test
    void saysNothingButEchoAndOneQueryWhateverTheMonitorSends() throws IOException {
        try (Socket socket = monitor.accept()) {
            for (String name : List.of(
                    "pds-204-values",
                    "pds-54-two-alarms",
                    "pds-echo-106",
                    "pcd01-twenty-values", // would be answered on a listener
                    "qry-a19-patient",
                    "rgv-o15-order")) {
                socket.getOutputStream().write(framed(Golden.message(name)));
            }
            socket.getOutputStream().write(framed(bytes("garbage that asks for an answer")));
            List<Arrival> arrivals = sink.await(all -> all.size() == 7);
            assertEquals(Kind.MESSAGE, arrivals.get(0).kind());
            assertEquals(Kind.ALARM_MESSAGE, arrivals.get(1).kind());
            assertEquals(Kind.ALIVE, arrivals.get(2).kind());
            assertEquals(Kind.UNREADABLE, arrivals.get(6).kind());
            assertEquals("b12/127.0.0.1", arrivals.get(0).source().value());
            assertEquals("mindray-pds", arrivals.get(0).profile());
            StringBuilder said = new StringBuilder(read(socket, 1));
            clock.pass(Duration.ofSeconds(2));
            said.append(read(socket, 2));
            for (int i = 0; i < 5; i++) {
                clock.pass(Duration.ofSeconds(1));
                said.append(read(socket, 1));
            }
            String echo = "\u000bMSH|^~\\&|||||||ORU^R01|106|P|2.3.1|\r\u001c\r";
            String query = "\u000bMSH|^~\\&|||||||QRY^R02|1203|P|2.3.1\rQRD|20260301091504|R|I|VIGIE1|||||RES\r"
                    + "QRF|MON||||0&0^1^1^1^\r\u001c\r";
            assertEquals(echo + echo + query + echo.repeat(5), said.toString());
        }
    }

    @Test
    void comesBackWhenTheMonitorDropsIt() throws IOException {
        monitor.accept().close();
        sink.awaitLinks(all -> all.size() == 2);
        try (Socket again = monitor.accept()) {
            assertTrue(read(again, 1).contains("|106|"));
        }
    }

    @Test
    void dropsAMonitorThatIsSilentAndConnectsAgain() throws IOException {
        try (Socket silent = monitor.accept()) {
            assertTrue(read(silent, 1).contains("|106|"));
            clock.pass(Duration.ofSeconds(15));
            assertEquals(
                    "closed b12/127.0.0.1 silent",
                    sink.awaitLinks(all -> all.size() == 2).get(1));
        }
        monitor.accept().close();
    }

    @Test
    void keepsTryingUntilTheMonitorIsThere() throws IOException {
        client.stop().join();
        monitor.close();
        // Not the port from before: the kernel may give that to whoever connects, also to this client.
        int port = FreePort.next();
        client = new Hl7Client(
                EventLoop.of(vertx),
                new Hl7ClientConfig("b12", "127.0.0.1", port, "mindray-pds", Limits.DEFAULT.hl7()),
                sink,
                clock,
                new Backoff(Duration.ofMillis(50), Duration.ofMillis(50), new SplittableRandom(1)));
        client.start().join();
        RecordingSink.eventually(() -> client.status().counts().getOrDefault("connects-failed", 0L) > 0);
        monitor = new ServerSocket(port, 5, InetAddress.getLoopbackAddress());
        try (Socket socket = monitor.accept()) {
            assertTrue(read(socket, 1).contains("|106|"));
        }
    }
}
