package org.vigie.simulator.monitor.hl7;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Device identifiers that no real device has: locally administered EUI-64 (second-lowest bit of the first byte). */
final class Eui64 {
    private static final long FNV_OFFSET = 0xCBF29CE484222325L;
    private static final long FNV_PRIME = 0x100000001B3L;

    private Eui64() {}

    /** The same name gives the same identifier: 16 hexadecimal digits that begin with 02. */
    static String of(String name) {
        long hash = FNV_OFFSET;
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xFF)) * FNV_PRIME;
        }
        long local = (hash & 0x00FF_FFFF_FFFF_FFFFL) | 0x0200_0000_0000_0000L;
        return HexFormat.of().withUpperCase().toHexDigits(local);
    }
}
