package org.vigie.adapter.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.vigie.adapter.testing.LineProbe;
import org.vigie.adapter.testing.RecordingSink;
import org.vigie.model.limits.Limits;
import org.vigie.model.program.FreePort;

/** A serial port behind a terminal server behaves as one of this machine. */
@SuppressWarnings("try") // a cable is only there, and is pulled out at the end of its block
class TcpLineTest {
    private static final Limits.Line QUICK =
            new Limits.Line(64, 64, Duration.ofMillis(20), Duration.ofMillis(100), Duration.ofMillis(300));

    private final Vertx vertx = Vertx.vertx();
    private final EventLoop loop = EventLoop.of(vertx);
    private final LineProbe probe = new LineProbe();

    @AfterEach
    void close() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void comesBackByItselfWhenTheTerminalServerWasAway() throws IOException {
        int port = FreePort.next();
        TcpLine line = new TcpLine(loop, "127.0.0.1", port, Duration.ofMinutes(1), QUICK);
        loop.run(() -> line.start(probe));
        probe.await(LineState.UNREACHABLE);
        try (ServerSocket server = new ServerSocket(port, 4, InetAddress.getLoopbackAddress())) {
            try (Socket monitor = server.accept()) {
                probe.await(LineState.OPEN);
                loop.run(() -> line.send(new byte[] {1, 2, 3}));
                assertArrayEquals(new byte[] {1, 2, 3}, monitor.getInputStream().readNBytes(3));
                monitor.getOutputStream().write(new byte[] {4, 5});
                RecordingSink.eventually(() -> probe.bytes().length == 2);
            }
            RecordingSink.eventually(() -> probe.states().contains(LineState.LOST));
            try (Socket again = server.accept()) {
                probe.await(LineState.OPEN);
                assertEquals(2, probe.timesOpened());
            }
        }
        assertEquals(
                List.of(LineState.UNREACHABLE, LineState.OPEN, LineState.LOST, LineState.OPEN),
                probe.states().subList(0, 4));
        loop.run(() -> {
            var unused = line.close();
        });
    }

    @Test
    void silenceAndAPeerThatDoesNotReadAreToldApart() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 4, InetAddress.getLoopbackAddress())) {
            TcpLine line = new TcpLine(loop, "127.0.0.1", server.getLocalPort(), Duration.ofMillis(100), QUICK);
            loop.run(() -> line.start(probe));
            try (Socket silent = server.accept()) {
                probe.await(LineState.QUIET);
                boolean[] refused = {false};
                RecordingSink.eventually(() -> {
                    loop.run(() -> refused[0] |= !line.send(new byte[32 << 10]));
                    return refused[0];
                });
                probe.await(LineState.NOT_TAKING);
                assertFalse(silent.isClosed());
            }
            loop.run(() -> {
                var unused = line.close();
            });
        }
    }
}
