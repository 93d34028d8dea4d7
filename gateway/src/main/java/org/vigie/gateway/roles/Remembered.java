package org.vigie.gateway.roles;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.vigie.model.limits.LinkLimits;

/**
 * What a hub last showed of one edge.
 *
 * @param heardMs engine time at which the edge was heard last; 0 for never
 * @param occurrences alarms of its link until then
 * @param raised the alarm of its link; null when there was none
 * @param beds as the edge told of them
 */
record Remembered(long heardMs, int occurrences, @Nullable Raised raised, List<Bed> beds) {
    private static final int MAGIC = 0x56474D31;
    private static final int CHECKSUM_BYTES = Integer.BYTES;
    private static final int LONGEST_TEXT = 0xFFFF;

    Remembered {
        beds = List.copyOf(beds);
    }

    /**
     * One bed.
     *
     * @param name at the edge
     * @param lifeMs engine time at which this was taken
     * @param life as {@link BedParts#life} made it; empty when it could not be read or there was no room for it
     */
    @SuppressWarnings("ArrayRecordComponent") // as it came, never written to
    record Bed(String name, long lifeMs, byte[] life) {}

    /** As bytes with a checksum. Beyond the bound of a file the last beds are remembered by their names only. */
    byte[] encode(LinkLimits limits) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(1_024);
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeInt(MAGIC);
            out.writeLong(heardMs);
            out.writeInt(occurrences);
            out.writeBoolean(raised != null);
            if (raised != null) {
                write(out, raised);
            }
            out.writeInt(beds.size());
            for (Bed bed : beds) {
                boolean room = bytes.size() + bed.life().length < limits.rememberedBytes();
                text(out, bed.name());
                out.writeLong(bed.lifeMs());
                out.writeInt(room ? bed.life().length : 0);
                out.write(bed.life(), 0, room ? bed.life().length : 0);
            }
            return withChecksum(bytes);
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
    }

    /** What was written so far, with a checksum behind it. */
    static byte[] withChecksum(ByteArrayOutputStream bytes) throws IOException {
        CRC32C crc = new CRC32C();
        crc.update(bytes.toByteArray());
        new DataOutputStream(bytes).writeInt((int) crc.getValue());
        return bytes.toByteArray();
    }

    /**
     * To be read behind the magic.
     *
     * @throws IOException when these bytes are not what was written, or of another format
     */
    static DataInputStream checked(byte[] bytes, int magic) throws IOException {
        int length = bytes.length - CHECKSUM_BYTES;
        if (length < 0) {
            throw new IOException("too short");
        }
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        DataInputStream end = new DataInputStream(new ByteArrayInputStream(bytes, length, CHECKSUM_BYTES));
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, length));
        if (end.readInt() != (int) crc.getValue() || in.readInt() != magic) {
            throw new IOException("damaged, or of another version");
        }
        return in;
    }

    static void write(DataOutputStream out, Raised raised) throws IOException {
        text(out, raised.id());
        text(out, raised.since());
        out.writeInt(raised.beds().size());
        for (String bed : raised.beds()) {
            text(out, bed);
        }
        out.writeBoolean(raised.high());
        out.writeBoolean(raised.lost());
        text(out, raised.by() == null ? "" : raised.by());
        text(out, raised.at() == null ? "" : raised.at());
    }

    /** Reads it back; empty when these bytes are not what was written. */
    static Optional<Remembered> decode(byte[] bytes, LinkLimits limits) {
        try (DataInputStream in = checked(bytes, MAGIC)) {
            long heardMs = in.readLong();
            int occurrences = in.readInt();
            @Nullable Raised raised = in.readBoolean() ? raised(in, limits) : null;
            List<Bed> beds = new ArrayList<>();
            for (int left = Math.min(in.readInt(), limits.keys()); left > 0; left--) {
                String name = text(in);
                long lifeMs = in.readLong();
                byte[] life = new byte[Math.min(in.readInt(), limits.stateBytes())];
                in.readFully(life);
                beds.add(new Bed(name, lifeMs, life));
            }
            return Optional.of(new Remembered(heardMs, occurrences, raised, beds));
        } catch (IOException | RuntimeException ofAnotherVersion) {
            return Optional.empty();
        }
    }

    static Raised raised(DataInputStream in, LinkLimits limits) throws IOException {
        String id = text(in);
        String since = text(in);
        List<String> beds = new ArrayList<>();
        for (int left = Math.min(in.readInt(), limits.keys()); left > 0; left--) {
            beds.add(text(in));
        }
        boolean high = in.readBoolean();
        boolean lost = in.readBoolean();
        String by = text(in);
        String at = text(in);
        return new Raised(id, since, beds, high, lost, by.isEmpty() ? null : by, at.isEmpty() ? null : at);
    }

    static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] some = bytes.length > LONGEST_TEXT ? Arrays.copyOf(bytes, LONGEST_TEXT) : bytes;
        out.writeShort(some.length);
        out.write(some);
    }

    static String text(DataInputStream in) throws IOException {
        byte[] bytes = new byte[in.readUnsignedShort()];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
