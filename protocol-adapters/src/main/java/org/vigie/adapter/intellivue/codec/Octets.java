package org.vigie.adapter.intellivue.codec;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A run of bytes that never changes; numbers in it are big-endian. A part shares the array of the whole: a datagram is
 * read without copying, and whoever keeps a small part for long takes {@link #detached()}. Thread-safe.
 *
 * <p>Positions outside the run throw {@link IndexOutOfBoundsException}: code that reads what came from outside asks
 * {@link #length()} first, or uses a reader that does.
 */
public final class Octets {
    /** No byte at all. */
    public static final Octets EMPTY = new Octets(new byte[0], 0, 0);

    private final byte[] bytes;
    private final int from;
    private final int length;

    private Octets(byte[] bytes, int from, int length) {
        this.bytes = bytes;
        this.from = from;
        this.length = length;
    }

    /** All of {@code bytes}, which the caller does not change afterwards. */
    public static Octets of(byte[] bytes) {
        return new Octets(bytes, 0, bytes.length);
    }

    /** From hexadecimal digits without separators; {@link IllegalArgumentException} for anything else. */
    public static Octets ofHex(String hex) {
        return of(HexFormat.of().parseHex(hex));
    }

    /** How many bytes. */
    public int length() {
        return length;
    }

    /** One byte, 0 to 255. */
    public int u8(int at) {
        check(at, 1);
        return bytes[from + at] & 0xFF;
    }

    /** Two bytes, 0 to 65,535. */
    public int u16(int at) {
        check(at, 2);
        return (bytes[from + at] & 0xFF) << 8 | (bytes[from + at + 1] & 0xFF);
    }

    /** Four bytes, unsigned. */
    public long u32(int at) {
        return (long) u16(at) << 16 | u16(at + 2);
    }

    /** The part from {@code start} to before {@code end}; shares the array. */
    public Octets part(int start, int end) {
        check(start, 0);
        check(end, 0);
        if (end < start) {
            throw new IndexOutOfBoundsException(start + " to " + end);
        }
        return new Octets(bytes, from + start, end - start);
    }

    /** A copy that belongs to the caller. */
    public byte[] toArray() {
        return Arrays.copyOfRange(bytes, from, from + length);
    }

    /** The same bytes without the rest of the array that they came in. */
    public Octets detached() {
        return length == bytes.length ? this : of(toArray());
    }

    /** Position of the first {@code pattern} at or after {@code start}; -1 when there is none. */
    int indexOf(byte[] pattern, int start) {
        for (int at = start; at + pattern.length <= length; at++) {
            if (Arrays.equals(bytes, from + at, from + at + pattern.length, pattern, 0, pattern.length)) {
                return at;
            }
        }
        return -1;
    }

    /** Lower-case hexadecimal. */
    public String hex() {
        return HexFormat.of().formatHex(bytes, from, from + length);
    }

    private void check(int at, int count) {
        if (at < 0 || at > length - count) {
            throw new IndexOutOfBoundsException(count + " bytes at " + at + " of " + length);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Octets that
                && Arrays.equals(bytes, from, from + length, that.bytes, that.from, that.from + that.length);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = from; i < from + length; i++) {
            hash = 31 * hash + bytes[i];
        }
        return hash;
    }

    /** Only the length: no payload in logs. */
    @Override
    public String toString() {
        return "Octets[" + length + "]";
    }
}
