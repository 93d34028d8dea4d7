package org.vigie.gateway.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The frame around every record: Chronicle Queue has neither checksum nor length of its own that survives a torn page.
 *
 * <pre>
 *  0 int   magic "VGJ1"          16 long epoch            48 long wall, ns since 1970
 *  4 byte  version               24 long seq              56 int  CRC32C of 0..55
 *  5 byte  class                 32 long ordinal          60 int  CRC32C of 0..55, source, payload
 *  6 short kind                  40 long at, ns           64 source (UTF-8), payload
 *  8 int   payload length
 * 12 short source length
 * 14 short 0
 * </pre>
 *
 * All big-endian. {@code ordinal} counts the records of one class within the epoch from 1: when a number is missing in
 * the common sequence it tells which class lost it. The header has a checksum of its own, so that a damaged payload
 * does not hide how long the record is.
 */
final class Frame {
    static final int MAGIC = 0x56474A31;
    static final int HEADER_BYTES = 64;
    static final int MAX_SOURCE_BYTES = 255;
    private static final byte VERSION = 1;
    private static final int CHECKED_HEADER_BYTES = 56;
    private static final long NANOS = 1_000_000_000L;

    private Frame() {}

    /** A header whose checksum is right. */
    record Header(
            int version,
            int cls,
            int kind,
            int payloadLength,
            int sourceLength,
            long epoch,
            long seq,
            long ordinal,
            long at,
            long wall,
            int bodyCrc) {
        int frameLength() {
            return HEADER_BYTES + sourceLength + payloadLength;
        }
    }

    /**
     * Writes the frame at the start of the array, which must be long enough.
     *
     * @param source the record's source in UTF-8
     * @return its length
     */
    static int encode(byte[] bytes, JournalRecord entry, byte[] source, long ordinal) {
        ByteBuffer out = ByteBuffer.wrap(bytes);
        out.putInt(MAGIC).put(VERSION).put((byte) entry.cls().code()).putShort((short)
                entry.kind().code());
        out.putInt(entry.payload().length).putShort((short) source.length).putShort((short) 0);
        out.putLong(entry.epoch()).putLong(entry.seq()).putLong(ordinal);
        out.putLong(nanos(entry.at())).putLong(nanos(entry.wall()));
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, CHECKED_HEADER_BYTES);
        out.putInt((int) crc.getValue());
        crc.update(source);
        crc.update(entry.payload());
        out.putInt((int) crc.getValue());
        out.put(source).put(entry.payload());
        return out.position();
    }

    /** The frame of a record as it was written. */
    static byte[] encoded(JournalRecord entry, long ordinal) {
        byte[] source = entry.source().getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[HEADER_BYTES + source.length + entry.payload().length];
        int length = encode(bytes, entry, source, ordinal);
        if (length != bytes.length) {
            throw new IllegalStateException("frame of " + length + " bytes");
        }
        return bytes;
    }

    /** The header at the offset, or empty when these bytes are none. */
    static Optional<Header> header(byte[] bytes, int offset) {
        if (bytes.length - offset < HEADER_BYTES) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (in.getInt(offset) != MAGIC) {
            return Optional.empty();
        }
        CRC32C crc = new CRC32C();
        crc.update(bytes, offset, CHECKED_HEADER_BYTES);
        if (in.getInt(offset + 56) != (int) crc.getValue()) {
            return Optional.empty();
        }
        Header header = new Header(
                in.get(offset + 4),
                in.get(offset + 5),
                in.getShort(offset + 6),
                in.getInt(offset + 8),
                Short.toUnsignedInt(in.getShort(offset + 12)),
                in.getLong(offset + 16),
                in.getLong(offset + 24),
                in.getLong(offset + 32),
                in.getLong(offset + 40),
                in.getLong(offset + 48),
                in.getInt(offset + 60));
        return header.payloadLength() < 0 ? Optional.empty() : Optional.of(header);
    }

    /** The record of a header, or empty when source or payload are not what was written. */
    static Optional<JournalRecord> body(Header header, RecordClass cls, byte[] bytes, int offset) {
        RecordKind kind = kindOf(header);
        if (kind == null || header.cls() != cls.code()) {
            return Optional.empty();
        }
        CRC32C crc = new CRC32C();
        crc.update(bytes, offset, CHECKED_HEADER_BYTES);
        crc.update(bytes, offset + HEADER_BYTES, header.sourceLength() + header.payloadLength());
        if ((int) crc.getValue() != header.bodyCrc()) {
            return Optional.empty();
        }
        int payload = offset + HEADER_BYTES + header.sourceLength();
        String source = new String(bytes, offset + HEADER_BYTES, header.sourceLength(), StandardCharsets.UTF_8);
        return Optional.of(new JournalRecord(
                header.epoch(),
                header.seq(),
                cls,
                kind,
                source,
                instant(header.at()),
                instant(header.wall()),
                Arrays.copyOfRange(bytes, payload, payload + header.payloadLength())));
    }

    private static @Nullable RecordKind kindOf(Header header) {
        return header.version() == VERSION ? RecordKind.of(header.kind()).orElse(null) : null;
    }

    private static long nanos(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), NANOS), instant.getNano());
    }

    private static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS));
    }
}
