package org.vigie.simulator.monitor.intellivue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Framing of the RS-232 line: C0, header, user data, check sum, C1, with 7D in front of the three special bytes
 * (intellivue-protocol.md section 2.2). Reads what the client sends; not thread-safe.
 */
public final class SerialLine {
    private static final int BEGIN = 0xC0;
    private static final int END = 0xC1;
    private static final int ESCAPE = 0x7D;
    private static final int FLIP = 0x20;
    private static final int MOST_BYTES = 4_096;
    private static final int HEADER = 4;
    private static final int CHECK = 2;
    private static final int[] TABLE = table();

    private final byte[] frame = new byte[MOST_BYTES];
    private int size;
    private boolean inside;
    private boolean escaped;
    private long damaged;

    private static int[] table() {
        int[] table = new int[256];
        for (int i = 0; i < table.length; i++) {
            int value = i;
            for (int bit = 0; bit < 8; bit++) {
                value = (value & 1) == 0 ? value >>> 1 : (value >>> 1) ^ 0x8408;
            }
            table[i] = value;
        }
        return table;
    }

    /** One message in a frame, as it stands on the wire. */
    public static byte[] frame(byte[] userData) {
        Wire plain = new Wire().u8(0x11).u8(0x01).u16(userData.length).raw(userData);
        byte[] body = plain.bytes();
        int check = check(body, body.length);
        Wire out = new Wire().u8(BEGIN);
        for (byte b : body) {
            stuffed(out, b & 0xFF);
        }
        stuffed(out, check & 0xFF);
        stuffed(out, check >>> 8);
        return out.u8(END).bytes();
    }

    private static void stuffed(Wire out, int value) {
        if (value == BEGIN || value == END || value == ESCAPE) {
            out.u8(ESCAPE).u8(value ^ FLIP);
        } else {
            out.u8(value);
        }
    }

    /** CRC-16/X-25 over the unstuffed bytes. */
    static int check(byte[] bytes, int length) {
        int sum = 0xFFFF;
        for (int i = 0; i < length; i++) {
            sum = (sum >>> 8) ^ TABLE[(sum ^ bytes[i]) & 0xFF];
        }
        return ~sum & 0xFFFF;
    }

    /** Takes bytes of the client in any pieces and gives the messages that are complete. */
    public List<byte[]> read(byte[] bytes) {
        List<byte[]> messages = new ArrayList<>();
        for (byte b : bytes) {
            take(b & 0xFF, messages);
        }
        return messages;
    }

    /** Frames that were wrong so far. */
    public long damaged() {
        return damaged;
    }

    private void take(int value, List<byte[]> messages) {
        if (value == BEGIN) {
            inside = true;
            escaped = false;
            size = 0;
        } else if (!inside) {
            return;
        } else if (value == END) {
            inside = false;
            if (!escaped) { // 7D C1: the sender gave the frame up
                complete(messages);
            }
        } else if (value == ESCAPE) {
            escaped = true;
        } else if (size == MOST_BYTES) {
            inside = false;
            damaged++;
        } else {
            frame[size++] = (byte) (escaped ? value ^ FLIP : value);
            escaped = false;
        }
    }

    private void complete(List<byte[]> messages) {
        int body = size - CHECK;
        if (body < HEADER
                || ((frame[body] & 0xFF) | ((frame[body + 1] & 0xFF) << 8)) != check(frame, body)
                || (((frame[2] & 0xFF) << 8) | (frame[3] & 0xFF)) != body - HEADER) {
            damaged++;
            return;
        }
        messages.add(Arrays.copyOfRange(frame, HEADER, body));
    }
}
