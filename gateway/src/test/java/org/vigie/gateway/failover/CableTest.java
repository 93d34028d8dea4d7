package org.vigie.gateway.failover;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vigie.gateway.config.FailoverConfig;
import org.vigie.gateway.testing.Await;
import org.vigie.model.program.FreePort;

/** A path to the partner. */
class CableTest {
    private static final int LONGEST = 64;

    private static DatagramChannel socket() throws IOException {
        return DatagramChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    private static int port(DatagramChannel socket) throws IOException {
        return ((InetSocketAddress) socket.getLocalAddress()).getPort();
    }

    @Test
    void whatIsNotAWordOfThePartnerIsCountedAndAFloodKeepsNobodyFromLooking() throws Exception {
        int free = FreePort.next();
        try (Selector selector = Selector.open();
                DatagramChannel partner = socket();
                DatagramChannel stranger = socket()) {
            Cable cable =
                    new Cable(new FailoverConfig.Path("p", "127.0.0.1", free, "127.0.0.1", port(partner)), LONGEST);
            cable.open(selector, 0);
            assertTrue(cable.problem().isEmpty(), () -> cable.problem().orElse(""));
            InetSocketAddress to = new InetSocketAddress(InetAddress.getLoopbackAddress(), free);
            for (int i = 0; i < 5; i++) {
                stranger.send(ByteBuffer.wrap(new byte[3]), to);
            }
            partner.send(ByteBuffer.wrap(new byte[LONGEST + 1]), to);
            partner.send(ByteBuffer.wrap(new byte[] {1, 2, 3}), to);
            Await.until("the first four", () -> cable.receive(1).isEmpty() && cable.dropped() == 4);
            assertEquals(List.of(), cable.receive(2), "two more, and no further");
            assertEquals(6, cable.dropped());
            List<byte[]> beats = new ArrayList<>();
            Await.until("the beat", () -> {
                beats.addAll(cable.receive(8));
                return !beats.isEmpty();
            });
            assertArrayEquals(new byte[] {1, 2, 3}, beats.getFirst());
            cable.close();
        }
    }
}
