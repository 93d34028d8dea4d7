package org.vigie.adapter.intellivue.codec;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Builds messages; numbers are big-endian and cut to their size. Not thread-safe. */
final class OctetWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    OctetWriter u8(int value) {
        out.write(value);
        return this;
    }

    OctetWriter u16(int value) {
        return u8(value >> 8).u8(value);
    }

    OctetWriter u32(long value) {
        return u16((int) (value >> 16)).u16((int) value);
    }

    OctetWriter bytes(byte[] bytes) {
        out.write(bytes, 0, bytes.length);
        return this;
    }

    OctetWriter octets(Octets octets) {
        return bytes(octets.toArray());
    }

    /** Another message with its length in two bytes before it. */
    OctetWriter sized(OctetWriter body) {
        return u16(body.out.size()).bytes(body.bytes());
    }

    /** Bytes with their length in two bytes before them. */
    OctetWriter sized(Octets body) {
        return u16(body.length()).octets(body);
    }

    /** UTF-8 with its length in two bytes before it. */
    OctetWriter text(String text) {
        return sized(Octets.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    OctetWriter object(ObjectId id) {
        return u16(id.objectClass()).u16(id.context()).u16(id.handle());
    }

    int size() {
        return out.size();
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    Octets octets() {
        return Octets.of(bytes());
    }
}
