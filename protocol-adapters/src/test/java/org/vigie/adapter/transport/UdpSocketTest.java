package org.vigie.adapter.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.vigie.adapter.testing.RecordingSink;

/** Datagrams on loopback: sender's address, broadcast, multicast. */
class UdpSocketTest {
    private final Vertx vertx = Vertx.vertx();
    private final EventLoop loop = EventLoop.of(vertx);
    private final List<String> got = new CopyOnWriteArrayList<>();
    private final UdpSocket socket = new UdpSocket(
            loop,
            UdpSocket.Binding.shared("0.0.0.0", 0),
            (address, port, bytes) -> got.add(address + " " + bytes.length));

    @AfterEach
    void close() throws Exception {
        socket.close().get(10, TimeUnit.SECONDS);
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void tellsMonitorsApartByTheirAddress() throws Exception {
        int port = socket.open().get(10, TimeUnit.SECONDS);
        for (int i = 2; i < 5; i++) {
            send("127.0.9." + i, "127.0.0.1", port, i);
        }
        RecordingSink.eventually(() -> got.size() == 3);
        assertEquals(
                List.of("127.0.9.2 2", "127.0.9.3 3", "127.0.9.4 4"),
                got.stream().sorted().toList());
    }

    @Test
    void hearsBroadcasts() throws Exception {
        int port = socket.open().get(10, TimeUnit.SECONDS);
        send("127.0.0.1", "127.255.255.255", port, 458);
        RecordingSink.eventually(() -> got.contains("127.0.0.1 458"));
    }

    @Test
    void hearsTheMulticastGroupOnTheInterfaceJoined() throws Exception {
        int port = socket.open().get(10, TimeUnit.SECONDS);
        List<String> all = UdpSocket.multicastInterfaces();
        assertTrue(all.contains("lo"), all.toString());
        loop.run(() -> socket.join("224.0.23.63", List.of("lo", "no-such-interface")));
        InetAddress group = InetAddress.getByName("224.0.23.63");
        try (DatagramSocket monitor = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            monitor.setOption(StandardSocketOptions.IP_MULTICAST_IF, NetworkInterface.getByName("lo"));
            RecordingSink.eventually(
                    () -> { // the group is joined a moment later
                        try {
                            monitor.send(new DatagramPacket(new byte[418], 418, group, port));
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                        return got.contains("127.0.0.1 418");
                    });
        }
    }

    @Test
    void whileMonitorsMayNotBeCalledNothingLeavesAndNothingIsDialed() throws Exception {
        AtomicBoolean open = new AtomicBoolean();
        EventLoop gated = loop.gated(open::get);
        int port = socket.open().get(10, TimeUnit.SECONDS);
        UdpSocket caller = new UdpSocket(gated, UdpSocket.Binding.shared("127.0.0.1", 0), (from, at, bytes) -> {});
        caller.open().get(10, TimeUnit.SECONDS);
        loop.run(() -> caller.send("127.0.0.1", port, new byte[7]));
        loop.run(() -> open.set(true));
        loop.run(() -> caller.send("127.0.0.1", port, new byte[8]));
        RecordingSink.eventually(() -> got.contains("127.0.0.1 8"));
        assertEquals(List.of("127.0.0.1 8"), got);
        caller.close().get(10, TimeUnit.SECONDS);

        open.set(false);
        CompletableFuture<String> dialed = new CompletableFuture<>();
        TcpDialer dialer = new TcpDialer(gated, "127.0.0.1", 9);
        EventLoop.Timer unused =
                dialer.dial(Duration.ZERO, link -> dialed.complete("connected"), why -> dialed.complete(why));
        assertEquals("not-allowed-now", dialed.get(10, TimeUnit.SECONDS));
        dialer.close().get(10, TimeUnit.SECONDS);
    }

    @Test
    void answersComeToThePortThatAsked() throws Exception {
        int port = socket.open().get(10, TimeUnit.SECONDS);
        try (DatagramSocket monitor = new DatagramSocket(new InetSocketAddress("127.0.0.7", 0))) {
            loop.run(() -> socket.send("127.0.0.7", monitor.getLocalPort(), new byte[] {9}));
            DatagramPacket asked = new DatagramPacket(new byte[100], 100);
            monitor.receive(asked);
            assertEquals(port, asked.getPort());
        }
    }

    @Test
    void takesAnotherPortWhereItsUsualOneIsTaken() throws Exception {
        try (DatagramSocket taken = new DatagramSocket(0)) {
            UdpSocket second = new UdpSocket(
                    loop, UdpSocket.Binding.preferring("0.0.0.0", taken.getLocalPort()), (address, port, bytes) -> {});
            int port = second.open().get(10, TimeUnit.SECONDS);
            assertTrue(port != taken.getLocalPort() && port > 0);
            second.close().get(10, TimeUnit.SECONDS);
        }
    }

    private static void send(String from, String to, int port, int length) throws Exception {
        try (DatagramSocket sender = new DatagramSocket(new InetSocketAddress(from, 0))) {
            sender.setBroadcast(true);
            sender.send(new DatagramPacket(new byte[length], length, InetAddress.getByName(to), port));
        }
    }
}
