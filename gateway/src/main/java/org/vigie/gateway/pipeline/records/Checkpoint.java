package org.vigie.gateway.pipeline.records;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.vigie.gateway.journal.JournalRecord;

/**
 * The state of the ward after one record, so that a restart replays only what follows. Layout: version (u1, 1), epoch
 * and seq of the last record it contains (8 bytes each), engine time of the state (8 bytes of seconds, 4 of
 * nanoseconds), then the ward's own text in UTF-8.
 *
 * @param epoch of the last record that it contains
 * @param seq of that record; 0 when it contains none of that epoch
 * @param at engine time of the state; the checkpoint's own record is a little younger
 * @param ward text of {@code Ward.checkpoint}
 */
public record Checkpoint(long epoch, long seq, Instant at, String ward) {
    private static final byte VERSION = 1;
    private static final int HEADER = 29;

    /** As payload of a CHECKPOINT record. */
    public byte[] encode() {
        byte[] text = ward.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(HEADER + text.length)
                .put(VERSION)
                .putLong(epoch)
                .putLong(seq)
                .putLong(at.getEpochSecond())
                .putInt(at.getNano())
                .put(text)
                .array();
    }

    /**
     * Reads one.
     *
     * @param record of kind CHECKPOINT
     * @throws IllegalArgumentException when it is of a newer version or cut short
     */
    public static Checkpoint decode(JournalRecord record) {
        byte[] payload = record.payload();
        if (payload.length < HEADER || payload[0] != VERSION) {
            throw new IllegalArgumentException(record + ": no checkpoint of version " + VERSION);
        }
        ByteBuffer in = ByteBuffer.wrap(payload, 1, payload.length - 1);
        long epoch = in.getLong();
        long seq = in.getLong();
        Instant at = Instant.ofEpochSecond(in.getLong(), in.getInt());
        return new Checkpoint(epoch, seq, at, StandardCharsets.UTF_8.decode(in).toString());
    }
}
