package org.vigie.gateway.fanout.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vigie.gateway.fanout.WardViews.Moment;
import org.vigie.gateway.mqtt.PushingBroker;
import org.vigie.gateway.testing.Await;
import org.vigie.model.limits.Limits;
import org.vigie.model.ward.BedPlace;
import org.vigie.model.ward.Site;
import org.vigie.model.ward.Ward;
import org.vigie.model.ward.WardPolicy;

class MqttPublisherTest {
    private static final Instant NOW = Instant.parse("2026-03-01T20:00:00Z");

    @Test
    void anotherBoxThatPublishesUnderTheSameNameIsSaidForAsLongAsThisOneStandsBesideIt() throws IOException {
        Ward ward = Ward.start(new Site("s", "u", List.of(BedPlace.named("R01")), WardPolicy.DEFAULT), NOW);
        Moment moment = new Moment(1, "live", NOW, NOW, Duration.ZERO, ZoneOffset.UTC);
        try (PushingBroker broker = new PushingBroker();
                MqttPublisher publisher = new MqttPublisher(
                        new MqttPublisher.Target(
                                List.of(broker.endpoint()),
                                new PublicTopics("s", "box-1"),
                                null,
                                Limits.MQTT,
                                Limits.PUBLICATION),
                        () -> ward,
                        () -> moment)) {
            publisher.start();
            Await.until(
                    "a second connection",
                    () -> broker.names().size() >= 2 && publisher.status().up());
            assertTrue(broker.names().get(1).startsWith("box-1-public-"), broker.names()::toString);
            assertEquals(
                    "another box publishes as box-1: switch one of the two off and give it an mqtt.name and a certificate"
                            + " of its own; then start the other one again",
                    publisher.problem().orElse(""));
        }
    }
}
