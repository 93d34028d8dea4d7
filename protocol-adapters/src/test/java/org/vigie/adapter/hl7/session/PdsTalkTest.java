package org.vigie.adapter.hl7.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PdsTalkTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant WALL = Instant.parse("2026-03-01T09:15:02Z");

    @Test
    void echoesEachSecondAndAsksOnceAfterTwo() {
        PdsTalk talk = new PdsTalk(START);
        List<String> said = new ArrayList<>();
        for (int ms = 0; ms <= 5_000; ms += 50) {
            for (Effect.Send send : talk.tick(START.plusMillis(ms), WALL)) {
                said.add(ms + " " + send.code());
            }
        }
        assertEquals(
                List.of("0 echo", "1000 echo", "2000 echo", "2000 query", "3000 echo", "4000 echo", "5000 echo"), said);
    }

    @Test
    void saysNothingButTheseTwoMessages() {
        List<Effect.Send> all = new PdsTalk(START).tick(START.plusSeconds(2), WALL);
        assertEquals(2, all.size());
        assertEquals("\u000bMSH|^~\\&|||||||ORU^R01|106|P|2.3.1|\r\u001c\r", text(all.get(0)));
        assertEquals(
                "\u000bMSH|^~\\&|||||||QRY^R02|1203|P|2.3.1\rQRD|20260301091502|R|I|VIGIE1|||||RES\r"
                        + "QRF|MON||||0&0^1^1^1^\r\u001c\r",
                text(all.get(1)));
    }

    private static String text(Effect.Send send) {
        return new String(send.bytes(), StandardCharsets.ISO_8859_1);
    }

    @Test
    void takesAMonitorThatIsSilentForDead() {
        PdsTalk talk = new PdsTalk(START);
        talk.heard(START.plusSeconds(3));
        assertFalse(talk.isDead(START.plusSeconds(17)));
        assertTrue(talk.isDead(START.plusSeconds(18)));
    }
}
