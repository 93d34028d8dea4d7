package org.vigie.gateway.recovery;

import java.util.UUID;

/**
 * The name of one message among all messages of all journals, the same however often it is sent, from this box or from
 * a copy of its journal: 20 characters, as the oldest receivers keep no more of MSH-10.
 *
 * <pre>
 * 6 characters  30 bits of the journal's identity
 * 4             epoch
 * 7             number of the record in the epoch
 * 3             number of the message at that record
 * </pre>
 *
 * Base 32 with the digits of Crockford: no I, L, O or U that a person would misread. SOURCE:
 * reference/degraded-networks.md 3.1 and 3.7 (source, epoch, seq).
 */
public final class MessageId {
    private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int BITS = 5;
    private static final int SOURCE = 6;
    private static final int EPOCH = 4;
    private static final int SEQ = 7;
    private static final int N = 3;

    private final String source;

    /** Names for the messages of one journal. */
    public MessageId(UUID journal) {
        source = digits(journal.getLeastSignificantBits() & ((1L << (SOURCE * BITS)) - 1), SOURCE);
    }

    /** The name of what is told at a position. */
    public String of(Position position) {
        return source + digits(position.epoch(), EPOCH) + digits(position.seq(), SEQ) + digits(position.n(), N);
    }

    private static String digits(long number, int count) {
        if (number < 0 || number >>> (count * BITS) != 0) {
            throw new IllegalArgumentException(number + " does not fit into " + count + " digits");
        }
        char[] text = new char[count];
        long left = number;
        for (int i = count - 1; i >= 0; i--) {
            text[i] = DIGITS.charAt((int) (left & 31));
            left >>>= BITS;
        }
        return new String(text);
    }
}
