package org.vigie.simulator.fault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class FaultProxyTest {
    private ServerSocket target;
    private FaultProxy proxy;
    private Socket client;
    private Socket server;

    FaultProxyTest() throws IOException {
        target = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        proxy = FaultProxy.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), target.getLocalPort()), 7);
        client = new Socket();
        server = new Socket();
    }

    @BeforeEach
    void connect() throws IOException {
        client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        server = target.accept();
        client.setSoTimeout(5_000);
        server.setSoTimeout(5_000);
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        server.close();
        proxy.close();
        target.close();
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new SplittableRandom(length).nextBytes(bytes);
        return bytes;
    }

    private static void send(Socket from, byte[] bytes) throws IOException {
        from.getOutputStream().write(bytes);
        from.getOutputStream().flush();
    }

    private static byte[] receive(Socket at, int length) throws IOException {
        return at.getInputStream().readNBytes(length);
    }

    @Test
    void inFineWeatherBytesPassBothWays() throws IOException {
        byte[] there = bytes(200_000);
        Thread writer = new Thread(() -> {
            try {
                send(client, there);
            } catch (IOException broken) {
                throw new IllegalStateException(broken);
            }
        });
        writer.start();
        assertArrayEquals(there, receive(server, there.length));
        byte[] back = bytes(10);
        send(server, back);
        assertArrayEquals(back, receive(client, 10));
    }

    @Test
    void piecesArriveWholeInTheEnd() throws IOException {
        proxy.set(Weather.FINE.withPieces(1));
        byte[] there = bytes(500);
        send(client, there);
        assertArrayEquals(there, receive(server, there.length));
    }

    @Test
    void delayIsAtLeastWhatWasAsked() throws IOException {
        proxy.set(Weather.FINE.withDelay(Duration.ofMillis(150), Duration.ofMillis(50)));
        long start = System.nanoTime();
        send(client, bytes(10));
        receive(server, 10);
        assertTrue(System.nanoTime() - start >= 150_000_000L);
    }

    @Test
    void theRateIsNotExceeded() throws IOException {
        proxy.set(Weather.FINE.withRate(20_000));
        long start = System.nanoTime();
        send(client, bytes(8_000));
        receive(server, 8_000);
        assertTrue(System.nanoTime() - start >= 350_000_000L, "8 kB at 20 kB/s take 400 ms");
    }

    @Test
    void aOneWayStallLetsTheOtherWayPassAndEndsWhenTheWeatherClears() throws IOException {
        proxy.set(Weather.FINE.withStall(false, true));
        send(client, bytes(5));
        assertArrayEquals(bytes(5), receive(server, 5));
        send(server, bytes(6));
        client.setSoTimeout(200);
        InputStream in = client.getInputStream();
        assertThrows(SocketTimeoutException.class, in::read);
        proxy.set(Weather.FINE);
        client.setSoTimeout(5_000);
        assertArrayEquals(bytes(6), receive(client, 6));
    }

    private void resetAndConnectAnew() throws IOException {
        proxy.reset();
        assertThrows(SocketException.class, () -> {
            client.getInputStream().readNBytes(1);
            throw new SocketException("closed without reset");
        });
        client.close();
        server.close();
        connect();
    }

    @Test
    void resetBreaksBothSidesAndNewConnectionsWork() throws IOException {
        resetAndConnectAnew();
        send(client, bytes(3));
        assertArrayEquals(bytes(3), receive(server, 3));
        assertEquals(2, proxy.accepted());
    }

    /** The target has accepted before the proxy has noted the connection: a reset between the two must not miss it. */
    @Test
    void resetCutsAConnectionThatIsJustBeingMade() throws IOException {
        for (int round = 0; round < 300; round++) {
            resetAndConnectAnew();
        }
    }

    @Test
    void theEndOfInputIsPassedOn() throws IOException {
        send(client, bytes(4));
        client.shutdownOutput();
        assertArrayEquals(bytes(4), receive(server, 10));
    }

    @Test
    void whileNothingPassesNeitherSideLearnsThatTheOtherIsGone() throws IOException {
        proxy.set(Weather.FINE.withStall(true, true));
        server.close();
        silent(client);
        proxy.set(Weather.FINE);
        client.setSoTimeout(5_000);
        assertEquals(-1, client.getInputStream().read(), "then it does");
    }

    @Test
    void whoConnectsWhileNothingPassesGetsNoAnswerAndTheTargetNeverHearsOfIt() throws IOException {
        proxy.set(Weather.FINE.withStall(true, true));
        try (Socket knocking = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
            send(knocking, bytes(20));
            silent(knocking);
            proxy.set(Weather.FINE);
            knocking.setSoTimeout(5_000);
            assertThrows(SocketException.class, () -> knocking.getInputStream().readNBytes(1));
        }
        try (Socket again = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
                Socket first = target.accept()) {
            send(again, bytes(21));
            first.setSoTimeout(5_000);
            assertArrayEquals(bytes(21), receive(first, 21), "the first that the target hears is the second try");
        }
    }

    @Test
    void whatWaitsInACableThatIsOutHasABound() throws Exception {
        proxy.set(Weather.FINE.withStall(true, true));
        byte[] tooMuch = bytes(32 << 20);
        Thread writer = Thread.ofPlatform().daemon().start(() -> {
            try {
                send(client, tooMuch);
            } catch (IOException closed) {
                Thread.currentThread().interrupt();
            }
        });
        assertFalse(writer.join(Duration.ofMillis(500)), "the sender has to wait");
        proxy.set(Weather.FINE);
        server.setSoTimeout(20_000);
        assertArrayEquals(tooMuch, receive(server, tooMuch.length));
    }

    private static void silent(Socket socket) throws IOException {
        socket.setSoTimeout(150);
        assertThrows(SocketTimeoutException.class, () -> socket.getInputStream().readNBytes(1));
    }
}
