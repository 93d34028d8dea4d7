package org.vigie.gateway.link;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StateDeltaTest {
    private static final int MOST = 131_072;
    private static final String WHAT =
            "{\"code\":\"MDC_ECG_HEART_RATE\",\"limits\":{\"low\":50,\"high\":120}},".repeat(12);
    private static final String VALUES = "{\"what\":[" + WHAT + "],\"values\":[79,96,81,121,69,86,119,63,84,15,40,37]"
            + ",\"ages\":[4,0,0,0],\"silentMs\":3,\"periodMs\":1000}";
    private static final String BED = "{\"bed\":\"B10\",\"link\":\"live\",\"priority\":null,\"alarms\":[],\"care\":{}}";
    private static final String ALARM =
            "{\"id\":\"amw-1q\",\"code\":\"MDC_EVT_LO\",\"text\":\"Low, SpO2\",\"value\":84}";

    private static byte[] there(String before, String now) throws Wire.Malformed {
        byte[] delta = StateDelta.of(before.getBytes(UTF_8), now.getBytes(UTF_8));
        assertArrayEquals(now.getBytes(UTF_8), StateDelta.apply(before.getBytes(UTF_8), delta, MOST));
        return delta;
    }

    @Test
    void changedNumbersCostTheirDigitsAndThreeBytes() throws Wire.Malformed {
        String now = VALUES.replace("[79,96,", "[80,97,")
                .replace(",40,37]", ",41,37]")
                .replace("Ms\":3,", "Ms\":12,");
        byte[] delta = there(VALUES, now);
        // The first number of tokens that are alike needs two bytes.
        assertEquals("80,97,".length() + "41,".length() + "12,".length() + 3 * 3 + 1, delta.length);
        assertEquals(0, there(VALUES, VALUES).length);
    }

    @Test
    void anAlarmThatComesOrGoesIsSaidAlone() throws Wire.Malformed {
        String alarming =
                BED.replace("\"alarms\":[]", "\"alarms\":[" + ALARM + "]").replace("null", "\"high\"");
        assertTrue(there(BED, alarming).length < ALARM.length() + 24);
        assertTrue(there(alarming, BED).length < 20);
    }

    @Test
    void anythingBecomesAnythingElse() throws Wire.Malformed {
        there("", "a");
        there("a", "");
        there("", "");
        there(BED, "no word of it");
        SplittableRandom chance = new SplittableRandom(3);
        for (int i = 0; i < 3_000; i++) {
            there(random(chance), random(chance));
        }
    }

    private static String random(SplittableRandom chance) {
        StringBuilder text = new StringBuilder();
        for (int left = chance.nextInt(400); left > 0; left--) {
            text.append("ab,:[]{}1".charAt(chance.nextInt(9)));
        }
        return text.toString();
    }

    @Test
    void whatIsNoDifferenceIsRefusedAndNeverLongerThanAState() {
        byte[] before = VALUES.getBytes(UTF_8);
        byte[] delta = StateDelta.of(before, VALUES.replace("79", "80").getBytes(UTF_8));
        assertThrows(Wire.Malformed.class, () -> StateDelta.apply(before, delta, before.length - 1));
        for (int cut = 1; cut < delta.length; cut++) {
            byte[] some = Arrays.copyOf(delta, cut);
            assertThrows(Wire.Malformed.class, () -> StateDelta.apply(before, some, MOST));
        }
        SplittableRandom chance = new SplittableRandom(4);
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] garbage = new byte[1 + chance.nextInt(40)];
            chance.nextBytes(garbage);
            try {
                assertTrue(StateDelta.apply(before, garbage, MOST).length <= MOST);
            } catch (Wire.Malformed expected) {
                refused++;
            }
        }
        assertTrue(refused > 19_000, "refused " + refused);
    }
}
