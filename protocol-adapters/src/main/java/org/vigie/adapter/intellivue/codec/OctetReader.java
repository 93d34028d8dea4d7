package org.vigie.adapter.intellivue.codec;

/**
 * Walks through bytes from outside. Every step is checked against the end of the structure it is in, so that no length
 * field can lead out of it. Not thread-safe.
 */
final class OctetReader {
    private final Octets octets;
    private final int base;
    private int at;

    OctetReader(Octets octets) {
        this(octets, 0);
    }

    /** @param base position of the first byte in the whole payload, for messages */
    private OctetReader(Octets octets, int base) {
        this.octets = octets;
        this.base = base;
    }

    int u8() throws MalformedException {
        need(1);
        return octets.u8(at++);
    }

    int u16() throws MalformedException {
        need(2);
        int value = octets.u16(at);
        at += 2;
        return value;
    }

    long u32() throws MalformedException {
        need(4);
        long value = octets.u32(at);
        at += 4;
        return value;
    }

    Octets take(int count) throws MalformedException {
        need(count);
        Octets taken = octets.part(at, at + count);
        at += count;
        return taken;
    }

    /** A reader of the next {@code count} bytes, which this one skips. */
    OctetReader sub(int count) throws MalformedException {
        int start = position();
        return new OctetReader(take(count), start);
    }

    /** Another reader at the same place, to look ahead. */
    OctetReader copy() {
        OctetReader other = new OctetReader(octets, base);
        other.at = at;
        return other;
    }

    /** A structure that begins with its length in two bytes. */
    OctetReader sized() throws MalformedException {
        return sub(u16());
    }

    Octets rest() {
        Octets taken = octets.part(at, octets.length());
        at = octets.length();
        return taken;
    }

    int remaining() {
        return octets.length() - at;
    }

    /** Position in the whole payload. */
    int position() {
        return base + at;
    }

    /** The items of a list must fill its length exactly: one that hides more than it counts is not believed. */
    void end() throws MalformedException {
        if (remaining() > 0) {
            throw new MalformedException(position(), "length-and-count-disagree");
        }
    }

    private void need(int count) throws MalformedException {
        if (remaining() < count) {
            throw new MalformedException(position(), "truncated");
        }
    }
}
