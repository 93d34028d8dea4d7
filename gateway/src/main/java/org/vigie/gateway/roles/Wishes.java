package org.vigie.gateway.roles;

import java.time.Instant;
import java.util.Optional;
import org.vigie.gateway.journal.JournalRecord;
import org.vigie.gateway.journal.RecordClass;
import org.vigie.gateway.journal.RecordKind;
import org.vigie.gateway.pipeline.records.Input;
import org.vigie.gateway.pipeline.records.InputCodec;

/** A person's command or order as it travels: a byte that tells them apart, then the record the journal would hold. */
final class Wishes {
    private static final byte COMMAND = 1;
    private static final byte ORDER = 2;

    private Wishes() {}

    static byte[] write(Input input) {
        byte[] record = InputCodec.encode(input).payload();
        byte[] payload = new byte[record.length + 1];
        payload[0] = input instanceof Input.Command ? COMMAND : ORDER;
        System.arraycopy(record, 0, payload, 1, record.length);
        return payload;
    }

    static Optional<Input> read(byte[] payload) {
        if (payload.length < 2 || (payload[0] != COMMAND && payload[0] != ORDER)) {
            return Optional.empty();
        }
        byte[] record = new byte[payload.length - 1];
        System.arraycopy(payload, 1, record, 0, record.length);
        try {
            return InputCodec.decode(new JournalRecord(
                    0,
                    0,
                    RecordClass.LIFE,
                    payload[0] == COMMAND ? RecordKind.COMMAND : RecordKind.ORDER,
                    "",
                    Instant.EPOCH,
                    Instant.EPOCH,
                    record));
        } catch (IllegalArgumentException bad) {
            return Optional.empty();
        }
    }
}
