package org.vigie.simulator.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Datagrams through a bad network on real sockets of loopback. */
final class DatagramProxyTest {
    private static final int WAIT_MS = 2_000;
    /** Nothing for so long is the end, also when the proxy has to wait for its turn. */
    private static final int QUIET_MS = 2_000;

    private static DatagramSocket socket() throws IOException {
        return new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    private static InetSocketAddress address(DatagramSocket of) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), of.getLocalPort());
    }

    private static void send(DatagramSocket from, InetSocketAddress to, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        from.send(new DatagramPacket(bytes, bytes.length, to));
    }

    private static DatagramPacket receive(DatagramSocket at) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[100], 100);
        at.receive(packet);
        return packet;
    }

    private static String text(DatagramPacket packet) {
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
    }

    @Test
    void withoutFaultsClientsAndTargetTalkAsIfItWereNotThere() throws IOException {
        try (DatagramSocket monitor = socket();
                DatagramSocket one = socket();
                DatagramSocket two = socket();
                DatagramProxy proxy = DatagramProxy.start(address(monitor), 1)) {
            InetSocketAddress front = new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port());
            for (DatagramSocket client : List.of(one, two)) {
                client.setSoTimeout(WAIT_MS);
                monitor.setSoTimeout(WAIT_MS);
                send(client, front, "poll " + client.getLocalPort());
                DatagramPacket asked = receive(monitor);
                send(monitor, (InetSocketAddress) asked.getSocketAddress(), "result of " + text(asked));
                assertEquals("result of poll " + client.getLocalPort(), text(receive(client)));
            }
            assertEquals(4, proxy.received());
        }
    }

    @Test
    void theFaultsOfASeedMeetWhatComes() throws IOException {
        try (DatagramSocket monitor = socket();
                DatagramSocket client = socket();
                DatagramProxy proxy = DatagramProxy.start(address(monitor), 7)) {
            monitor.setSoTimeout(QUIET_MS);
            proxy.begin(LinkFault.LOSS, 20, Duration.ZERO);
            proxy.begin(LinkFault.DUPLICATE, 20, Duration.ZERO);
            proxy.begin(LinkFault.OUT_OF_ORDER, 20, Duration.ZERO);
            InetSocketAddress front = new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port());
            List<Integer> came = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                send(client, front, Integer.toString(i));
            }
            try {
                while (true) {
                    came.add(Integer.valueOf(text(receive(monitor))));
                }
            } catch (SocketTimeoutException all) {
                // nothing more comes
            }
            long different = came.stream().distinct().count();
            assertTrue(different > 130 && different < 180, "lost about a fifth: " + different);
            assertTrue(came.size() > different + 10, "doubled: " + came.size());
            assertTrue(!came.equals(came.stream().sorted().toList()), "reordered");
        }
    }
}
