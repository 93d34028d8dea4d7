package org.vigie.adapter.hl7.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DeviceTextTest {
    @Test
    void leavesOrdinaryTextAlone() {
        assertEquals("SpO₂ trop bas – lit 7", DeviceText.clean("SpO₂ trop bas – lit 7"));
    }

    @Test
    void cutsLongTextAtSixtyFourCharactersAndNeverInsideAPair() {
        assertEquals(64, DeviceText.clean("x".repeat(5_000)).length());
        assertEquals(63, DeviceText.clean("x".repeat(63) + "\uD83D\uDE00").length());
    }

    @Test
    void stripsControlsAndMarksWhatHidesOrReorders() {
        assertEquals("a b", DeviceText.clean("a\u0007\u0085b"));
        assertEquals("a\uFFFDb\uFFFDc", DeviceText.clean("a\u202Eb\u200Bc"));
        assertEquals("a b", DeviceText.clean("\\.br\\a\\X0D\\b"));
    }

    @Test
    void composesCharacters() {
        assertEquals("é", DeviceText.clean("e\u0301"));
    }

    @Test
    void knowsTheWordForDelete() {
        assertNull(DeviceText.orNull("\"\""));
        assertNull(DeviceText.orNull("  \t "));
        assertNull(DeviceText.device(" "));
    }

    @Test
    void isSafeForAnyText() {
        SplittableRandom random = new SplittableRandom(7);
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(90);
            for (int i = 0; i < length; i++) {
                text.append((char) (random.nextInt(4) == 0 ? random.nextInt(0x10000) : random.nextInt(0x20, 0x7F)));
            }
            String safe = DeviceText.clean(text.toString());
            assertTrue(safe.length() <= 64);
            assertTrue(safe.chars().noneMatch(Character::isISOControl));
            assertEquals(safe, DeviceText.clean(safe), "cleaning twice changes nothing");
        }
    }
}
