package org.vigie.gateway.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.vigie.gateway.testing.Await;
import org.vigie.model.limits.Limits;

class OwnNameTest {
    private final OwnName name = new OwnName("vigie-box-1-life", Duration.ofSeconds(45), new Random(1));

    private static long s(long seconds) {
        return seconds * 1_000_000_000L;
    }

    @Test
    void whoWasPushedOutComesBackUnderANameOfItsOwnForAWhile() {
        assertEquals("vigie-box-1-life", name.now(s(1)));
        name.taken(s(10));
        String beside = name.now(s(10));
        assertTrue(beside.matches("vigie-box-1-life-[0-9a-f]{8}"), beside);
        assertEquals(beside, name.now(s(54)), "the same one each time: its own old connection has to give way to it");
        assertEquals("vigie-box-1-life", name.now(s(55)));
        assertNotEquals(beside, new OwnName("vigie-box-1-life", Duration.ofSeconds(45), new Random(2)).now(s(0)));
    }

    /** MQTT 5, 3.14: Debian's Mosquitto 2.0.11 closes without this word, newer ones say it. */
    @Test
    void aSessionThatWasTakenOverIsSaidAsSuchAndTheNextConnectionHasAnotherName() throws IOException {
        List<String> names = new CopyOnWriteArrayList<>();
        List<String> downs = new CopyOnWriteArrayList<>();
        try (ServerSocket broker = new ServerSocket(0, 4, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> serve(broker, names));
            LaneOptions options = new LaneOptions(
                    "test",
                    "127.0.0.1:" + broker.getLocalPort(),
                    "vigie-box-1-life",
                    null,
                    null,
                    List.of(),
                    Limits.MQTT);
            LaneListener listener = new LaneListener() {
                @Override
                public void up() {}

                @Override
                public void down(String reason) {
                    downs.add(reason);
                }

                @Override
                public void answered(long ticket, boolean accepted) {}

                @Override
                public void arrived(String topic, byte[] payload, boolean retained) {}
            };
            try (MqttLane lane = new MqttLane(options, listener).start()) {
                Await.until("up", lane::isUp);
                assertTrue(lane.send(new Outbound("t", new byte[] {1}, 0, false, null), 1));
                Await.until("a second connection", () -> names.size() >= 2);
                assertEquals("taken-over", downs.getFirst());
                assertEquals(1L, lane.status().ends().get("taken-over"));
            }
        }
        assertEquals("vigie-box-1-life", names.getFirst());
        assertTrue(names.get(1).matches("vigie-box-1-life-[0-9a-f]{8}"), names::toString);
    }

    /** Accepts everybody, and says to the first that another one has come. */
    private static void serve(ServerSocket broker, List<String> names) {
        try {
            while (true) {
                Socket client = broker.accept();
                InputStream in = client.getInputStream();
                in.read(); // CONNECT
                byte[] rest = in.readNBytes(in.read());
                // protocol name 6, version 1, flags 1, keep alive 2, then the properties and the client's name
                int at = 10 + 1 + rest[10];
                int length = ((rest[at] & 0xFF) << 8) | (rest[at + 1] & 0xFF);
                boolean first = names.isEmpty();
                names.add(new String(rest, at + 2, length, StandardCharsets.UTF_8));
                client.getOutputStream().write(new byte[] {0x20, 3, 0, 0, 0});
                if (first) {
                    client.getOutputStream().flush();
                    in.read(); // a message: it is up
                    client.getOutputStream().write(new byte[] {(byte) 0xE0, 2, (byte) 0x8E, 0});
                }
                client.getOutputStream().flush();
            }
        } catch (IOException closed) {
            names.add("closed");
        }
    }
}
