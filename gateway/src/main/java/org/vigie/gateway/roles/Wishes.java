package org.vigie.gateway.roles;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import org.vigie.gateway.journal.JournalRecord;
import org.vigie.gateway.journal.RecordClass;
import org.vigie.gateway.journal.RecordKind;
import org.vigie.gateway.pipeline.records.Input;
import org.vigie.gateway.pipeline.records.InputCodec;
import org.vigie.model.ward.Order;
import org.vigie.model.ward.Person;

/**
 * A person's command or order as it travels: a byte that tells them apart, then the records the journal would hold. An
 * order comes with the person who gives it, for whom the hub vouches.
 */
final class Wishes {
    private static final byte COMMAND = 1;
    private static final byte ORDER = 2;

    private Wishes() {}

    /** What came. */
    sealed interface Wish {
        /** A command, as a display sent it. */
        record Asked(Input.Command command) implements Wish {}

        /**
         * An order of a person whom the hub knows.
         *
         * @param person how the edge writes them in when it does not know them
         * @param order of that person
         */
        record Vouched(Order.SignOn person, Input.Ordered order) implements Wish {}
    }

    static byte[] write(Input.Command command) {
        byte[] record = InputCodec.encode(command).payload();
        return ByteBuffer.allocate(1 + record.length).put(COMMAND).put(record).array();
    }

    /** The number of the display stays here: the edge has numbers of its own. */
    static byte[] write(Person person, String id, Order order) {
        Order.SignOn known = new Order.SignOn(person.initials(), person.name(), person.pin());
        byte[] who = InputCodec.encode(new Input.Ordered(id, known, null, 0)).payload();
        byte[] what = InputCodec.encode(new Input.Ordered(id, order, person.initials(), 0))
                .payload();
        return ByteBuffer.allocate(5 + who.length + what.length)
                .put(ORDER)
                .putInt(who.length)
                .put(who)
                .put(what)
                .array();
    }

    /** Empty for what is none, or of a newer version. */
    static Optional<Wish> read(byte[] payload) {
        try {
            ByteBuffer in = ByteBuffer.wrap(payload);
            byte kind = in.get();
            if (kind == COMMAND) {
                return record(RecordKind.COMMAND, rest(in, in.remaining()))
                        .filter(Input.Command.class::isInstance)
                        .map(found -> new Wish.Asked((Input.Command) found));
            }
            if (kind != ORDER) {
                return Optional.empty();
            }
            Optional<Input> who = record(RecordKind.ORDER, rest(in, in.getInt()));
            Optional<Input> what = record(RecordKind.ORDER, rest(in, in.remaining()));
            return who.isPresent()
                            && who.get() instanceof Input.Ordered known
                            && known.order() instanceof Order.SignOn person
                            && what.isPresent()
                            && what.get() instanceof Input.Ordered order
                            && person.initials().equals(order.user())
                    ? Optional.of(new Wish.Vouched(person, order))
                    : Optional.empty();
        } catch (IllegalArgumentException | BufferUnderflowException bad) {
            return Optional.empty();
        }
    }

    private static byte[] rest(ByteBuffer in, int length) {
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private static Optional<Input> record(RecordKind kind, byte[] payload) {
        return InputCodec.decode(
                new JournalRecord(0, 0, RecordClass.LIFE, kind, "", Instant.EPOCH, Instant.EPOCH, payload));
    }
}
