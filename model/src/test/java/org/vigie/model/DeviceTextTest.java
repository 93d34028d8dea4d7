package org.vigie.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Text of devices, made harmless in one place for adapters, screen and log. */
final class DeviceTextTest {
    @Test
    void leavesOrdinaryTextAlone() {
        assertEquals("SpO₂ trop bas – lit 7", DeviceText.clean("SpO₂ trop bas – lit 7"));
        assertEquals("C:\\x", DeviceText.clean("C:\\x"));
    }

    @Test
    void cutsLongTextAtSixtyFourCharactersAndNeverInsideAPair() {
        assertEquals(64, DeviceText.clean("x".repeat(5_000)).length());
        assertEquals(63, DeviceText.clean("x".repeat(63) + "\uD83D\uDE00").length());
        assertEquals(5, DeviceText.clean("x".repeat(5_000), 5).length());
    }

    @Test
    void stripsControlsAndMarksWhatHidesOrReorders() {
        assertEquals("a b", DeviceText.clean("a\u0007\u0085b"));
        assertEquals("abc", DeviceText.clean("  abc\u0000\r\n"));
        assertEquals("a\uFFFDb\uFFFDc", DeviceText.clean("a\u202Eb\u200Bc"));
        assertEquals("a\uFFFDb", DeviceText.clean("a\uD800b"));
    }

    @Test
    void boundsCombiningMarks() {
        assertTrue(DeviceText.clean("a" + "\u0301".repeat(10_000)).length() <= 4);
        assertEquals("é", DeviceText.clean("e\u0301"));
    }

    @Test
    void isSafeForAnyText() {
        SplittableRandom random = new SplittableRandom(7);
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(90);
            for (int i = 0; i < length; i++) {
                int kind = random.nextInt(5);
                text.append((char)
                        (kind == 0
                                ? random.nextInt(0x10000)
                                : kind == 1 ? random.nextInt(0x300, 0x370) : random.nextInt(0x20, 0x7F)));
            }
            String safe = DeviceText.clean(text.toString());
            assertTrue(safe.length() <= 64);
            assertTrue(safe.chars().noneMatch(Character::isISOControl));
            assertEquals(safe, DeviceText.clean(safe), "cleaning twice changes nothing");
        }
    }
}
