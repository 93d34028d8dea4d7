package org.vigie.adapter.hl7.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

/** What HL7 adds to the text of a device; the rest is tested in the model. */
class DeviceTextTest {
    @Test
    void formattingEscapesAreBlanks() {
        assertEquals("a b", DeviceText.clean("\\.br\\a\\X0D\\b"));
    }

    @Test
    void knowsTheWordForDelete() {
        assertNull(DeviceText.orNull("\"\""));
        assertNull(DeviceText.orNull("  \t "));
        assertNull(DeviceText.device(" "));
    }

    @Test
    void isMadeSafe() {
        assertEquals("a\uFFFDb", DeviceText.clean("a\u202Eb"));
        assertEquals(64, DeviceText.clean("x".repeat(5_000)).length());
    }
}
