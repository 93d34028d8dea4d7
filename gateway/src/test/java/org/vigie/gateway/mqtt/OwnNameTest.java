package org.vigie.gateway.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
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
        List<String> names;
        List<String> downs = new CopyOnWriteArrayList<>();
        try (PushingBroker broker = new PushingBroker()) {
            names = broker.names();
            LaneOptions options =
                    new LaneOptions("test", broker.endpoint(), "vigie-box-1-life", null, null, List.of(), Limits.MQTT);
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
}
