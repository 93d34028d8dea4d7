package org.vigie.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.gateway.journal.JournalDirectory;
import org.vigie.gateway.pipeline.EngineClock;
import org.vigie.gateway.testing.Await;
import org.vigie.gateway.testing.Replica;
import org.vigie.model.limits.Limits;

/** Fault row 11 on the web side: 500 connections that begin a request and never end it. */
class SlowDisplaysTest {
    private static final byte[] BEGUN = "GET / HTTP/1.1\r\nHost: x".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    private Path folder = Path.of("unset");

    private final List<Socket> slow = new ArrayList<>();

    private static Surroundings around(Duration firstRequest) {
        Limits d = Limits.DEFAULT;
        Limits.Live l = d.live();
        Limits.Live live = new Limits.Live(
                l.displays(),
                l.commandsPerSecond(),
                l.frameBytes(),
                l.queueBytes(),
                l.stuck(),
                l.deltaEvery(),
                l.valuesEvery(),
                l.tickEvery(),
                l.bodyBytes(),
                l.connections(),
                l.connectionsPerPeer(),
                firstRequest);
        return new Surroundings(
                new Limits(d.hl7(), d.pipeline(), live, d.journal()), EngineClock.machine(), JournalDirectory::open);
    }

    private void begin(TestSite site, String from, int count) throws IOException {
        URI address = site.gateway().address();
        for (int i = 0; i < count; i++) {
            Socket socket = new Socket();
            slow.add(socket);
            socket.bind(new InetSocketAddress(from, 0));
            socket.connect(new InetSocketAddress(address.getHost(), address.getPort()), 20_000);
            socket.getOutputStream().write(BEGUN);
        }
    }

    private void close() throws IOException {
        for (Socket socket : slow) {
            socket.close();
        }
    }

    @Test
    void oneBoxWithFiveHundredHalfRequestsKeepsNoDisplayOut() throws Exception {
        try (TestSite site = TestSite.start(folder, TestSite.beds(1), around(Duration.ofMinutes(1)));
                Replica before = site.display()) {
            begin(site, "127.66.0.1", 500);
            try (Replica after = site.display()) {
                Await.until(
                        "a tick for both",
                        () -> !after.frames("tick").isEmpty()
                                && !before.frames("tick").isEmpty());
                assertEquals(200, site.get("api/v1/ward").statusCode());
                assertFalse(before.isClosed() || after.isClosed());
            }
        } finally {
            close();
        }
    }

    @Test
    void whoNeverEndsTheFirstRequestIsCutOffAndDisplaysStay() throws Exception {
        int places = Limits.DEFAULT.live().connections();
        try (TestSite site = TestSite.start(folder, TestSite.beds(1), around(Duration.ofSeconds(1)));
                Replica before = site.display()) {
            for (int box = 1; box <= places / 16; box++) {
                begin(site, "127.66.1." + box, 16);
            }
            for (Socket socket : slow) {
                socket.setSoTimeout(20_000);
                assertTrue(isEnded(socket), "cut off after a second");
            }
            try (Replica after = site.display()) {
                Await.until("a tick", () -> !after.frames("tick").isEmpty());
            }
            assertFalse(before.isClosed(), "a display is not");
        } finally {
            close();
        }
    }

    private static boolean isEnded(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (IOException reset) {
            return !(reset instanceof SocketTimeoutException);
        }
    }
}
