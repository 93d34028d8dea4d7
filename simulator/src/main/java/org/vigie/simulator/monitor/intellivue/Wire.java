package org.vigie.simulator.monitor.intellivue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes being written, big-endian; lengths are filled in when their content is complete. Not thread-safe. */
final class Wire {
    private byte[] bytes = new byte[256];
    private int size;

    int size() {
        return size;
    }

    Wire u8(int value) {
        room(1);
        bytes[size++] = (byte) value;
        return this;
    }

    Wire u16(int value) {
        room(2);
        bytes[size++] = (byte) (value >> 8);
        bytes[size++] = (byte) value;
        return this;
    }

    Wire u32(long value) {
        return u16((int) (value >> 16)).u16((int) value);
    }

    Wire raw(byte[] more) {
        room(more.length);
        System.arraycopy(more, 0, bytes, size, more.length);
        size += more.length;
        return this;
    }

    Wire raw(Wire more) {
        room(more.size);
        System.arraycopy(more.bytes, 0, bytes, size, more.size);
        size += more.size;
        return this;
    }

    Wire zeros(int count) {
        room(count);
        Arrays.fill(bytes, size, size + count, (byte) 0);
        size += count;
        return this;
    }

    /** UTF-16BE without length and without end. */
    Wire utf16(String text) {
        return raw(text.getBytes(StandardCharsets.UTF_16BE));
    }

    /** A String: length in bytes, UTF-16BE, one NUL (intellivue-protocol.md section 9). */
    Wire string(String text) {
        return u16(2 * text.length() + 2).utf16(text).u16(0);
    }

    /** A VariableLabel: length, ASCII, one NUL, as CAP-L writes maker and model. */
    Wire label(String text) {
        return u16(text.length() + 1)
                .raw(text.getBytes(StandardCharsets.US_ASCII))
                .u8(0);
    }

    /** Leaves room for a length; {@link #close} fills it in. */
    int open() {
        u16(0);
        return size;
    }

    /** Fills in the length of everything since {@link #open}. */
    Wire close(int opened) {
        patch(opened - 2, size - opened);
        return this;
    }

    /** Overwrites two bytes. */
    void patch(int at, int value) {
        bytes[at] = (byte) (value >> 8);
        bytes[at + 1] = (byte) value;
    }

    byte[] bytes() {
        return Arrays.copyOf(bytes, size);
    }

    private void room(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
