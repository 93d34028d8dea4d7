package org.vigie.adapter.intellivue.codec;

import java.io.ByteArrayOutputStream;

/**
 * The bytes of a serial frame: {@code C0 11 01 length user-data fcs C1}. The checksum is CRC-16/X-25 over header and
 * user data, least significant byte first; C0, C1 and 7D between the marks become 7D and the byte XOR 20. Source:
 * intellivue-protocol.md section 2.2.
 */
final class SerialFraming {
    static final int BEGIN = 0xC0;
    static final int END = 0xC1;
    static final int ESCAPE = 0x7D;
    static final int FLIP = 0x20;
    static final int PROTOCOL = 0x11;
    static final int TYPE = 0x01;
    static final int HEADER = 4;
    static final int CHECKSUM = 2;

    private static final int POLYNOMIAL = 0x8408;
    private static final int[] TABLE = new int[256];

    static {
        for (int i = 0; i < TABLE.length; i++) {
            int crc = i;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 0 ? crc >> 1 : crc >> 1 ^ POLYNOMIAL;
            }
            TABLE[i] = crc;
        }
    }

    private SerialFraming() {}

    static int checksum(byte[] bytes, int length) {
        int crc = 0xFFFF;
        for (int i = 0; i < length; i++) {
            crc = crc >> 8 ^ TABLE[(crc ^ bytes[i]) & 0xFF];
        }
        return crc ^ 0xFFFF;
    }

    static byte[] wrap(byte[] payload) {
        byte[] inside = new OctetWriter()
                .u8(PROTOCOL)
                .u8(TYPE)
                .u16(payload.length)
                .bytes(payload)
                .bytes();
        return wrapInside(inside);
    }

    /** @param inside all between the marks but the checksum */
    static byte[] wrapInside(byte[] inside) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(inside.length + 16);
        out.write(BEGIN);
        for (byte b : inside) {
            stuff(out, b & 0xFF);
        }
        int checksum = checksum(inside, inside.length);
        stuff(out, checksum & 0xFF);
        stuff(out, checksum >> 8);
        out.write(END);
        return out.toByteArray();
    }

    private static void stuff(ByteArrayOutputStream out, int b) {
        if (b == BEGIN || b == END || b == ESCAPE) {
            out.write(ESCAPE);
            out.write(b ^ FLIP);
        } else {
            out.write(b);
        }
    }
}
