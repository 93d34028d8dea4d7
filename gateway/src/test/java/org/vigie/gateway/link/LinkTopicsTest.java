package org.vigie.gateway.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LinkTopicsTest {
    @Test
    void namesOfAnyKindComeBack() {
        for (String name : List.of("box-1", "Réa 2/b", "a+#b", "%41", "", "..", "$SYS", "床")) {
            for (Lane lane : Lane.values()) {
                String topic = LinkTopics.up(name, "hub", lane);
                assertEquals(
                        Optional.of(new LinkTopics.Address(name, "hub", lane, true)), LinkTopics.read(topic), topic);
                String level = LinkTopics.level(name);
                assertFalse(level.contains("/") || level.contains("+") || level.contains("#"), level);
            }
        }
    }

    @Test
    void otherTopicsAreNoneOfTheLink() {
        for (String topic : List.of(
                "",
                "vigie/v1/link",
                "vigie/v1/link/e/h/life",
                "vigie/v1/link/e/h/life/sideways",
                "vigie/v1/link/e/h/LIFE/up",
                "vigie/v1/link/e%4/h/life/up",
                "vigie/v1/link/%41/h/life/up",
                "vigie/v2/link/e/h/life/up")) {
            assertEquals(Optional.empty(), LinkTopics.read(topic), topic);
        }
    }
}
