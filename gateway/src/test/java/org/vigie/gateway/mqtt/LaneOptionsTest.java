package org.vigie.gateway.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vigie.model.limits.Limits;

class LaneOptionsTest {
    private static LaneOptions of(List<String> endpoints) {
        return new LaneOptions("public", endpoints, "edge-a-public", null, null, List.of(), Limits.MQTT);
    }

    @Test
    void theNodesOfAClusterAreTriedInTurn() {
        LaneOptions aim = of(List.of("127.0.0.1:1", "127.0.0.1:2", "127.0.0.1:3"));
        List<String> tried = new ArrayList<>();
        for (int attempt = 0; attempt < 4; attempt++) {
            tried.add(aim.endpoint());
            aim = aim.next();
        }
        assertEquals(List.of("127.0.0.1:1", "127.0.0.1:2", "127.0.0.1:3", "127.0.0.1:1"), tried);
        assertEquals("127.0.0.1:1", of(List.of("127.0.0.1:1")).next().endpoint());
    }

    @Test
    void noneOrTooManyAreABug() {
        assertThrows(IllegalArgumentException.class, () -> of(List.of()));
        assertThrows(IllegalArgumentException.class, () -> of(Collections.nCopies(5, "127.0.0.1:1")));
    }
}
